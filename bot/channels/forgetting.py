"""Drops what was said from the memory of the process, beyond the conversation itself: words that were looked up are remembered by caches.

A cache makes no difference between a word of the language and a name that somebody typed, and spaCy keeps every word that it ever saw.
So when a conversation is forgotten all of that is made anew, in a thread beside the conversations of others.
"""

from __future__ import annotations

import functools
import gc
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

logger = logging.getLogger(__name__)

# Caches that hold words; smaller ones hold things that were loaded.
_SMALLEST_WORD_CACHE = 100
_MODULES = ("bot.", "kb.", "simplemma")
_CacheType = type(functools.lru_cache(maxsize=1)(len))
PAUSE_SECONDS = 15.0


def drop_words() -> None:
    """Empty every cache of words, and give the Dutch pipeline a vocabulary without what it saw."""
    for cache in _word_caches():
        cache.cache_clear()
    _renew_components()
    gc.collect()


def _word_caches() -> list[Any]:
    """Return the caches of our modules, and of the dictionary, that remember words."""
    caches = [found for found in gc.get_objects() if isinstance(found, _CacheType)]
    return [cache for cache in caches if str(getattr(cache, "__module__", "")).startswith(_MODULES) and _holds_words(cache)]


def _holds_words(cache: Any) -> bool:
    size = cache.cache_info().maxsize
    return size is None or size >= _SMALLEST_WORD_CACHE


def _renew_components() -> None:
    """Let the Rasa components go on as new; where there are none, nothing happens."""
    try:
        from bot.nlu import recogniser, spacy_nl
    except ImportError:
        return
    recogniser.forget()
    spacy_nl.renew()


class Forgetter:
    """Drops words in a thread of its own, with a pause between: what is asked for meanwhile is done in the next round."""

    def __init__(self, drop: Callable[[], None] = drop_words, *, pause: float = PAUSE_SECONDS) -> None:
        """Prepare; nothing runs until something has to be dropped."""
        self._drop = drop
        self._pause = pause
        self._lock = threading.Lock()
        self._running = False
        self._again = False

    def ask(self) -> None:
        """Drop words soon."""
        with self._lock:
            if self._running:
                self._again = True
                return
            self._running = True
        threading.Thread(target=self._work, name="forgetting", daemon=True).start()

    def _work(self) -> None:
        while True:
            try:
                self._drop()
            except Exception as error:  # forgetting goes on with the next conversation
                logger.error("Words could not be dropped: %s", type(error).__name__)
            time.sleep(self._pause)
            with self._lock:
                if not self._again:
                    self._running = False
                    return
                self._again = False


forgetter = Forgetter()
