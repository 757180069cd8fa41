"""The meldcode and its afwegingskader: a pure machine over the framework in the knowledge base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kb.schema import Answer, Framework, MeldcodeStep, WeighingQuestion


@dataclass(frozen=True)
class Weighing:
    """How far the afwegingskader has come: the answers in order, the open question, and the outcome once there is one."""

    answers: tuple[tuple[int, Answer], ...] = ()
    at: int | None = None
    outcome: str | None = None
    norm: int | None = None

    def to_json(self) -> dict[str, Any]:
        """When called, this will write the weighing as plain JSON values."""
        return {"answers": [[n, a.value] for n, a in self.answers], "at": self.at, "outcome": self.outcome, "norm": self.norm}

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Weighing:
        """When called, this will read a weighing back; nothing stored is one that has not begun."""
        if not data:
            return cls()
        return cls(tuple((n, Answer(a)) for n, a in data["answers"]), data["at"], data["outcome"], data["norm"])


def begin(framework: Framework) -> Weighing:
    """When called, this will open the first question."""
    return Weighing(at=framework.first_question)


def resume(framework: Framework, weighing: Weighing) -> Weighing:
    """When called, this will go on at the open question, or begin anew when none is open."""
    return begin(framework) if weighing.at is None else weighing


def answer(framework: Framework, weighing: Weighing, given: Answer) -> Weighing:
    """When called, this will take an answer to the open question and follow its transition.

    A transition may have both an outcome and a next question: then the outcome is given and the question stays open.
    """
    question = open_question(framework, weighing)
    if question is None:
        return weighing
    transition = question.transitions[given]
    answers = (*(pair for pair in weighing.answers if pair[0] < question.number), (question.number, given))
    return Weighing(answers, transition.to, transition.outcome, transition.norm)


def back(framework: Framework, weighing: Weighing) -> Weighing:
    """When called, this will reopen the question before the open one, or the last one answered when none is open."""
    earlier = [number for number, _ in weighing.answers if weighing.at is None or number < weighing.at]
    if not earlier:
        return replace(weighing, at=weighing.at or framework.first_question, outcome=None, norm=None)
    reopened = earlier[-1]
    return Weighing(tuple(pair for pair in weighing.answers if pair[0] < reopened), reopened)


def open_question(framework: Framework, weighing: Weighing) -> WeighingQuestion | None:
    """When called, this will give the question that waits for an answer."""
    return next((q for q in framework.questions if q.number == weighing.at), None)


def step_at(framework: Framework, number: int) -> MeldcodeStep:
    """When called, this will give the step nearest to a number: below the first is the first, above the last the last."""
    bounded = min(max(number, framework.steps[0].number), framework.steps[-1].number)
    return next(step for step in framework.steps if step.number == bounded)
