"""Runs a system in processes of its own and measures what it hears and what it costs."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from bot.recognition_score import Answer

T = TypeVar("T")


@dataclass(frozen=True)
class Cost:
    """What a system costs besides its answers.

    Attributes:
        milliseconds: the median over texts of the processor time for 100 words, over all threads.
        memory: what its process holds more in the end than before the system was loaded, in MB.
        resident: all that its process holds in the end, in MB.
    """

    milliseconds: float
    memory: float
    resident: float


@dataclass(frozen=True)
class Lesson:
    """How long learning took, and what is to be said about it."""

    seconds: float
    remark: str


def apart(function: Callable[..., T], *arguments: object) -> T:
    """Call a function in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def learn(name: str, folder: Path) -> Lesson:
    """Let a system learn."""
    from bench.systems import system

    teach = system(name).learn
    if teach is None:
        return Lesson(0, "")
    start = time.perf_counter()
    remark = teach(folder)
    return Lesson(time.perf_counter() - start, remark)


def run(name: str, folder: Path, texts: Sequence[str]) -> tuple[list[Answer], Cost]:
    """Let a system hear every text; the first one warms it up."""
    before = resident()
    from bench.systems import system

    hear = system(name).load(folder)
    hear(texts[0])
    answers, times = [], []
    for text in texts:
        answer, milliseconds = _timed(hear, text)
        answers.append(answer)
        times.append(milliseconds / len(text.split()) * 100)
    after = resident()
    return answers, Cost(statistics.median(times), after - before, after)


def speed(name: str, folder: Path, texts: Sequence[Sequence[str]]) -> list[float]:
    """Return the median milliseconds of the processor for each series of texts."""
    from bench.systems import system

    hear = system(name).load(folder)
    hear(texts[0][0])
    return [statistics.median(_timed(hear, text)[1] for text in series) for series in texts]


def _timed(hear: Callable[[str], Answer], text: str) -> tuple[Answer, float]:
    """Return the answer and the milliseconds that the processor worked on it, which other programs on the machine hardly change."""
    start = time.process_time()
    answer = hear(text)
    return answer, (time.process_time() - start) * 1000


def resident() -> float:
    """Return the memory of this process in MB."""
    return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
