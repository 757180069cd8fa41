"""What a change of terms, cues or examples does to what is heard in texts of which the signals are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.consult.findings import Recognition, Status
from bot.consult.network import MINOR
from bot.recognition_score import Answer, Gold
from kb.lexicon import DANGER, denied


@dataclass(frozen=True)
class Change:
    """A signal that one text gains or loses; `right` when that is nearer to what the text tells."""

    text_id: str
    text: str
    sign: str
    signal: str
    right: bool


def answer_of(recognition: Recognition) -> Answer:
    """When called, this will give what was recognised as what a text tells."""
    by_status = {status: frozenset(f.indicator_id for f in recognition.findings if f.status is status) for status in Status}
    return Answer(by_status[Status.PRESENT], by_status[Status.ABSENT], recognition.acute, bool(recognition.minor))


def changes(gold: Sequence[Gold], before: Sequence[Answer], after: Sequence[Answer]) -> Iterator[Change]:
    """When called, this will yield per text each signal that it gains (+) or loses (-), denied ones as 'niet ...'."""
    for case, old_answer, new_answer in zip(gold, before, after, strict=True):
        old, new, right = (_signals(answer) for answer in (old_answer, new_answer, case.answer))
        for signal in sorted(old ^ new):
            gained = signal in new
            yield Change(case.id, case.text, "+" if gained else "-", signal, (signal in right) is gained)


def _signals(answer: Answer) -> set[str]:
    flags = [name for name, holds in ((DANGER, answer.acute), (MINOR, answer.minor)) if holds]
    return {*answer.present, *map(denied, answer.absent), *flags}
