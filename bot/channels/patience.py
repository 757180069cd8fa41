"""How long a turn waits for the action server: a few seconds in all, so that the user is never left waiting for one that hangs.

Only the waiting for the action server is counted. A turn that is slow because the machine is busy goes on.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from rasa.utils.endpoints import EndpointConfig

ACTION_SECONDS = 3.5
# After a call that took too long the next ones fail at once for this long, so that a message that waited for it is answered in time.
PAUSE_SECONDS = 3.0


class ActionsUnavailable(Exception):
    """The action server did not answer, or not in time."""


class Budget:
    """What a turn may still wait for the action server, and whether that was in vain."""

    def __init__(self, seconds: float = ACTION_SECONDS) -> None:
        """Begin with this many seconds."""
        self.left = seconds
        self.failed = False


_budget: ContextVar[Budget | None] = ContextVar("signaalwijzer_action_budget", default=None)


def begin_turn(seconds: float = ACTION_SECONDS) -> Budget:
    """Give the turn that begins here, with all that it calls, a budget."""
    budget = Budget(seconds)
    _budget.set(budget)
    return budget


class PatientEndpoint(EndpointConfig):
    """The action server as an endpoint that gives up in time, and that notes on the turn when it did."""

    def __init__(self, url: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Call the action server at an address."""
        super().__init__(url)
        self._clock = clock
        self._closed_until = float("-inf")

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Send a request within what is left of the turn's budget.

        Raises:
            ActionsUnavailable: the budget is spent, or the server failed a moment ago.
            Exception: whatever else the request ends with; the budget notes it.
        """
        budget = _budget.get() or Budget()
        start = self._clock()
        if budget.left <= 0 or start < self._closed_until:
            budget.failed = True
            raise ActionsUnavailable
        try:
            return await asyncio.wait_for(super().request(*args, **kwargs), budget.left)
        except asyncio.TimeoutError:
            budget.failed = True
            self._closed_until = self._clock() + PAUSE_SECONDS
            raise ActionsUnavailable from None
        except Exception:
            budget.failed = True
            raise
        finally:
            budget.left -= self._clock() - start
