"""The case: what adds up, what a later word changes, and what a direct answer settles."""

import pytest

from bot.consult.case import Case, Heard, merge, new_signals, settle
from bot.consult.findings import Status


def present(id_: str, *evidence: str, certain: bool = True) -> Heard:
    return Heard(id_, Status.PRESENT, evidence, certain)


def absent(id_: str, *evidence: str) -> Heard:
    return Heard(id_, Status.ABSENT, evidence, certain=True)


def test_messages_add_up() -> None:
    case = merge(Case((present("soa", "soa"),)), Case((present("schaamte", "schaamt zich"),), minor=True))

    assert case == Case((present("soa", "soa"), present("schaamte", "schaamt zich")), minor=True)


def test_the_same_signal_keeps_the_words_of_both_messages_once() -> None:
    case = merge(Case((present("soa", "soa", certain=False),)), Case((present("soa", "chlamydia", "soa"),)))

    assert case.heard == (present("soa", "soa", "chlamydia"),)


def test_later_word_holds() -> None:
    case = merge(Case((present("geen_identiteitspapieren", "geen paspoort"),)), Case((absent("geen_identiteitspapieren", "paspoort wel"),)))

    assert case.present == frozenset()
    assert case.known == {"geen_identiteitspapieren"}


def test_danger_and_age_stay_when_a_message_does_not_speak_of_them() -> None:
    case = merge(Case(acute=True, minor=True), Case())

    assert (case.acute, case.minor) == (True, True)


def test_corrected_age_holds() -> None:
    assert merge(Case(minor=True), Case(minor=False)).minor is False


def test_new_is_what_holds_now_and_did_not() -> None:
    before = Case((present("soa"), absent("schaamte")))

    assert new_signals(before, Case((present("soa"), present("schaamte"), absent("abortus")))) == ("schaamte",)


@pytest.mark.parametrize(
    ("heard", "holds", "expected"),
    [
        (present("soa", "soa", certain=False), True, (present("soa", "soa"),)),
        (present("soa", "soa", certain=False), False, (absent("soa", "soa"),)),
        (present("soa", "soa", certain=False), None, (present("soa", "soa", certain=False),)),
        (present("soa", "soa"), None, (present("soa", "soa", certain=False),)),
        (absent("soa", "geen soa"), None, ()),
        (absent("soa", "geen soa"), True, (present("soa", "geen soa"),)),
        (None, True, (present("soa"),)),
        (None, False, (absent("soa"),)),
        (None, None, ()),
    ],
)
def test_direct_answer_settles_a_signal(heard: Heard | None, holds: bool | None, expected: tuple[Heard, ...]) -> None:
    assert settle(Case((heard,) if heard else ()), "soa", holds=holds).heard == expected


def test_settling_leaves_other_signals_alone() -> None:
    assert settle(Case((present("abortus"), present("soa"))), "soa", holds=False).present == {"abortus"}


def test_case_fits_in_a_slot() -> None:
    case = Case((present("soa", "soa"), absent("abortus", "geen abortus")), acute=True, minor=False)

    assert Case.from_json(case.to_json()) == case
    assert Case.from_json(None) == Case()
