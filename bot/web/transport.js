// Talks to the bot: one message at a time, one random sender per tab, nothing kept outside memory.

export const SLOW_AFTER_MS = 10_000;
const GIVE_UP_AFTER_MS = 60_000;

/** Why a message got no answer: "gone" (no connection or a server error), "refused" (4xx) or "silent" (an empty answer). */
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
  #busy = null;

  constructor(endpoint) {
    this.#endpoint = endpoint;
  }

  /** Makes a new sender, so that nothing ties what follows to what went before. */
  renew() {
    this.#busy?.abort();
    this.#sender = randomHex(16);
  }

  /** Sends a message and returns the elements of the answer; calls onSlow once when the answer takes long. */
  async send(message, { onSlow = () => {} } = {}) {
    this.#busy?.abort();
    const control = new AbortController();
    this.#busy = control;
    const slow = setTimeout(onSlow, SLOW_AFTER_MS);
    const giveUp = setTimeout(() => control.abort(), GIVE_UP_AFTER_MS);
    try {
      return await this.#post(message, control.signal);
    } finally {
      clearTimeout(slow);
      clearTimeout(giveUp);
    }
  }

  async #post({ text, key }, signal) {
    let response;
    let elements;
    try {
      response = await fetch(this.#endpoint, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Idempotency-Key": key },
        body: JSON.stringify({ sender: this.#sender, message: text }),
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal,
      });
      elements = response.ok ? await response.json() : null;
    } catch {
      throw new TransportFault("gone");
    }
    if (response.status >= 400 && response.status < 500) throw new TransportFault("refused");
    if (!response.ok) throw new TransportFault("gone");
    if (!Array.isArray(elements) || !elements.some(hasContent)) throw new TransportFault("silent");
    return elements.filter(hasContent);
  }
}

/** Says whether an element of the answer has anything to show. */
function hasContent(element) {
  return Boolean(element && (String(element.text ?? "").trim() || element.custom?.type || element.buttons?.length));
}
