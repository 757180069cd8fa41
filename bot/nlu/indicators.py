"""The indicator extractor: runs the recogniser over a message and emits what it finds as entities."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.consult.findings import Finding, Recognition, Span
from bot.consult.recognise import Recogniser
from bot.nlu import recogniser


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class IndicatorExtractor(GraphComponent, EntityExtractorMixin):
    """Emits `indicator`, `gevaar` and `minderjarig` entities.

    Training bakes all of recognition into the model, so that a running bot reads neither files nor a database.
    """

    def __init__(self, model_storage: ModelStorage, resource: Resource, recognise: Recogniser | None = None) -> None:
        """Keep what recognises; training makes it when it is not given."""
        self._model_storage = model_storage
        self._resource = resource
        self._recogniser = recognise

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> IndicatorExtractor:
        """When called, this will make an extractor that is yet to be trained."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IndicatorExtractor:
        """When called, this will make an extractor from what the model was trained with."""
        with model_storage.read_from(resource) as directory:
            return cls(model_storage, resource, recogniser.load(directory))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """When called, this will make a change of terms or examples count as a change of the training data."""
        return recogniser.fingerprint()

    def train(self, training_data: TrainingData) -> Resource:
        """When called, this will train recognition and store it in the model."""
        self._recogniser = recogniser.train()
        with self._model_storage.write_to(self._resource) as directory:
            recogniser.save(self._recogniser, directory)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """When called, this will leave the training data as it is."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """When called, this will add to each message the entities that its text shows."""
        for message in messages:
            if self._recogniser and (text := message.get(TEXT)):
                found = entities_of(self._recogniser.recognise(text))
                message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages


def entities_of(recognition: Recognition) -> list[dict[str, Any]]:
    """When called, this will write a recognition as Rasa entities, one per span."""
    entities = [_indicator(finding, span) for finding in recognition.findings for span in finding.spans]
    entities += [_entity("gevaar", span.text, span) for span in recognition.danger]
    if recognition.minor is not None:
        span = recognition.age_span or Span(0, 0, "")
        entities.append(_entity("minderjarig", "ja" if recognition.minor else "nee", span))
    return entities


def _indicator(finding: Finding, span: Span) -> dict[str, Any]:
    extra = {"role": finding.status.value, "certain": finding.certain, "evidence": span.text}
    return _entity("indicator", finding.indicator_id, span) | extra


def _entity(name: str, value: str, span: Span) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": span.start, "end": span.end, "extractor": IndicatorExtractor.__name__}
