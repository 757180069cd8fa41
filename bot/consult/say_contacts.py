"""Cards with desks to call: the referral, its opening hours, how to begin the call and what to record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.consult.cards import Card, bullets, phrase, replies, within
from bot.consult.case import Case
from bot.consult.findings import Status
from bot.consult.refer import Desk, Moment, Referral, is_open, next_change
from bot.consult.say_case import labels_of
from kb.schema import Contact, KnowledgeBase

MOST_SIGNALS = 4


def contacts_card(kb: KnowledgeBase, referral: Referral, case: Case, moment: Moment) -> Card:
    """When called, this will show the desk to call first in full, the others in a line each, and what to say, share and record."""
    first, *others = referral.desks
    blocks = [_first(kb, first, moment), phrase(kb, "contact_zeggen", zin=opening_words(kb, case))]
    if others:
        blocks.append(phrase(kb, "contact_daarna") + "\n" + bullets(_line(kb, desk, moment) for desk in others))
    blocks += [referral.route.consent, phrase(kb, "contact_vastleggen")]
    data = {"type": "contacts", "contacts": [desk_data(kb, desk, moment) for desk in referral.desks]}
    return Card("\n\n".join(blocks), data, replies(kb, "belscript", "dossiernotitie", "meldcode", "samenvatting"))


def _first(kb: KnowledgeBase, desk: Desk, moment: Moment) -> str:
    lines = [phrase(kb, "contact_bel_eerst", bureau=_reach(desk.contact)), _hours(kb, desk.contact, moment), desk.when, desk.contact.about]
    return "\n".join((*lines, *_when_closed(desk.contact, moment)))


def _line(kb: KnowledgeBase, desk: Desk, moment: Moment) -> str:
    line = phrase(kb, "contact_regel", bureau=f"**{_reach(desk.contact)}**", waarom=desk.when, bereikbaar=_hours(kb, desk.contact, moment))
    return " ".join((line, *_when_closed(desk.contact, moment)))


def opening_words(kb: KnowledgeBase, case: Case) -> str:
    """When called, this will say how to begin an anonymous call about the case."""
    patient = phrase(kb, "contact_patient_" + case.age_group)
    if signals := labels_of(kb, case, Status.PRESENT)[:MOST_SIGNALS]:
        return phrase(kb, "contact_zin", patient=patient, signalen="; ".join(map(within, signals)))
    return phrase(kb, "contact_zin_zonder_signalen", patient=patient)


def _reach(contact: Contact) -> str:
    return f"{contact.name}, {contact.phone or contact.url or contact.email}"


def _when_closed(contact: Contact, moment: Moment) -> Iterable[str]:
    """What to do instead, for a desk that is known to be closed now."""
    if contact.openings and contact.when_closed and not is_open(contact, moment):
        yield contact.when_closed


def desk_data(kb: KnowledgeBase, desk: Desk, moment: Moment) -> dict[str, Any]:
    """When called, this will give a desk as the contract's `contacts` has it."""
    contact = desk.contact
    titles = {document.id: document.title for document in kb.sources}
    closed = not is_open(contact, moment)
    return {
        "id": contact.id,
        "name": contact.name,
        "phone": contact.phone,
        "url": contact.url,
        "email": contact.email,
        "hours": contact.hours,
        "open_now": not closed,
        "state": _state(kb, contact, moment),
        "when": desk.when,
        "about": contact.about,
        "when_closed": contact.when_closed if closed else None,
        "checked": contact.checked_on.isoformat(),
        "source": titles[contact.source.split("/")[0]],
    }


def _hours(kb: KnowledgeBase, contact: Contact, moment: Moment) -> str:
    state = _state(kb, contact, moment)
    if state is None:
        return phrase(kb, "contact_uren_onbekend", uren=contact.hours)
    return phrase(kb, "contact_uren", uren=contact.hours, stand=state)


def _state(kb: KnowledgeBase, contact: Contact, moment: Moment) -> str | None:
    """Whether a desk is open and until when, in words; None when its hours are not known."""
    if not contact.always_open and not contact.openings:
        return None
    name, change = "contact_open" if is_open(contact, moment) else "contact_dicht", next_change(contact, moment)
    if change is None:
        return phrase(kb, name)
    ahead = (change.date() - moment.now.date()).days
    day = phrase(kb, f"dag_over_{ahead}" if ahead < 2 else f"dag_{change.isoweekday()}")
    return phrase(kb, f"{name}_tot", dag=day, tijd=f"{change.hour}.{change.minute:02}")
