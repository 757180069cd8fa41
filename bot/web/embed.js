// One line in any page gives a button in the corner that opens the widget in a panel:
//   <script src="https://.../signaalwijzer/embed.js" data-title="Signaalwijzer" data-position="right" data-greeting="..." defer></script>
// Everything lives in a shadow root; the widget itself in an iframe, so that the page and the conversation cannot touch each other.
(() => {
  const READY_WITHIN_MS = 8000;
  const script = document.currentScript;
  const { address = "./", title = "Signaalwijzer", position = "right", greeting = "" } = script.dataset;
  const home = new URL(address, script.src);
  const side = position === "left" ? "left" : "right";
  const texts = () => globalThis.signaalwijzerTeksten ?? null;

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    * { box-sizing: border-box; font: 16px/1.5 "Segoe UI", Roboto, system-ui, -apple-system, sans-serif; }
    .open { position: fixed; ${side}: 20px; bottom: 20px; z-index: 2147483646; font-weight: 600; cursor: pointer; min-height: 48px; max-width: calc(100vw - 40px);
      padding: 10px 20px; border: 2px solid #fff; border-radius: 99px; background: #0b5a5e; color: #fff; box-shadow: 0 4px 16px rgb(0 0 0 / .25); }
    .open:hover { background: #084a4d; }
    .open:focus-visible { outline: 3px solid #0b5a5e; outline-offset: 2px; }
    .open[aria-expanded="true"] { visibility: hidden; }
    .panel { position: fixed; ${side}: 20px; bottom: 20px; z-index: 2147483647; width: min(460px, calc(100vw - 40px)); height: min(780px, calc(100dvh - 40px));
      border: 1px solid #76888c; border-radius: 12px; overflow: hidden; background: #fff; color: #16262a; box-shadow: 0 12px 48px rgb(0 0 0 / .3); }
    .panel[hidden], iframe[hidden], .notice[hidden] { display: none; }
    iframe { width: 100%; height: 100%; border: 0; display: block; }
    .notice { padding: 24px; display: grid; gap: 12px; align-content: start; height: 100%; }
    .notice p { margin: 0; }
    .notice a { color: #0b5a5e; font-weight: 600; }
    .notice button { min-height: 44px; padding: 8px 16px; border: 1px solid #0b5a5e; border-radius: 6px; background: #fff; color: #0b5a5e; font-weight: 600; cursor: pointer; justify-self: start; }
    .notice :focus-visible { outline: 3px solid #0b5a5e; outline-offset: 2px; }
    @media (max-width: 520px) { .panel { inset: 0; width: 100vw; height: 100dvh; border: 0; border-radius: 0; } }
    @media print { .open { display: none; } }`);

  const make = (tag, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };
  const host = document.createElement("signaalwijzer-widget");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const button = make("button", { type: "button", className: "open", textContent: title, ariaExpanded: "false", onclick: () => open() });
  const notice = make("div", { className: "notice" });
  const panel = make("div", { className: "panel", role: "dialog", ariaLabel: title, hidden: true }, notice);
  root.append(button, panel);
  let frame = null;
  let ready = false;
  let patience = null;

  const post = (type, more = {}) => frame.contentWindow.postMessage({ type: `signaalwijzer:${type}`, ...more }, home.origin);

  function load() {
    ready = false;
    frame?.remove();
    notice.replaceChildren(make("p", { role: "status", textContent: texts()?.embed.loading ?? "" }));
    notice.hidden = false;
    frame = make("iframe", { src: home.href, title, allow: "clipboard-write", referrerPolicy: "no-referrer" });
    panel.append(frame);
    frame.hidden = true;
    clearTimeout(patience);
    patience = setTimeout(() => ready || fail(), READY_WITHIN_MS);
  }

  /** Says that the widget does not come, with the numbers to call. */
  function fail() {
    const T = texts();
    const numbers = T.fault.numbers.split(/(112|0800-2000)/).map((part, i) => (i % 2 ? make("a", { href: `tel:${part.replace("-", "")}`, textContent: part }) : part));
    const again = make("button", { type: "button", textContent: T.fault.retry, onclick: () => load() });
    notice.replaceChildren(make("p", { textContent: T.embed.gone }), make("p", {}, ...numbers), again,
      make("button", { type: "button", textContent: T.actions.close, onclick: () => close() }));
    again.focus();
  }

  function open() {
    panel.hidden = false;
    button.ariaExpanded = "true";
    if (!ready) return load();
    frame.focus();
    post("focus");
  }

  function close() {
    panel.hidden = true;
    clearTimeout(patience);
    button.ariaExpanded = "false";
    button.focus();
  }

  function arrived() {
    ready = true;
    clearTimeout(patience);
    notice.hidden = true;
    frame.hidden = false;
    post("settings", { title, greeting });
    frame.focus();
    post("focus");
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
  window.addEventListener("message", ({ source, origin, data }) => {
    if (!frame || source !== frame.contentWindow || origin !== home.origin) return;
    if (data?.type === "signaalwijzer:close") close();
    if (data?.type === "signaalwijzer:ready") arrived();
  });
  // The sentences are needed when the widget itself does not come, so they are fetched with the button.
  document.head.append(make("script", { src: new URL("strings.js", script.src).href }));
  document.body.append(host);
})();
