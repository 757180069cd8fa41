// Draws the elements of one answer: what danger asks first, then each text with its card and its quick replies.
import { card } from "./cards/index.js";
import { replyGroup } from "./cards/frame.js";
import { el } from "./dom.js";
import { markdown } from "./markdown.js";
import { remainder } from "./remainder.js";

/** Cards that take the lead-in in themselves; elsewhere it stands above the card. */
const WHOLE = new Set(["privacy", "emergency"]);

export function isEmergency(element) {
  return element.custom?.type === "emergency";
}

/** Returns the parts of an answer, in order of urgency; what can be replied to the last of them comes at the end. */
export function answerParts(elements, context) {
  const ordered = [...elements].sort((a, b) => isEmergency(b) - isEmergency(a));
  const last = ordered.findLastIndex((element) => element.buttons?.length);
  let closing = null;
  const parts = ordered.map((element, i) => {
    const { node, group } = part(element, repliesOf(element, ordered.slice(i + 1)), context);
    if (i === last) closing = group;
    else node.append(group ?? "");
    return node;
  });
  return [...parts, closing];
}

/** Returns the quick replies of an element that no later element of the same answer has too. */
function repliesOf(element, later) {
  const again = new Set(later.flatMap((other) => other.buttons ?? []).map(({ payload }) => payload));
  return (element.buttons ?? []).filter(({ payload }) => !again.has(payload));
}

/** Returns a part, and the group of its replies when the card has no place for them. */
function part({ text, custom }, replies, context) {
  const drawn = card(custom, context);
  if (!drawn) return { node: el("div", { class: "part" }, prose(text)), group: replyGroup(replies, context.say) };
  const { lead, rest } = remainder(text ?? "", drawn, { lists: custom.type === "signals" });
  for (const [anchor, words] of rest) anchor.after(prose(words));
  const explained = drawn.querySelector(".more") ? replies.filter(({ payload }) => payload !== "uitleg") : replies;
  const group = replyGroup(explained, context.say);
  const place = drawn.querySelector(".answers");
  if (place && group) place.append(group);
  const within = WHOLE.has(custom.type);
  if (within && lead) drawn.append(prose(lead));
  return { node: el("div", { class: "part" }, !within && prose(lead), drawn), group: place ? null : group };
}

function prose(text) {
  return String(text ?? "").trim() ? el("div", { class: "text" }, markdown(text)) : null;
}
