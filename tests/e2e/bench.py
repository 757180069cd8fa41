"""Measures the widget's weight and how soon it can be used, served by the real site: ``python -m tests.e2e.bench [RUNS]``."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.e2e.serving import canned_backend, chromium

USABLE = "performance.getEntriesByName('signaalwijzer:usable')[0]?.startTime"
TARGET_BYTES = 150_000
TARGET_MS = 1_000
SLOW_NETWORK = {"offline": False, "latency": 40, "downloadThroughput": 1_250_000, "uploadThroughput": 250_000}


@dataclass
class Load:
    """What one cold visit cost: requests, bytes over the wire with headers, and milliseconds until the user can type."""

    requests: int
    bytes: int
    milliseconds: float


def visit(browser: Browser, address: str, ready: Callable[[Page], float], *, network: dict[str, float] | None = None) -> Load:
    """Opens an address in a browser that has nothing in its cache."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if network:
        session.send("Network.emulateNetworkConditions", network)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address, wait_until="load")
    milliseconds = ready(page)
    context.close()
    return Load(len(sizes), int(sum(sizes)), milliseconds)


def usable(page: Page) -> float:
    """When the user could type, in milliseconds after the visit began."""
    page.get_by_label("Uw bericht").wait_for()
    return float(page.evaluate(USABLE))


def loaded(page: Page) -> float:
    """When the page and what it asked for was there."""
    return float(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))


def summary(name: str, loads: list[Load]) -> str:
    """One line of the report."""
    times = sorted(load.milliseconds for load in loads)
    late = times[min(len(times) - 1, int(len(times) * 0.95))]
    cost = f"{loads[0].requests:>4} requests {loads[0].bytes / 1000:>7.1f} kB"
    return f"{name:<34}{cost}   median {statistics.median(times):>5.0f} ms   p95 {late:>5.0f} ms"


def main(runs: int) -> int:
    """Prints the figures; the exit code says whether the targets are met."""
    with canned_backend() as base, chromium() as browser:
        own, intranet = f"{base}/signaalwijzer/", f"{base.replace('127.0.0.1', 'localhost')}/intranet"
        visit(browser, own, usable)
        page = [visit(browser, own, usable) for _ in range(runs)]
        slow = [visit(browser, own, usable, network=SLOW_NETWORK) for _ in range(max(3, runs // 4))]
        button = [visit(browser, intranet, loaded) for _ in range(runs)]
    target = f"target: {TARGET_BYTES / 1000:.0f} kB over the wire and usable within {TARGET_MS} ms from localhost"
    met = page[0].bytes <= TARGET_BYTES and statistics.median(load.milliseconds for load in page) <= TARGET_MS
    lines = (
        summary("widget, from localhost", page),
        summary("widget, 10 Mbit/s and 40 ms", slow),
        summary("an intranet page with the button", button),
        f"{target}: {'met' if met else 'NOT MET'}",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
