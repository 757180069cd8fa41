"""Cards with desks to call: the referral and its opening hours."""

from __future__ import annotations

from typing import Any

from bot.consult.cards import Card, phrase, replies
from bot.consult.refer import Desk, Moment, Referral, is_open
from kb.schema import Contact, KnowledgeBase


def contacts_card(kb: KnowledgeBase, referral: Referral, moment: Moment) -> Card:
    """When called, this will show the desks, first to call first, with whether they are open now."""
    blocks = [phrase(kb, "contact_kop"), *(_block(kb, desk, moment) for desk in referral.desks), referral.route.consent]
    data = {"type": "contacts", "contacts": [_data(kb, desk, moment) for desk in referral.desks]}
    return Card("\n\n".join(blocks), data, replies(kb, "belscript", "dossiernotitie", "meldcode", "samenvatting"))


def _block(kb: KnowledgeBase, desk: Desk, moment: Moment) -> str:
    contact, lines = desk.contact, []
    reach = ", ".join(way for way in (contact.phone, contact.url, contact.email) if way)
    lines.append(f"**{contact.name}**: {reach}")
    lines += [desk.when, contact.about, _hours(kb, contact, moment)]
    if not is_open(contact, moment) and contact.when_closed:
        lines.append(contact.when_closed)
    return "\n".join(lines)


def _hours(kb: KnowledgeBase, contact: Contact, moment: Moment) -> str:
    if not contact.always_open and not contact.openings:
        return phrase(kb, "contact_uren_onbekend", uren=contact.hours)
    state = phrase(kb, "contact_open" if is_open(contact, moment) else "contact_dicht")
    return phrase(kb, "contact_uren", uren=contact.hours, stand=state)


def _data(kb: KnowledgeBase, desk: Desk, moment: Moment) -> dict[str, Any]:
    contact = desk.contact
    titles = {document.id: document.title for document in kb.sources}
    return {
        "id": contact.id,
        "name": contact.name,
        "phone": contact.phone,
        "url": contact.url,
        "hours": contact.hours,
        "open_now": is_open(contact, moment),
        "when": desk.when,
        "checked": contact.checked_on.isoformat(),
        "source": titles[contact.source.split("/")[0]],
    }
