"""Actions along the meldcode and the weighing, and control."""

from __future__ import annotations

from typing import Any

import pytest

from bot.actions.meldcode_actions import (
    ActionAfweging,
    ActionAfwegingAntwoord,
    ActionHervat,
    ActionMeldcode,
    ActionOpnieuw,
    ActionStop,
    ActionTerug,
    ActionUitleg,
    ActionVerder,
)
from tests.unit.actions.conftest import Turn, case, heard


def at(number: int | None, *answers: list[Any], outcome: str | None = None) -> dict[str, Any]:
    return {"answers": list(answers), "at": number, "outcome": outcome, "norm": None}


def test_weighing_opens_at_its_first_question() -> None:
    turn = Turn(ActionAfweging(), intent="afwegingskader")

    assert turn.kinds == ["weighing"]
    assert (turn.slots["fase"], turn.slots["afweging"]["at"]) == ("afweging", 1)


def test_weighing_goes_on_where_it_was() -> None:
    assert Turn(ActionAfweging(), intent="afwegingskader", afweging=at(2, [1, "ja"])).said[0]["custom"]["number"] == 2


def test_answer_leads_to_the_next_question() -> None:
    turn = Turn(ActionAfwegingAntwoord(), intent="bevestigen", fase="afweging", afweging=at(1))

    assert turn.slots["afweging"]["at"] == 2


def test_answer_that_ends_it_closes_the_question() -> None:
    turn = Turn(ActionAfwegingAntwoord(), intent="bevestigen", fase="afweging", afweging=at(2, [1, "ja"]), casus=case("soa"))

    assert turn.kinds == ["outcome"]
    assert turn.said[0]["custom"]["norm"] == 1
    assert turn.slots["fase"] is None


def test_not_knowing_gives_advice_and_puts_the_question_again() -> None:
    turn = Turn(ActionAfwegingAntwoord(), intent="weet_niet", fase="afweging", afweging=at(3, [1, "ja"], [2, "nee"]))

    assert turn.kinds == ["outcome", "weighing"]
    assert turn.slots["fase"] == "afweging"


@pytest.mark.parametrize(
    ("entities", "expected"),
    [
        ([heard("soa", role="absent")], 2),
        ([heard("soa", role="absent"), heard("schaamte")], 3),
        ([heard("soa")], 3),
        ([], 3),
    ],
    ids=["a denial only", "a denial and a signal", "a signal", "no signal"],
)
def test_no_that_only_denies_signals_corrects_the_case_and_answers_nothing(entities: list[dict[str, Any]], expected: int) -> None:
    answer = {"entity": "antwoord", "value": "nee"}

    turn = Turn(ActionAfwegingAntwoord(), intent="casus", entities=[*entities, answer], fase="afweging", afweging=at(2, [1, "ja"]))

    assert turn.slots["afweging"]["at"] == expected


def test_step_that_is_named_is_shown() -> None:
    turn = Turn(ActionMeldcode(), intent="meldcode", entities=[{"entity": "stap", "value": "4"}])

    assert (turn.said[0]["custom"]["step"], turn.slots["fase"]) == (4, "meldcode")


@pytest.mark.parametrize(
    ("slots", "kind", "phase"),
    [
        ({"fase": "meldcode", "meldcode_stap": 2}, "meldcode_step", "meldcode"),
        ({"fase": "meldcode", "meldcode_stap": 5}, "weighing", "afweging"),
        ({"afweging": at(3, [1, "ja"], [2, "nee"])}, "weighing", "afweging"),
        ({"afweging": at(None, [1, "nee"], outcome="afsluiten")}, "outcome", None),
        ({}, "meldcode_step", "meldcode"),
    ],
)
def test_on_goes_on_from_where_the_conversation_is(slots: dict[str, Any], kind: str, phase: str | None) -> None:
    turn = Turn(ActionVerder(), intent="verder", **slots)

    assert turn.kinds == [kind]
    assert turn.slots["fase"] == phase


def test_back_is_one_step_or_one_question() -> None:
    assert Turn(ActionTerug(), fase="meldcode", meldcode_stap=3).slots["meldcode_stap"] == 2
    assert Turn(ActionTerug(), fase="afweging", afweging=at(3, [1, "ja"], [2, "nee"])).slots["afweging"]["at"] == 2


def test_back_with_nothing_to_go_back_to_offers_help() -> None:
    assert Turn(ActionTerug()).said[0]["response"] == "utter_help"


@pytest.mark.parametrize(
    ("slots", "kinds"),
    [
        ({"fase": "afweging", "afweging": at(2, [1, "ja"])}, ["weighing"]),
        ({"fase": "meldcode", "meldcode_stap": 2}, ["-"]),
        ({"fase": "bevestigen", "bevestiging": ["soa"]}, ["confirm"]),
        ({"afweging": at(2, [1, "ja"])}, []),
        ({}, []),
    ],
)
def test_open_question_is_put_again_after_an_interruption(slots: dict[str, Any], kinds: list[str]) -> None:
    assert Turn(ActionHervat(), **slots).kinds == kinds


@pytest.mark.parametrize(
    "slots",
    [{"fase": "afweging", "afweging": at(2)}, {"fase": "meldcode", "meldcode_stap": 1}, {"fase": "bevestigen", "bevestiging": ["soa"]}, {}],
)
def test_explanation_is_given_in_every_state(slots: dict[str, Any]) -> None:
    turn = Turn(ActionUitleg(), intent="uitleg", **slots)

    assert len(turn.text) > 40
    assert turn.events == []


def test_stop_closes_the_question_and_keeps_the_rest() -> None:
    assert Turn(ActionStop(), fase="afweging", afweging=at(2)).slots == {"fase": None}


def test_beginning_anew_forgets() -> None:
    assert [event["event"] for event in Turn(ActionOpnieuw()).events] == ["restart"]
