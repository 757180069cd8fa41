"""What the widget says when the bot does not answer, and that nothing counts twice."""

from __future__ import annotations

from collections.abc import Callable
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.answers import CASE
from tests.e2e.talk import answered, say, turns


def numbers_are_there(page: Page) -> None:
    fault = page.locator(".fault, .lost").last
    expect(fault.locator("a[href='tel:112']")).to_be_visible()
    expect(fault.locator("a[href='tel:08002000']")).to_be_visible()


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("leeg", "Er kwam een leeg antwoord."),
        ("druk", "Er komen nu te veel berichten tegelijk binnen."),
        ("geweigerd", "Dit bericht kon niet worden verwerkt."),
        ("stuk", "Signaalwijzer is nu niet bereikbaar."),
    ],
)
def test_every_failure_is_said_in_dutch_with_the_numbers(page: Page, message: str, told: str) -> None:
    say(page, message)

    expect(page.locator(".fault")).to_contain_text(told)
    numbers_are_there(page)


def test_no_connection_is_said_and_can_be_retried(page: Page, backend: str) -> None:
    page.route("**/webhooks/**", lambda route: route.abort())
    say(page, "hallo daar")
    expect(page.locator(".fault")).to_contain_text("Signaalwijzer is nu niet bereikbaar.")
    numbers_are_there(page)
    page.unroute_all()

    page.get_by_role("button", name="Probeer opnieuw").click()

    expect(page.locator(".turn.bot").last).to_contain_text("U zei: hallo daar")
    expect(page.locator(".fault")).to_have_count(0)
    expect(page.locator(".user")).to_have_count(1)
    assert turns(backend).count("hallo daar") == 1


def test_a_retry_after_a_lost_answer_is_no_second_turn(page: Page, backend: str) -> None:
    before = turns(backend).count("stuk")
    say(page, "stuk")
    expect(page.locator(".fault")).to_be_visible()

    page.get_by_role("button", name="Probeer opnieuw").click()

    expect(page.locator(".turn.bot").last).to_contain_text("U zei: stuk")
    assert turns(backend).count("stuk") == before + 1


def test_what_was_said_after_a_failure_takes_its_retry_away(page: Page) -> None:
    say(page, "druk")
    say(page, "iets anders")

    expect(page.locator(".fault")).to_be_visible()
    expect(page.get_by_role("button", name="Probeer opnieuw")).to_have_count(0)


def test_a_slow_answer_is_said_after_ten_seconds_and_still_comes(open_page: Callable[..., Page], backend: str) -> None:
    page = open_page()
    page.clock.install()
    page.get_by_label("Uw bericht").fill("traag")
    page.keyboard.press("Enter")
    expect(page.locator(".busy.on")).to_be_visible()
    expect(page.locator(".busy")).to_have_text("Signaalwijzer schrijft")

    page.clock.fast_forward(10_100)

    expect(page.locator(".busy.slow")).to_contain_text("Het duurt langer dan normaal.")
    expect(page.locator(".busy.slow a[href='tel:112']")).to_be_visible()
    urlopen(f"{backend}/release", timeout=10).close()
    expect(page.locator(".turn.bot").last).to_contain_text("U zei: traag")


def test_an_answer_that_does_not_come_is_given_up_after_a_minute_and_a_retry_still_gets_it(
    open_page: Callable[..., Page], backend: str
) -> None:
    page = open_page()
    before = turns(backend).count("traag")
    page.clock.install()
    page.get_by_label("Uw bericht").fill("traag")
    page.keyboard.press("Enter")
    expect(page.locator(".busy.on")).to_be_visible()
    page.clock.fast_forward(60_100)
    expect(page.locator(".fault")).to_contain_text("Er kwam geen antwoord binnen een minuut.")
    numbers_are_there(page)

    page.get_by_role("button", name="Probeer opnieuw").click()
    urlopen(f"{backend}/release", timeout=10).close()

    expect(page.locator(".turn.bot").last).to_contain_text("U zei: traag")
    assert turns(backend).count("traag") == before + 1


def test_a_bot_that_was_restarted_is_told_the_case_again(page: Page, backend: str) -> None:
    second = "Ze werkt zes dagen per week voor haar vriend."
    say(page, CASE)
    say(page, second)
    urlopen(f"{backend}/restart", timeout=10).close()

    say(page, "meldcode")

    expect(page.locator(".card.meldcode")).to_be_visible()
    expect(page.locator(".lost")).to_contain_text("Wat u eerder vertelde, is daar niet meer bekend.")
    numbers_are_there(page)
    page.get_by_role("button", name="Vertel mijn casus opnieuw").click()
    answered(page)
    assert turns(backend)[-1] == f"{CASE}\n\n{second}"
    expect(page.locator(".lost")).to_have_count(0)
    say(page, "hallo")
    expect(page.locator(".lost")).to_have_count(0)


def test_messages_are_answered_in_the_order_in_which_they_were_said(page: Page) -> None:
    def late(route: Route) -> None:
        page.wait_for_timeout(150)
        route.continue_()

    page.route("**/webhooks/**", late)
    for message in ("eerst", "dan", "laatst"):
        page.get_by_label("Uw bericht").fill(message)
        page.keyboard.press("Enter")

    expect(page.locator(".turn.bot")).to_have_text(
        ["Signaalwijzer: U zei: eerst", "Signaalwijzer: U zei: dan", "Signaalwijzer: U zei: laatstHelp"]
    )


def test_wiping_works_here_when_the_server_is_gone_and_there_once_it_is_back(page: Page, backend: str) -> None:
    say(page, CASE)
    page.route("**/webhooks/**", lambda route: route.abort())
    page.get_by_role("button", name="Wis alles").click()
    expect(page.locator(".card.forgotten")).to_contain_text("De server is niet bereikbaar; daar vervalt het vanzelf na 30 minuten.")
    expect(page.locator(".log")).not_to_contain_text("paspoort")
    page.unroute_all()

    page.get_by_role("button", name="Wis ook op de server").click()

    expect(page.locator(".card.forgotten")).to_contain_text("hier en op de server")
    assert turns(backend)[-1] == "wis alles"


def test_wiping_does_not_wait_for_an_answer_that_is_on_its_way(page: Page, backend: str) -> None:
    page.get_by_label("Uw bericht").fill("traag")
    page.keyboard.press("Enter")
    expect(page.locator(".busy.on")).to_be_visible()

    page.get_by_role("button", name="Wis alles").click()

    expect(page.locator(".card.forgotten")).to_contain_text("Alles is gewist")
    urlopen(f"{backend}/release", timeout=10).close()
    say(page, "hallo")
    expect(page.locator(".log")).not_to_contain_text("traag")


def test_leaving_the_page_wipes_the_conversation(page: Page, backend: str) -> None:
    say(page, "hallo")

    page.goto("about:blank")

    page.wait_for_timeout(300)
    assert turns(backend)[-1] == "wis alles"


def test_leaving_the_page_before_anything_was_said_sends_nothing(page: Page, backend: str) -> None:
    before = turns(backend)

    page.goto("about:blank")

    page.wait_for_timeout(300)
    assert turns(backend) == before
