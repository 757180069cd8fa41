"""How the tests speak to the widget, and what they look at."""

from __future__ import annotations

import urllib.request
from json import loads
from typing import Any

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page, Route, expect

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def answered(page: Page | Frame) -> None:
    """Waits until nothing is awaited."""
    expect(page.locator(".busy.on")).to_have_count(0)


def say(page: Page | Frame, message: str) -> None:
    """Types a message, sends it and waits for the answer."""
    page.get_by_label("Uw bericht").fill(message)
    page.get_by_label("Uw bericht").press("Enter")
    answered(page)


def answer_with(page: Page, *elements: dict[str, Any]) -> None:
    """Lets every next message be answered with these elements."""

    def fulfil(route: Route) -> None:
        route.fulfill(json=list(elements), headers={"Conversation": "known"})

    page.unroute_all()
    page.route("**/webhooks/rest/webhook", fulfil)


def turns(backend: str) -> list[str]:
    """Which turns the bot really took."""
    with urllib.request.urlopen(f"{backend}/turns", timeout=10) as answer:
        return loads(answer.read())  # type: ignore[no-any-return]


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds."""
    result = Axe().run(page, options={"runOnly": WCAG})
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in result["violations"]]
