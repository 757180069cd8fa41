// What cards have in common: the frame, quick replies.
import { button, el } from "../dom.js";
import { markdown } from "../markdown.js";
import { T } from "../text.js";

/** Returns the frame of a card: a small line above the title, the title, the content. */
export function frame(name, { above = null, title = null }, ...content) {
  return el("section", { class: `card ${name}` }, (above || title) && heading(above, title), content);
}

/** Returns a small line above a title; either may be left out. */
export function heading(above, title) {
  return el("header", {}, above && el("p", { class: "above" }, above), title && el("h2", {}, title));
}

/** Returns the buttons for quick replies, or null when there are none. */
export function replyGroup(replies, say) {
  if (!replies.length) return null;
  return el("div", { class: "replies", role: "group", "aria-label": T.replies }, replies.map(({ title, payload }) =>
    button("reply", title ?? payload, () => say(payload ?? title, { shown: title ?? payload, pressed: true }))));
}

/** Returns the nodes of one paragraph of Markdown, without the paragraph. */
export function inline(text) {
  return markdown(text).flatMap((block) => Array.from(block.childNodes));
}

