// Starts the widget: joins the view to the transport and keeps the turns in order.
import { T } from "./text.js";
import { newMessage, Transport, TransportFault } from "./transport.js";
import { View } from "./view.js";

const EMERGENCY = "acuut";
const FORGET = "wis alles";

class Conversation {
  #transport;
  #view;
  #turns = Promise.resolve();
  #generation = 0;

  constructor(transport, root) {
    this.#transport = transport;
    this.#view = new View(root, {
      onSay: (text, options) => this.say(text, options),
      onEmergency: () => this.emergency(),
      onForget: () => this.forget(),
      onClose: closePanel(),
    });
    this.#view.welcome();
  }

  /** Shows a message of the user and sends it; `shown` is what the user pressed, when that is not what is sent. */
  say(text, { shown = text, focusAnswer = false } = {}) {
    if (text.trim().toLowerCase() === FORGET) return this.forget();
    this.#view.addUser(shown);
    return this.#enqueue(newMessage(text), { focusAnswer });
  }

  /** Shows the numbers at once, from here, and then asks the bot for the whole answer. */
  emergency() {
    const local = this.#view.addLocalEmergency();
    return this.#enqueue(newMessage(EMERGENCY), { replaces: local });
  }

  /** Wipes the screen at once, whatever the server does, and goes on as somebody new. */
  async forget() {
    this.#generation += 1;
    this.#view.clear();
    this.#view.busy(true);
    let reached = true;
    try {
      await this.#transport.send(newMessage(FORGET));
    } catch (fault) {
      reached = fault instanceof TransportFault && fault.kind === "silent";
    }
    this.#transport.renew();
    this.#turns = Promise.resolve();
    this.#view.busy(false);
    this.#view.forgotten(reached);
    this.#view.welcome();
  }

  #enqueue(message, options) {
    this.#turns = this.#turns.then(() => this.#turn(message, options));
    return this.#turns;
  }

  async #turn(message, options) {
    const generation = this.#generation;
    const current = () => generation === this.#generation;
    this.#view.busy(true);
    try {
      const elements = await this.#transport.send(message, { onSlow: () => current() && this.#view.slow() });
      if (!current()) return;
      if (elements.some((element) => element.custom?.type === "forgotten")) {
        this.#view.clear();
        this.#transport.renew();
      }
      this.#view.addAnswer(elements, options);
    } catch (fault) {
      if (!(fault instanceof TransportFault)) throw fault;
      if (current()) this.#view.addFault(fault.kind, () => this.#enqueue(message, { ...options, focusAnswer: true }));
    } finally {
      if (current()) this.#view.busy(false);
    }
  }
}

/** Returns what closes the panel when the widget runs inside one, else null. */
function closePanel() {
  if (window.parent === window) return null;
  return () => window.parent.postMessage({ type: "signaalwijzer:close" }, "*");
}

document.title = T.title;
const endpoint = new URL(document.querySelector('meta[name="signaalwijzer-endpoint"]').content, document.baseURI);
new Conversation(new Transport(endpoint), document.getElementById("app"));
if (window.parent !== window) window.parent.postMessage({ type: "signaalwijzer:ready" }, "*");
