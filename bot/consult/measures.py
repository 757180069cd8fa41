"""What numbers show: the patient's age, and how long a working day is. Where such numbers stand is for the patterns to find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.consult.numbers import value_of
from bot.consult.text import Token

AGE = "leeftijd"
WORKING_HOURS = "werktijd"
YOUNG = "leeftijd_12_24"
LONG_DAYS = "lange_werkdagen"

_YOUNG_YEARS = range(12, 25)
_ADULT = 18
_LONG_DAY_HOURS = 10
_EVENING = frozenset(("avonds", "savonds", "avond", "nachts", "snachts", "nacht", "middags", "smiddags"))
_TENS = {"begin": 2, "vooraan": 2, "midden": 5, "half": 5, "medio": 5, "eind": 8, "achteraan": 8}


@dataclass(frozen=True, slots=True)
class Age:
    """The patient's age in years, and the tokens that tell it: from `start` up to `end`."""

    years: int
    start: int
    end: int

    @property
    def is_minor(self) -> bool:
        """Whether the patient is under 18."""
        return self.years < _ADULT

    @property
    def is_young(self) -> bool:
        """Whether the age is one of higher risk: 12 up to and including 24."""
        return self.years in _YOUNG_YEARS


def read_age(tokens: Sequence[Token], start: int, end: int) -> Age | None:
    """When called, this will read the age in a stretch of tokens: '17 jr', 'begin dertig'; None when there is no number in it."""
    for token in tokens[start:end]:
        value = value_of(token.norm)
        if value is not None:
            years = value + next((_TENS[other.norm] for other in tokens[start:end] if other.norm in _TENS), 0)
            return Age(int(years), start, end)
    return None


def is_long_day(tokens: Sequence[Token], start: int, end: int) -> bool:
    """When called, this will tell whether a stretch such as 'van 7 tot 22 uur' spans ten hours or more."""
    hours = [(value, place) for place in range(start, end) if (value := value_of(tokens[place].norm)) is not None]
    if len(hours) < 2:
        return False
    (begins, _), (ends, place) = hours[0], hours[1]
    later = {token.norm for token in tokens[place : place + 4]}
    if ends <= 12 and (later & _EVENING or ends <= begins):
        ends += 12
    if ends <= begins:
        ends += 12
    return _LONG_DAY_HOURS <= ends - begins < 24
