from __future__ import annotations

from bench.parts import Guess, answer
from kb.examples import Example, Shows

PRESENT = Guess(Example("", ("soa", "angst"), Shows.PRESENT), 0.8)
DENIED = Guess(Example("", ("soa", "stress"), Shows.ABSENT), 0.7)
LIKE = Guess(Example("", ("schaamte",), Shows.NONE), 0.9)
DANGER = Guess(Example("", ("gevaar",), Shows.PRESENT), 0.6)


def test_what_one_part_affirms_no_other_denies() -> None:
    heard = answer([DENIED, PRESENT, LIKE], 0.5)

    assert (heard.present, heard.absent, heard.acute) == ({"soa", "angst"}, {"stress"}, False)


def test_only_sure_guesses_count() -> None:
    assert answer([PRESENT, DENIED], 0.75).absent == frozenset()
    assert answer([PRESENT], 0.81).present == frozenset()


def test_danger_is_no_signal_of_its_own() -> None:
    heard = answer([DANGER], 0.5)

    assert (heard.present, heard.acute) == (frozenset(), True)
