"""How well a system hears what texts tell: shares, means and intervals over gold texts."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

QUIET = frozenset(("benign", "hard_negative"))
_ROUNDS, _SEED = 1000, 0

Pair = tuple[frozenset[str], frozenset[str]]  # what holds, what was heard


class InvalidGold(ValueError):
    """A file of gold texts that cannot be measured with; says where and why."""


@dataclass(frozen=True)
class Answer:
    """What a text tells: as people say, or as a system hears."""

    present: frozenset[str]
    absent: frozenset[str] = frozenset()
    acute: bool = False
    minor: bool = False


@dataclass(frozen=True)
class Gold:
    """A text with what it tells; `kind` says whether it holds signals at all, `style` how it is written."""

    id: str
    text: str
    kind: str
    style: str
    answer: Answer


@dataclass(frozen=True)
class Share:
    """Precision, recall and F1 over counted hits; 0 where nothing was heard or nothing holds."""

    hits: int
    heard: int
    hold: int

    @property
    def precision(self) -> float:
        """What was heard and holds, of what was heard."""
        return self.hits / self.heard if self.heard else 0.0

    @property
    def recall(self) -> float:
        """What was heard and holds, of what holds."""
        return self.hits / self.hold if self.hold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (self.heard + self.hold) if self.hits else 0.0


@dataclass(frozen=True)
class Alarm:
    """How many of the texts that hold something were caught, and how many others were taken for one."""

    caught: int
    hold: int
    false: int


@dataclass(frozen=True)
class Scores:
    """The figures of one system.

    Attributes:
        interval: 95% bootstrap interval of the F1 of present, over texts.
        macro_f1: mean F1 of present over the signals that hold in at least one text.
        denied_called_present: the share of denied signals that were heard as present.
        false_alarms: signals heard wrongly, per text without a reason for worry.
    """

    present: Share
    interval: tuple[float, float]
    macro_f1: float
    absent: Share
    denied_called_present: float
    false_alarms: float
    acute: Alarm
    minor: Alarm


def read_gold(file: Path) -> list[Gold]:
    """Read JSON lines with `id`, `text`, `kind`, `style`, `present`, `absent`, `acute` and `minor`.

    Raises:
        InvalidGold: a line is no such text, or there is none.
    """
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
            answer = Answer(frozenset(case["present"]), frozenset(case["absent"]), bool(case["acute"]), bool(case["minor"]))
            found.append(Gold(case["id"], case["text"], case["kind"], case["style"], answer))
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidGold(f"{file.name}:{number}: {error!r}") from None
    if not found:
        raise InvalidGold(f"{file.name}: no texts")
    return found


def score(gold: Sequence[Gold], heard: Sequence[Answer]) -> Scores:
    """Compare answers, one per gold text and in their order, with what holds."""
    cases = list(zip(gold, heard, strict=True))
    present = [(case.answer.present, answer.present) for case, answer in cases]
    quiet = [answer.present - case.answer.present for case, answer in cases if case.kind in QUIET]
    denied = share([(case.answer.absent, answer.present) for case, answer in cases])
    return Scores(
        present=share(present),
        interval=interval(present),
        macro_f1=macro_f1(present),
        absent=share([(case.answer.absent, answer.absent) for case, answer in cases]),
        denied_called_present=denied.recall,
        false_alarms=sum(map(len, quiet)) / len(quiet) if quiet else 0.0,
        acute=_alarm([(case.answer.acute, answer.acute) for case, answer in cases]),
        minor=_alarm([(case.answer.minor, answer.minor) for case, answer in cases]),
    )


def share(pairs: Collection[Pair]) -> Share:
    """Count over all texts together (micro)."""
    return Share(
        sum(len(hold & heard) for hold, heard in pairs), sum(len(heard) for _, heard in pairs), sum(len(hold) for hold, _ in pairs)
    )


def macro_f1(pairs: Sequence[Pair]) -> float:
    """Return the mean F1 over everything that holds somewhere."""
    names = frozenset().union(*(hold for hold, _ in pairs))
    return sum(share([(hold & {name}, heard & {name}) for hold, heard in pairs]).f1 for name in names) / len(names) if names else 0.0


def interval(pairs: Sequence[Pair]) -> tuple[float, float]:
    """Return the 95% bootstrap interval of the F1, drawing whole texts; the same for the same texts."""
    draw = random.Random(_SEED)  # noqa: S311 - no secret
    scores = sorted(share(draw.choices(pairs, k=len(pairs))).f1 for _ in range(_ROUNDS))
    return scores[int(_ROUNDS * 0.025)], scores[int(_ROUNDS * 0.975)]


def per_group(gold: Sequence[Gold], heard: Sequence[Answer], groups: Mapping[str, Collection[str]]) -> dict[str, Share]:
    """Return the figures of present per group of signals."""
    cases = list(zip(gold, heard, strict=True))
    return {
        group: share([(case.answer.present & set(ids), answer.present & set(ids)) for case, answer in cases])
        for group, ids in groups.items()
    }


def _alarm(pairs: Collection[tuple[bool, bool]]) -> Alarm:
    return Alarm(
        caught=sum(holds and heard for holds, heard in pairs),
        hold=sum(holds for holds, _ in pairs),
        false=sum(heard and not holds for holds, heard in pairs),
    )
