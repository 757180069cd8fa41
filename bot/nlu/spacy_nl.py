"""The Dutch spaCy pipeline: nl_core_news_sm when it is installed, else spaCy's blank Dutch with simplemma lemmas."""

from __future__ import annotations

import logging
import weakref
from functools import lru_cache
from typing import Any

import simplemma
import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from spacy.language import Language
from spacy.tokens import Doc

logger = logging.getLogger(__name__)

TRAINED = "nl_core_news_sm"
FALLBACK = "blank_nl+simplemma"


@Language.component("simplemma")
def set_lemmas(doc: Doc) -> Doc:
    """When called, this will set each token's lemma from simplemma's Dutch tables."""
    for token in doc:
        token.lemma_ = simplemma.lemmatize(token.text, lang="nl")
    return doc


def active_pipeline() -> str:
    """When called, this will name the pipeline that `load` gives on this machine."""
    return TRAINED if spacy.util.is_package(TRAINED) else FALLBACK


@lru_cache(maxsize=1)
def load() -> Language:
    """When called, this will load the Dutch pipeline, and log once which one it is."""
    name = active_pipeline()
    logger.info("spaCy pipeline: %s", name)
    if name == TRAINED:
        return spacy.load(TRAINED, disable=["parser"])
    nlp = spacy.blank("nl")
    nlp.add_pipe("simplemma")
    return nlp


_in_use: list[weakref.ref[SpacyModel]] = []


def renew() -> None:
    """When called, this will let every component go on with a pipeline whose vocabulary holds nothing that was typed."""
    models = [model for reference in _in_use if (model := reference()) is not None]
    if not models:
        return
    load.cache_clear()
    fresh = load()
    for model in models:
        model.model = fresh


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="DutchSpacyNLP",
)
class DutchSpacyNLP(SpacyNLP):
    """Rasa's SpacyNLP over whichever Dutch pipeline is installed."""

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> DutchSpacyNLP:
        """When called, this will wrap the active pipeline; no model needs to be named in the configuration."""
        model = SpacyModel(model=load(), model_name=active_pipeline())
        _in_use.append(weakref.ref(model))
        return cls(model, {**cls.get_default_config(), **config})
