"""The second stage of recognition: a small neural network that reads a text word by word, for what no phrase foresees.

Each word is the sum of its pieces, so that a misspelling is near what was meant; two convolutions let it see its neighbours; the last layer
says per word how much it speaks for each label: a signal that holds, one that is denied, danger now, a patient under age. Training is in
`bot.nlu.network_training`; this only reads, with numpy and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.consult.numbers import value_of
from bot.consult.text import Token

MINOR = "minderjarig"
SHARPNESS = 2.0  # how much the strongest words of a text outweigh the others
MOST_PIECES = 32

_DIGITS = re.compile(r"\d+")
_PIECES = (3, 4, 5)
_SIZES = ((11.99, "klein"), (17.99, "12-17"), (24.99, "18-24"), (59.99, "25-59"), (100, "60-100"), (float("inf"), "groot"))
_REMEMBERED = 20_000
_SHORTEST_EVIDENCE, _LONGEST_EVIDENCE = 3, 8
_EVIDENCE_MARGIN = 2.0

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a text says about one label.

    Attributes:
        score: log-odds.
        start, end: the tokens that say so most, from `start` up to `end`.
    """

    score: float
    start: int
    end: int


@dataclass(frozen=True)
class Weights:
    """What training gives.

    Attributes:
        embedding: shape (pieces + 1, width); row 0 is of no piece.
        layers: per convolution its kernel, shape (words, inputs, channels), and bias, shape (channels,).
        output, bias: shapes (width + channels of all layers, labels) and (labels,).
    """

    embedding: Floats
    layers: tuple[tuple[Floats, Floats], ...]
    output: Floats
    bias: Floats


def pieces_of(token: Token) -> tuple[str, ...]:
    """When called, this will give what a word is made of: itself, its n-grams with its edges, its size when a number, its SOEP section."""
    if token.norm.startswith("["):  # stands for what was removed, and says nothing
        return ()
    word = _DIGITS.sub("0", token.norm)
    padded = f" {word} "
    grams = [padded[start : start + size] for size in _PIECES for start in range(len(padded) - size + 1)]
    return (f"w:{word}", *_number(token), *([f"s:{token.section}"] if token.section else []), *grams)


def _number(token: Token) -> list[str]:
    value = value_of(token.norm)
    if value is None or value <= 1:
        return []
    return ["getal", next(f"getal:{name}" for limit, name in _SIZES if value <= limit)]


class Alphabet:
    """The pieces that a network knows."""

    def __init__(self, pieces: Sequence[str]) -> None:
        """Number the pieces from 1 on; 0 is none."""
        self.pieces = tuple(pieces)
        self._rows = {piece: row for row, piece in enumerate(pieces, 1)}

    def rows(self, token: Token) -> list[int]:
        """When called, this will give the rows of the pieces of a word that are known, at most so many."""
        return [row for piece in pieces_of(token) if (row := self._rows.get(piece)) is not None][:MOST_PIECES]


class Network:
    """Reads texts; made by training or read back from a model."""

    def __init__(self, labels: Sequence[str], alphabet: Alphabet, weights: Weights) -> None:
        """Keep the weights; `labels` names the columns of the output."""
        self.labels = tuple(labels)
        self.alphabet = alphabet
        self.weights = weights
        self._words: dict[tuple[str, str], Floats] = {}

    def judge(self, tokens: Sequence[Token]) -> dict[str, Judgement]:
        """When called, this will give per label what a text says about it; nothing for an empty text."""
        if not tokens:
            return {}
        scores = self._scores(tokens)
        whole = np.log(np.exp(SHARPNESS * np.clip(scores, -30, 30)).sum(axis=0)) / SHARPNESS
        return {label: Judgement(float(whole[i]), *_stretch(scores[:, i], tokens)) for i, label in enumerate(self.labels)}

    def forget(self) -> None:
        """When called, this will drop every word that was looked up."""
        self._words.clear()

    def _scores(self, tokens: Sequence[Token]) -> Floats:
        """Return how much each word speaks for each label, shape (tokens, labels)."""
        words = np.stack([self._word(token) for token in tokens])
        views = [words]
        for kernel, bias in self.weights.layers:
            views.append(np.maximum(_convolve(views[-1], kernel) + bias, 0))
        return np.asarray(np.hstack(views) @ self.weights.output + self.weights.bias)

    def _word(self, token: Token) -> Floats:
        key = (token.norm, token.section)
        if key not in self._words:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            rows = self.alphabet.rows(token)
            self._words[key] = self.weights.embedding[rows].sum(axis=0) / np.sqrt(max(len(rows), 1), dtype=np.float32)
        return self._words[key]


def _convolve(values: Floats, kernel: Floats) -> Floats:
    reach = kernel.shape[0] // 2
    padded = np.pad(values, ((reach, reach), (0, 0)))
    count = len(values)
    return np.asarray(sum(padded[place : place + count] @ kernel[place] for place in range(kernel.shape[0])))


def _stretch(scores: Floats, tokens: Sequence[Token]) -> tuple[int, int]:
    """Return the strongest word with those around it in its sentence that speak for the label nearly as much, and never one word alone."""
    best = int(scores.argmax())
    start, end, least = best, best + 1, scores[best] - _EVIDENCE_MARGIN
    while end - start < _LONGEST_EVIDENCE:
        before, after = (_beside(scores, tokens, best, place) for place in (start - 1, end))
        strongest = max(before, after)
        if strongest == -np.inf or (strongest < least and end - start >= _SHORTEST_EVIDENCE):
            break
        start, end = (start - 1, end) if before > after else (start, end + 1)
    return start, end


def _beside(scores: Floats, tokens: Sequence[Token], best: int, place: int) -> float:
    """Return how much a word speaks for a label; one of another sentence, or a mark, not at all."""
    inside = 0 <= place < len(tokens) and tokens[place].sentence == tokens[best].sentence and tokens[place].is_word
    return float(scores[place]) if inside else -np.inf
