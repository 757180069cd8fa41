// A small, safe part of Markdown: paragraphs, line breaks, **bold**, lists, two levels of headings, links (https: and tel: only).
import { el } from "./dom.js";

const INLINE = /\*\*(.+?)\*\*|\[([^\]\n]+)\]\(([^)\s]+)\)|(https:\/\/[^\s<>()]+[^\s<>().,;:!?])/g;
const BULLET = /^\s*[-*•]\s+(.*)$/;
const NUMBER = /^\s*(\d+)[.)]\s+(.*)$/;
const HEADING = /^\s*(#{1,6})\s+(.*)$/;

/** Returns the nodes for a text. */
export function markdown(text) {
  const blocks = [];
  let list = null;
  let paragraph = null;
  for (const line of String(text).replace(/\r\n?/g, "\n").split("\n")) {
    const bullet = BULLET.exec(line);
    const number = bullet ? null : NUMBER.exec(line);
    const heading = HEADING.exec(line);
    if (bullet || number) {
      const tag = bullet ? "ul" : "ol";
      if (list?.localName !== tag) {
        list = el(tag);
        if (number) list.start = Number(number[1]);
        blocks.push(list);
      }
      list.append(el("li", {}, inline(bullet ? bullet[1] : number[2])));
      paragraph = null;
    } else if (!line.trim()) {
      list = null;
      paragraph = null;
    } else if (heading) {
      blocks.push(el(heading[1].length === 1 ? "h2" : "h3", {}, inline(heading[2])));
      list = null;
      paragraph = null;
    } else if (paragraph) {
      paragraph.append(el("br"), ...inline(line));
    } else {
      paragraph = el("p", {}, inline(line));
      blocks.push(paragraph);
      list = null;
    }
  }
  return blocks;
}

/** Returns the nodes within one line. */
function inline(line) {
  const nodes = [];
  let from = 0;
  for (const match of line.matchAll(INLINE)) {
    nodes.push(line.slice(from, match.index));
    const [whole, bold, label, target, bare] = match;
    if (bold) nodes.push(el("strong", {}, inline(bold)));
    else nodes.push(link(label ?? bare, target ?? bare) ?? whole);
    from = match.index + whole.length;
  }
  nodes.push(line.slice(from));
  return nodes.filter((node) => node !== "");
}

/** Returns a link, or null when its address is neither https: nor tel:. */
function link(label, target) {
  if (/^tel:[+\d]+$/.test(target)) return el("a", { href: target }, label);
  return safeUrl(target) ? el("a", { href: target, target: "_blank", rel: "noopener noreferrer" }, label) : null;
}

/** Says whether an address may be followed. */
export function safeUrl(target) {
  try {
    return new URL(target).protocol === "https:";
  } catch {
    return false;
  }
}
