// Keeps the turns in order, and decides what happens when one fails.
import { newMessage, TransportFault } from "./transport.js";

const EMERGENCY = "acuut";
const FORGET = "wis alles";
const MAX_LENGTH = 4000;

export class Conversation {
  #transport;
  #view;
  #turns = Promise.resolve();
  #generation = 0;
  #known = false;
  #told = [];

  constructor(transport, view) {
    this.#transport = transport;
    this.#view = view;
  }

  /** Shows a message of the user and sends it; `shown` and `about` are what is shown in its place. */
  say(text, { shown = text, about = null, focus = false } = {}) {
    if (isForget(text)) return this.forget();
    this.#view.addUser(shown, about);
    return this.#enqueue(newMessage(text), { focus, said: shown });
  }

  /** Shows the numbers at once, from here, and then asks the bot for the whole answer. */
  emergency() {
    return this.#enqueue(newMessage(EMERGENCY), { replaces: this.#view.addLocalEmergency() });
  }

  /** Wipes the screen at once, whatever the server does, and goes on as somebody new. */
  async forget() {
    this.#generation += 1;
    const generation = this.#generation;
    this.#transport.abandon();
    const old = this.#transport.renew();
    this.#turns = Promise.resolve();
    this.#known = false;
    this.#told = [];
    this.#view.clear();
    this.#view.busy(true);
    const reached = await this.#forgetThere(old);
    if (generation !== this.#generation) return;
    this.#view.busy(false);
    this.#confirm(old, reached);
    this.#view.welcome();
  }

  /** Lets the server forget when the page goes: nobody can come back to this conversation. */
  leave() {
    if (this.#known) this.#transport.leave(FORGET);
  }

  #confirm(old, reached) {
    this.#view.forgotten(reached ? null : async () => this.#confirm(old, await this.#forgetThere(old)));
  }

  async #forgetThere(sender) {
    try {
      await this.#transport.send(newMessage(FORGET), { sender });
      return true;
    } catch (fault) {
      return fault instanceof TransportFault && fault.kind === "silent";
    }
  }

  #enqueue(message, options) {
    this.#turns = this.#turns.then(() => this.#turn(message, options));
    return this.#turns;
  }

  async #turn(message, options) {
    const generation = this.#generation;
    const current = () => generation === this.#generation;
    if (!current()) return;
    this.#view.busy(true);
    try {
      const { elements, isNew } = await this.#transport.send(message, { onSlow: () => current() && this.#view.slow() });
      if (current()) this.#take(elements, isNew, options);
    } catch (fault) {
      const kind = fault instanceof TransportFault ? fault.kind : "broken";
      if (current()) this.#view.addFault(kind, () => this.#enqueue(message, { ...options, focus: true }));
    } finally {
      if (current()) this.#view.busy(false);
    }
  }

  #take(elements, isNew, { said = null, ...options }) {
    const lost = isNew && this.#known;
    this.#known = true;
    if (elements.some(({ custom }) => custom?.type === "forgotten")) this.#view.clear();
    this.#view.addAnswer(elements, options);
    const told = lost ? this.#told : null;
    if (lost) this.#told = [];
    if (said && elements.some(({ custom }) => custom?.type === "signals")) this.#told.push(said);
    if (told) this.#view.addLost(told.length ? () => this.#tellAgain(told) : null);
  }

  /** Sends what was told of the case before the bot forgot it, in as few messages as it fits in. */
  #tellAgain(told) {
    const messages = told.reduce((all, text) => {
      const joined = all.length ? `${all.at(-1)}\n\n${text}` : null;
      return joined && joined.length <= MAX_LENGTH ? [...all.slice(0, -1), joined] : [...all, text];
    }, []);
    for (const text of messages) this.#enqueue(newMessage(text), { focus: true, said: text });
  }
}

function isForget(text) {
  return text.trim().toLowerCase().replace(/[.!]+$/, "") === FORGET;
}
