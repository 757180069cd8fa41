"""Numbers that show signals: ages, working hours, wages, people in a room, weights, repeated visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.consult.text import Token

_AGE_GROUP = "leeftijd_12_24"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A signal that a number shows, from token `start` up to `end`."""

    indicator: str
    start: int
    end: int
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """What the numbers of a text tell; `age` is where the patient's age stands."""

    mentions: tuple[Quantity, ...]
    minor: bool | None
    age: tuple[int, int] | None


class Quantities:
    """Finds quantities in tokens."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self._settings = settings

    def find(self, tokens: Sequence[Token]) -> Found:
        """Return what the numbers of a text tell."""
        ages = self._ages(tokens)
        mentions: list[Quantity] = []
        minor: bool | None = None
        span: tuple[int, int] | None = None
        if ages:
            age, start, end = ages[0]
            minor, span = age < 18, (start, end)
            if 12 <= age <= 24:
                mentions.append(Quantity(_AGE_GROUP, start, end))
        return Found(tuple(mentions), minor, span)

    def _ages(self, tokens: Sequence[Token]) -> list[tuple[float, int, int]]:
        return []
