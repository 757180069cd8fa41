"""Which frequently asked question a message is, once the intent classifier says that it is one."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

FAQ_INTENT = "faq"
FAQ_ENTITY = "faq"
TOPIC = "onderwerp"


def topic_of(example: Message) -> str:
    """When called, this will give the topic of an example of `faq`, or an empty string for any other example."""
    return str(((example.get(METADATA) or {}).get(METADATA_INTENT) or {}).get(TOPIC) or "")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FaqSelector(LogisticRegressionClassifier):
    """A logistic regression over the topics of `faq`, which the examples name in their metadata; its answer is the entity `faq`."""

    def _create_training_matrix(self, training_data: TrainingData) -> tuple[csr_matrix, list[str]]:
        examples = [example for example in training_data.intent_examples if example.get(TEXT) and topic_of(example)]
        if not examples:
            return csr_matrix((0, 0)), []
        return self._create_X(examples), [topic_of(example) for example in examples]

    def process(self, messages: list[Message]) -> list[Message]:
        """When called, this will add the entity `faq` (topic id, probability) to each message with the intent `faq`."""
        for message in messages:
            if message.get(INTENT, {}).get(INTENT_NAME_KEY) == FAQ_INTENT:
                self._add_topic(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """When called, this will leave the training data as it is."""
        return training_data

    def _add_topic(self, message: Message) -> None:
        probabilities = self.clf.predict_proba(self._create_X([message]))[0]
        best = probabilities.argmax()
        entity = {
            "entity": FAQ_ENTITY,
            "value": str(self.clf.classes_[best]),
            "start": 0,
            "end": len(message.get(TEXT)),
            "confidence_entity": float(probabilities[best]),
            "extractor": type(self).__name__,
        }
        message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
