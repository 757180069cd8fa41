"""Trains the second stage of recognition: on example clauses, and on whole texts of which only the signals are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from bot.consult.clauses import ClauseModel, pair_feature, parts_of, weigh, word_features, words_of
from bot.consult.text import Token
from kb.examples import Consultation, Example, Shows

_SHOWS = (Shows.PRESENT, Shows.ABSENT, Shows.NONE)
_LEAST_EXAMPLES = 3
_SKETCH_OTHERS, _OTHERS = 1500, 100_000
_STRENGTH, _STRENGTH_SHOWS = 20.0, 10.0
_WEIGHT_OF_SIGNAL = 3.0
_WEIGHT_OF_SHOWS = {0: 1.0, 1: 2.5, 2: 1.5}
_LEAST_CHANCE = 0.03
_SEED = 1

Read = Callable[[str], list[Token]]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class _Corpus:
    """Clauses as features, with what each is about.

    Attributes:
        features: shape (clauses, features).
        about: whether a clause is about a signal, shape (clauses, signals).
        known: whether that is known, same shape.
    """

    features: csr_matrix
    about: Bools
    known: Bools


@dataclass(frozen=True)
class _Linear:
    """A logistic model per column: weights (features, columns) and bias (columns,)."""

    weights: npt.NDArray[np.float64]
    bias: npt.NDArray[np.float64]

    def chances(self, features: csr_matrix) -> npt.NDArray[np.float64]:
        return np.asarray(1 / (1 + np.exp(-(features @ self.weights + self.bias))))


def train(examples: Sequence[Example], consultations: Sequence[Consultation], read: Read) -> ClauseModel:
    """When called, this will train a model.

    A text tells which signals it shows, not where. So a sketch of the model, trained on the clauses alone, first says which part of a text
    shows a signal best; that part then counts as an example, and every part of a text without the signal as an example of something else.

    Args:
        examples: the clauses.
        consultations: the texts.
        read: cuts a text into tokens, as recognition does.
    """
    grams = [_features(words_of(read(example.text))) for example in examples]
    vocabulary, idf = _vocabulary(grams)
    indicators = sorted({indicator for example in examples for indicator in example.indicators})
    clauses = _clauses(examples, indicators, _matrix(grams, vocabulary, idf))
    sketch = _fit(clauses, others=_SKETCH_OTHERS)
    parts = _parts(consultations, indicators, sketch, read, lambda words: _matrix(words, vocabulary, idf))
    topics = _fit(_join(clauses, parts), others=_OTHERS)
    shows = np.array([_SHOWS.index(example.shows) for example in examples])
    status = LogisticRegression(C=_STRENGTH_SHOWS, class_weight=_WEIGHT_OF_SHOWS, max_iter=400, tol=1e-3, random_state=_SEED)
    status.fit(clauses.features, shows)
    weights = np.hstack([topics.weights, status.coef_.T])
    bias = np.concatenate([topics.bias, status.intercept_])
    return ClauseModel(indicators, vocabulary, idf, np.ascontiguousarray(weights, dtype=np.float32), bias.astype(np.float32))


def _features(words: Sequence[str]) -> list[str]:
    return [feature for word in words for feature in word_features(word)] + [pair_feature(*pair) for pair in pairwise(words)]


def _vocabulary(grams: Sequence[Sequence[str]]) -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    frequency = Counter(gram for example in grams for gram in set(example))
    kept = sorted(gram for gram, count in frequency.items() if count >= _LEAST_EXAMPLES)
    idf = np.array([np.log((1 + len(grams)) / (1 + frequency[gram])) + 1 for gram in kept], dtype=np.float32)
    return {gram: row for row, gram in enumerate(kept)}, idf


def _matrix(grams: Iterable[Sequence[str]], vocabulary: dict[str, int], idf: npt.NDArray[np.float32]) -> csr_matrix:
    values, rows, starts = [], [], [0]
    for example in grams:
        counts = Counter(row for gram in example if (row := vocabulary.get(gram)) is not None)
        found = np.fromiter(counts, dtype=np.intp, count=len(counts))
        values.append(weigh(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)), idf[found]))
        rows.append(found)
        starts.append(starts[-1] + len(found))
    return csr_matrix((np.concatenate(values), np.concatenate(rows), starts), shape=(len(starts) - 1, len(vocabulary)))


def _clauses(examples: Sequence[Example], indicators: Sequence[str], features: csr_matrix) -> _Corpus:
    about = np.array([[i in example.indicators and example.shows is not Shows.NONE for i in indicators] for example in examples])
    return _Corpus(features, about, np.ones_like(about))


def _parts(
    consultations: Sequence[Consultation],
    indicators: Sequence[str],
    sketch: _Linear,
    read: Read,
    matrix: Callable[[list[list[str]]], csr_matrix],
) -> _Corpus:
    """Cut texts into parts, and choose for each signal of a text the part that shows it."""
    words, owners = [], []
    for number, consultation in enumerate(consultations):
        tokens = read(consultation.text)
        for part in parts_of(tokens):
            words.append(_features(words_of(tokens[part.start : part.end])))
            owners.append(number)
    features, owner = matrix(words), np.array(owners)
    chances = sketch.chances(features)
    about, known = np.zeros(chances.shape, dtype=bool), np.ones(chances.shape, dtype=bool)
    columns = {indicator: column for column, indicator in enumerate(indicators)}
    for number, consultation in enumerate(consultations):
        rows = np.flatnonzero(owner == number)
        if not rows.size:
            continue
        for column in (columns[indicator] for indicator in (*consultation.present, *consultation.absent) if indicator in columns):
            known[rows, column] = False
        for column in (columns[indicator] for indicator in consultation.present if indicator in columns):
            best = rows[chances[rows, column].argmax()]
            about[best, column] = known[best, column] = chances[best, column] >= _LEAST_CHANCE
    return _Corpus(features, about, known)


def _join(one: _Corpus, two: _Corpus) -> _Corpus:
    return _Corpus(vstack([one.features, two.features]).tocsr(), np.vstack([one.about, two.about]), np.vstack([one.known, two.known]))


def _fit(corpus: _Corpus, *, others: int) -> _Linear:
    """Fit a model per signal; `others` limits how many clauses of other signals each is told apart from."""
    chosen = [_chosen(corpus, column, others) for column in range(corpus.about.shape[1])]
    fits = Parallel(n_jobs=-1, prefer="threads")(
        delayed(_fit_one)(corpus.features[rows], corpus.about[rows, column]) for column, rows in enumerate(chosen)
    )
    return _Linear(np.vstack([fit.coef_ for fit in fits]).T, np.concatenate([fit.intercept_ for fit in fits]))


def _chosen(corpus: _Corpus, column: int, others: int) -> npt.NDArray[np.intp]:
    rows = np.flatnonzero(corpus.known[:, column])
    about = corpus.about[rows, column]
    rest = rows[~about]
    sample = np.random.default_rng(_SEED).choice(rest, min(others, len(rest)), replace=False)
    return np.concatenate([rows[about], sample])


def _fit_one(features: csr_matrix, about: Bools) -> LogisticRegression:
    weights = {False: 1.0, True: _WEIGHT_OF_SIGNAL}
    return LogisticRegression(C=_STRENGTH, solver="liblinear", class_weight=weights, tol=0.1, random_state=_SEED).fit(features, about)
