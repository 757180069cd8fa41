"""The widget on the whole assistant: Rasa with its trained model, the action server, the knowledge base."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, Route, expect

from tests.conftest import RunningStack
from tests.e2e.conftest import SIZE, watch
from tests.e2e.talk import answered, say, violations

# What a conversation with the real bot brings by: every kind of card.
CONVERSATION = (
    "Meisje van 17 met LVB, haar vriend doet het woord. Blauwe plekken, soa. Zij lijkt bang. Hij heeft haar paspoort. Geen drugs.",
    *(
        "veilige vragen",
        "meer vragen",
        "antwoord krijg_je_betaald: nee, mijn vriend krijgt het geld",
        "Ze slaapt in de zaak waar ze werkt.",
    ),
    *("meldcode", "verder", "wat is een loverboy?", "meldcode stap 5", "afwegingskader", "ja", "weet ik niet", "nee", "ja", "nee"),
    *("contact", "dossiernotitie", "belscript", "samenvatting", "praktijkvoorbeeld", "stop", "help", "bel mij op 06-12345678", "acuut"),
    "Hij heeft haar net met een mes bedreigd en staat nu voor de deur.",
)
# What announces a list in words; the picture marks what is new, shows the rest, and puts desks in order.
LEAD_INS = "Nieuw in uw bericht. Bijgewerkt. Dit staat er nu. Nu niet aan de orde of ontkend. Eerder gehoord. Daarna, als het past."
WORD = re.compile(r"[^\W_]+")


@pytest.fixture(scope="module")
def real(browser: Browser, stack: RunningStack) -> Iterator[Callable[[], Page]]:
    """Opens the widget of the real assistant."""
    faults: list[str] = []
    pages: list[Page] = []

    def open_it() -> Page:
        page = browser.new_context(viewport=SIZE).new_page()
        page.set_default_timeout(30_000)
        watch(page, (stack.url,), faults)
        page.goto(stack.page)
        pages.append(page)
        return page

    yield open_it
    for page in pages:
        page.context.close()
    assert faults == []


def words(text: str) -> set[str]:
    return set(WORD.findall(text.lower())) - {"https"}


def ask(page: Page, message: str) -> list[dict[str, Any]]:
    """Says something, and returns what the bot really answered."""

    def is_answer(response: Response) -> bool:
        return response.request.method == "POST"

    with page.expect_response(is_answer) as received:
        say(page, message)
    return received.value.json()  # type: ignore[no-any-return]


def test_every_word_of_the_bot_is_on_the_screen_and_every_state_is_accessible(real: Callable[[], Page]) -> None:
    page = real()
    missing: dict[str, set[str]] = {}
    kinds = set()
    for message in CONVERSATION:
        said = ask(page, message)
        shown = words(
            page.locator(".turn.bot").last.evaluate("turn => turn.innerText + ' ' + turn.textContent.replaceAll(/[^\\p{L}\\p{N}]/gu, ' ')")
        )
        missing[message] = {word for element in said for word in words(element.get("text", ""))} - shown - words(LEAD_INS)
        kinds |= {(element.get("custom") or {}).get("type") for element in said}

    assert {message: left for message, left in missing.items() if left} == {}
    assert kinds >= {
        *(
            "signals",
            "safe_questions",
            "how_to_ask",
            "meldcode_step",
            "weighing",
            "outcome",
            "contacts",
            "note",
            "faq",
            "emergency",
            "privacy",
        ),
    }
    assert violations(page) == []


def test_no_line_is_shown_twice(real: Callable[[], Page]) -> None:
    """But the hours, which desks may share."""
    page = real()
    twice = {}
    for message in CONVERSATION[:-2]:
        ask(page, message)
        lines = [
            line.strip()
            for line in page.locator(".turn.bot").last.inner_text().splitlines()
            if len(line.strip()) > 40 and "Bereikbaar:" not in line
        ]
        twice[message] = {line for line in lines if lines.count(line) > 1}

    assert {message: lines for message, lines in twice.items() if lines} == {}


def test_a_consultation_goes_by_keyboard_from_case_to_call(real: Callable[[], Page]) -> None:
    page = real()

    def press(name: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == name:
                page.keyboard.press("Enter")
                return answered(page)
        raise AssertionError(f"Tab does not reach {name}")

    page.keyboard.type("Vrouw van 19, haar vriend doet het woord en heeft haar paspoort. Blauwe plekken op beide armen.")
    page.keyboard.press("Enter")
    answered(page)
    expect(page.locator(".card.signals")).to_contain_text("paspoort")
    expect(page.locator(".user .word", has_text="Blauwe plekken")).to_be_visible()
    page.locator(".turn.bot").last.focus()
    press("Veilige vragen")
    expect(page.locator(".turn.bot:focus .card.questions")).to_be_visible()
    press("Meldcode")
    press("Verder")
    expect(page.locator(".steps [aria-current=step]").last).to_contain_text("Advies")
    page.get_by_label("Uw bericht").focus()
    page.keyboard.type("afwegingskader")
    page.keyboard.press("Enter")
    answered(page)
    page.locator(".turn.bot").last.focus()
    press("Ja")
    press("Ja")
    outcome = page.locator(".turn.bot:focus .card.outcome")
    expect(outcome.get_by_role("heading", level=2)).to_have_text("Melden bij Veilig Thuis")
    expect(outcome.locator(".first-call a")).to_have_attribute("href", "tel:08002000")
    expect(outcome.locator(".first-call .tag")).to_contain_text("nu open")
    press("Belscript")
    expect(page.locator(".paper").last).to_contain_text("paspoort")
    page.get_by_role("button", name="Wis alles").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".card.forgotten")).to_contain_text("Alles is gewist")
    expect(page.locator(".log")).not_to_contain_text("paspoort")


def test_an_unsure_signal_is_settled_at_the_real_bot(real: Callable[[], Page]) -> None:
    page = real()
    ask(page, "Vrouw van 30 met blauwe plekken, haar baas heeft haar paspoort.")
    ids = page.evaluate("[...document.querySelectorAll('.signal')].length")
    assert ids >= 2

    ask(page, "signaal verwondingen nee")

    expect(page.locator(".fold[open] .group.absent")).to_contain_text("Verwondingen die op mishandeling kunnen wijzen")


def test_a_retry_is_one_turn_at_the_real_bot(real: Callable[[], Page]) -> None:
    page = real()
    ask(page, "meldcode")

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/webhooks/**", lose_the_answer)
    say(page, "verder")
    expect(page.locator(".fault")).to_be_visible()
    page.unroute_all()

    page.get_by_role("button", name="Probeer opnieuw").click()

    expect(page.locator(".steps [aria-current=step]").last).to_contain_text("Advies")


def test_a_bot_that_was_restarted_says_that_it_does_not_know_the_conversation_any_more(
    real: Callable[[], Page], stack: RunningStack
) -> None:
    case = "Vrouw van 19 met blauwe plekken, haar vriend heeft haar paspoort."
    page = real()
    ask(page, case)
    stack.servers["rasa"].stop()
    say(page, "meldcode")
    expect(page.locator(".fault")).to_contain_text("Signaalwijzer is nu niet bereikbaar.")
    stack.servers["rasa"].start()
    deadline = time.monotonic() + 120
    while stack.client.health().get("status") != "ok" and time.monotonic() < deadline:
        time.sleep(0.5)

    page.get_by_role("button", name="Probeer opnieuw").click()

    expect(page.locator(".card.meldcode")).to_be_visible()
    expect(page.locator(".lost")).to_contain_text("Wat u eerder vertelde, is daar niet meer bekend.")
    page.get_by_role("button", name="Vertel mijn casus opnieuw").click()
    expect(page.locator(".fold[open]")).to_contain_text("blauwe plekken")
