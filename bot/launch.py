"""Runs a module as a server: `python -m bot.launch rasa run ...`, as `python -m rasa run ...` would, with two differences.

It ends when the process that started it ends, even when that was killed (on Linux). And libraries keep their warnings about
deprecated code to themselves: some turn those on for everybody.
"""

from __future__ import annotations

import ctypes
import runpy
import signal
import sys
import warnings
from typing import Any

PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Ask Linux to end this process when its parent ends; elsewhere nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def silence_deprecations() -> None:
    """Show no warning about deprecated code, whichever filters a library sets while it is imported."""
    show = warnings.showwarning

    def show_others(message: Warning | str, category: type[Warning], filename: str, lineno: int, *rest: Any, **named: Any) -> None:
        if not issubclass(category, (DeprecationWarning, PendingDeprecationWarning)):
            show(message, category, filename, lineno, *rest, **named)

    warnings.showwarning = show_others


if __name__ == "__main__":
    end_with_parent()
    silence_deprecations()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
