// The dossier note and the call script: to read, copy and print.
import { button, el } from "../dom.js";
import { markdown } from "../markdown.js";
import { T } from "../text.js";
import { frame } from "./frame.js";

export function noteCard({ markdown: source = "" }) {
  const status = el("span", { class: "quiet", role: "status" });
  const paper = el("div", { class: "paper" }, markdown(source));
  const node = frame("note", {},
    el("div", { class: "tools" }, button("reply", T.note.copy, () => copy(plain(source), paper, status)), button("reply", T.note.print, () => printOnly(node)), status), paper);
  return node;
}

/** Returns the text as a patient record takes it: headings and bold without their marks. */
function plain(source) {
  return String(source).replace(/^#{1,6}\s+/gm, "").replace(/\*\*(.+?)\*\*/g, "$1");
}

async function copy(text, paper, status) {
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = T.note.copied;
  } catch {
    // No clipboard without https: an intranet often has none. The user copies the selection.
    getSelection().selectAllChildren(paper);
    status.textContent = T.note.failed;
  }
}

function printOnly(node) {
  node.classList.add("printed");
  document.body.classList.add("printing");
  addEventListener("afterprint", () => {
    document.body.classList.remove("printing");
    node.classList.remove("printed");
  }, { once: true });
  print();
}
