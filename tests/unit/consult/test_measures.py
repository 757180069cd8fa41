"""Ages and working hours, read from a stretch of tokens."""

from __future__ import annotations

import pytest

from bot.consult.measures import Age, is_long_day, read_age
from tests.unit.consult.small_lexicon import read


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("17 jr", 17),
        ("meisje van zeventien", 17),
        ("begin dertig", 32),
        ("midden veertig", 45),
        ("eind 20", 28),
        ("26 jaar, 2 kinderen", 26),
    ],
)
def test_age(text: str, years: int) -> None:
    tokens = read(text)
    assert read_age(tokens, 0, len(tokens)) == Age(years, 0, len(tokens))


def test_stretch_without_a_number_has_no_age() -> None:
    tokens = read("een jonge vrouw van 17")
    assert read_age(tokens, 0, 3) is None


@pytest.mark.parametrize(
    ("years", "minor", "young"),
    [(11, True, False), (12, True, True), (17, True, True), (18, False, True), (24, False, True), (25, False, False)],
)
def test_bounds_of_age(years: int, minor: bool, young: bool) -> None:
    age = Age(years, 0, 1)
    assert (age.is_minor, age.is_young) == (minor, young)


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("van 7 tot 22 uur", True),
        ("van 7 tot 17 uur", True),
        ("van 8 tot 17 uur", False),
        ("van zeven tot tien 's avonds", True),
        ("van 9 tot 5", False),
        ("van 6 tot 6", True),
        ("van 22 tot 6", False),
        ("van 7:30 tot 17:30", True),
        ("om 7 uur", False),
        ("van vroeg tot laat", False),
    ],
)
def test_long_day_is_ten_hours_or_more(text: str, long: bool) -> None:
    tokens = read(text)
    assert is_long_day(tokens, 0, len(tokens)) is long
