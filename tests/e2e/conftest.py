"""A browser and a backend for the widget's tests; both are needed, so a machine without Chromium fails here and says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.serving import NotStarted, canned_backend, chromium

WAIT_MS = 15_000
SIZE: ViewportSize = {"width": 1280, "height": 900}
# What the browser itself says when a request fails, as it does in the tests of failures.
HARMLESS = ("Failed to load resource",)


@pytest.fixture(scope="session")
def backend() -> Iterator[str]:
    """The backend of canned answers."""
    with canned_backend() as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    expect.set_options(timeout=WAIT_MS)
    try:
        with chromium() as started:
            yield started
    except NotStarted as missing:
        pytest.fail(str(missing))


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
