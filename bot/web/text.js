// The strings as a module: strings.js is a classic script (see there).
import "./strings.js";

export const T = globalThis.signaalwijzerTeksten;
