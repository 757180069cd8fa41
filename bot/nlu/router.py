"""Settles a message's intent by rule where a rule is safer than the classifier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.consult.routing import FixedWords, Reading, Routed, route

WORDS = Path(__file__).with_name("words.yml")
ANSWER_ENTITY = "antwoord"
SIGNAL_ENTITY = "signaal"
REPLY_ENTITY = "vraag"


def load_words(path: Path = WORDS) -> FixedWords:
    """When called, this will read the words with a fixed meaning."""
    return FixedWords(**yaml.safe_load(path.read_text(encoding="utf-8")))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class IntentRouter(GraphComponent):
    """Runs last: reads the classifier's intent and the entities, and has the final word on the intent."""

    def __init__(self, words: FixedWords) -> None:
        """Keep the words to route by."""
        self._words = words

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> IntentRouter:
        """When called, this will make a router over the project's own words."""
        return cls(load_words())

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """When called, this will leave the training data as it is."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """When called, this will set each message's intent, and add what it answers as entities `antwoord`, `signaal` and `vraag`."""
        for message in messages:
            routed = route(_read(message), self._words)
            _set_intent(message, routed)
            _set_entities(message, routed)
        return messages


def _set_intent(message: Message, routed: Routed) -> None:
    if routed.certain:
        message.set(INTENT, {INTENT_NAME_KEY: routed.intent, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
    elif routed.intent != message.get(INTENT, {}).get(INTENT_NAME_KEY):
        message.set(INTENT, {INTENT_NAME_KEY: routed.intent, PREDICTED_CONFIDENCE_KEY: 0.5}, add_to_output=True)


def _set_entities(message: Message, routed: Routed) -> None:
    found = message.get(ENTITIES, [])
    if routed.signal or routed.reply:
        names_end = routed.reply.start if routed.reply else len(message.get(TEXT))
        found = [entity for entity in found if entity["start"] >= names_end]  # the words of an id are nobody's words
    added = []
    if routed.answer:
        added.append(_entity(ANSWER_ENTITY, routed.answer))
    if routed.signal:
        added.append(_entity(SIGNAL_ENTITY, routed.signal))
    if routed.reply:
        told = message.get(TEXT)[routed.reply.start :].strip()
        added.append(_entity(REPLY_ENTITY, routed.reply.question_id) | {"answer": routed.reply.answer, "evidence": told})
    if added or found != message.get(ENTITIES, []):
        message.set(ENTITIES, [*found, *added], add_to_output=True)


def _entity(name: str, value: str) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": 0, "end": 0, "extractor": IntentRouter.__name__}


def _read(message: Message) -> Reading:
    found = {entity["entity"] for entity in message.get(ENTITIES, [])}
    intent = message.get(INTENT) or {}
    return Reading(
        text=message.get(TEXT) or "",
        intent=intent.get(INTENT_NAME_KEY),
        confidence=intent.get(PREDICTED_CONFIDENCE_KEY) or 0.0,
        has_signals="indicator" in found,
        is_sure=any(entity["entity"] == "indicator" and entity.get("certain", True) for entity in message.get(ENTITIES, [])),
        has_danger="gevaar" in found,
    )
