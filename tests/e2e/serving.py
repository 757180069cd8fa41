"""What the tests, the bench and the screenshots run: Chromium, and the backend of canned answers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.conftest import free_ports

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
START_SECONDS = 120


class NotStarted(RuntimeError):
    """Something that is needed is not there or does not start."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Starts Chromium.

    Raises:
        NotStarted: when there is none.
    """
    path = os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if path is None:
        raise NotStarted("Chromium is needed: apt-get install chromium, or name it in the environment variable CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def canned_backend() -> Iterator[str]:
    """Starts the backend of canned answers and yields its address.

    Raises:
        NotStarted: when it does not answer in time.
    """
    [port] = free_ports(1)
    base = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.fake_backend", str(port)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        _wait_for(base, process)
        yield base
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait_for(base: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{base}/turns", timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    process.kill()
    output, _ = process.communicate()
    raise NotStarted(f"The backend did not start:\n{output.decode()}")
