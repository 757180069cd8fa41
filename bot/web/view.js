// Draws the conversation: the frame, the messages, what goes wrong.
import { answerParts, isEmergency } from "./answer.js";
import { card } from "./cards/index.js";
import { replyGroup } from "./cards/frame.js";
import { foldOld } from "./cards/signals.js";
import { CaseTexts } from "./case_text.js";
import { Composer } from "./composer.js";
import { button, el, hidden, telHref } from "./dom.js";
import { hideOldFlows } from "./flow.js";
import { T } from "./text.js";
import { Tip } from "./tip.js";

const SHARE_OF_WHAT_WAS_SAID = 0.4;

export class View {
  #on;
  #log = el("div", { class: "log", id: "log", role: "log", "aria-live": "polite", "aria-label": T.log, tabIndex: 0 });
  #busyNote = el("div", { class: "busy", role: "status" });
  #title = el("h1", {}, T.title);
  #welcomeTitle = T.welcome.title;
  #entries = new Map();
  #tip;
  #texts;
  #composer;

  constructor(root, handlers) {
    this.#on = handlers;
    this.#composer = new Composer((text) => this.#on.onSay(text));
    root.append(
      el("a", { class: "skip", href: "#input" }, T.skip),
      this.#header(),
      el("main", { class: "main" }, this.#log, this.#busyNote, this.#composer.node));
    this.#tip = new Tip(root);
    this.#texts = new CaseTexts(this.#tip);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (!this.#tip.hide()) this.#on.onClose?.();
    });
    this.focus();
  }

  /** Takes the title and the greeting of the page that embeds the widget. */
  configure({ title, greeting }) {
    if (title) this.#title.textContent = document.title = title;
    if (!greeting) return;
    this.#welcomeTitle = greeting;
    const shown = this.#log.querySelector(".welcome h2");
    if (shown) shown.textContent = greeting;
  }

  /** Puts the cursor where the user types. */
  focus() {
    this.#composer.focus();
  }

  /** Shows the opening. */
  welcome() {
    const { text, privacy, replies } = T.welcome;
    this.#append(el("section", { class: "welcome" }, el("h2", {}, this.#welcomeTitle), el("p", {}, text), el("p", { class: "quiet" }, privacy),
      replyGroup(replies, this.#say)));
  }

  /** Shows what the user said; it is kept as case text, in which evidence can be marked. */
  addUser(text, about = null) {
    this.#settle();
    this.#append(this.#texts.add(text, about));
  }

  /** Shows an answer; `focus` moves there, `replaces` is the emergency card that was shown meanwhile. */
  addAnswer(elements, { focus = false, replaces = null } = {}) {
    this.#settle();
    const turn = el("article", { class: "turn bot", tabIndex: -1 }, hidden(`${T.bot}: `), answerParts(elements, { say: this.#say, entries: this.#entries }));
    const hadFocus = replaces?.contains(document.activeElement);
    if (elements.some(isEmergency)) replaces?.remove();
    this.#append(turn);
    const signals = elements.findLast(({ custom }) => custom?.type === "signals")?.custom;
    if (signals) this.#picture(signals, turn);
    hideOldFlows(this.#log);
    if (focus || hadFocus) turn.focus({ preventScroll: true });
    this.#startOf(turn).scrollIntoView({ block: "start", behavior: motion() });
  }

  /** Shows the emergency numbers without asking the server; returns the element. */
  addLocalEmergency() {
    const turn = el("article", { class: "turn bot", tabIndex: -1 }, hidden(`${T.bot}: `), card({ type: "emergency", contacts: T.emergency.local }, {}));
    this.#append(turn);
    turn.focus({ preventScroll: true });
    turn.scrollIntoView({ block: "start", behavior: motion() });
    return turn;
  }

  /** Shows that there is no answer, why, and the numbers; `retry` sends the same message again. */
  addFault(kind, retry) {
    this.#append(this.#notice("fault", null, [el("strong", {}, T.fault[kind]), kind !== "refused" && ` ${T.fault.once}`],
      kind !== "refused" && [T.fault.retry, retry]));
  }

  /** Shows that the bot no longer knows what was said; `again` tells it the case once more. */
  addLost(again) {
    this.#append(this.#notice("lost", T.lost.title, [T.lost.text], again && [T.lost.again, again]));
  }

  /** Shows that all was wiped; `again` is given when the server could not be told. */
  forgotten(again = null) {
    const node = card({ type: "forgotten", text: again ? T.forgotten.local : T.forgotten.text }, {});
    if (again) node.append(this.#once(T.forgotten.again, again));
    const turn = el("article", { class: "turn bot" }, node);
    this.#append(turn);
    this.focus();
    return turn;
  }

  /** Shows that the answer takes long. */
  slow() {
    this.#busyNote.replaceChildren(dots(), el("span", {}, `${T.fault.slow} `), numbers());
    this.#busyNote.classList.add("slow");
  }

  /** Shows whether an answer is awaited. */
  busy(on) {
    this.#busyNote.classList.remove("slow");
    this.#busyNote.classList.toggle("on", on);
    this.#busyNote.replaceChildren(...(on ? [dots(), hidden(T.busy)] : []));
  }

  /** Removes everything that was said. */
  clear() {
    this.#texts.clear();
    this.#entries = new Map();
    this.#log.replaceChildren();
    this.#composer.clear();
  }

  #say = (message, { shown = message, about = null, pressed = false } = {}) => {
    if (pressed) this.#log.focus({ preventScroll: true });
    this.#on.onSay(message, { shown, about, focus: pressed });
  };

  #header() {
    const action = (name, text, handler) => button(`action ${name}`, text, handler);
    return el("header", { class: "bar" },
      el("div", { class: "brand" }, el("img", { src: "icon.svg", alt: "", width: 32, height: 32 }), el("div", {}, this.#title, el("p", {}, T.subtitle))),
      el("div", { class: "actions" },
        action("forget", T.actions.forget, () => this.#on.onForget()),
        action("emergency", T.actions.emergency, () => this.#on.onEmergency()),
        this.#on.onClose && action("close", T.actions.close, () => this.#on.onClose())));
  }

  /** Takes the newest picture of the case: older ones fold, and the words in the case text are marked anew. */
  #picture(signals, turn) {
    foldOld(this.#log, turn);
    this.#tip.name({ ...T.groups, ...signals.groups });
    this.#texts.mark(signals, this.#entries);
  }

  /** Takes away what can no longer be pressed. */
  #settle() {
    for (const node of this.#log.querySelectorAll(".replies, .once")) node.remove();
  }

  #notice(name, title, text, action) {
    return el("article", { class: "turn bot" }, el("section", { class: `card ${name}` }, title && el("h2", {}, title), el("p", {}, text), numbers(),
      action && this.#once(...action)));
  }

  #once(text, act) {
    return button("reply once", text, (event) => {
      event.currentTarget.closest(".turn").remove();
      this.#log.focus({ preventScroll: true });
      act();
    });
  }

  /** Where reading an answer starts: at what it answers, when that leaves room for it. */
  #startOf(turn) {
    const said = turn.previousElementSibling;
    return said?.matches(".user") && said.offsetHeight < this.#log.clientHeight * SHARE_OF_WHAT_WAS_SAID ? said : turn;
  }

  #append(node) {
    this.#log.append(node);
    this.#log.scrollTop = this.#log.scrollHeight;
  }
}

function dots() {
  return el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
}

function numbers() {
  return el("p", { class: "numbers" }, T.fault.numbers.split(/(112|0800-2000)/).map((part, i) => (i % 2 ? el("a", { href: telHref(part) }, part) : part)));
}

function motion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
