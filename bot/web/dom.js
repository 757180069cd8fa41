// Makes elements. Text only ever becomes a text node: no string is parsed as HTML anywhere in the widget.

let ids = 0;

/** Returns an id that nothing else on the page has. */
export function newId(name) {
  ids += 1;
  return `${name}-${ids}`;
}

/** Returns a new element; `props` are properties, `on...` listeners, or attributes (aria-, data-, role and the like). */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  apply(node, props);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Returns a new SVG element with attributes. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function apply(node, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name in node && !name.includes("-")) node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
}

/** Returns a button that does something in the page. */
export function button(name, text, onclick, props = {}) {
  return el("button", { type: "button", class: name, onclick, ...props }, text);
}

/** Returns text that only a screen reader reads. */
export function hidden(text) {
  return el("span", { class: "sr-only" }, text);
}

/** Returns a tag to stand behind a label, parted from it by a comma for who listens or copies. */
export function tag(kind, text) {
  return [hidden(", "), el("span", { class: `tag ${kind}` }, text)];
}

/** Returns the tel: address for a phone number as it is written. */
export function telHref(phone) {
  return `tel:${String(phone).replace(/[^\d+]/g, "")}`;
}

/** Puts things under a key, in the order in which the keys first come. */
export function grouped(things, keyOf) {
  const groups = new Map();
  for (const thing of things) groups.set(keyOf(thing), [...(groups.get(keyOf(thing)) ?? []), thing]);
  return groups;
}
