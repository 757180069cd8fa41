"""What the systems share that judge parts of sentences one by one: cutting, and choosing when to believe a judgement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.systems import Hear, plain_answer
from bot.consult.text import Token
from bot.nlu.recogniser import phrases
from bot.recognition_score import Answer, Gold, read_gold, share
from kb.examples import Example, Shows

OPEN = Path(__file__).parents[1] / "kb" / "data" / "examples" / "open.jsonl"
_CANDIDATES = [number / 50 for number in range(5, 50)]
_EVERY = 4
_LONG, _STEP, _SHORT, _FEWEST = 12, 5, 8, 3
_BEGINS = frozenset(("maar", "want", "omdat", "terwijl", "zodat", "dus", "sinds", "sindsdien", "waarna", "waar", "als"))
_SUBJECTS = frozenset(
    (
        "ze",
        "hij",
        "zij",
        "ie",
        "die",
        "z'n",
        "zn",
        "d'r",
        "dr",
        "haar",
        "zijn",
        "toen",
        "dan",
        "nu",
        "daar",
        "mag",
        "moet",
        "er",
        "de",
        "het",
        "wordt",
        "wil",
        "heeft",
        "krijgt",
        "slaapt",
        "is",
        "dat",
    )
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of tokens that is judged as a whole: from `start` up to `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Guess:
    """What a part of a text is taken for, and how sure that is."""

    example: Example
    sureness: float


Judge = Callable[[Sequence[str]], Sequence[Guess]]


def cutter() -> Callable[[str], list[str]]:
    """Return what cuts a text into parts of sentences."""
    read = phrases().read

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


def parts_of(tokens: Sequence[Token]) -> list[Part]:
    """Cut a text into parts of sentences: long ones into windows, very short ones only with a neighbour."""
    units = [unit for start, end in _clauses(tokens) for unit in _windows(start, end)]
    pairs = [Part(one.start, two.end) for one, two in pairwise(units) if _belong(tokens, one, two)]
    return [unit for unit in units if unit.end - unit.start >= _FEWEST] + pairs


def _belong(tokens: Sequence[Token], one: Part, two: Part) -> bool:
    return tokens[one.start].sentence == tokens[two.start].sentence and one.end <= two.start and two.end - one.start <= 2 * _SHORT


def _clauses(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    bounds, start = [], 0
    for place in range(1, len(tokens) + 1):
        if place == len(tokens) or tokens[place].clause != tokens[place - 1].clause or _begins_clause(tokens, place):
            if any(token.is_word for token in tokens[start:place]):
                bounds.append((start, place))
            start = place
    return bounds


def _begins_clause(tokens: Sequence[Token], place: int) -> bool:
    norm = tokens[place].norm
    return norm in _BEGINS or (norm == "en" and place + 1 < len(tokens) and tokens[place + 1].norm in _SUBJECTS)


def _windows(start: int, end: int) -> list[Part]:
    if end - start <= _LONG:
        return [Part(start, end)]
    return [Part(place, min(place + 2 * _STEP, end)) for place in range(start, end - _STEP, _STEP)]
