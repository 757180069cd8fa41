"""Slot names, and slots <-> dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from bot.consult.case import Case, Heard
from bot.consult.findings import Status
from bot.consult.meldcode import Weighing
from bot.consult.say_notes import Conversation
from kb.schema import Answer

AFWEGING = "afweging"
BEVESTIGING = "bevestiging"
CASUS = "casus"
FASE = "fase"
GESTELD = "gesteld"
MELDCODE_STAP = "meldcode_stap"

FASE_BEVESTIGEN = "bevestigen"
FASE_MELDCODE = "meldcode"
FASE_AFWEGING = "afweging"

ENTITY_MINOR = "minderjarig"
ENTITY_DANGER = "gevaar"
ENTITY_INDICATOR = "indicator"
ENTITY_ANSWER = "antwoord"
ENTITY_SIGNAL = "signaal"
ENTITY_REPLY = "vraag"
ENTITY_STEP = "stap"
ENTITY_FAQ = "faq"

INTENT_CASE = "casus"
INTENT_DANGER = "gevaar"
ANSWER_INTENTS = {"bevestigen": Answer.JA, "ontkennen": Answer.NEE, "weet_niet": Answer.ONBEKEND}


@dataclass(frozen=True)
class PatientReply:
    """The patient's answer to a safe question: in words and, when it is plain, as yes or no."""

    question_id: str
    answer: Answer | None
    words: str


def read_conversation(tracker: Tracker) -> Conversation:
    """When called, this will read what the conversation holds so far."""
    return Conversation(
        case=Case.from_json(tracker.get_slot(CASUS)),
        weighing=Weighing.from_json(tracker.get_slot(AFWEGING)),
        asked=tuple(tracker.get_slot(GESTELD) or ()),
        step=tracker.get_slot(MELDCODE_STAP),
    )


def read_phase(tracker: Tracker) -> str | None:
    """When called, this will name the kind of question that is open."""
    phase: str | None = tracker.get_slot(FASE)
    return phase


def read_message(tracker: Tracker) -> Case:
    """When called, this will read what the latest message tells of the patient."""
    entities = entities_of(tracker)
    minor = next((entity["value"] == "ja" for entity in entities if entity["entity"] == ENTITY_MINOR), None)
    acute = _intent(tracker) == INTENT_DANGER or any(entity["entity"] == ENTITY_DANGER for entity in entities)
    return Case(_heard(entities), acute=acute, minor=minor)


def read_answer(tracker: Tracker) -> Answer | None:
    """When called, this will read how the latest message answers the open question, if it does."""
    intent = _intent(tracker)
    if intent in ANSWER_INTENTS:
        return ANSWER_INTENTS[intent]
    value = entity_value(tracker, ENTITY_ANSWER)
    return Answer(value) if value else None


def read_reply(tracker: Tracker) -> PatientReply | None:
    """When called, this will read the answer to a safe question that the latest message names, if it does."""
    entity = next((entity for entity in entities_of(tracker) if entity["entity"] == ENTITY_REPLY), None)
    if entity is None:
        return None
    return PatientReply(entity["value"], Answer(entity["answer"]) if entity.get("answer") else None, entity.get("evidence") or "")


def entity_value(tracker: Tracker, name: str) -> str | None:
    """When called, this will give the value of the first entity with that name in the latest message."""
    return next((str(entity["value"]) for entity in entities_of(tracker) if entity["entity"] == name), None)


def entities_of(tracker: Tracker) -> list[dict[str, Any]]:
    """When called, this will give the entities of the latest message."""
    return tracker.latest_message.get("entities") or []


def set_case(case: Case) -> EventType:
    """When called, this will make the event that stores the case."""
    return SlotSet(CASUS, case.to_json())


def set_weighing(weighing: Weighing) -> list[EventType]:
    """When called, this will make the events that store the weighing, and whether a question of it is open."""
    return [SlotSet(AFWEGING, weighing.to_json()), SlotSet(FASE, FASE_AFWEGING if weighing.at is not None else None)]


def _intent(tracker: Tracker) -> str | None:
    return (tracker.latest_message.get("intent") or {}).get("name")


def _heard(entities: list[dict[str, Any]]) -> tuple[Heard, ...]:
    heard: dict[str, Heard] = {}
    for entity in entities:
        if entity["entity"] == ENTITY_INDICATOR:
            item = _read_indicator(entity)
            before = heard.get(item.indicator_id)
            heard[item.indicator_id] = _joined(before, item) if before else item
    return tuple(heard.values())


def _read_indicator(entity: Mapping[str, Any]) -> Heard:
    evidence = (entity["evidence"],) if entity.get("evidence") else ()
    return Heard(entity["value"], Status(entity["role"]), evidence, bool(entity.get("certain", True)))


def _joined(first: Heard, second: Heard) -> Heard:
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    return Heard(first.indicator_id, first.status, evidence, first.certain or second.certain)
