"""No text, of the user or of the knowledge base, ever becomes HTML, and no odd data breaks the page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.answers import CARDS, ROOT_TYPES, SIGNALS, Element, element, reply, signals
from tests.e2e.talk import answer_with, answered, say

WEB = Path(__file__).resolve().parents[2] / "bot" / "web"
HOSTILE = (
    '"><img src=x onerror="window.hit=1"><script>window.hit=2</script><svg onload="window.hit=3"><b>vet</b>'
    "[klik](javascript:window.hit=4) [ook](data:text/html,x) [tel](tel:1;alert) **<i>schuin</i>** "
    'https://a.nl/"onclick=x {{7*7}} ${x} ](([{*'
)
PLACES_OF_HTML = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser|setHTML|document\.write"
    r"|\beval\b|new Function|srcdoc|setAttribute\(\"style"
)


def replaced(value: Any, by: Any) -> Any:
    """The same data with every leaf replaced, but for the type of a card and the buttons."""
    if isinstance(value, dict):
        return {key: each if key in ROOT_TYPES else replaced(each, by) for key, each in value.items()}
    if isinstance(value, list):
        return [replaced(each, by) for each in value]
    return by


def nothing_became_html(page: Page) -> None:
    """No element of the texts exists, and whatever can be followed is a page of https or a phone number."""
    assert (
        page.locator(".log").locator("img, script, iframe, b:not(.step b), i, object, style, [onerror], [onload], [onclick]").count() == 0
    )
    links = page.locator(".log a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert [link for link in links if not re.fullmatch(r"#\S+|tel:\+?[\d]*|https://\S+", link)] == []
    assert page.evaluate("window.hit") is None


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card["custom"]["type"])
def test_hostile_fields_of_a_card_stay_text(page: Page, card: Element) -> None:
    hostile = {**replaced(card, HOSTILE), "buttons": [{"title": HOSTILE, "payload": HOSTILE}]}
    answer_with(page, hostile)
    say(page, "vertel")

    nothing_became_html(page)
    expect(page.locator(".turn.bot").last).to_contain_text("<script>window.hit=2</script>")
    page.locator(".reply", has_text="onerror").first.click()
    answered(page)
    expect(page.locator(".user").last).to_contain_text('<img src=x onerror="window.hit=1">')
    nothing_became_html(page)


@pytest.mark.parametrize("odd", [None, 5, True, [], {}, [None], "", "x" * 5000], ids=lambda odd: str(odd)[:8] or "empty")
def test_odd_data_never_breaks_the_page(page: Page, odd: Any) -> None:
    answer_with(page, *({**replaced(card, odd), "text": "De tekst blijft staan.", "buttons": [reply("Verder")]} for card in CARDS))
    say(page, "vertel")

    expect(page.get_by_text("De tekst blijft staan.")).to_have_count(len(CARDS))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.get_by_role("button", name="Verder").last).to_be_visible()


@pytest.mark.parametrize("custom", [None, 5, [], "tekst", {"type": None}, {"type": "constructor"}, {"type": "__proto__"}])
def test_custom_that_is_no_card_leaves_the_text(page: Page, custom: Any) -> None:
    answer_with(page, {"text": "Alleen tekst.", "custom": custom})
    say(page, "vertel")

    expect(page.locator(".turn.bot").last).to_contain_text("Alleen tekst.")


def test_hostile_case_text_stays_text_when_its_words_are_marked(page: Page) -> None:
    present = [{**signal, "evidence": ["<script>window.hit=2</script>", "vet", "([{*"]} for signal in SIGNALS["custom"]["present"]]
    answer_with(page, signals(present, [], "Tekst"))
    say(page, HOSTILE)

    expect(page.locator(".user .said")).to_contain_text("<svg onload=")
    expect(page.locator(".user .word").first).to_contain_text("window.hit=2")
    nothing_became_html(page)


def test_evidence_is_matched_as_words_and_not_as_a_pattern(page: Page) -> None:
    present = [{**SIGNALS["custom"]["present"][0], "evidence": [".*", "(a+)+$", "arm", "EET slecht", "blauwe   plekken", ""]}]
    answer_with(page, signals(present, [], "Tekst"))
    say(page, "Blauwe\nplekken, alarm, arm. Eet slecht.")

    words = page.locator(".user .word").evaluate_all("words => words.map(word => word.firstChild.data)")
    assert words == ["Blauwe\nplekken", "arm", "Eet slecht"]


def test_overlapping_signals_share_one_mark(page: Page) -> None:
    first, second = SIGNALS["custom"]["present"][:2]
    answer_with(page, signals([{**first, "evidence": ["blauwe plekken op"]}, {**second, "evidence": ["plekken op de arm"]}], [], "Tekst"))
    say(page, "Zij heeft blauwe plekken op de arm.")

    expect(page.locator(".user .word")).to_have_count(1)
    expect(page.locator(".user .word")).to_contain_text("blauwe plekken op de arm (signaal: Verwondingen")
    expect(page.locator(".user .word")).to_contain_text("onzeker signaal: Ondervoeding")


def test_only_safe_addresses_become_links(page: Page) -> None:
    addresses = (
        "[a](https://veilig.nl) [b](http://onveilig.nl) [c](tel:112) [d](javascript:x) [e](//x.nl) [f](HTTPS://groot.nl) https://los.nl/a."
    )
    answer_with(page, element(addresses))
    say(page, "vertel")

    links = page.locator(".turn.bot a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links == ["https://veilig.nl", "tel:112", "HTTPS://groot.nl", "https://los.nl/a"]
    assert page.locator(".turn.bot a[target=_blank]:not([rel='noopener noreferrer'])").count() == 0


def test_the_browser_itself_refuses_html(browser: Browser, backend: str) -> None:
    page = browser.new_page()
    page.goto(f"{backend}/signaalwijzer/")

    refused = page.evaluate("() => { try { document.body.innerHTML = '<b>x</b>'; } catch (fault) { return fault.message; } }")
    page.close()

    assert "TrustedHTML" in refused


@pytest.mark.parametrize("path", sorted(WEB.rglob("*.js")), ids=lambda path: path.relative_to(WEB).as_posix())
def test_no_file_of_the_widget_makes_html_from_text(path: Path) -> None:
    assert PLACES_OF_HTML.findall(path.read_text(encoding="utf-8")) == []
