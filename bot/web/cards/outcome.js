// The outcome: what it is, whom to call and what to say, and the way that led to it.
import { el, telHref } from "../dom.js";
import { flow } from "../flow.js";
import { T } from "../text.js";
import { status } from "./contacts.js";
import { heading } from "./frame.js";

export function outcomeCard({ outcome, answers = {}, norm, reasons = [], desk = null, say = "" }) {
  const at = outcome === "advies_vragen" ? lastOf(answers) : null;
  return el("section", { class: "card outcome" },
    el("div", { class: "top" }, heading(norm ? T.outcome.norm(norm) : T.outcome.title, T.outcome[outcome] ?? outcome), desk && firstCall(desk, say)),
    el("div", { class: "beside" },
      el("div", { class: "column" }, reasons.length > 0 && [el("h3", {}, T.outcome.reasons), el("ul", {}, reasons.map((reason) => el("li", {}, reason)))]),
      flow({ at, answers, outcome })));
}

function lastOf(answers) {
  return Math.max(0, ...Object.keys(answers).map(Number)) || null;
}

function firstCall(desk, say) {
  return el("div", { class: "first-call" }, el("h3", {}, T.outcome.call),
    el("p", { class: "who" }, el("strong", {}, desk.name), " ", status(desk)),
    desk.phone && el("a", { class: "phone", href: telHref(desk.phone) }, desk.phone),
    say && el("div", { class: "say" }, el("h3", {}, T.outcome.say), el("blockquote", {}, say)));
}
