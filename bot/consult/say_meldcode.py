"""Cards for the meldcode: a step, a weighing question, its explanation, the outcome."""

from __future__ import annotations

from typing import Any

from bot.consult.cards import Card, bullets, phrase, replies, within
from bot.consult.case import Case
from bot.consult.findings import Status
from bot.consult.meldcode import Weighing
from bot.consult.refer import Desk, Moment, Referral
from bot.consult.say_contacts import desk_data, opening_words
from kb.schema import Answer, KnowledgeBase, MeldcodeStep, WeighingQuestion

ALARM = "alarm"
"""The contact that is called in danger, and never for advice."""


def step_card(kb: KnowledgeBase, step: MeldcodeStep) -> Card:
    """When called, this will show a step with what to do and record."""
    last = step.number == kb.framework.steps[-1].number
    title = phrase(kb, "meldcode_kop", nummer=step.number, aantal=len(kb.framework.steps), titel=step.title)
    text = "\n\n".join(
        (title, step.explanation, bullets(step.checklist), phrase(kb, "meldcode_naar_weging" if last else "meldcode_verder"))
    )
    data = {"type": "meldcode_step", "step": step.number, "title": step.title, "checklist": list(step.checklist)}
    buttons = ("afwegingskader",) if last else ("verder",)
    return Card(text, data, replies(kb, *buttons, "terug", "veilige vragen", "contact", "stop"))


def weighing_card(kb: KnowledgeBase, question: WeighingQuestion, weighing: Weighing, case: Case) -> Card:
    """When called, this will put a weighing question, with what the case already shows about it; one that was left open is put again."""
    title = phrase(kb, "weging_kop", nummer=question.number, aantal=len(kb.framework.questions), titel=question.title)
    again = [phrase(kb, "weging_opnieuw")] if dict(weighing.answers).get(question.number) is Answer.ONBEKEND else []
    parts = [title, *again, question.question]
    if shown := _related(kb, question, case):
        parts.append(phrase(kb, "weging_gehoord", signalen=shown))
    data = {
        "type": "weighing",
        "number": question.number,
        "question": question.question,
        "answers": _answers(weighing),
        "explanation": question.explanation,
        "examples": [{"kind": example.kind, "text": example.text} for example in question.examples],
    }
    return Card("\n\n".join(parts), data, replies(kb, "ja", "nee", "weet ik niet", "uitleg", "terug"))


def explanation_card(kb: KnowledgeBase, question: WeighingQuestion) -> Card:
    """When called, this will explain a weighing question, with examples by kind."""
    parts = [question.explanation]
    for kind in dict.fromkeys(example.kind for example in question.examples):
        lines = [example.text for example in question.examples if example.kind == kind]
        parts.append(f"**{phrase(kb, 'voorbeelden_' + kind)}**\n{bullets(lines)}")
    return Card("\n\n".join(parts))


def outcome_card(kb: KnowledgeBase, weighing: Weighing, case: Case, referral: Referral, moment: Moment) -> Card:
    """When called, this will give the outcome with the norm, the reasons from the user's own answers, and whom to call first."""
    outcome = next(entry for entry in kb.framework.outcomes if entry.id == weighing.outcome)
    reasons = reasons_of(kb, weighing)
    first = referral.desks[0]
    adviser = next(desk for desk in referral.desks if desk.contact.id != ALARM)
    step = phrase(kb, f"uitkomst_stap_{outcome.id}", bureau=desk_name(adviser), waarom=adviser.when)
    urgent = [phrase(kb, "uitkomst_eerst_alarm", bureau=desk_name(first))] if first is not adviser else []
    parts = [f"**{outcome.title}**", *urgent, step]
    if weighing.norm is not None:
        norm = next(entry for entry in kb.framework.norms if entry.number == weighing.norm)
        parts.append(phrase(kb, "uitkomst_norm", nummer=norm.number, tekst=norm.text))
    parts += [phrase(kb, "uitkomst_omdat") + "\n" + bullets(reasons), phrase(kb, "uitkomst_verder") + "\n" + outcome.text]
    if outcome.names_matter:
        parts.append(referral.route.consent)
    data = _outcome_data(weighing, referral, reasons)
    data |= {"desk": desk_data(kb, first, moment), "say": opening_words(kb, case)}
    return Card("\n\n".join(parts), data, replies(kb, "contact", "belscript", "dossiernotitie", "samenvatting", "terug"))


def reasons_of(kb: KnowledgeBase, weighing: Weighing) -> list[str]:
    """When called, this will say in a sentence per answer what led to the outcome."""
    texts = {(reason.question, reason.answer): reason.text for reason in kb.framework.reasons}
    return [texts[pair] for pair in weighing.answers]


def desk_name(desk: Desk) -> str:
    """When called, this will name a desk with the number to call."""
    return f"{desk.contact.name} ({desk.contact.phone})" if desk.contact.phone else desk.contact.name


def _outcome_data(weighing: Weighing, referral: Referral, reasons: list[str]) -> dict[str, Any]:
    return {
        "type": "outcome",
        "outcome": weighing.outcome,
        "answers": _answers(weighing),
        "norm": weighing.norm,
        "reasons": reasons,
        "contacts": [desk.contact.id for desk in referral.desks],
    }


def _answers(weighing: Weighing) -> dict[str, str]:
    return {str(number): given.value for number, given in weighing.answers}


def _related(kb: KnowledgeBase, question: WeighingQuestion, case: Case) -> str:
    labels = {indicator.id: indicator.label for indicator in kb.indicators}
    held = [h for h in case.with_status(Status.PRESENT) if h.indicator_id in question.related]
    return "; ".join(within(labels[h.indicator_id]) for h in held)
