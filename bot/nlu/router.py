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
        """When called, this will set each message's intent, and the entity `antwoord` where it answers a question."""
        for message in messages:
            self._apply(message, route(_read(message), self._words))
        return messages

    def _apply(self, message: Message, routed: Routed) -> None:
        if routed.certain:
            message.set(INTENT, {INTENT_NAME_KEY: routed.intent, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
        elif routed.intent != message.get(INTENT, {}).get(INTENT_NAME_KEY):
            message.set(INTENT, {INTENT_NAME_KEY: routed.intent, PREDICTED_CONFIDENCE_KEY: 0.5}, add_to_output=True)
        if routed.answer:
            entity = {"entity": ANSWER_ENTITY, "value": routed.answer, "start": 0, "end": 0, "extractor": type(self).__name__}
            message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)


def _read(message: Message) -> Reading:
    found = {entity["entity"] for entity in message.get(ENTITIES, [])}
    intent = message.get(INTENT) or {}
    return Reading(
        text=message.get(TEXT) or "",
        intent=intent.get(INTENT_NAME_KEY),
        confidence=intent.get(PREDICTED_CONFIDENCE_KEY) or 0.0,
        has_signals="indicator" in found,
        has_danger="gevaar" in found,
    )
