"""Canned answers of the contract, by the message that brings them about; for the widget's tests and for its development."""

from __future__ import annotations

from typing import Any

Element = dict[str, Any]

CASE = "Vrouw, 19 jaar, komt met haar vriend. Blauwe plekken op de arm, eet slecht. Hij heeft haar paspoort. Geen drugs."


def signal(signal_id: str, label: str, group: str, *evidence: str, certain: bool = True) -> Element:
    return {"id": signal_id, "label": label, "group": group, "evidence": list(evidence), "certain": certain}


def contact(contact_id: str, name: str, phone: str, when: str, *, hours: str, open_now: bool = True, url: str | None = None) -> Element:
    return {
        "id": contact_id, "name": name, "phone": phone, "url": url, "hours": hours, "open_now": open_now,
        "when": when, "checked": "2026-11-01", "source": f"desk/{contact_id}",
    }  # fmt: skip


def reply(title: str, payload: str | None = None) -> Element:
    return {"title": title, "payload": payload or title.lower()}


def element(text: str, custom: Element | None = None, *buttons: Element) -> Element:
    return {"recipient_id": "x", "text": text, "custom": custom, "buttons": list(buttons)}


ALARM = contact("alarm", "112", "112", "Direct gevaar.", hours="dag en nacht")
VEILIG_THUIS = contact(
    "veilig_thuis", "Veilig Thuis", "0800-2000", "Advies vragen of melden, ook anoniem.", hours="dag en nacht", url="https://veiligthuis.nl"
)
COMENSHA = contact(
    "comensha", "CoMensha", "033-448 11 86", "Opvang en een zorgcoördinator in uw regio.", hours="maandag tot en met vrijdag 9-17 uur",
    open_now=False, url="https://www.comensha.nl",
)  # fmt: skip

SIGNALS = element(
    "**Wat ik in uw tekst herken**\n\nFysieke indicatoren:\n- Verwondingen die op mishandeling kunnen wijzen (\"Blauwe plekken\")\n"
    "- Ondervoeding (\"eet slecht\"), onzeker\n\nEen andere oorzaak blijft mogelijk, zoals een val of een bloedziekte.",
    {
        "type": "signals",
        "present": [
            signal("verwondingen", "Verwondingen die op mishandeling kunnen wijzen", "fysiek", "Blauwe plekken"),
            signal("ondervoeding", "Ondervoeding", "fysiek", "eet slecht", certain=False),
            signal("begeleider_aanwezig", "Begeleider aanwezig", "contextueel", "met haar vriend"),
            signal("begeleider_heeft_documenten", "Een ander heeft het paspoort of de papieren", "contextueel", "heeft haar paspoort"),
            signal("leeftijd_12_24", "Leeftijd 12 tot en met 24 jaar", "kwetsbaarheid", "19 jaar"),
        ],
        "absent": [{"id": "drugsgebruik", "label": "(Veelvuldig) drugsgebruik", "evidence": ["drugs"]}],
        "new": ["begeleider_heeft_documenten"],
        "forms": ["seksueel"],
        "acute": False,
        "minor": False,
    },
)  # fmt: skip
PRIVACY = element("Ik heb 1 naam uit uw tekst gehaald.", {"type": "privacy", "removed": {"naam": 1, "telefoon": 2}})
CONFIRM = element(
    "Bedoelt u dat zij te weinig te eten krijgt?",
    {"type": "confirm", "id": "ondervoeding", "question": "Bedoelt u dat zij te weinig te eten krijgt?"},
    reply("Ja"), reply("Nee"), reply("Weet ik niet"),
)  # fmt: skip
QUESTIONS = element(
    "Deze vragen kunnen helpen:\n- Hoe gaat het thuis?\n- Wie regelt het geld voor u?",
    {
        "type": "safe_questions",
        "questions": [
            {"id": "thuis", "theme": "omstandigheden", "text": "Hoe gaat het thuis?", "for": ["conflict_thuis"]},
            {"id": "slapen", "theme": "omstandigheden", "text": "Waar slaapt u, en met wie deelt u die plek?", "for": ["slechte_huisvesting"]},
            {"id": "weigeren", "theme": "dwang", "text": "Wat gebeurt er als u nee zegt?", "for": ["kan_niet_weigeren"]},
            {"id": "geld", "theme": "betaling", "text": "Wie regelt het geld voor u?", "for": ["geld_bij_ander"]},
        ],
        "more": True,
    },
    reply("Meer vragen"), reply("Meldcode"), reply("Contact"),
)  # fmt: skip
HOW_TO_ASK = element(
    "",
    {
        "type": "how_to_ask",
        "advice": [
            {"id": "alleen", "text": "Spreek de patiënt alleen. Een lichamelijk onderzoek is een goede reden."},
            {"id": "tolk", "text": "Gebruik een onafhankelijke tolk, nooit de begeleider."},
            {"id": "bewijs", "text": "Verzamel geen bewijs en dring niet aan."},
        ],
    },
)
MELDCODE = element(
    "Stap 2 van de meldcode",
    {
        "type": "meldcode_step", "step": 2, "title": "Vraag advies aan een collega en aan Veilig Thuis",
        "checklist": ["Bespreek uw vermoeden met een collega.", "Vraag Veilig Thuis anoniem om advies.", "Leg vast met wie u sprak en wat het advies was."],
    },
    reply("Terug"), reply("Verder"), reply("Afwegingskader"),
)  # fmt: skip
WEIGHING = element(
    "Is er sprake van acute of structurele onveiligheid?\n\nU noemde eerder verwondingen.",
    {"type": "weighing", "number": 2, "question": "Is er sprake van acute of structurele onveiligheid?"},
    reply("Ja"), reply("Nee"), reply("Weet ik niet"), reply("Uitleg"), reply("Terug"),
)  # fmt: skip
OUTCOME = element(
    "Melden bij Veilig Thuis.",
    {
        "type": "outcome", "outcome": "melden", "answers": {"1": "ja", "2": "ja"}, "norm": 1,
        "reasons": ["U hebt een vermoeden dat er sprake is van mensenhandel.", "U ziet acute of structurele onveiligheid."],
        "contacts": ["veilig_thuis", "comensha"],
    },
)  # fmt: skip
CONTACTS = element(
    "Deze instanties passen bij uw casus.",
    {"type": "contacts", "contacts": [VEILIG_THUIS, COMENSHA]},
    reply("Belscript"), reply("Dossiernotitie"),
)  # fmt: skip
EMERGENCY = element("Bel 112 bij direct gevaar.", {"type": "emergency", "contacts": [ALARM, VEILIG_THUIS]})
NOTE = element(
    "Uw dossiernotitie",
    {
        "type": "note",
        "kind": "dossier",
        "markdown": "## Bevindingen\n\n- Blauwe plekken op de arm\n- Vriend had het paspoort\n\n## Afweging\n\nAdvies gevraagd.",
    },
)
FAQ = element(
    "Mensenhandel is iemand **uitbuiten**.\n\n- [Veilig Thuis](https://veiligthuis.nl)",
    {"type": "faq", "id": "wat_is", "title": "Wat is mensenhandel?", "source": "toolkit/definitie"},
)
HOSTILE_TEXT = "<img src=x onerror=alert(1)> **<b>vet</b>** [klik](javascript:alert(1)) [ook](data:text/html,x) <script>alert(2)</script>"
HOSTILE = element(
    HOSTILE_TEXT,
    {
        "type": "signals",
        "present": [signal("x", "<img src=x onerror=alert(3)>", "<b>groep</b>", "<script>", "([{*")],
        "absent": [], "new": [], "forms": ["<i>vorm</i>"], "acute": False, "minor": True,
    },
    {"title": "<b>knop</b>", "payload": "ja"},
)  # fmt: skip

ANSWERS: dict[str, list[Element]] = {
    "veilige vragen": [QUESTIONS, HOW_TO_ASK],
    "meldcode": [MELDCODE],
    "afwegingskader": [WEIGHING],
    "ja": [OUTCOME, CONTACTS],
    "contact": [CONTACTS],
    "acuut": [EMERGENCY],
    "dossiernotitie": [NOTE],
    "wis alles": [element("Alles is gewist.", {"type": "forgotten"})],
    "wat is mensenhandel": [FAQ],
    "vijandig": [HOSTILE],
    "gevaar": [SIGNALS, EMERGENCY],
    "onbekende kaart": [element("Tekst van een nieuwe kaart.", {"type": "nieuw", "x": 1})],
    "stil": [],
    "leeg": [{"recipient_id": "x", "text": ""}],
}


def answer(message: str) -> list[Element]:
    """Returns the canned answer to a message; any longer text is taken for a case."""
    known = ANSWERS.get(message.strip().lower().rstrip("?."))
    if known is not None:
        return known
    return [PRIVACY, SIGNALS, CONFIRM] if len(message) > 25 else [element(f"U zei: {message}", None, reply("Help"))]
