"""How often somebody may write: a limit for a conversation and one for an address, so that no flood reaches the conversation."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

WINDOW_SECONDS = 60.0
MOST_KEYS = 20_000


class Limit:
    """At most so many in a minute for each key. Buckets that fill evenly, so that a limit is not lifted all at once."""

    def __init__(self, per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with full buckets; a limit of 0 lets everything through."""
        self._size = float(per_minute)
        self._per_second = per_minute / WINDOW_SECONDS
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_for(self, key: str) -> int:
        """Count one message, and return 0 when it may pass or else the seconds after which the next one may."""
        if self._size <= 0:
            return 0
        now = self._clock()
        left, seen = self._buckets.pop(key, (self._size, now))
        left = min(self._size, left + (now - seen) * self._per_second)
        passes = left >= 1
        self._buckets[key] = (left - 1 if passes else left, now)
        if len(self._buckets) > MOST_KEYS:
            self._buckets.popitem(last=False)
        return 0 if passes else max(1, math.ceil((1 - left) / self._per_second))
