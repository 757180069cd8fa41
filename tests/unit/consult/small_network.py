"""A second stage that hears labels in single words, with weights set by hand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bot.consult.network import Alphabet, Network, Weights

SILENCE = -12.0


def network(words: Mapping[str, tuple[str, float]], labels: tuple[str, ...] = ()) -> Network:
    """A network in which each word speaks for one label: word -> label, log-odds; without such a word the log-odds are low."""
    named = tuple(sorted({label for label, _ in words.values()} | set(labels)))
    output = np.zeros((len(words), len(named)), dtype=np.float32)
    for row, (label, odds) in enumerate(words.values()):
        output[row, named.index(label)] = odds - SILENCE
    embedding = np.vstack([np.zeros(len(words)), np.eye(len(words))]).astype(np.float32)
    bias = np.full(len(named), SILENCE, dtype=np.float32)
    return Network(named, Alphabet([f"w:{word}" for word in words]), Weights(embedding, (), output, bias))
