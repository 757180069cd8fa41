// Talks to the bot: one message at a time, one random sender per tab, nothing kept outside memory.

const SLOW_AFTER_MS = 10_000;
const GIVE_UP_AFTER_MS = 60_000;

/** Why a message got no answer: "gone" (no connection, a server error), "late", "crowded" (429), "refused" (other 4xx) or "silent" (empty). */
export class TransportFault extends Error {
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

/** Returns n random bytes in hexadecimal. */
function randomHex(n) {
  return Array.from(crypto.getRandomValues(new Uint8Array(n)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A message that can be sent again: it keeps its key, by which the server can tell a repetition from a new message. */
export function newMessage(text) {
  return { text, key: randomHex(16) };
}

export class Transport {
  #endpoint;
  #sender = randomHex(16);
  #control = null;

  constructor(endpoint) {
    this.#endpoint = endpoint;
  }

  /** Makes a new sender, so that nothing ties what follows to what went before; returns the old one. */
  renew() {
    const old = this.#sender;
    this.#sender = randomHex(16);
    return old;
  }

  /** Stops waiting for the answer that is awaited. */
  abandon() {
    this.#control?.abort();
  }

  /** Sends a last message without waiting, for when the page goes. */
  leave(text) {
    fetch(this.#endpoint, { ...this.#request(newMessage(text), this.#sender), keepalive: true }).catch(() => {});
  }

  /** Sends a message; returns the elements of the answer, and whether the bot knew nothing of this conversation before. */
  async send(message, { onSlow = () => {}, sender = this.#sender } = {}) {
    const control = new AbortController();
    this.#control = control;
    const slow = setTimeout(onSlow, SLOW_AFTER_MS);
    let late = false;
    const giveUp = setTimeout(() => { late = true; control.abort(); }, GIVE_UP_AFTER_MS);
    try {
      return await this.#post(message, sender, control.signal);
    } catch (fault) {
      throw late ? new TransportFault("late") : fault;
    } finally {
      clearTimeout(slow);
      clearTimeout(giveUp);
    }
  }

  #request({ text, key }, sender) {
    return {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify({ sender, message: text }),
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    };
  }

  async #post(message, sender, signal) {
    let response;
    let elements;
    try {
      response = await fetch(this.#endpoint, { ...this.#request(message, sender), signal });
      elements = response.ok ? await response.json() : null;
    } catch {
      throw new TransportFault("gone");
    }
    if (!response.ok) throw new TransportFault(faultOf(response.status));
    if (!Array.isArray(elements) || !elements.some(hasContent)) throw new TransportFault("silent");
    return { elements: elements.filter(hasContent), isNew: response.headers.get("Conversation") === "new" };
  }
}

function faultOf(status) {
  if (status === 429) return "crowded";
  return status >= 400 && status < 500 ? "refused" : "gone";
}

/** Says whether an element of the answer has anything to show. */
function hasContent(element) {
  return Boolean(element && (String(element.text ?? "").trim() || element.custom?.type || element.buttons?.length));
}
