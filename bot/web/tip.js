// The note at a marked word: shown on hover and on focus, stays while the pointer is on it, goes with Escape (WCAG 1.4.13).
import { el, tag } from "./dom.js";
import { T } from "./text.js";

const GAP = 6;
const LINGER_MS = 150;

export class Tip {
  #node = el("div", { class: "tip", hidden: true, "aria-hidden": "true" });
  #word = null;
  #timer = null;
  #groups = {};

  constructor(parent) {
    parent.append(this.#node);
    this.#node.addEventListener("mouseenter", () => clearTimeout(this.#timer));
    this.#node.addEventListener("mouseleave", () => this.#hideSoon());
  }

  /** Takes the group labels of the latest signals card. */
  name(groups) {
    this.#groups = groups;
  }

  /** Lets the marked words within a node show their note. */
  watch(node) {
    const wordAt = (event) => event.target.closest?.(".word");
    node.addEventListener("mouseover", (event) => wordAt(event) && this.#show(wordAt(event)));
    node.addEventListener("mouseout", (event) => wordAt(event) && this.#hideSoon());
    node.addEventListener("focusin", (event) => wordAt(event) && this.#show(wordAt(event)));
    node.addEventListener("focusout", () => this.hide());
  }

  /** Hides the note; returns whether there was one. */
  hide() {
    clearTimeout(this.#timer);
    const shown = !this.#node.hidden;
    this.#node.hidden = true;
    this.#word = null;
    return shown;
  }

  #hideSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#word !== document.activeElement && this.hide(), LINGER_MS);
  }

  #show(word) {
    clearTimeout(this.#timer);
    if (word === this.#word) return;
    this.#word = word;
    this.#node.replaceChildren(...word.signals.map(({ signal, status }) => this.#entry(signal, status)));
    this.#node.hidden = false;
    this.#place(word.getClientRects()[0], this.#node.getBoundingClientRect());
  }

  #entry({ label, group, explanation }, status) {
    const kind = status === "absent" ? T.signals.absent : this.#groups[group] ?? group;
    return el("div", { class: `entry ${status}` },
      el("strong", {}, label), status === "uncertain" && tag("unsure", T.signals.uncertain),
      kind && el("span", { class: "kind" }, kind), explanation && el("span", { class: "why" }, explanation));
  }

  #place(word, box) {
    const below = word.bottom + GAP + box.height <= innerHeight;
    this.#node.style.left = `${Math.max(GAP, Math.min(word.left, innerWidth - box.width - GAP))}px`;
    this.#node.style.top = `${below ? word.bottom + GAP : Math.max(GAP, word.top - box.height - GAP)}px`;
  }
}
