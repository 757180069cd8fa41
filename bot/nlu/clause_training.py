"""Trains the second stage of recognition on the example clauses of the knowledge base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.consult.clauses import ClauseModel, pair_feature, weigh, word_features, words_of
from bot.consult.text import Token
from kb.examples import Example, Shows

_SHOWS = (Shows.PRESENT, Shows.ABSENT, Shows.NONE)
_LEAST_EXAMPLES = 2
_OTHERS_PER_SIGNAL = 100_000
_STRENGTH, _STRENGTH_SHOWS = 20.0, 10.0
_WEIGHT_OF_SIGNAL = 3.0
_WEIGHT_OF_SHOWS = {0: 1.0, 1: 2.5, 2: 1.5}
_SEED = 1


def train(examples: Sequence[Example], read: Callable[[str], list[Token]]) -> ClauseModel:
    """When called, this will train a model.

    Args:
        examples: the clauses.
        read: cuts a text into tokens, as recognition does.
    """
    grams = [_features(words_of(read(example.text))) for example in examples]
    vocabulary, idf = _vocabulary(grams)
    features = _matrix(grams, vocabulary, idf)
    indicators = sorted({indicator for example in examples for indicator in example.indicators})
    columns = [_about(indicator, examples, features) for indicator in indicators]
    shows = np.array([_SHOWS.index(example.shows) for example in examples])
    status = LogisticRegression(C=_STRENGTH_SHOWS, class_weight=_WEIGHT_OF_SHOWS, max_iter=400, tol=1e-3, random_state=_SEED).fit(features, shows)
    weights = np.vstack([*(column.coef_ for column in columns), status.coef_]).T
    bias = np.concatenate([*(column.intercept_ for column in columns), status.intercept_])
    return ClauseModel(indicators, vocabulary, idf, np.ascontiguousarray(weights, dtype=np.float32), bias.astype(np.float32))


def _features(words: Sequence[str]) -> list[str]:
    return [feature for word in words for feature in word_features(word)] + [pair_feature(*pair) for pair in zip(words, words[1:])]


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


def _about(indicator: str, examples: Sequence[Example], features: csr_matrix) -> LogisticRegression:
    """Tell one signal apart from its near misses and from a sample of the rest."""
    is_about = np.array([indicator in example.indicators and example.shows is not Shows.NONE for example in examples])
    is_near = np.array([indicator in example.indicators for example in examples])
    others = np.flatnonzero(~is_near)
    sample = np.random.default_rng(_SEED).choice(others, min(_OTHERS_PER_SIGNAL, len(others)), replace=False)
    chosen = np.concatenate([np.flatnonzero(is_near), sample])
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", class_weight={False: 1.0, True: _WEIGHT_OF_SIGNAL}, tol=1e-2, random_state=_SEED)
    return model.fit(features[chosen], is_about[chosen])
