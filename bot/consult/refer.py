"""Which desks to call, most urgent first, and whether they are open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.consult.assess import holds
from kb.schema import Contact, ExtraDesk, Route

DAYS_AHEAD = 15


@dataclass(frozen=True)
class Desk:
    """A desk for this case, and why."""

    contact: Contact
    when: str


@dataclass(frozen=True)
class Moment:
    """Now, in Europe/Amsterdam, and the Dutch public holidays of this year and the next."""

    now: datetime
    holidays: frozenset[date] = frozenset()


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
    return contact.always_open or _closing(contact, moment) is not None


def next_change(contact: Contact, moment: Moment) -> datetime | None:
    """When called, this will give when an open desk closes, or a closed one opens; None when it never changes or is not known."""
    if contact.always_open or not contact.openings:
        return None
    return _closing(contact, moment) or _next_opening(contact, moment)


def _closing(contact: Contact, moment: Moment) -> datetime | None:
    return next((closes for opens, closes in _hours_on(contact, moment, moment.now) if opens <= moment.now < closes), None)


def _next_opening(contact: Contact, moment: Moment) -> datetime | None:
    days = (moment.now + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    coming = (opens for day in days for opens, _ in _hours_on(contact, moment, day) if opens > moment.now)
    return min(coming, default=None)


def _hours_on(contact: Contact, moment: Moment, day: datetime) -> list[tuple[datetime, datetime]]:
    if day.date() in moment.holidays and not contact.on_holidays:
        return []
    openings = (opening for opening in contact.openings if day.isoweekday() in opening.days)
    return [(datetime.combine(day, o.opens, day.tzinfo), datetime.combine(day, o.closes, day.tzinfo)) for o in openings]
