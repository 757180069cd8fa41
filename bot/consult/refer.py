"""Which desks to call, most urgent first, and whether they are open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from bot.consult.assess import holds
from kb.schema import Contact, ExtraDesk, Route


@dataclass(frozen=True)
class Desk:
    """A desk for this case, and why."""

    contact: Contact
    when: str


@dataclass(frozen=True)
class Moment:
    """Now, in Europe/Amsterdam, and whether today is a Dutch public holiday."""

    now: datetime
    holiday: bool


@dataclass(frozen=True)
class Referral:
    """The route for a case and its desks, first to call first."""

    route: Route
    desks: tuple[Desk, ...]


class NoRoute(Exception):
    """No route fits the facts of a case; `kb.checks` proves that this cannot happen with valid data."""


def refer(facts: Set[str], *, routes: Iterable[Route], extra_desks: Iterable[ExtraDesk], contacts: Sequence[Contact]) -> Referral:
    """When called, this will choose the route for the facts and put its desks in order."""
    route = next((route for route in routes if holds(route.when, facts)), None)
    if route is None:
        raise NoRoute(sorted(facts))
    planned = [(entry.contact, entry.when) for entry in route.contacts]
    for extra in extra_desks:
        if holds(extra.when, facts) and extra.contact.contact not in {contact for contact, _ in planned}:
            planned.insert(extra.position, (extra.contact.contact, extra.contact.when))
    by_id = {contact.id: contact for contact in contacts}
    return Referral(route, tuple(Desk(by_id[contact], when) for contact, when in planned))


def is_open(contact: Contact, moment: Moment) -> bool:
    """When called, this will tell whether a desk answers at this moment."""
    if contact.always_open:
        return True
    if moment.holiday and not contact.on_holidays:
        return False
    clock = moment.now.time()
    return any(moment.now.isoweekday() in o.days and o.opens <= clock < o.closes for o in contact.openings)
