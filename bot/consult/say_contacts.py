"""Cards with desks to call: the referral and its opening hours."""

from __future__ import annotations

from typing import Any

from bot.consult.cards import Card, phrase, replies
from bot.consult.refer import Desk, Moment, Referral, is_open, next_change
from kb.schema import Contact, KnowledgeBase


def contacts_card(kb: KnowledgeBase, referral: Referral, moment: Moment) -> Card:
    """When called, this will show the desks, first to call first, with whether they are open now."""
    blocks = [phrase(kb, "contact_kop"), *(_block(kb, desk, moment) for desk in referral.desks), referral.route.consent]
    data = {"type": "contacts", "contacts": [desk_data(kb, desk, moment) for desk in referral.desks]}
    return Card("\n\n".join(blocks), data, replies(kb, "belscript", "dossiernotitie", "meldcode", "samenvatting"))


def _block(kb: KnowledgeBase, desk: Desk, moment: Moment) -> str:
    contact, lines = desk.contact, []
    reach = ", ".join(way for way in (contact.phone, contact.url, contact.email) if way)
    lines.append(f"**{contact.name}**: {reach}")
    lines += [desk.when, contact.about, _hours(kb, contact, moment)]
    if not is_open(contact, moment) and contact.when_closed:
        lines.append(contact.when_closed)
    return "\n".join(lines)


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
