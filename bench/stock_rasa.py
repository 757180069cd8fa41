"""Rasa's own components on our terms and examples, trained and loaded as Rasa does."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.systems import Hear, plain_answer
from kb.examples import Example, Shows, load_examples
from kb.lexicon import load_lexicon

_MODEL, _THRESHOLD = "model.tar.gz", "threshold"
_EPOCHS, _AT_MOST = 5, 3_500
_NEITHER = "niets"
_REGEX = "  - name: WhitespaceTokenizer\n  - name: RegexEntityExtractor\n"
_DIET = f"""\
  - name: WhitespaceTokenizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {_EPOCHS}
    entity_recognition: false
    ranking_length: 1
    constrain_similarities: true
"""


def learn_regex(folder: Path) -> str:
    """Give the plain terms to RegexEntityExtractor."""
    from bench.literal import expressions

    terms = expressions(load_lexicon())
    regexes = "".join(f"- regex: {name}\n  examples: |\n    - {expression}\n" for name, expression in terms.items())
    # It looks only for entities that an example names.
    named = "- intent: signaal\n  examples: |\n" + "".join(f"    - er is [{name}]({name})\n" for name in terms)
    _train(folder, _REGEX, regexes + named)
    return ""


def load_regex(folder: Path) -> Hear:
    """Load the model; texts are given to it without capitals and accents, as to the plain term list."""
    from bot.consult.text import fold

    parse = _parser(folder)
    return lambda text: plain_answer(entity["entity"] for entity in parse(fold(text))["entities"])


def learn_diet(folder: Path) -> str:
    """Train DIET on the example clauses, with an intent for a signal affirmed, one for a signal denied, and one for neither."""
    from bench.parts import best_threshold

    examples = load_examples()
    used = examples[:: -(-len(examples) // _AT_MOST)]
    texts: dict[str, list[str]] = {}
    for example in used:
        texts.setdefault(_intent(example), []).append(example.text)
    nlu = "".join(f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in own) for intent, own in texts.items())
    _train(folder, _DIET, nlu)
    threshold = best_threshold(_judge(folder))
    (folder / _THRESHOLD).write_text(str(threshold), encoding="utf-8")
    chosen = f"confidence of at least {threshold:.2f}, chosen on every fourth open text"
    return f"{len(used)} of {len(examples)} clauses, {_EPOCHS} epochs; {chosen}"


def load_diet(folder: Path) -> Hear:
    """Load the model."""
    from bench.parts import hearer

    return hearer(_judge(folder), float((folder / _THRESHOLD).read_text(encoding="utf-8")))


def _intent(example: Example) -> str:
    return _NEITHER if example.shows is Shows.NONE else f"{example.indicators[0]}-{example.shows.value}"


def _judge(folder: Path) -> Any:
    from bench.parts import Guess

    parse = _parser(folder)

    def judge(parts: Sequence[str]) -> list[Guess]:
        found = []
        for part in parts:
            intent = parse(part)["intent"]
            indicator, _, shows = (intent["name"] or _NEITHER).rpartition("-")
            example = Example(part, (indicator,), Shows(shows) if indicator else Shows.NONE)
            found.append(Guess(example, float(intent["confidence"])))
        return found

    return judge


def _train(folder: Path, pipeline: str, nlu: str) -> None:
    os.environ["RASA_CACHE_DIRECTORY"] = str(folder / "cache")  # what an earlier run cached would hide what training costs
    from rasa.model_training import train_nlu

    config, data = folder / "config.yml", folder / "nlu.yml"
    config.write_text(f"recipe: default.v1\nlanguage: nl\nassistant_id: bench\npipeline:\n{pipeline}", encoding="utf-8")
    data.write_text(f'version: "3.1"\nnlu:\n{nlu}', encoding="utf-8")
    with contextlib.redirect_stdout(sys.stderr):
        model = train_nlu(str(config), str(data), str(folder), fixed_model_name=_MODEL)
    if model is None:
        raise RuntimeError("Rasa did not train")


def _parser(folder: Path) -> Any:
    """Load a model; Rasa would log every text."""
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    agent, loop = Agent.load(str(folder / _MODEL)), asyncio.new_event_loop()
    return lambda text: loop.run_until_complete(agent.parse_message(text))
