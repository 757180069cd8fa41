// One line in any page gives a button in the corner that opens the widget in a panel:
//   <script src="https://.../signaalwijzer/embed.js" data-title="Signaalwijzer" data-position="right" defer></script>
// Everything lives in a shadow root; the widget itself in an iframe, so that the page and the conversation cannot touch each other.
(() => {
  const script = document.currentScript;
  const home = new URL(script.dataset.address ?? "./", script.src);
  const title = script.dataset.title ?? "Signaalwijzer";
  const side = script.dataset.position === "left" ? "left" : "right";

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    .open { position: fixed; ${side}: 20px; bottom: 20px; z-index: 2147483646; font: 600 16px/1.4 system-ui, "Segoe UI", sans-serif; cursor: pointer;
      min-height: 48px; padding: 10px 20px; border: 2px solid #fff; border-radius: 99px; background: #0b5a5e; color: #fff; box-shadow: 0 4px 16px rgb(0 0 0 / .25); }
    .open:focus-visible { outline: 3px solid #0b5a5e; outline-offset: 3px; }
    .open[aria-expanded="true"] { visibility: hidden; }
    .panel { position: fixed; ${side}: 20px; bottom: 20px; z-index: 2147483647; width: min(440px, calc(100vw - 40px)); height: min(760px, calc(100dvh - 40px));
      border: 1px solid #76888c; border-radius: 16px; overflow: hidden; background: Canvas; box-shadow: 0 12px 48px rgb(0 0 0 / .3); }
    .panel[hidden] { display: none; }
    iframe { width: 100%; height: 100%; border: 0; display: block; }
    @media (max-width: 520px) { .panel { inset: 0; width: 100vw; height: 100dvh; border: 0; border-radius: 0; } }
    @media print { .open { display: none; } }`);

  const host = document.createElement("signaalwijzer-widget");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.type = "button";
  button.className = "open";
  button.textContent = title;
  button.setAttribute("aria-expanded", "false");
  const panel = document.createElement("div");
  panel.className = "panel";
  panel.hidden = true;
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", title);
  root.append(button, panel);
  let frame = null;

  const open = () => {
    if (!frame) {
      frame = document.createElement("iframe");
      frame.src = home.href;
      frame.title = title;
      frame.allow = "clipboard-write";
      frame.referrerPolicy = "no-referrer";
      panel.append(frame);
    }
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    frame.focus();
  };
  const close = () => {
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  };

  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
  window.addEventListener("message", (event) => {
    if (frame && event.source === frame.contentWindow && event.origin === home.origin && event.data?.type === "signaalwijzer:close") close();
  });
  document.body.append(host);
})();
