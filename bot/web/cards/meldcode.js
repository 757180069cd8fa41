// A step of the meldcode: the five-step bar, from which each step can be reached, and a list to tick off.
import { button, el, hidden } from "../dom.js";
import { T } from "../text.js";
import { frame } from "./frame.js";

export function meldcodeCard({ step, title, checklist = [] }, { say }) {
  const node = frame("meldcode", { above: `${T.meldcode.title}, ${T.meldcode.step(step).toLowerCase()}`, title },
    el("ul", { class: "ticks" }, checklist.map((text) => el("li", {}, el("label", { class: "tick" }, el("input", { type: "checkbox" }), el("span", {}, text))))));
  node.prepend(bar(Number(step), say));
  return node;
}

function bar(now, say) {
  return el("ol", { class: "steps", "aria-label": T.meldcode.title }, T.meldcode.names.map((name, i) => {
    const number = i + 1;
    const state = number < now ? "past" : number === now ? "now" : "ahead";
    const content = [el("b", {}, hidden(`${T.meldcode.step(number)} `), el("span", { "aria-hidden": "true" }, String(number))), el("span", { class: "name" }, name)];
    return el("li", { class: state, "aria-current": state === "now" ? "step" : null }, state === "now" ? el("div", { class: "step" }, content)
      : button("step", content, () => say(T.meldcode.message(number), { shown: T.meldcode.shown(number), pressed: true }), { "aria-label": T.meldcode.go(number, name) }));
  }));
}
