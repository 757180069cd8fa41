"""Everybody can use it: by keyboard alone, with a screen reader, small, enlarged, in the dark, without motion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.answers import CASE
from tests.e2e.talk import answer_with, answered, say, violations

STATES = (
    *(
        "",
        CASE,
        "veilige vragen",
        "meldcode",
        "afwegingskader",
        "ja",
        "contact",
        "acuut",
        "gevaar",
        "dossiernotitie",
        "wat is mensenhandel",
    ),
    *("wis alles", "leeg", "onbekende kaart"),
)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ALWAYS_THERE = ("Wis alles", "Acuut gevaar", "Verstuur")


def open_everything(page: Page) -> None:
    """Unfolds what is folded: the explanations, the examples, a field for an answer."""
    page.locator("details:not([open]) > summary").evaluate_all("all => all.forEach(summary => summary.parentElement.open = true)")
    if page.locator(".note-answer").count():
        page.locator(".note-answer").first.click()


def cut_off(page: Page) -> list[str]:
    """What is wider than the window, or not wholly in it though it must always be."""
    wide = page.evaluate(
        """() => ['html', '#log', '.bar', '.composer'].filter(name => document.querySelector(name).scrollWidth > innerWidth)"""
    )
    return wide + [name for name in ALWAYS_THERE if not within(page, name)]


def within(page: Page, name: str) -> bool:
    box, size = page.get_by_role("button", name=name).bounding_box(), page.viewport_size
    assert size
    return (
        box is not None
        and box["x"] >= 0
        and box["y"] >= 0
        and box["x"] + box["width"] <= size["width"]
        and box["y"] + box["height"] <= size["height"]
    )


@pytest.mark.parametrize("message", STATES)
def test_every_state_passes_axe_in_light_and_dark_and_fits_320_pixels(page: Page, message: str) -> None:
    if message:
        say(page, message)
    open_everything(page)

    found = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found[scheme] = violations(page)
    page.set_viewport_size({"width": 320, "height": 568})

    assert found == {scheme: [] for scheme in SCHEMES}
    assert cut_off(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_a_long_conversation_while_an_answer_is_awaited(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 460, "height": 900})
    for message in (CASE, "veilige vragen", "signaal ondervoeding ja", "afwegingskader", "ja", "druk"):
        say(page, message)
    page.locator(".word").first.focus()
    page.route("**/webhooks/**", lambda route: None)
    page.get_by_role("button", name="Acuut gevaar").click()
    expect(page.locator(".busy.on")).to_be_visible()

    assert violations(page) == []


def test_text_of_twice_the_size_fits_and_all_can_be_reached(open_page: Callable[..., Page]) -> None:
    page = open_page(width=640, height=480, device_scale_factor=2)
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    for message in (CASE, "afwegingskader", "ja"):
        say(page, message)

    assert cut_off(page) == []
    assert page.evaluate("document.getElementById('log').clientHeight") >= 100


def test_spacing_of_text_as_people_set_it_cuts_nothing_off(open_page: Callable[..., Page]) -> None:
    page = open_page(width=400)
    page.evaluate("""() => { const sheet = new CSSStyleSheet(); document.adoptedStyleSheets.push(sheet);
        sheet.insertRule('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }'); }""")
    for message in (CASE, "meldcode", "contact"):
        say(page, message)

    assert page.evaluate("document.getElementById('log').scrollWidth <= 400")


def test_a_whole_conversation_goes_by_keyboard_alone(page: Page) -> None:
    def tab_to(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == name:
                return
        pytest.fail(f"Tab does not reach {name}")

    page.keyboard.type(CASE)
    page.keyboard.press("Enter")
    answered(page)
    page.locator("#log").focus()
    tab_to("Weet ik niet")
    page.keyboard.press("Enter")
    answered(page)
    expect(page.locator(".turn.bot:focus")).to_have_count(1)
    page.get_by_label("Uw bericht").focus()
    page.keyboard.type("veilige vragen")
    page.keyboard.press("Enter")
    answered(page)
    page.locator(".turn.bot").last.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".progress").last).to_have_text("1 van 4 gesteld")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("goed")
    page.keyboard.press("Escape")
    expect(page.locator(".note-answer").first).to_be_focused()
    tab_to("Meldcode")
    page.keyboard.press("Enter")
    answered(page)
    tab_to("Afwegingskader")
    page.keyboard.press("Enter")
    answered(page)
    tab_to("Ja")
    page.keyboard.press("Enter")
    answered(page)

    expect(page.locator(".turn.bot:focus .card.outcome")).to_contain_text("Melden bij Veilig Thuis")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "tel:08002000"


def test_focus_can_be_seen_wherever_it_is(page: Page) -> None:
    for message in (CASE, "meldcode"):
        say(page, message)
    page.locator("#log").focus()

    for _ in range(30):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3)(getComputedStyle(document.activeElement))"
        )
        assert shown or page.evaluate("document.activeElement === document.body")


def test_after_typing_the_cursor_stays_and_after_pressing_the_answer_has_the_focus(page: Page) -> None:
    say(page, CASE)
    expect(page.get_by_label("Uw bericht")).to_be_focused()

    page.get_by_role("button", name="Veilige vragen").click()
    answered(page)

    expect(page.locator(".turn.bot:focus .card.questions")).to_have_count(1)


def test_the_history_is_a_log_and_typing_is_not_read_back(page: Page) -> None:
    say(page, CASE)

    log = page.get_by_role("log", name="Gesprek")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log.locator("article.user")).to_have_attribute("aria-live", "off")
    expect(log.locator("article.bot .sr-only").first).to_have_text("Signaalwijzer: ")


def test_waiting_is_shown_and_said(page: Page) -> None:
    page.route("**/webhooks/**", lambda route: None)
    page.get_by_label("Uw bericht").fill("hallo")
    page.keyboard.press("Enter")

    expect(page.locator(".busy.on .dots")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Signaalwijzer schrijft")).to_have_count(1)


def test_nothing_moves_for_who_wants_no_motion(open_page: Callable[..., Page]) -> None:
    page = open_page(reduced_motion="reduce")
    page.route("**/webhooks/**", lambda route: None)
    page.get_by_label("Uw bericht").fill("hallo")
    page.keyboard.press("Enter")

    expect(page.locator(".dots i").first).to_have_css("animation-name", "none")


def test_a_long_answer_is_shown_from_its_start(page: Page) -> None:
    answer_with(page, {"text": "\n\n".join(f"Alinea {i}" for i in range(60))})
    say(page, "vertel")

    expect(page.get_by_text("Alinea 0", exact=True)).to_be_in_viewport()


def test_the_skip_link_leads_to_the_field(page: Page) -> None:
    page.get_by_role("link", name="Naar het invoerveld").focus()
    expect(page.get_by_role("link", name="Naar het invoerveld")).to_be_in_viewport()

    page.keyboard.press("Enter")

    expect(page.get_by_label("Uw bericht")).to_be_focused()
