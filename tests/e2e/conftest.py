"""A browser and a backend for the widget's tests; both are needed, so a machine without Chromium fails here and says why."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.conftest import free_ports

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
START_SECONDS = 120
WAIT_MS = 15_000
SIZE: ViewportSize = {"width": 1280, "height": 900}
# What the browser itself says when a request fails, as it does in the tests of failures.
HARMLESS = ("Failed to load resource",)


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome, or None."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def backend() -> Iterator[str]:
    """Starts the backend of canned answers and yields its address."""
    [port] = free_ports(1)
    base = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.fake_backend", str(port)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{base}/turns", timeout=1).close()
            break
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                output, _ = process.communicate()
                pytest.fail(f"The backend did not start:\n{output.decode()}")
            time.sleep(0.1)
    yield base
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Starts Chromium."""
    path = find_chromium()
    if path is None:
        pytest.fail("These tests need Chromium: apt-get install chromium, or name it in the environment variable CHROMIUM.")
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


def watch(page: Page, allowed: tuple[str, ...], faults: list[str]) -> None:
    """Notes every error in the page, every word on the console, every dialog, and every request to another host."""
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: None if message.text.startswith(HARMLESS) else faults.append(message.text))
    page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    page.on(
        "request",
        lambda request: None if request.url.startswith((*allowed, "about:", "blob:")) else faults.append(f"asked for {request.url}"),
    )


@pytest.fixture
def open_page(browser: Browser, backend: str) -> Iterator[Callable[..., Page]]:
    """Opens the widget (or `path`) in a browser of its own; at the end nothing may have gone wrong in any."""
    faults: list[str] = []
    pages: list[Page] = []

    def open_it(path: str = "/signaalwijzer/", *, base: str = backend, width: int = 1280, height: int = 900, **settings: Any) -> Page:
        page = browser.new_context(viewport={"width": width, "height": height}, **settings).new_page()
        page.set_default_timeout(WAIT_MS)
        watch(page, (base, backend), faults)
        page.goto(base + path)
        pages.append(page)
        return page

    yield open_it
    for page in pages:
        page.context.close()
    assert faults == []


@pytest.fixture(scope="session")
def shared(browser: Browser, backend: str) -> Iterator[tuple[Page, list[str]]]:
    """One page for all tests that need none of their own: opening one takes longer than most tests."""
    faults: list[str] = []
    page = browser.new_context(viewport=SIZE).new_page()
    page.set_default_timeout(WAIT_MS)
    watch(page, (backend,), faults)
    yield page, faults
    page.context.close()


@pytest.fixture
def page(shared: tuple[Page, list[str]], backend: str) -> Iterator[Page]:
    """The widget on a page of its own, as it is when it is opened; at the end nothing may have gone wrong."""
    page, faults = shared
    faults.clear()
    page.set_viewport_size(SIZE)
    page.emulate_media(color_scheme="light", media="screen")
    page.goto(f"{backend}/signaalwijzer/")
    yield page
    page.unroute_all(behavior="ignoreErrors")
    page.goto("about:blank")
    assert faults == []
