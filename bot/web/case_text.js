// What the user said, with the words behind the signals marked in it; each mark leads to its signal in the list, and back.
import { el, hidden } from "./dom.js";
import { markEvidence } from "./evidence.js";
import { T } from "./text.js";

export class CaseTexts {
  #texts = [];
  #tip;
  #entries = new Map();

  constructor(tip) {
    this.#tip = tip;
  }

  /** Returns the message as it is shown; `about` says what it answers, and is never marked. */
  add(text, about = null) {
    const body = el("p", { class: "said" }, text);
    this.#texts.push({ text, body });
    this.#tip.watch(body);
    body.addEventListener("click", (event) => this.#follow(event));
    // Not live: the user knows what was typed, and marking it later must not have it read out again.
    return el("article", { class: "turn user", "aria-live": "off" }, hidden(`${T.you}: `), about && el("p", { class: "about" }, about), body);
  }

  /** Marks the evidence of a signals card; `entries` has the place of each signal in that card. */
  mark(signals, entries) {
    this.#entries = entries;
    this.#tip.hide();
    for (const { text, body } of this.#texts) body.replaceChildren(...markEvidence(text, signals));
    for (const [id, entry] of entries) {
      entry.addEventListener("mouseenter", () => this.#light(id, true));
      entry.addEventListener("mouseleave", () => this.#light(id, false));
    }
  }

  /** Forgets every text. */
  clear() {
    this.#texts = [];
    this.#entries = new Map();
    this.#tip.hide();
  }

  #follow(event) {
    const word = event.target.closest(".word");
    if (!word) return;
    event.preventDefault();
    const entry = this.#entries.get(word.signals[0].signal.id);
    if (!entry) return;
    const fold = entry.closest("details.fold");
    if (fold) fold.open = true;
    entry.focus();
  }

  #light(id, on) {
    for (const { body } of this.#texts) {
      for (const word of body.querySelectorAll(".word")) {
        if (word.signals.some(({ signal }) => signal.id === id)) word.classList.toggle("lit", on);
      }
    }
  }
}
