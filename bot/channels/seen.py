"""Remembers for a while, within bounds, what was seen before: a message that comes again is not answered again."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable


class Seen:
    """A memory of keys that forgets by age and by number."""

    def __init__(self, *, seconds: float, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Make an empty memory.

        Args:
            seconds: how long a key is remembered.
            most: how many keys are remembered; beyond it the oldest goes.
            clock: tells the time in seconds; only differences count.
        """
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._keys: OrderedDict[Hashable, float] = OrderedDict()

    def __len__(self) -> int:
        """Return how many keys are remembered."""
        return len(self._keys)

    def first_time(self, *keys: Hashable) -> bool:
        """Tell whether every one of some keys is new, and remember them all."""
        now = self._clock()
        while self._keys and next(iter(self._keys.values())) <= now - self._seconds:
            self._keys.popitem(last=False)
        known = [key for key in keys if key in self._keys]
        for key in keys:
            self._keys.setdefault(key, now)
        while len(self._keys) > self._most:
            self._keys.popitem(last=False)
        return not known
