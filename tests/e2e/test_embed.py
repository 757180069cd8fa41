"""The widget in another page: one line, a button at the corner, a panel; and where it is served from."""

from __future__ import annotations

from collections.abc import Callable
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.e2e.answers import CASE
from tests.e2e.talk import say, violations

Open = Callable[..., Page]


@pytest.fixture
def intranet(backend: str) -> str:
    """The intranet is another origin than the widget."""
    return backend.replace("127.0.0.1", "localhost")


def widget(page: Page) -> Frame:
    """Opens the panel and returns what is in it."""
    page.get_by_role("button", name="Niet pluis?").click()
    expect(page.frame_locator("iframe").get_by_label("Uw bericht")).to_be_focused()
    return page.frames[-1]


def test_one_line_gives_a_button_that_opens_the_panel_with_its_own_title_and_greeting(open_page: Open, intranet: str) -> None:
    page = open_page("/intranet", base=intranet)
    assert len(page.frames) == 1

    inside = widget(page)

    expect(page.get_by_role("dialog", name="Niet pluis?")).to_be_visible()
    expect(inside.get_by_role("heading", level=1)).to_have_text("Niet pluis?")
    expect(inside.get_by_role("heading", level=2)).to_have_text("Welkom, <b>collega</b>")
    assert page.locator(".panel").bounding_box()["x"] < 100  # type: ignore[index]
    say(inside, CASE)
    expect(inside.locator(".card.signals")).to_be_visible()


def test_escape_closes_the_panel_focus_returns_and_the_conversation_stays(open_page: Open, intranet: str) -> None:
    page = open_page("/intranet", base=intranet)
    inside = widget(page)
    say(inside, "hallo")
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_be_hidden()
    expect(page.get_by_role("button", name="Niet pluis?")).to_be_focused()

    page.keyboard.press("Enter")

    expect(inside.locator(".log")).to_contain_text("U zei: hallo")
    expect(inside.get_by_label("Uw bericht")).to_be_focused()
    inside.get_by_role("button", name="Sluit").click()
    expect(page.get_by_role("button", name="Niet pluis?")).to_be_focused()


def test_escape_closes_a_note_at_a_word_before_the_panel(open_page: Open, intranet: str) -> None:
    page = open_page("/intranet", base=intranet)
    inside = widget(page)
    say(inside, CASE)
    inside.locator(".word").first.focus()
    expect(inside.locator(".tip")).to_be_visible()

    page.keyboard.press("Escape")

    expect(inside.locator(".tip")).to_be_hidden()
    expect(page.locator(".panel")).to_be_visible()


def test_a_server_that_is_gone_is_said_in_the_panel_with_the_numbers(open_page: Open, intranet: str) -> None:
    page = open_page("/intranet", base=intranet)
    page.route("**/signaalwijzer/", lambda route: route.abort())
    page.clock.install()
    page.get_by_role("button", name="Niet pluis?").click()
    expect(page.get_by_text("Signaalwijzer wordt geladen")).to_be_visible()
    page.clock.fast_forward(8_100)

    expect(page.get_by_text("Signaalwijzer is nu niet bereikbaar.")).to_be_visible()
    expect(page.locator(".notice a[href='tel:112']")).to_be_visible()
    expect(page.locator(".notice a[href='tel:08002000']")).to_be_visible()
    assert violations(page) == []
    page.unroute_all()
    page.get_by_role("button", name="Probeer opnieuw").click()

    expect(page.frame_locator("iframe").get_by_label("Uw bericht")).to_be_focused()


def test_the_panel_fills_a_small_screen(open_page: Open, intranet: str) -> None:
    page = open_page("/intranet", base=intranet, width=320, height=568)
    widget(page)

    assert page.locator(".panel").bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 568}
    expect(page.frame_locator("iframe").get_by_role("button", name="Sluit")).to_be_in_viewport(ratio=1)


def test_the_intranet_page_and_the_panel_are_accessible(open_page: Open, intranet: str) -> None:
    page = open_page("/intranet", base=intranet)
    assert violations(page) == []
    widget(page)

    assert violations(page) == []


def test_the_intranet_page_gets_no_more_than_the_button(open_page: Open, intranet: str) -> None:
    page = open_page("/intranet", base=intranet)
    widget(page)

    assert page.evaluate("Object.keys(globalThis).filter(name => name.toLowerCase().includes('signaal'))") == ["signaalwijzerTeksten"]
    assert page.locator("body").evaluate("body => body.children.length") == 3
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_no_page_but_those_allowed_can_embed_it(open_page: Open, backend: str) -> None:
    with urlopen(f"{backend}/signaalwijzer/", timeout=10) as answer:
        policy = answer.headers["Content-Security-Policy"]

    assert policy.endswith(f"frame-ancestors 'self' {backend.replace('127.0.0.1', 'localhost')}")


def test_it_works_below_a_path(open_page: Open, backend: str) -> None:
    page = open_page("/praktijk/hulp/signaalwijzer/")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        say(page, "hallo")

    assert sent.value.url == f"{backend}/praktijk/hulp/webhooks/rest/webhook"
    expect(page.locator(".turn.bot")).to_contain_text("U zei: hallo")


def test_it_embeds_from_below_a_path(open_page: Open, intranet: str) -> None:
    page = open_page("/intranet?below", base=intranet)

    say(widget(page), "hallo")

    expect(page.frame_locator("iframe").locator(".turn.bot")).to_contain_text("U zei: hallo")


def test_nothing_is_kept_in_the_browser_and_conversation_is_not_cached(page: Page) -> None:
    with page.expect_response(lambda response: response.request.method == "POST") as received:
        say(page, CASE)

    assert received.value.headers["cache-control"] == "no-store"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert page.context.cookies() == []
    assert "cookie" not in received.value.request.headers


def test_the_page_has_no_inline_script_or_style(page: Page) -> None:
    say(page, CASE)

    assert page.locator("script:not([src]), style").count() == 0
    # The note at a word is placed by script; nothing else has a style of its own.
    assert page.locator("[style]:not(.tip)").count() == 0


def test_every_module_is_asked_for_at_once(page: Page, backend: str) -> None:
    with urlopen(Request(f"{backend}/signaalwijzer/"), timeout=10) as answer:
        head = answer.read().decode()
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name).filter(name => name.endsWith('.js'))")

    assert [name for name in loaded if f'"{name.partition("/signaalwijzer/")[2]}"' not in head] == []
    assert len(loaded) == head.count('.js"')
