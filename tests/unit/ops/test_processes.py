"""Server processes: ended with all that they started, listened to, and never left behind."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from bot.processes import Server


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split()[2] != "Z" if Path("/proc").is_dir() else True


def server(code: str, told: list[str]) -> Server:
    return Server("proef", [sys.executable, "-u", "-c", code], Path.cwd(), dict(os.environ), told.append)


def wait_for(told: list[str], count: int) -> None:
    deadline = time.monotonic() + 20
    while len(told) < count and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(told) >= count


def test_what_it_writes_is_passed_on_and_the_last_lines_are_kept() -> None:
    told: list[str] = []
    part = server("for n in range(100): print(n)", told)
    part.start()
    wait_for(told, 100)
    assert told == [str(number) for number in range(100)]
    assert part.last_lines.splitlines()[-1] == "99"
    assert len(part.last_lines.splitlines()) == 60
    part.stop()


def test_stopping_ends_children_and_those_that_do_not_listen() -> None:
    told: list[str] = []
    code = (
        "import signal, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid)\n"
        "time.sleep(60)"
    )
    part = server(code, told)
    part.start()
    wait_for(told, 1)
    child = int(told[0])
    assert lives(child)
    part.stop()
    deadline = time.monotonic() + 5
    while lives(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not lives(child)
    assert part.exit_code is not None


def test_stopping_twice_or_before_the_start_does_no_harm() -> None:
    part = server("pass", [])
    part.stop()
    part.start()
    part.stop()
    part.stop()
    assert part.exit_code is not None
