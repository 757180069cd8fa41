"""Stretches of a text that go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Stands in the place of what was found already, so that nothing is found twice and no name runs across it.
MASK = "\x00"


@dataclass(frozen=True)
class Span:
    """A stretch of the text, and of which kind it is."""

    start: int
    end: int
    kind: str


def span(found: re.Match[str], kind: str, group: int | str = 0) -> Span:
    """Return the stretch that a group of a match covers."""
    return Span(found.start(group), found.end(group), kind)


def all_of(pattern: re.Pattern[str], text: str, kind: str, group: int | str = 0) -> Iterable[Span]:
    """Yield the stretches that an expression matches."""
    return (span(found, kind, group) for found in pattern.finditer(text))


def mask(text: str, spans: Iterable[Span]) -> str:
    """Return the text, as long as it was, with the stretches blotted out."""
    for each in spans:
        text = text[: each.start] + MASK * (each.end - each.start) + text[each.end :]
    return text


def without_overlap(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order of place; of two that overlap the one that was found first stays."""
    kept: list[Span] = []
    for each in spans:
        if all(each.end <= other.start or each.start >= other.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)


def digits_of(text: str) -> str:
    """Return only the digits of a text."""
    return "".join(char for char in text if char.isdigit())
