"""Sentences with the stretches that identify in braces, and how a filter does on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
_MARKED = re.compile(r"\{(?:(?P<kind>[a-z]+):)?(?P<words>[^{}]*)\}")


@dataclass(frozen=True)
class Gold:
    """A stretch that has to go."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Sentence:
    """A sentence without its braces, and what has to go from it."""

    text: str
    gold: tuple[Gold, ...]


def read(name: str) -> list[Sentence]:
    """Read the sentences of a file."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [parse(line) for line in lines if line and not line.startswith("#")]


def parse(line: str) -> Sentence:
    """Read one sentence."""
    text, gold, place = "", [], 0
    for found in _MARKED.finditer(line):
        text += line[place : found.start()]
        gold.append(Gold(len(text), len(text) + len(found["words"]), found["kind"] or "naam"))
        text += found["words"]
        place = found.end()
    return Sentence(text + line[place:], tuple(gold))


def survives(text: str, gold: Gold, removed: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a letter or digit of a stretch is still there; particles of a name do not count."""
    hidden = {place for start, end in removed for place in range(start, end)}
    return any(text[place].isalnum() and place not in hidden for place in range(gold.start, gold.end))


@dataclass
class Score:
    """What a filter took and left."""

    found: dict[str, int]
    total: dict[str, int]
    ordinary: int
    touched: list[str]
    missed: list[tuple[str, str]]


def score(sentences: list[Sentence], find: Callable[[str], list[tuple[int, int]]]) -> Score:
    """Run a filter over sentences; it returns the stretches it would take out."""
    result = Score({}, {}, 0, [], [])
    for sentence in sentences:
        removed = find(sentence.text)
        for gold in sentence.gold:
            result.total[gold.kind] = result.total.get(gold.kind, 0) + 1
            if survives(sentence.text, gold, removed):
                result.missed.append((sentence.text[gold.start : gold.end], sentence.text))
            else:
                result.found[gold.kind] = result.found.get(gold.kind, 0) + 1
        if not sentence.gold:
            result.ordinary += 1
            if removed:
                result.touched.append(sentence.text)
    return result
