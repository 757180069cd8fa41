"""The widget in a real browser, against canned answers."""

from __future__ import annotations

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.answers import CASE

STATES = (
    *("", CASE, "veilige vragen", "meldcode", "afwegingskader", "ja", "acuut"),
    *("dossiernotitie", "wat is mensenhandel", "wis alles", "stil"),
)


def say(page: Page, message: str) -> None:
    page.get_by_label("Uw bericht").fill(message)
    page.keyboard.press("Enter")
    expect(page.locator(".busy")).not_to_have_class("busy on")


def test_case_text_is_marked_and_signals_are_grouped(page: Page) -> None:
    say(page, CASE)

    expect(page.locator(".user .mark.present").first).to_contain_text("19 jaar")
    expect(page.locator(".user .mark.absent")).to_contain_text("drugs")
    expect(page.locator(".card.signals")).to_contain_text("Fysieke indicatoren")
    expect(page.locator(".card.signals .absent")).to_contain_text("drugsgebruik")
    expect(page.locator(".tag.unsure")).to_have_text("onzeker")


def test_a_whole_turn_goes_by_keyboard_alone(page: Page) -> None:
    page.keyboard.type(CASE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Weet ik niet")).to_be_visible()

    page.get_by_role("button", name="Ja", exact=True).focus()
    page.keyboard.press("Enter")

    expect(page.locator(".card.outcome")).to_contain_text("Melden bij Veilig Thuis")


def test_hostile_text_stays_text(page: Page) -> None:
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))

    say(page, "vijandig")

    expect(page.locator(".log")).to_contain_text("<script>alert(2)</script>")
    assert page.locator(".log img, .log script, .log b, .log i, .log a[href^=javascript], .log a[href^=data]").count() == 0


def test_emergency_is_shown_first(page: Page) -> None:
    say(page, "gevaar")

    expect(page.locator(".turn.bot .card").first).to_have_class("card emergency")
    expect(page.locator(".card.emergency a[href='tel:112']")).to_be_visible()


def test_wis_alles_clears_the_screen_and_says_so(page: Page) -> None:
    say(page, CASE)

    page.get_by_role("button", name="Wis alles").click()

    expect(page.locator(".card.forgotten")).to_contain_text("Alles is gewist")
    expect(page.locator(".log")).not_to_contain_text("paspoort")


def test_nothing_is_kept_in_the_browser(page: Page) -> None:
    say(page, CASE)

    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


@pytest.mark.parametrize("message", STATES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, message: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    if message:
        say(page, message)

    result = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})

    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in result["violations"]] == []


@pytest.mark.parametrize("message", STATES)
def test_nothing_is_wider_than_320_pixels(page: Page, message: str) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    if message:
        say(page, message)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("document.getElementById('log').scrollWidth") <= 320
