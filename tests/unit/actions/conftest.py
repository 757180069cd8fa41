"""Actions over the real knowledge, without servers or a database."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import case_actions, desk_actions, meldcode_actions
from bot.actions.boundary import SafeAction
from bot.consult.refer import Moment
from kb.loader import load

NOON = Moment(datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam")))


@pytest.fixture(autouse=True)
def _real_knowledge(monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge = load()
    for module in (case_actions, desk_actions, meldcode_actions):
        monkeypatch.setattr(module, "knowledge", lambda: knowledge)
    for module in (desk_actions, meldcode_actions):
        monkeypatch.setattr(module, "moment", lambda: NOON)


class Turn:
    """One run of an action: what it said, and the slots that it set."""

    def __init__(self, action: SafeAction, *, intent: str = "casus", entities: list[dict[str, Any]] | None = None, **slots: Any) -> None:
        dispatcher = CollectingDispatcher()
        message = {"intent": {"name": intent}, "entities": entities or []}
        tracker = Tracker("x", slots, message, [{"event": "user"}], False, None, {}, None)
        self.events = action.run(dispatcher, tracker, {})
        self.said = dispatcher.messages
        self.slots = {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}

    @property
    def kinds(self) -> list[str]:
        return [(message.get("custom") or {}).get("type", "-") for message in self.said]

    @property
    def text(self) -> str:
        return "\n".join(message.get("text") or "" for message in self.said)


def heard(indicator_id: str, *, role: str = "present", certain: bool = True) -> dict[str, Any]:
    return {"entity": "indicator", "value": indicator_id, "role": role, "certain": certain, "evidence": indicator_id, "start": 0, "end": 1}


def case(*present: str, unsure: tuple[str, ...] = ()) -> dict[str, Any]:
    sure = [{"id": id_, "status": "present", "evidence": [id_], "certain": True} for id_ in present]
    return {
        "heard": sure + [{"id": id_, "status": "present", "evidence": [id_], "certain": False} for id_ in unsure],
        "acute": False,
        "minor": None,
    }
