"""Numbers in digits and in words."""

from __future__ import annotations

import pytest

from bot.consult.numbers import WORDS, value_of


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("17", 17),
        ("2,50", 2.5),
        ("22.30", 22.3),
        ("22:30", 22.3),
        ("1.250", 1250),
        ("12.500.000", 12_500_000),
        ("twee", 2),
        ("elf", 11),
        ("negentien", 19),
        ("eenentwintig", 21),
        ("negenennegentig", 99),
        ("honderd", 100),
        ("driehonderd", 300),
        ("vijftienhonderd", 1500),
        ("duizend", 1000),
        ("tweeduizend", 2000),
    ],
)
def test_number_has_its_value(word: str, value: float) -> None:
    assert value_of(word) == value


@pytest.mark.parametrize("word", ["een", "", "jaar", "12a", "3-mmc", "eenhonderd", "tienhonderd", "1.25.3"])
def test_what_is_no_number_has_none(word: str) -> None:
    assert value_of(word) is None


def test_every_number_up_to_a_hundred_has_one_word() -> None:
    assert sorted(value for value in WORDS.values() if value < 101) == list(range(2, 101))
