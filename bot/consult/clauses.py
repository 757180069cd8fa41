"""The second stage of recognition: what a part of a sentence tells as a whole, where no phrase is known.

A linear model over character and word n-grams: one weight vector per signal, and three that tell whether a part affirms, denies or does
neither. Training is in `bot.nlu.clause_training`; this module cuts texts into parts and scores them, with numpy and nothing else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bot.consult.text import Token

_DIGITS = re.compile(r"\d+")
_LONG, _STEP, _SHORT, _FEWEST = 12, 5, 8, 3
_CHARACTERS = range(2, 6)
_EVIDENCE = 8
_REMEMBERED = 20_000
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

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of tokens that is judged as a whole: from `start` up to `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """The part of a text that shows a signal best, and the chance that it affirms it, or denies it."""

    indicator: str
    chance: float
    affirms: bool
    part: Part


def parts_of(tokens: Sequence[Token]) -> list[Part]:
    """When called, this will cut a text into parts of sentences: long ones into windows, very short ones only with a neighbour."""
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


def word_features(word: str) -> list[str]:
    """When called, this will give the n-grams of a word: of its characters, its edges included, and the word itself."""
    if not word:
        return []
    padded = f" {word} "
    return [padded[i : i + size] for size in _CHARACTERS for i in range(len(padded) - size + 1)] + [f"w:{word}"]


def pair_feature(first: str, second: str) -> str:
    """When called, this will give the feature of two neighbouring words."""
    return f"w:{first} {second}"


def words_of(tokens: Sequence[Token]) -> list[str]:
    """When called, this will give the words of tokens as the model reads them: folded, every number as 0, and nothing for a placeholder."""
    return ["" if token.norm.startswith("[") else _DIGITS.sub("0", token.norm) for token in tokens]


class ClauseModel:
    """Scores parts of sentences; made by training or read back from a model."""

    def __init__(self, indicators: Sequence[str], vocabulary: Mapping[str, int], idf: Floats, weights: Floats, bias: Floats) -> None:
        """Keep the weights.

        Args:
            indicators: their ids, in the order of the columns; three more columns follow: affirmed, denied, neither.
            vocabulary: n-gram -> row.
            idf: inverse document frequency per row, shape (rows,).
            weights, bias: shapes (rows, columns) and (columns,).
        """
        self.indicators = tuple(indicators)
        self.vocabulary = dict(vocabulary)
        self.idf = idf
        self.weights = weights
        self.bias = bias
        self._words: dict[str, Rows] = {}

    def judge(self, tokens: Sequence[Token]) -> list[Judgement]:
        """When called, this will give per signal the part that affirms it best, and the part that denies it best."""
        parts = parts_of(tokens)
        if not parts:
            return []
        words = words_of(tokens)
        scores = np.vstack([self._score(self._rows_per_word(words[part.start : part.end])) for part in parts])
        topic = 1 / (1 + np.exp(-scores[:, : len(self.indicators)]))
        shows = _softmax(scores[:, len(self.indicators) :])
        found = []
        for column, affirms in ((0, True), (1, False)):
            chances = topic * shows[:, [column]]
            best = chances.argmax(axis=0)
            found += [
                Judgement(indicator, float(chances[best[i], i]), affirms, parts[best[i]]) for i, indicator in enumerate(self.indicators)
            ]
        return found

    def evidence(self, tokens: Sequence[Token], judgement: Judgement) -> tuple[int, int]:
        """When called, this will give the few tokens that weigh most in a judgement: from the first up to the second number."""
        start, end = judgement.part.start, judgement.part.end
        per_word = self._rows_per_word(words_of(tokens[start:end]))
        column = self.indicators.index(judgement.indicator)
        first, last = best_stretch([float((self.idf[rows] * self.weights[rows, column]).sum()) for rows in per_word], _EVIDENCE)
        return start + first, start + last

    def _score(self, per_word: Sequence[Rows]) -> Floats:
        rows, counts = np.unique(np.concatenate(per_word), return_counts=True)
        values = weigh(counts.astype(np.float32), self.idf[rows])
        return np.asarray(values @ self.weights[rows] + self.bias)

    def _rows_per_word(self, words: Sequence[str]) -> list[Rows]:
        """Return the rows of each word's n-grams, with that of the pair that it ends."""
        found = [self._rows_of(word) for word in words]
        for place in range(1, len(words)):
            pair = self.vocabulary.get(pair_feature(words[place - 1], words[place]))
            if pair is not None:
                found[place] = np.append(found[place], pair)
        return found

    def _rows_of(self, word: str) -> Rows:
        if word not in self._words:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            rows = [row for feature in word_features(word) if (row := self.vocabulary.get(feature)) is not None]
            self._words[word] = np.array(rows, dtype=np.intp)
        return self._words[word]


def best_stretch(weights: Sequence[float], longest: int) -> tuple[int, int]:
    """When called, this will give the stretch of at most `longest` numbers that lies most above their mean."""
    mean = sum(weights) / len(weights)
    best, chosen = -math.inf, (0, len(weights))
    for start in range(len(weights)):
        total = 0.0
        for end in range(start + 1, min(start + longest, len(weights)) + 1):
            total += weights[end - 1] - mean / 2
            if total > best:
                best, chosen = total, (start, end)
    return chosen


def weigh(counts: Floats, idf: Floats) -> Floats:
    """When called, this will turn counts of n-grams into values: logarithmic, by rarity, of unit length."""
    values = (1 + np.log(counts)) * idf
    norm = float(np.linalg.norm(values))
    return values / norm if norm else values


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
