"""The lemma of a Dutch word, from simplemma's tables; remembered, since notes repeat their words."""

from __future__ import annotations

from functools import lru_cache

import simplemma


@lru_cache(maxsize=50_000)
def lemmatise(word: str) -> str:
    """When called, this will give the lemma of a lower-cased word, or the word itself when it is unknown."""
    return str(simplemma.lemmatize(word, lang="nl"))


@lru_cache(maxsize=50_000)
def is_known(word: str) -> bool:
    """When called, this will tell whether a word, in this form, is in the tables."""
    return bool(simplemma.is_known(word, lang="nl"))
