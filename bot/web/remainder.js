// What a message says in words and its card does not show: it is put where it belongs among what the card does show.

const BLOCKS = "header, summary, h2, h3, legend, li, p, label, .first-call";

/**
 * Returns the lines of a text that a card does not show: `lead` comes before all that it shows, and each of `rest` says after which node.
 *
 * A line counts as shown only when one block of the card has every word of it, so nothing that was said can get lost. A heading counts
 * as shown when all the lines under it are. With `lists`, so does a line "lead-in: one; two" when each of its items is.
 */
export function remainder(text, card, { lists = false } = {}) {
  const visible = Array.from(card.querySelectorAll(BLOCKS)).filter((node) => !node.closest("details:not([open]) > :not(summary)"));
  const blocks = visible.map((node) => ({ node, words: new Set(wordsIn(node)) }));
  const rest = new Map();
  let anchor = null;
  for (const paragraph of String(text).split(/\n[ \t]*\n/)) {
    const lines = paragraph.split("\n").map((line) => ({ line, block: shownIn(line, blocks, lists) }));
    if (isHeading(lines)) lines[0].block = lines[1].block;
    const open = [];
    for (const { line, block } of lines) {
      if (block) {
        keep(rest, anchor, open.splice(0));
        anchor = anchorOf(block.node, card);
      } else {
        open.push(line);
      }
    }
    keep(rest, anchor, open);
  }
  const lead = rest.get(null) ?? "";
  rest.delete(null);
  return { lead, rest };
}

function keep(rest, anchor, lines) {
  if (!lines.some((line) => line.trim())) return;
  rest.set(anchor, [rest.get(anchor), lines.join("\n")].filter(Boolean).join("\n\n"));
}

function isHeading([first, ...under]) {
  return !first.block && under.length > 0 && under.every(({ block }) => block) && (/^\s*\*\*.*\*\*\s*$/.test(first.line) || /:\s*$/.test(first.line));
}

function shownIn(line, blocks, lists) {
  const found = blockWith(words(line), blocks);
  const items = !found && lists ? /^[^:]+:\s(.+)$/.exec(line)?.[1].split(";").map((item) => blockWith(words(item), blocks)) : null;
  return found ?? (items?.every(Boolean) ? items.at(-1) : null);
}

function blockWith(said, blocks) {
  return said.length ? blocks.find((block) => said.every((word) => block.words.has(word))) ?? null : null;
}

/** Returns the part of the card that a block is in. */
function anchorOf(node, card) {
  while (node.parentElement !== card && !node.parentElement.classList.contains("fold")) node = node.parentElement;
  return node;
}

/** Text node by text node: two elements side by side do not make one word. What is folded away does not count. */
function wordsIn(node) {
  if (node.localName === "details" && !node.open) return Array.from(node.querySelectorAll(":scope > summary")).flatMap(wordsIn);
  return node.nodeType === Node.TEXT_NODE ? words(node.data) : Array.from(node.childNodes).flatMap(wordsIn);
}

function words(text) {
  return String(text).toLowerCase().match(/[\p{L}\p{N}]+/gu)?.filter((word) => word !== "https") ?? [];
}
