"""Whatever goes wrong in an action, the physician gets an answer and no log holds what was typed."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from bot.actions import desk_actions, slots
from bot.actions.boundary import FAILED, SafeAction, Speaker
from bot.actions.desk_actions import ActionBelscript, ActionContact, ActionDossiernotitie, ActionFaq
from bot.consult.cards import Card, Reply
from tests.unit.actions.conftest import Turn, case

SECRET = "mevrouw met het blauwe oog"


class Failing(SafeAction):
    def name(self) -> str:
        return "action_failing"

    def act(self, say: Speaker, tracker: Any) -> list[Any]:
        say.card(Card("half an answer"))
        raise ValueError(SECRET)


class Speaking(SafeAction):
    def name(self) -> str:
        return "action_speaking"

    def act(self, say: Speaker, tracker: Any) -> list[Any]:
        say.cards([Card("tekst", {"type": "faq"}, (Reply("Ja", "ja"),)), Card("nog iets")])
        return []


def test_failure_is_one_clear_answer_instead_of_half_of_one() -> None:
    turn = Turn(Failing())

    assert [message["response"] for message in turn.said] == [FAILED]
    assert turn.events == []


def test_failure_is_logged_by_action_and_kind_only(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Turn(Failing())

    assert "action_failing failed: ValueError" in caplog.text
    assert SECRET not in caplog.text


def test_card_is_said_as_text_data_and_buttons() -> None:
    first, second = Turn(Speaking()).said

    assert (first["text"], first["custom"], first["buttons"]) == ("tekst", {"type": "faq"}, [{"title": "Ja", "payload": "ja"}])
    assert second["text"] == "nog iets"


def test_boundary_itself_is_no_action_that_the_server_would_start() -> None:
    with pytest.raises(TypeError):
        SafeAction()  # type: ignore[abstract]


def test_without_the_knowledge_base_the_answer_is_still_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise OSError("kb.sqlite")

    monkeypatch.setattr(desk_actions, "knowledge", missing)

    assert Turn(ActionContact()).said[0]["response"] == FAILED


def test_contacts_and_notes_come_from_the_case() -> None:
    assert Turn(ActionContact(), casus=case("onderbetaald")).kinds == ["contacts"]
    assert Turn(ActionDossiernotitie(), casus=case("soa")).said[0]["custom"]["kind"] == "dossier"
    assert Turn(ActionBelscript(), casus=case("soa")).said[0]["custom"]["kind"] == "belscript"


def test_question_without_an_answer_says_so() -> None:
    assert (
        Turn(ActionFaq(), intent="faq", entities=[{"entity": slots.ENTITY_FAQ, "value": "bestaat_niet"}]).said[0]["response"]
        == "utter_terugval"
    )
    assert Turn(ActionFaq(), intent="faq", entities=[{"entity": slots.ENTITY_FAQ, "value": "meldrecht"}]).kinds == ["faq"]
