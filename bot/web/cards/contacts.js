// Desks to call, in order, and the emergency numbers.
import { el, hidden, telHref } from "../dom.js";
import { safeUrl } from "../markdown.js";
import { T } from "../text.js";
import { frame } from "./frame.js";

export function contactsCard({ contacts = [] }) {
  return frame("contacts", { title: T.contacts.title }, el("ol", { class: "desks" }, contacts.map(desk)));
}

function desk(contact, place) {
  const { name, phone, url, email, hours, when, about, when_closed: whenClosed, checked } = contact;
  return el("li", { class: place === 0 ? "desk first" : "desk" },
    el("p", { class: "who" }, el("strong", {}, name), " ", status(contact), place === 0 && el("span", { class: "sr-only" }, `, ${T.contacts.first}`)),
    phone && el("a", { class: "phone", href: telHref(phone) }, phone),
    when && el("p", { class: "when" }, when),
    about && el("p", {}, about),
    hours && el("p", { class: "quiet" }, T.contacts.hours(hours)),
    whenClosed && el("p", { class: "quiet" }, whenClosed),
    el("p", { class: "quiet" }, url && safeUrl(url) && [el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, host(url)), " "],
      email && `${email} `, checked && T.contacts.checked(dutchDate(checked))));
}

/** Returns whether a desk is open now and until when; null when its hours are not known. */
export function status({ open_now: openNow, state = openNow ? T.contacts.open : T.contacts.closed }) {
  return state === null || openNow === undefined ? null : el("span", { class: openNow ? "tag open" : "tag shut" }, state);
}

function host(url) {
  return new URL(url).host;
}

function dutchDate(iso) {
  return /^\d{4}-\d\d-\d\d$/.test(iso) ? String(iso).split("-").map(Number).reverse().join("-") : iso;
}

/** Returns the emergency card; also drawn without the server. */
export function emergencyCard({ contacts = [] }) {
  return frame("emergency", { title: T.emergency.title }, el("ul", { class: "calls" }, contacts.map(({ name, phone, when }) => el("li", {},
    phone && el("a", { class: "call", href: telHref(phone) }, hidden(T.contacts.call("")), el("span", { class: "number" }, phone), name !== phone && el("span", {}, name)),
    when && el("p", {}, when)))));
}
