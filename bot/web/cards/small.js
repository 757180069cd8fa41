// The cards that are a few lines.
import { el } from "../dom.js";
import { T } from "../text.js";
import { frame, inline } from "./frame.js";

export function confirmCard({ question }) {
  return frame("confirm", { above: T.confirm.title, title: question }, el("div", { class: "answers" }));
}

export function howToCard({ advice = [] }) {
  return frame("howto", { title: T.howTo.title }, el("ul", {}, advice.map(({ text }) => el("li", {}, inline(text)))));
}

/** Only a frame: which kinds were removed is in the text. */
export function privacyCard() {
  return frame("privacy", {});
}

export function faqCard({ title, source }) {
  const node = frame("faq", { title });
  if (source) node.append(el("p", { class: "quiet source" }, T.faq.source(source)));
  return node;
}

export function forgottenCard({ text = null }) {
  return frame("forgotten", { title: T.forgotten.title }, text && el("p", {}, text));
}
