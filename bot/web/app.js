// Starts the widget, and joins it to the page that embeds it, if one does.
import { Conversation } from "./conversation.js";
import { T } from "./text.js";
import { Transport } from "./transport.js";
import { View } from "./view.js";

const embedded = window.parent !== window;
const tellParent = (type) => window.parent.postMessage({ type: `signaalwijzer:${type}` }, "*");

/** Takes the settings of the embedding page. The policy's frame-ancestors says which page that can be; their texts only become text. */
function listenToParent(view) {
  window.addEventListener("message", ({ source, data }) => {
    if (source !== window.parent) return;
    if (data?.type === "signaalwijzer:settings") view.configure(textsOf(data));
    if (data?.type === "signaalwijzer:focus") view.focus();
  });
}

function textsOf({ title, greeting }) {
  const text = (value) => (typeof value === "string" ? value.slice(0, 200) : null);
  return { title: text(title), greeting: text(greeting) };
}

function start() {
  document.title = T.title;
  const endpoint = new URL(document.querySelector('meta[name="signaalwijzer-endpoint"]').content, document.baseURI);
  const view = new View(document.getElementById("app"), {
    onSay: (text, options) => conversation.say(text, options),
    onEmergency: () => conversation.emergency(),
    onForget: () => conversation.forget(),
    onClose: embedded ? () => tellParent("close") : null,
  });
  const conversation = new Conversation(new Transport(endpoint), view);
  view.welcome();
  performance.mark("signaalwijzer:usable");
  addEventListener("pagehide", () => conversation.leave());
  if (embedded) {
    listenToParent(view);
    tellParent("ready");
  }
}

start();
