"""Runs jobs beside the requests that ask for them: those of one conversation in order, those of others beside them."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]


class Lanes:
    """One lane for each conversation, for as long as there is something in it."""

    def __init__(self, *, most: int = 500, most_per_lane: int = 20) -> None:
        """Make empty lanes.

        Args:
            most: how many jobs may wait or run in all.
            most_per_lane: how many of these in one lane.
        """
        self._most = most
        self._most_per_lane = most_per_lane
        self._jobs: dict[str, deque[Job]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def has_room(self, lane: str) -> bool:
        """Tell whether a lane takes one more job."""
        waiting = len(self._jobs.get(lane, ()))
        return waiting < self._most_per_lane and sum(map(len, self._jobs.values())) < self._most

    def submit(self, lane: str, job: Job) -> None:
        """Run a job after those that are in its lane; whoever asks has made sure that there is room."""
        if lane in self._jobs:
            self._jobs[lane].append(job)
            return
        self._jobs[lane] = deque([job])
        task = asyncio.get_running_loop().create_task(self._drain(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def wait(self, seconds: float) -> None:
        """Let what runs come to an end, and break off what takes longer."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(set(self._tasks), timeout=seconds)
        for task in late:
            task.cancel()

    async def _drain(self, lane: str) -> None:
        jobs = self._jobs[lane]
        try:
            while jobs:
                await self._run(jobs[0])
                jobs.popleft()
        finally:
            del self._jobs[lane]

    async def _run(self, job: Job) -> None:
        try:
            await job()
        except Exception as error:  # one job that fails must not end its lane
            logger.error("Answering failed: %s", type(error).__name__)
