"""Actions about the case."""

from __future__ import annotations

from typing import Any

import pytest

from bot.actions.case_actions import (
    ActionBevestigSignaal,
    ActionCasus,
    ActionMeerVragen,
    ActionSamenvatting,
    ActionSignaal,
    ActionVeiligeVragen,
)
from tests.unit.actions.conftest import Turn, case, heard


def status(turn: Turn, indicator_id: str) -> tuple[str, bool] | None:
    found: dict[str, Any] = next((item for item in turn.slots["casus"]["heard"] if item["id"] == indicator_id), {})
    return (found["status"], found["certain"]) if found else None


def reply(question_id: str, answer: str | None, words: str) -> dict[str, Any]:
    return {"entity": "vraag", "value": question_id, "answer": answer, "evidence": words, "start": 0, "end": 0}


def test_description_is_added_to_the_case() -> None:
    turn = Turn(ActionCasus(), entities=[heard("soa")], casus=case("schaamte"))

    assert status(turn, "soa") == ("present", True)
    assert status(turn, "schaamte") == ("present", True)
    assert turn.said[0]["custom"]["new"] == ["soa"]


def test_unsure_signal_is_put_to_the_user() -> None:
    turn = Turn(ActionCasus(), entities=[heard("soa", certain=False)])

    assert turn.kinds == ["signals", "confirm"]
    assert (turn.slots["fase"], turn.slots["bevestiging"]) == ("bevestigen", ["soa"])


def test_signal_that_was_put_before_is_not_put_again() -> None:
    turn = Turn(ActionCasus(), entities=[heard("soa", certain=False)], bevestiging=["soa"])

    assert turn.kinds == ["signals"]
    assert turn.slots["fase"] is None


@pytest.mark.parametrize("phase", ["afweging", "meldcode"])
def test_nothing_is_put_while_another_question_is_open(phase: str) -> None:
    turn = Turn(ActionCasus(), entities=[heard("soa", certain=False)], fase=phase)

    assert turn.kinds == ["signals"]
    assert "fase" not in turn.slots


def test_danger_makes_the_case_acute() -> None:
    assert Turn(ActionCasus(), intent="gevaar").slots["casus"]["acute"] is True


def test_plain_answer_of_the_patient_settles_what_the_question_was_about() -> None:
    turn = Turn(ActionCasus(), entities=[reply("nee_zeggen_omstandigheden", "nee", "nee, dat durft ze niet")], gesteld=["eigen_paspoort"])

    assert status(turn, "kan_niet_weigeren") == ("present", True)
    assert turn.slots["gesteld"] == ["eigen_paspoort", "nee_zeggen_omstandigheden"]
    assert "nee, dat durft ze niet" in turn.text


def test_words_of_an_answer_go_before_what_a_plain_answer_means() -> None:
    turn = Turn(ActionCasus(), entities=[heard("kan_niet_weigeren", role="absent"), reply("nee_zeggen_omstandigheden", "nee", "nee ...")])

    assert status(turn, "kan_niet_weigeren") == ("absent", True)


def test_answer_that_is_not_plain_or_to_no_question_is_only_read_as_text() -> None:
    for answer in (reply("nee_zeggen_omstandigheden", None, "soms"), reply("bestaat_niet", "ja", "ja")):
        assert Turn(ActionCasus(), entities=[answer]).slots["casus"]["heard"] == []


@pytest.mark.parametrize(
    ("intent", "expected"), [("bevestigen", ("present", True)), ("ontkennen", ("absent", True)), ("weet_niet", ("present", False))]
)
def test_answer_settles_the_signal_that_was_put(intent: str, expected: tuple[str, bool]) -> None:
    turn = Turn(ActionBevestigSignaal(), intent=intent, casus=case(unsure=("soa",)), fase="bevestigen", bevestiging=["soa"])

    assert status(turn, "soa") == expected
    assert turn.slots["fase"] is None


def signal(indicator_id: str, answer: str) -> list[dict[str, Any]]:
    return [{"entity": "signaal", "value": indicator_id}, {"entity": "antwoord", "value": answer}]


def test_signal_is_settled_directly_and_closes_the_question_about_it() -> None:
    turn = Turn(
        ActionSignaal(),
        intent="signaal_bevestigen",
        entities=signal("soa", "nee"),
        casus=case(unsure=("soa",)),
        fase="bevestigen",
        bevestiging=["soa"],
    )

    assert status(turn, "soa") == ("absent", True)
    assert turn.slots["fase"] is None


def test_settling_another_signal_leaves_the_open_question_open() -> None:
    turn = Turn(
        ActionSignaal(),
        intent="signaal_bevestigen",
        entities=signal("schaamte", "onbekend"),
        casus=case("schaamte", unsure=("soa",)),
        fase="bevestigen",
        bevestiging=["soa"],
    )

    assert status(turn, "schaamte") == ("present", False)
    assert "fase" not in turn.slots
    assert turn.slots["bevestiging"] == ["schaamte", "soa"]


def test_unknown_signal_changes_nothing() -> None:
    turn = Turn(ActionSignaal(), intent="signaal_bevestigen", entities=signal("bestaat_niet", "ja"))

    assert (turn.events, turn.kinds) == ([], ["-"])


def test_questions_are_remembered_and_how_to_ask_goes_with_the_first_only() -> None:
    first = Turn(ActionVeiligeVragen(), casus=case("onderbetaald"))
    more = Turn(ActionMeerVragen(), casus=case("onderbetaald"), gesteld=first.slots["gesteld"])

    assert (first.kinds, more.kinds) == (["safe_questions", "how_to_ask"], ["safe_questions"])
    assert len(set(more.slots["gesteld"])) == len(more.slots["gesteld"]) > len(first.slots["gesteld"])


def test_summary_sets_nothing() -> None:
    assert Turn(ActionSamenvatting(), casus=case("soa")).events == []
