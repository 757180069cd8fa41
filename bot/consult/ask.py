"""Which safe questions come next, those that would settle what is still unknown, and what a plain answer to one tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import chain, zip_longest

from bot.consult.case import Case, Heard
from bot.consult.findings import Status
from kb.schema import Answer, AnswerMeaning, Question, Situation, Theme

BATCH = 3


@dataclass(frozen=True)
class Asked:
    """The questions to hand over now, and whether more are left."""

    questions: tuple[Question, ...]
    more: bool


def wording(question: Question, situation: Situation) -> str:
    """When called, this will give the sentence that fits the situation."""
    return question.wording.get(situation, question.wording[Situation.ALGEMEEN])


def next_questions(questions: Sequence[Question], *, known: Set[str], asked: Set[str], forms: Sequence[str], batch: int = BATCH) -> Asked:
    """When called, this will choose the next questions.

    Args:
        known: ids of indicators that the case has settled; a question about one of them is not asked.
        asked: ids of questions already given, which are not given again.
        forms: forms the case points to; questions that fit them come first.
        batch: how many at most.
    """
    left = [q for q in questions if q.id not in asked and not known & set(q.clears_up)]
    left.sort(key=lambda q: (_misfit(q, forms), q.priority))
    chosen = _distinct(_spread(left), batch)
    return Asked(chosen, more=len(left) > len(chosen))


def told_by(question: Question, answer: Answer, *, evidence: str) -> Case:
    """When called, this will give what a plain answer to a question tells of the patient."""
    meaning = question.answers.get(answer, AnswerMeaning())
    present = [Heard(id_, Status.PRESENT, (evidence,), certain=True) for id_ in meaning.present]
    uncertain = [Heard(id_, Status.PRESENT, (evidence,), certain=False) for id_ in meaning.uncertain]
    absent = [Heard(id_, Status.ABSENT, (evidence,), certain=True) for id_ in meaning.absent]
    return Case((*present, *uncertain, *absent))


def _misfit(question: Question, forms: Sequence[str]) -> int:
    if not question.forms:
        return 1
    return 0 if set(question.forms) & set(forms) else 2


def _distinct(questions: Iterable[Question], batch: int) -> tuple[Question, ...]:
    """The first questions that each would settle something that none before them in the batch does."""
    chosen: list[Question] = []
    covered: set[str] = set()
    for question in questions:
        if len(chosen) < batch and not set(question.clears_up) <= covered:
            chosen.append(question)
            covered |= set(question.clears_up)
    return tuple(chosen)


def _spread(questions: Iterable[Question]) -> Iterable[Question]:
    ordered = list(questions)
    themes = [[q for q in ordered if q.theme is theme] for theme in Theme]
    turns = zip_longest(*themes)
    return (question for question in chain.from_iterable(turns) if question is not None)
