// The field in which the user types.
import { el } from "./dom.js";
import { T } from "./text.js";

const MAX_LENGTH = 4000;
const TELL_BELOW = 300;

export class Composer {
  #input;
  #counter = el("span", { id: "counter", class: "counter", role: "status" });
  #onSay;

  constructor(onSay) {
    this.#onSay = onSay;
    this.#input = el("textarea", { id: "input", rows: 1, placeholder: T.composer.placeholder, "aria-describedby": "hint counter", autocomplete: "off",
      spellcheck: true, oninput: () => this.#count(), onkeydown: (event) => this.#key(event) });
    this.node = el("form", { class: "composer", onsubmit: (event) => {
      event.preventDefault();
      this.#submit();
    } },
      el("label", { class: "sr-only", htmlFor: "input" }, T.composer.label),
      el("div", { class: "field" }, this.#input, el("button", { type: "submit", class: "send" }, T.composer.send)),
      el("p", { class: "hint" }, el("span", { id: "hint" }, T.composer.hint), " ", this.#counter));
  }

  focus() {
    this.#input.focus({ preventScroll: true });
  }

  clear() {
    this.#input.value = "";
    this.#count();
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.node.requestSubmit();
  }

  #submit() {
    const text = this.#input.value.trim();
    if (!text || text.length > MAX_LENGTH) return this.focus();
    this.clear();
    this.#onSay(text);
  }

  #count() {
    const left = MAX_LENGTH - this.#input.value.trim().length;
    this.#counter.textContent = left < 0 ? T.composer.tooLong(-left) : left < TELL_BELOW ? T.composer.left(left) : "";
    this.#counter.classList.toggle("over", left < 0);
    this.#input.setAttribute("aria-invalid", String(left < 0));
  }
}
