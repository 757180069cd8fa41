// The signals heard, by group; denied ones apart; unsure ones to be settled in place.
import { button, el, grouped, hidden, tag } from "../dom.js";
import { T } from "../text.js";

const ANSWERS = ["ja", "nee", "onbekend"];

export function signalsCard(data, { say, entries }) {
  const { present = [], absent = [], new: fresh = [], forms = [], minor = false, groups = {}, form_labels: formLabels = {} } = data;
  const byGroup = grouped(present, ({ group }) => group);
  const isFirst = present.every(({ id }) => fresh.includes(id));
  entries.clear();
  const entry = (signal) => {
    const node = signalItem(signal, !isFirst && fresh.includes(signal.id), say);
    entries.set(signal.id, node);
    return node;
  };
  return el("section", { class: "card signals" }, el("details", { class: "fold", open: true },
    el("summary", {}, el("h2", {}, T.signals.title), el("span", { class: "count" }, T.signals.count(present.length, Boolean(minor)))),
    !present.length && el("p", { class: "quiet" }, T.signals.none),
    Array.from(byGroup, ([group, members]) => el("div", { class: "group" },
      el("h3", {}, groups[group] ?? T.groups[group] ?? group), el("ul", {}, members.map(entry)))),
    absent.length > 0 && el("div", { class: "group absent" }, el("h3", {}, T.signals.absent), el("ul", {}, absent.map(entry))),
    forms.length > 0 && el("p", { class: "forms" }, `${T.signals.forms} `,
      forms.map((form, i) => [i > 0 && ` ${T.signals.or} `, el("span", { class: "chip" }, formLabels[form] ?? T.forms[form] ?? form)]))));
}

function signalItem(signal, isFresh, say) {
  const { label, evidence = [], certain, explanation } = signal;
  const name = el("span", { class: "label" }, label);
  return el("li", { class: "signal", tabIndex: -1 },
    el("div", { class: "what" }, explanation ? el("details", { class: "why" }, el("summary", {}, name), " ", el("p", {}, explanation)) : name,
      certain === false && tag("unsure", T.signals.uncertain), isFresh && tag("fresh", T.signals.fresh)),
    evidence.length > 0 && el("div", { class: "quotes" }, hidden(` ${T.signals.evidence} `), evidence.map((quote) => [el("q", {}, quote), " "])),
    certain === false && settle(signal, say));
}

/** The three buttons that settle an unsure signal. */
function settle({ id, label }, say) {
  return el("div", { class: "settle", role: "group", "aria-label": T.signals.askAbout(label) }, el("span", { class: "ask" }, T.signals.ask),
    ANSWERS.map((answer) => button("reply small", T.answers[answer], () => {
      const word = T.answers[answer].toLowerCase();
      say(`signaal ${id} ${word}`, { shown: T.signals.settled(label, word), pressed: true });
    })));
}

/** Folds the pictures that a newer one replaces; nothing can be settled in them any more. */
export function foldOld(log, newest) {
  for (const fold of log.querySelectorAll(".signals .fold")) {
    if (newest.contains(fold)) continue;
    fold.open = false;
    for (const node of fold.querySelectorAll(".settle")) node.remove();
  }
}
