"""Lets a message that is sent again get the answer of the first time, so that no retry counts twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Repeats(Generic[Answer]):
    """Keeps the answers of the last minutes in memory, by sender and by the key that the sender gave a message."""

    def __init__(self, *, seconds: float = 120.0, most: int = 1_000) -> None:
        """Start with nothing.

        Args:
            seconds: how long an answer is kept after it was given.
            most: how many are kept; beyond it the oldest goes.
        """
        self._seconds = seconds
        self._most = most
        self._turns: dict[tuple[str, str], asyncio.Future[Answer]] = {}

    async def once(self, sender: str, key: str, turn: Callable[[], Awaitable[Answer]]) -> Answer:
        """Return the answer to a message; `turn` makes it, unless that was done before or is going on.

        A turn goes on when the request that began it is broken off: its retry takes the answer. One that fails may be tried again.
        """
        name = (sender, key)
        if name not in self._turns:
            self._turns[name] = asyncio.ensure_future(turn())
            self._turns[name].add_done_callback(lambda done: self._finish(name, done))
            self._drop_oldest()
        return await asyncio.shield(self._turns[name])

    def forget(self, sender: str) -> None:
        """Drop the answers to a sender at once."""
        for name in [name for name in self._turns if name[0] == sender]:
            del self._turns[name]

    def _finish(self, name: tuple[str, str], done: asyncio.Future[Answer]) -> None:
        """Drop a failed turn at once, and an answered one after a while."""
        if done.cancelled() or done.exception():
            self._drop(name, done)
        else:
            done.get_loop().call_later(self._seconds, self._drop, name, done)

    def _drop(self, name: tuple[str, str], turn: asyncio.Future[Answer]) -> None:
        if self._turns.get(name) is turn:
            del self._turns[name]

    def _drop_oldest(self) -> None:
        while len(self._turns) > self._most:
            del self._turns[next(iter(self._turns))]
