"""What the systems share that judge parts of sentences one by one: cutting, and choosing when to believe a judgement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.systems import Hear, plain_answer
from bot.consult.clauses import parts_of
from bot.nlu.recogniser import build
from bot.recognition_score import Answer, Gold, read_gold, share
from kb.examples import Example, Shows
from kb.lexicon import load_lexicon

OPEN = Path(__file__).parents[1] / "kb" / "data" / "examples" / "open.jsonl"
_CANDIDATES = [number / 50 for number in range(5, 50)]
_EVERY = 4


@dataclass(frozen=True)
class Guess:
    """What a part of a text is taken for, and how sure that is."""

    example: Example
    sureness: float


Judge = Callable[[Sequence[str]], Sequence[Guess]]


def cutter() -> Callable[[str], list[str]]:
    """Return what cuts a text into the parts that our second stage judges."""
    read = build(load_lexicon(), None).read

    def cut(text: str) -> list[str]:
        tokens = read(text)
        return [text[tokens[part.start].start : tokens[part.end - 1].end] for part in parts_of(tokens)]

    return cut


def hearer(judge: Judge, threshold: float) -> Hear:
    """Return what hears a text by its parts."""
    cut = cutter()
    return lambda text: answer(judge(cut(text)), threshold)


def answer(guesses: Sequence[Guess], threshold: float) -> Answer:
    """Put together what the guesses say that are sure enough."""
    sure = [guess.example for guess in guesses if guess.sureness >= threshold]
    heard = {shows: {name for example in sure if example.shows is shows for name in example.indicators} for shows in Shows}
    return plain_answer(heard[Shows.PRESENT], heard[Shows.ABSENT])


def best_threshold(judge: Judge) -> float:
    """Return the threshold with the best F1 of present on a quarter of the open texts."""
    cut, gold = cutter(), read_gold(OPEN)[::_EVERY]
    guesses = [judge(cut(case.text)) for case in gold]
    return max(_CANDIDATES, key=lambda threshold: _f1(gold, guesses, threshold))


def _f1(gold: Sequence[Gold], guesses: Sequence[Sequence[Guess]], threshold: float) -> float:
    return share([(case.answer.present, answer(found, threshold).present) for case, found in zip(gold, guesses, strict=True)]).f1
