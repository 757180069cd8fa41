// One function per card type: data of the contract in, elements out.
import { el, hidden, telHref } from "./dom.js";
import { markdown, safeUrl } from "./markdown.js";
import { T } from "./text.js";

const DRAW = {
  signals: signalsCard,
  confirm: confirmCard,
  safe_questions: questionsCard,
  how_to_ask: howToCard,
  meldcode_step: meldcodeCard,
  weighing: weighingCard,
  outcome: outcomeCard,
  contacts: contactsCard,
  emergency: emergencyCard,
  privacy: privacyCard,
  note: noteCard,
  faq: faqCard,
  forgotten: forgottenCard,
};

/** Returns the drawn card, or null for a type that is not known (its text is shown all the same). */
export function card(data) {
  return Object.hasOwn(DRAW, data.type) ? DRAW[data.type](data) : null;
}

/** Returns the lines of a text that a card does not already show. */
export function remainingText(text, drawn) {
  const shown = new Set(Array.from(drawn.querySelectorAll("[data-shows]"), (node) => plain(node.dataset.shows)));
  const within = (line) => Array.from(shown).some((known) => known.length > 3 && line.includes(known));
  return String(text).split("\n").filter((line) => {
    const isItem = /^\s*([-*•]|\d+[.)])\s/.test(line);
    return !(shown.has(plain(line)) || (isItem && within(plain(line))));
  }).join("\n").replace(/\n{3,}/g, "\n\n").trim();
}

function plain(line) {
  return String(line).replace(/^\s*([-*•#]+|\d+[.)])\s+/, "").replace(/\*\*/g, "").replace(/[\s:.]+$/, "").trim().toLowerCase();
}

function frame(name, title, ...content) {
  return el("section", { class: `card ${name}` }, title && el("h2", { "data-shows": title }, title), content);
}

function signalsCard({ present = [], absent = [], new: fresh = [], forms = [], minor = false }) {
  const groups = Map.groupBy ? Map.groupBy(present, (signal) => signal.group) : groupBy(present);
  return frame("signals", T.signals.title,
    !present.length && el("p", { class: "quiet" }, T.signals.none),
    Array.from(groups, ([group, members]) => el("div", { class: "group" },
      el("h3", { "data-shows": T.groups[group] ?? group }, T.groups[group] ?? group),
      el("ul", {}, members.map((signal) => signalItem(signal, fresh.includes(signal.id)))))),
    absent.length > 0 && el("div", { class: "group absent" }, el("h3", {}, T.signals.absent), el("ul", {}, absent.map((signal) => signalItem(signal)))),
    forms.length > 0 && el("p", { class: "forms" }, el("span", {}, `${T.signals.forms} `),
      forms.map((form) => el("span", { class: "chip" }, T.forms[form] ?? form))),
    minor && el("p", { class: "remark" }, T.signals.minor));
}

function groupBy(signals) {
  const groups = new Map();
  for (const signal of signals) groups.set(signal.group, [...(groups.get(signal.group) ?? []), signal]);
  return groups;
}

function signalItem({ label, evidence = [], certain }, isFresh = false) {
  return el("li", { "data-shows": label },
    el("span", { class: "label" }, label),
    certain === false && el("span", { class: "tag unsure" }, T.signals.uncertain),
    isFresh && el("span", { class: "tag fresh" }, T.signals.fresh),
    evidence.length > 0 && el("span", { class: "quotes" }, hidden(` ${T.signals.evidence} `), evidence.map((quote) => el("q", {}, quote))));
}

function confirmCard({ question }) {
  return frame("confirm", T.confirm.title, el("p", { "data-shows": question }, question));
}

function questionsCard({ questions = [] }) {
  const progress = el("p", { class: "quiet", role: "status" });
  const boxes = [];
  const update = () => { progress.textContent = T.questions.done(boxes.filter((box) => box.checked).length, boxes.length); };
  const themes = [...new Set(questions.map(({ theme }) => theme))];
  const node = frame("questions", T.questions.title, themes.map((theme) => el("fieldset", {},
    el("legend", { "data-shows": T.themes[theme] ?? theme }, T.themes[theme] ?? theme),
    questions.filter((question) => question.theme === theme).map(({ text }) => {
      const box = el("input", { type: "checkbox", onchange: update });
      boxes.push(box);
      return el("label", { class: "tick", "data-shows": text }, box, el("span", {}, text));
    }))), progress);
  update();
  return node;
}

function howToCard({ advice = [] }) {
  return frame("howto", T.howTo.title, el("ul", {}, advice.map(({ text }) => el("li", { "data-shows": text }, markdownInline(text)))));
}

function markdownInline(text) {
  return markdown(text).flatMap((block) => Array.from(block.childNodes));
}

function meldcodeCard({ step, title, checklist = [] }) {
  const bar = el("ol", { class: "steps" }, [1, 2, 3, 4, 5].map((n) => el("li", { class: n < step ? "past" : n === step ? "now" : "", "aria-current": n === step ? "step" : null },
    hidden(T.meldcode.step(n)), el("span", { "aria-hidden": "true" }, String(n)))));
  return frame("meldcode", `${T.meldcode.step(step)}: ${title}`, bar,
    el("div", {}, checklist.map((text) => el("label", { class: "tick", "data-shows": text }, el("input", { type: "checkbox" }), el("span", {}, text)))));
}

function weighingCard({ number, question }) {
  return frame("weighing", `${T.weighing.title}: ${T.weighing.question(number)}`, flow(number), el("p", { class: "question", "data-shows": question }, question));
}

function flow(number) {
  return el("ol", { class: "flow" }, T.weighing.nodes.map((name, i) => el("li", {
    class: i + 1 < number ? "past" : i + 1 === number ? "now" : "", "aria-current": i + 1 === number ? "step" : null },
    el("b", {}, String(i + 1)), el("span", {}, name))));
}

function outcomeCard({ outcome, answers = {}, norm, reasons = [] }) {
  return frame("outcome", T.outcome.title, el("p", { class: "verdict" }, T.outcome[outcome] ?? outcome),
    norm && el("p", {}, el("span", { class: "chip" }, T.outcome.norm(norm))),
    el("ol", { class: "flow answered" }, T.weighing.nodes.map((name, i) => {
      const answer = answers[i + 1];
      return el("li", { class: answer ? "past" : "" }, el("b", {}, String(i + 1)), el("span", {}, name, answer && el("em", {}, T.answers[answer] ?? answer)));
    })),
    reasons.length > 0 && el("ul", {}, reasons.map((reason) => el("li", { "data-shows": reason }, reason))));
}

function contactsCard({ contacts = [] }) {
  return frame("contacts", T.contacts.title, el("ul", { class: "desks" }, contacts.map(desk)));
}

function desk({ name, phone, url, hours, open_now: openNow, when, checked }) {
  return el("li", { "data-shows": name },
    el("div", { class: "desk" }, el("strong", {}, name),
      openNow !== undefined && el("span", { class: openNow ? "tag open" : "tag shut" }, openNow ? T.contacts.open : T.contacts.closed)),
    when && el("p", { "data-shows": when }, when),
    phone && el("a", { class: "phone", href: telHref(phone) }, phone),
    el("p", { class: "quiet" }, [hours, checked && T.contacts.checked(checked)].filter(Boolean).join(" · "),
      url && safeUrl(url) && [" · ", el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, T.contacts.site)]));
}

/** Returns the emergency card; also drawn without the server. */
export function emergencyCard({ contacts = [] }) {
  return frame("emergency", T.emergency.title, el("ul", { class: "desks" }, contacts.map(({ name, phone, when }) => el("li", { "data-shows": name },
    phone && el("a", { class: "call", href: telHref(phone) }, T.emergency.call(name), name !== phone && el("span", {}, phone)), when && el("p", { "data-shows": when }, when)))));
}

function privacyCard({ removed = {} }) {
  const kinds = Object.entries(removed).map(([kind, n]) => `${n} ${(T.privacy.kinds[kind] ?? [kind, kind])[n === 1 ? 0 : 1]}`);
  return frame("privacy", null, el("p", {}, `${T.privacy.title}: ${kinds.join(", ")}.`));
}

function noteCard({ kind, markdown: source = "" }) {
  const status = el("span", { class: "quiet", role: "status" });
  const text = String(source);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = T.note.copied;
    } catch {
      status.textContent = T.note.failed;
    }
  };
  const node = frame("note", T.note[kind] ?? kind, el("div", { class: "paper", tabIndex: 0 }, markdown(text)),
    el("div", { class: "tools" }, el("button", { type: "button", class: "reply", onclick: copy }, T.note.copy),
      el("button", { type: "button", class: "reply", onclick: () => printOnly(node) }, T.note.print), status));
  for (const line of text.split("\n")) if (line.trim()) node.append(el("span", { hidden: true, "data-shows": line }));
  return node;
}

function printOnly(node) {
  node.classList.add("printed");
  document.body.classList.add("printing");
  window.print();
  document.body.classList.remove("printing");
  node.classList.remove("printed");
}

function faqCard({ title, source }) {
  return frame("faq", title, source && el("p", { class: "quiet" }, `${T.faq.source}: ${source}`));
}

function forgottenCard({ text = T.forgotten.text }) {
  return frame("forgotten", T.forgotten.title, el("p", {}, text));
}
