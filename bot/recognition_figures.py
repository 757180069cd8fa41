"""How well recognition does on texts of which the signals are known, and what a change of terms, cues or examples does to that."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.consult.findings import Recognition, Status

_QUIET = ("benign", "hard_negative")


@dataclass(frozen=True)
class Told:
    """What a text tells: the signals that hold and that are denied, whether there is danger now, and whether the patient is a minor."""

    present: frozenset[str]
    absent: frozenset[str]
    acute: bool
    minor: bool


@dataclass(frozen=True)
class Text:
    """A text, what it tells, and whether it is an ordinary consultation."""

    id: str
    text: str
    told: Told
    quiet: bool


@dataclass(frozen=True)
class Figures:
    """Figures over texts.

    Attributes:
        present, absent: F1 over all signals that hold, that are denied.
        denied_as_present: share of the denied signals that are taken to hold.
        false_alarms: signals too many per ordinary consultation.
        acute_recall: share of the texts with danger now in which it is heard.
        acute_false_alarms: texts in which danger is heard that is not there.
    """

    present: float
    absent: float
    denied_as_present: float
    false_alarms: float
    acute_recall: float
    acute_false_alarms: int


@dataclass(frozen=True)
class Change:
    """A signal that one text gains or loses; `right` when that is nearer to what the text tells."""

    text_id: str
    text: str
    sign: str
    signal: str
    right: bool


def read_texts(file: Path) -> list[Text]:
    """When called, this will read texts: JSON lines with `id`, `text`, `kind`, `present`, `absent`, `acute` and `minor`."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Text(line["id"], line["text"], _expected(line), line["kind"] in _QUIET) for line in lines]


def told_by(recognition: Recognition) -> Told:
    """When called, this will give what was recognised as what a text tells."""
    by_status = {status: frozenset(f.indicator_id for f in recognition.findings if f.status is status) for status in Status}
    return Told(by_status[Status.PRESENT], by_status[Status.ABSENT], recognition.acute, bool(recognition.minor))


def measure(texts: Sequence[Text], heard: Mapping[str, Told]) -> Figures:
    """When called, this will compare what was heard in each text with what it tells."""
    pairs = [(text, heard[text.id]) for text in texts]
    denied = sum(len(text.told.absent) for text, _ in pairs)
    quiet = [(text, told) for text, told in pairs if text.quiet]
    acute = [told.acute for text, told in pairs if text.told.acute]
    return Figures(
        present=_f1((text.told.present, told.present) for text, told in pairs),
        absent=_f1((text.told.absent, told.absent) for text, told in pairs),
        denied_as_present=sum(len(text.told.absent & told.present) for text, told in pairs) / max(1, denied),
        false_alarms=sum(len(told.present - text.told.present) for text, told in quiet) / max(1, len(quiet)),
        acute_recall=sum(acute) / len(acute) if acute else 1.0,
        acute_false_alarms=sum(told.acute and not text.told.acute for text, told in pairs),
    )


def changes(texts: Iterable[Text], before: Mapping[str, Told], after: Mapping[str, Told]) -> Iterator[Change]:
    """When called, this will yield per text each signal that it gains (+) or loses (-), denied ones as 'niet ...'."""
    for text in texts:
        old, new, right = (_signals(told) for told in (before[text.id], after[text.id], text.told))
        for signal in sorted(old ^ new):
            gained = signal in new
            yield Change(text.id, text.text, "+" if gained else "-", signal, (signal in right) is gained)


def _signals(told: Told) -> set[str]:
    flags = [name for name, holds in (("gevaar", told.acute), ("minderjarig", told.minor)) if holds]
    return {*told.present, *(f"niet {signal}" for signal in told.absent), *flags}


def _expected(line: Mapping[str, Any]) -> Told:
    return Told(frozenset(line["present"]), frozenset(line["absent"]), line["acute"], line["minor"])


def _f1(pairs: Iterable[tuple[Collection[str], Collection[str]]]) -> float:
    hits = wanted = found = 0
    for gold, heard in pairs:
        hits, wanted, found = hits + len(set(gold) & set(heard)), wanted + len(gold), found + len(heard)
    return 2 * hits / (wanted + found) if wanted + found else 1.0
