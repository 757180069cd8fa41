"""Text in, findings out: the whole of recognition in one object."""

from __future__ import annotations

from collections.abc import Callable

from bot.consult.findings import Recognition
from kb.lexicon import Lexicon


class Recogniser:
    """Recognises signals in a text; built once per lexicon, used for every message."""

    def __init__(self, lexicon: Lexicon, lemmatise: Callable[[str], str]) -> None:
        self._lexicon = lexicon
        self._lemmatise = lemmatise

    def recognise(self, text: str) -> Recognition:
        """Return what the text tells."""
        return Recognition((), (), None, None)
