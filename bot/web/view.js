// Draws the conversation: the frame, the messages, the composer. What a card looks like is in cards.js.
import { card, emergencyCard, remainingText } from "./cards.js";
import { el, hidden } from "./dom.js";
import { markEvidence } from "./evidence.js";
import { markdown } from "./markdown.js";
import { T } from "./text.js";

const MAX_LENGTH = 4000;

export class View {
  #on;
  #log;
  #input;
  #counter;
  #busyNote;
  #cases = [];

  constructor(root, handlers) {
    this.#on = handlers;
    this.#log = el("div", { class: "log", id: "log", role: "log", "aria-live": "polite", "aria-label": T.log, tabIndex: 0 });
    this.#busyNote = el("p", { class: "busy", role: "status" });
    root.append(
      el("a", { class: "skip", href: "#input" }, T.skip),
      this.#header(),
      el("main", { class: "main" }, this.#log, this.#busyNote, this.#composer()),
    );
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.#on.onClose?.();
    });
    this.#input.focus({ preventScroll: true });
  }

  /** Shows the opening. */
  welcome() {
    const { title, text, privacy, replies } = T.welcome;
    this.#append(el("section", { class: "welcome" },
      el("h2", {}, title), el("p", {}, text), el("p", { class: "quiet" }, privacy)));
    this.#append(this.#replies(replies));
  }

  /** Shows what the user said; it is kept as case text, in which evidence can be marked. */
  addUser(text) {
    this.#dropReplies();
    const body = el("p", { class: "said" }, text);
    this.#cases.push({ text, body });
    this.#append(el("article", { class: "turn user" }, hidden(`${T.you}: `), body));
  }

  /** Shows an answer. */
  addAnswer(elements, { focusAnswer = false, replaces = null } = {}) {
    this.#dropReplies();
    const turn = el("article", { class: "turn bot", tabIndex: -1 }, hidden(`${T.bot}: `));
    const ordered = [...elements].sort((a, b) => isEmergency(b) - isEmergency(a));
    if (ordered.some(isEmergency)) replaces?.remove();
    for (const element of ordered) turn.append(...this.#draw(element));
    this.#append(turn);
    const replies = ordered.flatMap((element) => element.buttons ?? []);
    if (replies.length) this.#append(this.#replies(replies));
    for (const { custom } of ordered) if (custom?.type === "signals") this.#mark(custom);
    if (focusAnswer) turn.focus({ preventScroll: true });
    turn.scrollIntoView({ block: "start", behavior: motion() });
  }

  /** Shows the emergency numbers without asking the server; returns the element. */
  addLocalEmergency() {
    const turn = el("article", { class: "turn bot", role: "alert" }, emergencyCard({ contacts: T.emergency.local }));
    this.#append(turn);
    turn.scrollIntoView({ block: "nearest", behavior: motion() });
    return turn;
  }

  /** Shows that there is no answer, why, and the numbers; `retry` sends the same message again. */
  addFault(kind, retry) {
    const button = el("button", { type: "button", class: "reply", onclick: () => {
      turn.remove();
      retry();
      this.#log.focus({ preventScroll: true });
    } }, T.fault.retry);
    const turn = el("article", { class: "turn bot" }, el("div", { class: "card fault" },
      el("p", {}, el("strong", {}, T.fault[kind])), numbers(), button));
    this.#append(turn);
  }

  /** Shows that the answer takes long. */
  slow() {
    this.#busyNote.replaceChildren(el("span", {}, `${T.fault.slow} `), numbers());
    this.#busyNote.classList.add("slow");
  }

  /** Shows whether an answer is awaited. */
  busy(on) {
    this.#busyNote.classList.remove("slow");
    this.#busyNote.classList.toggle("on", on);
    this.#busyNote.replaceChildren(...(on ? [el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")), hidden(T.busy)] : []));
  }

  /** Removes everything that was said. */
  clear() {
    this.#cases = [];
    this.#log.replaceChildren();
    this.#input.value = "";
    this.#count();
  }

  /** Shows that all was wiped; `reached` is false when the server could not be told. */
  forgotten(reached) {
    this.#append(el("article", { class: "turn bot" },
      card({ type: "forgotten", text: reached ? T.forgotten.text : T.forgotten.local })));
    this.#input.focus({ preventScroll: true });
  }

  #header() {
    const action = (name, text, handler) => el("button", { type: "button", class: `action ${name}`, onclick: handler }, text);
    return el("header", { class: "bar" },
      el("div", { class: "brand" }, el("img", { src: "icon.svg", alt: "", width: 32, height: 32 }),
        el("div", {}, el("h1", {}, T.title), el("p", {}, T.subtitle))),
      el("div", { class: "actions" },
        action("forget", T.actions.forget, () => this.#on.onForget()),
        action("emergency", T.actions.emergency, () => this.#on.onEmergency()),
        this.#on.onClose && action("close", T.actions.close, () => this.#on.onClose())));
  }

  #composer() {
    this.#input = el("textarea", { id: "input", rows: 2, placeholder: T.composer.placeholder, "aria-describedby": "hint counter",
      autocomplete: "off", spellcheck: true, oninput: () => this.#count(), onkeydown: (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          form.requestSubmit();
        }
      } });
    this.#counter = el("span", { id: "counter", class: "counter" });
    const form = el("form", { class: "composer", onsubmit: (event) => {
      event.preventDefault();
      this.#submit();
    } },
      el("label", { class: "sr-only", htmlFor: "input" }, T.composer.label),
      el("div", { class: "field" }, this.#input, el("button", { type: "submit", class: "send" }, T.composer.send)),
      el("p", { class: "hint" }, el("span", { id: "hint" }, T.composer.hint), " ", this.#counter));
    return form;
  }

  #submit() {
    const text = this.#input.value.trim();
    if (!text || text.length > MAX_LENGTH) return;
    this.#input.value = "";
    this.#count();
    this.#on.onSay(text);
  }

  #count() {
    const left = MAX_LENGTH - this.#input.value.length;
    this.#counter.textContent = left < 0 ? T.composer.tooLong(-left) : left < 300 ? T.composer.left(left) : "";
    this.#input.toggleAttribute("aria-invalid", left < 0);
  }

  #draw(element) {
    const parts = [];
    const drawn = element.custom?.type ? card(element.custom) : null;
    const text = drawn ? remainingText(element.text ?? "", drawn) : element.text ?? "";
    if (text.trim()) parts.push(el("div", { class: "text" }, markdown(text)));
    if (drawn) isEmergency(element) ? parts.unshift(drawn) : parts.push(drawn);
    return parts;
  }

  #mark(signals) {
    for (const { text, body } of this.#cases) body.replaceChildren(...markEvidence(text, signals));
  }

  #replies(replies) {
    return el("div", { class: "replies", role: "group" }, replies.map(({ title, payload }) =>
      el("button", { type: "button", class: "reply", onclick: () => {
        this.#log.focus({ preventScroll: true });
        this.#on.onSay(payload ?? title, { shown: title, focusAnswer: true });
      } }, title)));
  }

  #dropReplies() {
    for (const node of this.#log.querySelectorAll(".replies")) node.remove();
  }

  #append(node) {
    this.#log.append(node);
    this.#log.scrollTop = this.#log.scrollHeight;
  }
}

function isEmergency(element) {
  return element.custom?.type === "emergency";
}

function numbers() {
  return el("span", { class: "numbers" }, T.fault.numbers.split(/(112|0800-2000)/).map((part, i) =>
    (i % 2 ? el("a", { href: `tel:${part.replace("-", "")}` }, part) : part)));
}

function motion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
