"""Canned answers of the contract, by the message that brings them about; for the widget's tests and for its development."""

from __future__ import annotations

from typing import Any

Element = dict[str, Any]

CASE = "Vrouw, 19 jaar, komt met haar vriend. Blauwe plekken op de arm, eet slecht. Hij heeft haar paspoort. Geen drugs."
GROUPS = {"fysiek": "Fysieke indicatoren", "contextueel": "Contextuele indicatoren", "kwetsbaarheid": "Verhoogd risico"}
FORMS = {"seksueel": "Seksuele uitbuiting", "arbeid": "Arbeidsuitbuiting"}


def signal(signal_id: str, label: str, group: str, *evidence: str, certain: bool = True) -> Element:
    why = f"{label} kan erop wijzen dat een ander beslist."
    return {"id": signal_id, "label": label, "group": group, "evidence": list(evidence), "certain": certain, "explanation": why}


def contact(contact_id: str, name: str, phone: str | None, when: str, *, hours: str, state: str | None = "nu open", url: str) -> Element:
    return {
        "id": contact_id, "name": name, "phone": phone, "url": url, "email": None, "hours": hours, "when": when,
        "open_now": state == "nu open", "state": state,
        "about": f"{name} denkt anoniem mee.", "when_closed": None if state == "nu open" else "Bel Veilig Thuis.",
        "checked": "2026-11-01", "source": "Eigen pagina's van de meldpunten en hulplijnen",
    }  # fmt: skip


def reply(title: str, payload: str | None = None) -> Element:
    return {"title": title, "payload": payload or title.lower()}


def element(text: str, custom: Element | None = None, *buttons: Element) -> Element:
    return {"text": text, "custom": custom, "buttons": list(buttons)}


def bullets(*lines: str) -> str:
    return "\n".join(f"- {line}" for line in lines)


ALARM = contact("alarm", "Alarmnummer", "112", "Bij direct gevaar.", hours="dag en nacht", url="https://www.112.nl")
VEILIG_THUIS = contact(
    "veilig_thuis", "Veilig Thuis", "0800-2000", "Advies vragen of melden.", hours="dag en nacht", url="https://veiligthuis.nl"
)
COMENSHA = contact(
    "comensha", "CoMensha", "033-448 11 86", "Voor opvang in uw regio.", hours="maandag tot en met vrijdag van 9.00 tot 17.00 uur",
    state="nu gesloten, weer open maandag om 9.00 uur", url="https://www.comensha.nl",
)  # fmt: skip
REGIO = contact(
    "zorgcoordinator", "Zorgcoördinator", None, "Voor hulp dichtbij.", hours="verschilt per regio", state=None, url="https://example.org"
)

PRESENT = [
    signal("verwondingen", "Verwondingen die op mishandeling kunnen wijzen", "fysiek", "Blauwe plekken"),
    signal("ondervoeding", "Ondervoeding", "fysiek", "eet slecht", certain=False),
    signal("begeleider_aanwezig", "Begeleider aanwezig", "contextueel", "met haar vriend"),
    signal("begeleider_heeft_documenten", "Een ander heeft het paspoort of de papieren", "contextueel", "heeft haar paspoort"),
    signal("leeftijd_12_24", "Leeftijd 12 tot en met 24 jaar", "kwetsbaarheid", "19 jaar"),
]


def signals(present: list[Element], new: list[str], text: str) -> Element:
    absent = [{"id": "drugsgebruik", "label": "(Veelvuldig) drugsgebruik", "evidence": ["drugs"]}]
    return element(
        text,
        {
            "type": "signals", "present": present, "absent": absent, "new": new,
            "forms": ["seksueel", "arbeid"], "acute": False, "minor": False, "groups": GROUPS, "form_labels": FORMS,
        },
        reply("Veilige vragen"), reply("Meldcode"), reply("Wie kan ik bellen?", "contact"),
    )  # fmt: skip


SIGNALS = signals(
    PRESENT,
    [each["id"] for each in PRESENT],
    "Deze signalen hoor ik, met de woorden waar ik dat uit opmaak:\n\n**Fysieke indicatoren**\n"
    + bullets("Verwondingen die op mishandeling kunnen wijzen: ‘Blauwe plekken’", "Ondervoeding: ‘eet slecht’ (onzeker)")
    + "\n\n**Contextuele indicatoren**\n"
    + bullets("Begeleider aanwezig: ‘met haar vriend’", "Een ander heeft het paspoort of de papieren: ‘heeft haar paspoort’")
    + "\n\n**Verhoogd risico**\n- Leeftijd 12 tot en met 24 jaar: ‘19 jaar’"
    + "\n\n**Niet aan de orde of ontkend**\n- (Veelvuldig) drugsgebruik: ‘drugs’"
    + "\n\nDit kan wijzen op seksuele uitbuiting of arbeidsuitbuiting."
    + "\n\nEen andere oorzaak blijft mogelijk, zoals een val of een bloedziekte."
    + "\n\nDit is geen conclusie: u weegt het zelf, met een collega en Veilig Thuis.",
)
SETTLED = signals(
    [*PRESENT[:1], {**PRESENT[1], "certain": True}, *PRESENT[2:]], [],
    "Bijgewerkt. Dit staat er nu:\n- Ondervoeding: ‘eet slecht’\n\nEerder gehoord: Begeleider aanwezig; Leeftijd 12 tot en met 24 jaar.",
)  # fmt: skip
ANSWERED = signals(
    [*PRESENT, signal("geld_bij_ander", "Een ander beheert of krijgt het geld", "contextueel", "mijn vriend krijgt het")],
    ["geld_bij_ander"],
    "**Nieuw in uw bericht**\n- Een ander beheert of krijgt het geld: ‘mijn vriend krijgt het’\n\nEerder gehoord: Begeleider aanwezig.",
)  # fmt: skip
PRIVACY = element("Voor ik uw bericht las, heb ik een telefoonnummer weggehaald.", {"type": "privacy", "removed": {"telefoon": 1}})
CONFIRM = element(
    "Bedoelt u dat zij te weinig te eten krijgt?",
    {"type": "confirm", "id": "ondervoeding", "question": "Bedoelt u dat zij te weinig te eten krijgt?"},
    reply("Ja"), reply("Nee"), reply("Weet ik niet"),
)  # fmt: skip
QUESTION_TEXTS = {
    "thuis": ("omstandigheden", "Hoe gaat het thuis?"),
    "slapen": ("omstandigheden", "Waar slaapt u, en met wie deelt u die plek?"),
    "weigeren": ("dwang", "Wat gebeurt er als u nee zegt?"),
    "geld": ("betaling", "Wie regelt het geld voor u?"),
}
QUESTIONS = element(
    "Deze veilige vragen passen bij wat nog niet bekend is:\n\n"
    + bullets(*(text for _, text in QUESTION_TEXTS.values()))
    + "\n\nTyp de antwoorden gerust in uw eigen woorden.",
    {
        "type": "safe_questions", "more": True,
        "questions": [{"id": name, "theme": theme, "text": text, "for": ["x"]} for name, (theme, text) in QUESTION_TEXTS.items()],
    },
    reply("Meer vragen"), reply("Meldcode"),
)  # fmt: skip
ADVICE = ("Spreek de patiënt alleen.", "Gebruik een onafhankelijke tolk, nooit de begeleider.", "Verzamel geen bewijs en dring niet aan.")
HOW_TO_ASK = element(
    "Zo stelt u de vragen veilig:\n" + bullets(*ADVICE),
    {"type": "how_to_ask", "advice": [{"id": str(i), "text": text} for i, text in enumerate(ADVICE)]},
)
CHECKLIST = ("Bespreek uw vermoeden met een collega.", "Vraag Veilig Thuis anoniem om advies.", "Leg vast wat het advies was.")


def meldcode(step: int) -> Element:
    title = "Advies vragen aan een collega én aan Veilig Thuis"
    return element(
        f"**Meldcode, stap {step} van 5: {title}**\n\nU vraagt beide om advies.\n\n{bullets(*CHECKLIST)}\n\nTyp **verder**.",
        {"type": "meldcode_step", "step": step, "title": title, "checklist": list(CHECKLIST)},
        reply("Verder"), reply("Terug"), reply("Afwegingskader"),
    )  # fmt: skip


WEIGHING = element(
    "**Afweging 2 van 5: Veiligheid**\n\nSchat u in dat er acute of structurele onveiligheid is?\n\nUit het gesprek: verwondingen.",
    {
        "type": "weighing", "number": 2, "question": "Schat u in dat er acute of structurele onveiligheid is?", "answers": {"1": "ja"},
        "explanation": "Acuut onveilig: er is **direct gevaar**.",
        "examples": [{"kind": "acuut", "text": "Toegebracht letsel."}, {"kind": "structureel", "text": "Telkens nieuw letsel."}],
    },
    reply("Ja"), reply("Nee"), reply("Weet ik niet"), reply("Uitleg en voorbeelden", "uitleg"), reply("Terug"),
)  # fmt: skip
REASONS = ("U hebt nog steeds een vermoeden.", "U schat in dat er acute of structurele onveiligheid is.")
OUTCOME = element(
    "**Melden bij Veilig Thuis**\n\nMelden is hier de professionele norm. Dit doet u nu:\n- Bel en meld.\n\nDit volgt uit uw antwoorden:\n"
    + bullets(*REASONS)
    + "\n\nProfessionele norm 1: melden.\n\nBel als eerste: Veilig Thuis (0800-2000).\n\nInformeer de patiënt als dat veilig kan.",
    {
        "type": "outcome", "outcome": "melden", "answers": {"1": "ja", "2": "ja"}, "norm": 1, "reasons": list(REASONS),
        "contacts": ["veilig_thuis", "comensha"], "desk": VEILIG_THUIS, "say": '"Ik ben arts en wil anoniem overleggen over een patiënt."',
    },
    reply("Wie kan ik bellen?", "contact"), reply("Belscript"), reply("Dossiernotitie"),
)  # fmt: skip
CONTACTS = element(
    "Dit kunt u bellen, in deze volgorde:\n\n**Veilig Thuis**: 0800-2000, https://veiligthuis.nl\n\n"
    "Informeer de patiënt als dat veilig kan.",
    {"type": "contacts", "contacts": [VEILIG_THUIS, COMENSHA, REGIO]},
    reply("Belscript"), reply("Dossiernotitie"),
)  # fmt: skip
EMERGENCY = element("**Is er nu gevaar? Bel 112.**\nBlijf bij de patiënt.", {"type": "emergency", "contacts": [ALARM, VEILIG_THUIS]})
NOTE_TEXT = "# Dossiernotitie (concept)\n\n## Bevindingen\n- **Blauwe plekken** op de arm\n\n## Afweging\nAdvies gevraagd."
NOTE = element(NOTE_TEXT, {"type": "note", "kind": "dossier", "markdown": NOTE_TEXT}, reply("Belscript"))
SCRIPT = element(
    "# Belscript\n\n## U belt\nVeilig Thuis", {"type": "note", "kind": "belscript", "markdown": "# Belscript\n\n## U belt\nVeilig Thuis"}
)
FAQ = element(
    "**Wat is mensenhandel?**\n\nIemand wordt uitgebuit.\n\n- [Veilig Thuis](https://veiligthuis.nl)",
    {"type": "faq", "id": "wat_is", "title": "Wat is mensenhandel?", "source": "Toolkit"},
)

ROOT_TYPES = ("type", "buttons")
CARDS = (SIGNALS, CONFIRM, QUESTIONS, HOW_TO_ASK, meldcode(2), WEIGHING, OUTCOME, CONTACTS, EMERGENCY, PRIVACY, NOTE, FAQ)
MENU = (reply("Casus bespreken", "casus"), reply("Veilige vragen"))

ANSWERS: dict[str, list[Element]] = {
    "veilige vragen": [QUESTIONS, HOW_TO_ASK],
    "meldcode": [meldcode(2)],
    "verder": [meldcode(3)],
    "meldcode stap 4": [meldcode(4)],
    "afwegingskader": [WEIGHING],
    "ja": [OUTCOME],
    "contact": [CONTACTS],
    "acuut": [EMERGENCY],
    "dossiernotitie": [NOTE],
    "belscript": [SCRIPT],
    "wis alles": [element("Alles is gewist.", {"type": "forgotten"}, *MENU)],
    "wat is mensenhandel": [FAQ],
    "gevaar": [SIGNALS, EMERGENCY],
    "onbekende kaart": [element("Tekst van een nieuwe kaart.", {"type": "nieuw", "x": 1})],
    "signaal ondervoeding ja": [SETTLED],
    "antwoord geld: mijn vriend krijgt het": [ANSWERED],
}


def answer(message: str) -> list[Element]:
    """Returns the canned answer to a message; any longer text is taken for a case."""
    known = ANSWERS.get(message.strip().lower().rstrip("?."))
    if known is not None:
        return known
    return [SIGNALS, CONFIRM] if len(message) > 25 else [element(f"U zei: {message}", None, reply("Help"))]
