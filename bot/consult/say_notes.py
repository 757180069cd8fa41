"""The dossier note, the call script, the summary and the practice cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import Formatter

from bot.consult.ask import wording
from bot.consult.assess import forms_of, situation_of
from bot.consult.cards import Card, bullets, phrase, replies
from bot.consult.case import Case
from bot.consult.findings import Status
from bot.consult.meldcode import Weighing
from bot.consult.refer import Referral
from bot.consult.say_case import signal_lines
from bot.consult.say_meldcode import desk_name
from kb.schema import Faq, KnowledgeBase, NoteKind, NoteSection, PracticeCase


@dataclass(frozen=True)
class Conversation:
    """What a conversation holds so far, as far as notes and summaries need it."""

    case: Case
    weighing: Weighing
    asked: tuple[str, ...] = ()
    step: int | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was discussed yet."""
        return not self.case.heard and not self.weighing.answers and self.weighing.at is None and self.step is None


def note_card(kb: KnowledgeBase, kind: NoteKind, conversation: Conversation, referral: Referral, today: date) -> Card:
    """When called, this will write the note of that kind from the conversation, without identifying data."""
    template = next(note for note in kb.notes if note.kind is kind)
    values = _values(kb, conversation, referral, today)
    sections = [text for section in template.sections if (text := _section(section, values))]
    markdown = "\n\n".join((f"# {template.title}", *sections))
    other = "belscript" if kind is NoteKind.DOSSIER else "dossiernotitie"
    return Card(markdown, {"type": "note", "kind": kind.value, "markdown": markdown}, replies(kb, other, "contact", "samenvatting"))


def summary_card(kb: KnowledgeBase, conversation: Conversation) -> Card:
    """When called, this will sum up where the conversation stands."""
    if conversation.empty:
        return Card(phrase(kb, "samenvatting_leeg"), None, replies(kb, "casus", "veilige vragen", "meldcode", "contact"))
    parts = [phrase(kb, "samenvatting_kop")]
    for title, status in (("samenvatting_signalen", Status.PRESENT), ("samenvatting_ontkend", Status.ABSENT)):
        if lines := signal_lines(kb, conversation.case, status):
            parts.append(phrase(kb, title) + "\n" + bullets(lines))
    if conversation.asked:
        parts.append(phrase(kb, "samenvatting_gesteld", aantal=len(conversation.asked)))
    parts += _progress(kb, conversation)
    return Card("\n\n".join(parts), None, replies(kb, "veilige vragen", "meldcode", "afwegingskader", "dossiernotitie", "contact"))


def faq_card(kb: KnowledgeBase, faq: Faq) -> Card:
    """When called, this will answer a question from the knowledge base."""
    titles = {f"{document.id}/{section}": title for document in kb.sources for section, title in document.sections.items()}
    return Card(f"**{faq.title}**\n\n{faq.text}", {"type": "faq", "id": faq.id, "title": faq.title, "source": titles[faq.source]})


def practice_case_card(kb: KnowledgeBase, case: PracticeCase) -> Card:
    """When called, this will tell a practice case with its signals."""
    labels = {indicator.id: indicator.label for indicator in kb.indicators}
    signals = phrase(kb, "praktijkvoorbeeld_signalen") + "\n" + bullets(labels[signal] for signal in case.signals)
    lesson = phrase(kb, "praktijkvoorbeeld_les", les=case.lesson)
    text = "\n\n".join((phrase(kb, "praktijkvoorbeeld_kop", titel=case.title), case.story, signals, lesson))
    return Card(text, None, replies(kb, "casus", "veilige vragen", "praktijkvoorbeeld"))


def fitting_practice_case(kb: KnowledgeBase, case: Case, told: Sequence[str] = ()) -> PracticeCase:
    """When called, this will choose the practice case that shares most with the case, and was not told yet if possible."""
    forms = forms_of(case, kb.indicators)
    return max(kb.practice_cases, key=lambda c: (c.id not in told, len(case.present & set(c.signals)), c.form in forms))


def _progress(kb: KnowledgeBase, conversation: Conversation) -> list[str]:
    lines = []
    if conversation.step is not None:
        step = next(step for step in kb.framework.steps if step.number == conversation.step)
        lines.append(phrase(kb, "samenvatting_meldcode", nummer=step.number, titel=step.title))
    if conversation.weighing.at is not None:
        lines.append(phrase(kb, "samenvatting_weging", nummer=conversation.weighing.at))
    if title := _outcome_title(kb, conversation.weighing):
        lines.append(phrase(kb, "samenvatting_uitkomst", titel=title))
    return lines


def _section(section: NoteSection, values: Mapping[str, str]) -> str | None:
    names = [name for _, name, _, _ in Formatter().parse(section.text) if name]
    empty = bool(names) and not any(values[name] for name in names)
    body = section.if_empty if empty else section.text.format(**values)
    return f"## {section.title}\n{body}" if body else None


def _values(kb: KnowledgeBase, conversation: Conversation, referral: Referral, today: date) -> dict[str, str]:
    case, weighing = conversation.case, conversation.weighing
    forms = forms_of(case, kb.indicators)
    labels = {form.id: form.label for form in kb.forms}
    norm = next((norm.text for norm in kb.framework.norms if norm.number == weighing.norm), "")
    given = [wording(q, situation_of(forms)) for q in kb.questions if q.id in conversation.asked]
    return {
        "datum": f"{today:%d-%m-%Y}",
        "signalen": bullets(signal_lines(kb, case, Status.PRESENT, certain=True)),
        "ontkend": bullets(signal_lines(kb, case, Status.ABSENT)),
        "onzeker": bullets(signal_lines(kb, case, Status.PRESENT, certain=False)),
        "leeftijdsgroep": phrase(kb, "noot_leeftijd_" + case.age_group),
        "vormen": ", ".join(labels[form].lower() for form in forms),
        "vragen": bullets(given),
        "stappen": _step_title(kb, conversation.step),
        "weging": bullets(_weighing_lines(kb, weighing)),
        "uitkomst": _outcome_title(kb, weighing),
        "norm": norm,
        "bureau": desk_name(referral.desks[0]),
        "toestemming": referral.route.consent,
    }


def _step_title(kb: KnowledgeBase, number: int | None) -> str:
    return next((f"{step.number}. {step.title}" for step in kb.framework.steps if step.number == number), "")


def _weighing_lines(kb: KnowledgeBase, weighing: Weighing) -> list[str]:
    titles = {question.number: question.title for question in kb.framework.questions}
    words = {"ja": "ja", "nee": "nee", "onbekend": kb.phrases["knop_weet_ik_niet"].lower()}
    return [phrase(kb, "noot_weging_regel", nummer=n, titel=titles[n].lower(), antwoord=words[a.value]) for n, a in weighing.answers]


def _outcome_title(kb: KnowledgeBase, weighing: Weighing) -> str:
    return next((outcome.title for outcome in kb.framework.outcomes if outcome.id == weighing.outcome), "")
