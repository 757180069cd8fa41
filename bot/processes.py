"""Server processes: started in a group of their own, listened to, and ended with everything that they started."""

from __future__ import annotations

import collections
import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

GRACE_SECONDS = 8.0
KEPT_LINES = 60


def end_group(process: subprocess.Popen[bytes], grace: float = GRACE_SECONDS) -> None:
    """End a process and all in its group: first by asking, after `grace` seconds by force."""
    for sort, patience in ((signal.SIGTERM, grace), (signal.SIGKILL, grace)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, sort)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
        if not _group_lives(process.pid):
            return


def _group_lives(group: int) -> bool:
    """Tell whether a process of a group is left, after a moment for the last ones to go."""
    for _ in range(10):
        try:
            os.killpg(group, 0)
        except (ProcessLookupError, PermissionError):
            return False
        time.sleep(0.05)
    return True


class Server:
    """One server process and what it wrote last. What it writes is passed on and never stored."""

    def __init__(
        self, name: str, command: Sequence[str], folder: Path, environment: Mapping[str, str], pass_on: Callable[[str], None]
    ) -> None:
        """Prepare a server; nothing is started yet.

        Args:
            name: what the operator calls it.
            command: its command line.
            folder: where it runs.
            environment: its environment.
            pass_on: receives each line that it writes.
        """
        self.name = name
        self._command = list(command)
        self._folder = folder
        self._environment = dict(environment)
        self._pass_on = pass_on
        self._lines: collections.deque[str] = collections.deque(maxlen=KEPT_LINES)
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: threading.Thread | None = None

    def start(self) -> None:
        """Start the process."""
        self._process = subprocess.Popen(  # noqa: S603 - our own command line
            self._command,
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._listener = threading.Thread(target=self._listen, args=(self._process,), daemon=True)
        self._listener.start()

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None  # noqa: S101 - asked for above
        with process.stdout as stream:
            for raw in stream:
                line = raw.decode("utf-8", "replace").rstrip()
                if line:
                    self._lines.append(line)
                    self._pass_on(line)

    @property
    def pid(self) -> int | None:
        """The process id, when it was started."""
        return self._process.pid if self._process else None

    @property
    def exit_code(self) -> int | None:
        """How it ended, or None while it runs."""
        return self._process.poll() if self._process else None

    @property
    def last_lines(self) -> str:
        """The last lines it wrote."""
        if self.exit_code is not None and self._listener:
            self._listener.join(1.0)
        return "\n".join(self._lines)

    def stop(self) -> None:
        """End it, with all that it started."""
        if self._process:
            end_group(self._process)
