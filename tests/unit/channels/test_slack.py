"""The Slack channel against a faithful Slack on loopback: what it lets in, what it passes on, what it shows."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest

from bot.channels.calls import Calls
from bot.channels.slack import SlackChannel, plain_text
from bot.channels.surface import Surface, SwitchedOff
from tests.surfaces import slack
from tests.surfaces.loopback import until
from tests.surfaces.serving import Conversation, serving
from tests.surfaces.slack import FORM, FakeSlack, click, direct_message, home_opened, mention, signed

JSON = "application/json"
MENU = [{"title": f"Knop {number}", "payload": f"woord {number}"} for number in range(30)]


async def no_wait(_: float) -> None:
    """Wait no time at all between two tries."""


class Practice:
    """The channel as it runs, with both of its sides in reach of a test."""

    def __init__(self, fake: FakeSlack, conversation: Conversation, url: str, http: aiohttp.ClientSession) -> None:
        self.slack = fake
        self.conversation = conversation
        self.url = url
        self._http = http

    async def send(self, payload: dict[str, Any], content_type: str = JSON, **signing: Any) -> int:
        body = json.dumps(payload).encode()
        return await self.send_raw(body, signed(body, content_type, **signing))

    async def send_raw(self, body: bytes, headers: dict[str, str]) -> int:
        async with self._http.post(self.url, data=body, headers=headers) as answer:
            return answer.status

    async def click(self, value: str, message: dict[str, Any], number: int = 1, **more: Any) -> int:
        body = click(value, message, number, **more)
        return await self.send_raw(body, signed(body, FORM))

    async def posts(self, count: int) -> list[dict[str, Any]]:
        """Wait for so many messages in the conversation, and give them."""
        await until(lambda: len(self.slack.posted) >= count, f"{count} messages, there are {self.slack.calls}")
        return self.slack.posted

    async def settled(self, number: int = 900) -> None:
        """Wait until everything that was sent before is dealt with, by sending one more."""
        await self.send(direct_message("tot slot", number))
        await until(lambda: any("tot slot" in post["text"] for post in self.slack.posted), "the last message")


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    with FakeSlack() as running:
        yield running


@pytest.fixture
async def practice(fake: FakeSlack) -> AsyncIterator[Practice]:
    conversation = Conversation()
    channel = SlackChannel(
        slack.TOKEN,
        slack.SIGNING_SECRET,
        surface=Surface("Slack", "docs/slack.md", turn_seconds=0.5),
        calls=Calls(seconds=2, sleep=no_wait),
        api_url=fake.api_url,
    )
    async with serving(channel, conversation) as url, aiohttp.ClientSession() as http:
        yield Practice(fake, conversation, url, http)
    assert fake.faults == []


async def test_direct_message_is_answered_where_it_was_typed(practice: Practice) -> None:
    assert await practice.send(direct_message("Meisje van 17, bang voor haar vriend")) == 200
    [answer, notice] = await practice.posts(2)
    assert answer["channel"] == slack.DIRECT
    assert answer["text"] == "Gehoord: Meisje van 17, bang voor haar vriend"
    assert "niet anoniem" in notice["text"]
    assert "thread_ts" not in answer


async def test_first_message_says_once_that_slack_is_not_anonymous(practice: Practice) -> None:
    await practice.send(direct_message("een", 1))
    await practice.posts(2)
    await practice.send(direct_message("twee", 2))
    assert [post["text"] for post in await practice.posts(3)][2] == "Gehoord: twee"


async def test_message_in_a_thread_is_answered_in_that_thread(practice: Practice) -> None:
    await practice.send(direct_message("hallo", thread_ts="1699999999.000001"))
    assert (await practice.posts(1))[0]["thread_ts"] == "1699999999.000001"


async def test_nothing_is_unfurled(practice: Practice) -> None:
    await practice.send(direct_message("hallo"))
    post = (await practice.posts(1))[0]
    assert post["unfurl_links"] is False
    assert post["unfurl_media"] is False


async def test_sender_tells_nothing_about_the_user_and_lasts(practice: Practice) -> None:
    await practice.send(direct_message("een", 1))
    await practice.send(direct_message("twee", 2))
    await practice.posts(3)
    first, second = (message.sender_id for message in practice.conversation.heard)
    assert first == second
    assert not any(part in first for part in (slack.USER, slack.DIRECT))
    assert all(message.metadata is None for message in practice.conversation.heard)


def test_sender_differs_from_start_to_start() -> None:
    first, second = (Surface("Slack", "docs/slack.md") for _ in range(2))
    assert first.sender(slack.USER) != second.sender(slack.USER)


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"])
async def test_content_type_may_have_parameters(practice: Practice, content_type: str) -> None:
    assert await practice.send(direct_message("hallo"), content_type) == 200
    await practice.posts(1)


@pytest.mark.parametrize(
    ("signing", "why"),
    [
        ({"secret": "0" * 32}, "another secret"),
        ({"at": time.time() - 600}, "too old"),
        ({"at": time.time() + 600}, "from the future"),
    ],
)
async def test_request_that_is_not_well_signed_is_refused(practice: Practice, signing: dict[str, Any], why: str) -> None:
    assert await practice.send(direct_message("hallo"), **signing) == 401, why
    await practice.settled()
    assert practice.conversation.texts == ["tot slot"]


@pytest.mark.parametrize("name", ["X-Slack-Signature", "X-Slack-Request-Timestamp"])
@pytest.mark.parametrize("value", [None, "", "v0=", "v0=é", "nan", "1e3"])
async def test_request_without_a_usable_signature_is_refused(practice: Practice, name: str, value: str | None) -> None:
    body = json.dumps(direct_message("hallo")).encode()
    headers = signed(body, JSON)
    del headers[name]
    if value is not None:
        headers[name] = value
    assert await practice.send_raw(body, headers) == 401


async def test_body_that_was_changed_after_signing_is_refused(practice: Practice) -> None:
    body = json.dumps(direct_message("hallo")).encode()
    assert await practice.send_raw(body.replace(b"hallo", b"wissel"), signed(body, JSON)) == 401


async def test_challenge_is_answered_only_when_signed(practice: Practice) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1aB", "token": "x"}).encode()
    async with aiohttp.ClientSession() as http:
        async with http.post(practice.url, data=body, headers=signed(body, JSON)) as answer:
            assert await answer.json() == {"challenge": "3eZbrw1aB"}
        async with http.post(practice.url, data=body, headers=signed(body, JSON, secret="x" * 32)) as answer:
            assert answer.status == 401


ODD_BODIES = {
    "broken": (b"{", JSON, 400),
    "list": (b"[]", JSON, 400),
    "not UTF-8": (b"\xff\xfe", JSON, 400),
    "deep": (b"[" * 100_000, JSON, 400),
    "form with broken JSON": (b"payload=%7B", FORM, 400),
    "form without payload": (b"other=1", FORM, 400),
    "other kind": (b"{}", "text/plain", 400),
    "empty": (b"{}", JSON, 200),
    "event is a number": (b'{"type": "event_callback", "event": 3}', JSON, 200),
    "user is a list": (b'{"type": "event_callback", "event": {"type": "message", "channel": 7, "user": []}}', JSON, 200),
    "no action": (b'{"type": "block_actions", "actions": []}', JSON, 200),
    "odd action": (b'{"type": "block_actions", "actions": [4], "message": 1, "channel": 2, "user": 3}', JSON, 200),
    "too large": (b" " * 600_000, JSON, 413),
}


@pytest.mark.parametrize(("body", "content_type", "status"), ODD_BODIES.values(), ids=ODD_BODIES)
async def test_odd_but_signed_bodies_do_no_harm(practice: Practice, body: bytes, content_type: str, status: int) -> None:
    assert await practice.send_raw(body, signed(body, content_type)) == status
    await practice.settled()
    assert practice.conversation.texts == ["tot slot"]


async def test_event_that_comes_again_is_answered_once(practice: Practice) -> None:
    for _ in range(3):
        assert await practice.send(direct_message("eenmaal")) == 200
    await practice.settled()
    assert practice.conversation.texts == ["eenmaal", "tot slot"]


async def test_same_message_under_another_event_id_is_answered_once(practice: Practice) -> None:
    again = {**direct_message("eenmaal"), "event_id": "EvOther"}
    await practice.send(direct_message("eenmaal"))
    await practice.send(again)
    await practice.settled()
    assert practice.conversation.texts == ["eenmaal", "tot slot"]


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B123"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"channel_type": "mpim", "channel": "G012"},
        {"channel_type": "channel", "channel": slack.CHANNEL},
        {"type": "reaction_added"},
    ],
)
async def test_what_is_no_direct_message_of_a_person_is_ignored(practice: Practice, more: dict[str, Any]) -> None:
    assert await practice.send(direct_message("niet voor mij", **more)) == 200
    await practice.settled()
    assert practice.conversation.texts == ["tot slot"]


async def test_mention_in_a_channel_gets_one_invitation_that_only_its_author_sees(practice: Practice) -> None:
    for _ in range(2):
        await practice.send(mention("meisje van 17, blauwe plekken"))
    await practice.settled()
    [invitation] = practice.slack.of("chat.postEphemeral")
    assert invitation["channel"] == slack.CHANNEL
    assert invitation["user"] == slack.USER
    assert "direct bericht" in invitation["text"]
    assert "112" in invitation["text"]
    assert practice.conversation.texts == ["tot slot"]


async def test_opening_the_conversation_brings_a_greeting_once(practice: Practice) -> None:
    await practice.send(home_opened(1))
    await practice.send(home_opened(2))
    await practice.send(home_opened(3, tab="home"))
    await practice.settled()
    greeting, *rest = practice.slack.posted
    assert "niet anoniem" in greeting["text"]
    assert "0800-2000" in greeting["text"]
    assert greeting["blocks"][-1]["elements"][0]["value"] == "casus"
    assert [post["text"] for post in rest] == ["Gehoord: tot slot"]


async def test_button_says_its_word_and_shows_what_was_chosen(practice: Practice) -> None:
    practice.conversation.answers = [{"text": "**Kiest u?**", "buttons": [{"title": "Veilige <vragen>", "payload": "veilige vragen"}]}]
    await practice.send(direct_message("menu"))
    [question, _] = await practice.posts(2)
    assert await practice.click("veilige vragen", question) == 200
    await until(lambda: practice.slack.of("chat.update"), "the message is changed")
    assert practice.conversation.texts == ["menu", "veilige vragen"]
    [update] = practice.slack.of("chat.update")
    assert [block["type"] for block in update["blocks"]] == ["section", "context"]
    assert "U koos: Veilige &lt;vragen&gt;" in update["text"]


async def test_double_click_counts_once_and_replay_not_at_all(practice: Practice) -> None:
    practice.conversation.answers = [{"text": "Vraag", "buttons": [{"title": "Ja", "payload": "ja"}, {"title": "Nee", "payload": "nee"}]}]
    await practice.send(direct_message("menu"))
    question = (await practice.posts(1))[0]
    await practice.click("ja", question, 1)
    await practice.click("ja", question, 2)
    await practice.click("ja", question, 1)
    await practice.click("nee", question, 3)
    await until(lambda: len(practice.slack.of("chat.update")) == 2, "both buttons")
    assert practice.conversation.texts == ["menu", "ja", "nee"]


async def test_button_outside_a_direct_message_does_nothing(practice: Practice) -> None:
    practice.conversation.answers = [{"text": "Vraag", "buttons": [{"title": "Ja", "payload": "ja"}]}]
    await practice.send(direct_message("menu"))
    question = (await practice.posts(1))[0]
    assert await practice.click("ja", question, channel=slack.CHANNEL) == 200
    await practice.send(direct_message("tot slot", 2))
    await until(lambda: len(practice.conversation.heard) == 2, "the last message")
    assert practice.conversation.texts == ["menu", "tot slot"]


async def test_thirty_buttons_are_all_shown_and_all_work(practice: Practice) -> None:
    practice.conversation.answers = [{"text": "Kies", "buttons": MENU}]
    await practice.send(direct_message("menu"))
    question = (await practice.posts(1))[0]
    shown = [element["value"] for block in question["blocks"] for element in block.get("elements", ())]
    assert shown == [button["payload"] for button in MENU]
    await practice.click("woord 29", question)
    await until(lambda: practice.conversation.texts == ["menu", "woord 29"], "the last button")


@pytest.mark.parametrize("text", ["/restart", '/casus{"indicator": "letsel"}', "&lt;/restart", "\\/stop"])
async def test_no_message_becomes_a_command_of_rasa(practice: Practice, text: str) -> None:
    await practice.send(direct_message(text))
    await until(lambda: practice.conversation.heard, "the message")
    assert not practice.conversation.texts[0].startswith("/")


async def test_no_button_becomes_a_command_of_rasa(practice: Practice) -> None:
    practice.conversation.answers = [{"text": "Kies", "buttons": [{"title": "Kwaad", "payload": "/restart"}]}]
    await practice.send(direct_message("menu"))
    await practice.click("/restart", (await practice.posts(1))[0])
    await until(lambda: practice.conversation.texts == ["menu", "restart"], "the click")


async def test_identifying_data_goes_before_the_conversation_hears_it(practice: Practice) -> None:
    await practice.send(direct_message("BSN 111222333, bel <tel:0612345678|06-12345678>, mail <mailto:a@b.nl|a@b.nl>, zegt <@U999|jan>"))
    posts = await practice.posts(2)
    heard = practice.conversation.texts[0]
    assert not any(part in heard for part in ("111222333", "12345678", "a@b.nl", "U999", "jan"))
    assert heard.count("[") >= 4
    assert "weggehaald" in posts[1]["text"]


async def test_attachment_is_refused_kindly_and_its_message_heard(practice: Practice) -> None:
    await practice.send(
        direct_message("zie foto", subtype="file_share", files=[{"id": "F1", "url_private": "https://files.slack.com/x.jpg"}])
    )
    answer, refusal, _ = await practice.posts(3)
    assert answer["text"] == "Gehoord: zie foto"
    assert "bijlage" in refusal["text"]
    assert "112" in refusal["text"]


async def test_attachment_alone_is_refused_without_a_turn(practice: Practice) -> None:
    await practice.send(direct_message("", subtype="file_share", files=[{"id": "F1"}]))
    assert "bijlage" in (await practice.posts(1))[0]["text"]
    assert practice.conversation.heard == []


@pytest.mark.parametrize("answers", [[], [{"text": ""}], [{"custom": {"type": "faq"}}], [{"text": "# \n- "}]])
async def test_silence_is_answered_with_the_emergency_numbers(practice: Practice, answers: list[dict[str, Any]]) -> None:
    practice.conversation.answers = answers
    await practice.send(direct_message("hallo"))
    text = (await practice.posts(1))[0]["text"]
    assert "112" in text
    assert "0800-2000" in text


async def test_conversation_that_hangs_or_fails_is_answered_for(practice: Practice, caplog: pytest.LogCaptureFixture) -> None:
    async def hang() -> None:
        await asyncio.sleep(30)

    async def fail() -> None:
        raise ValueError("kanariepiet")

    practice.conversation.before = hang
    await practice.send(direct_message("kanariepiet", 1))
    practice.conversation.before = fail
    assert "0800-2000" in (await practice.posts(2))[0]["text"]
    await practice.send(direct_message("kanariepiet", 2))
    assert "0800-2000" in (await practice.posts(3))[2]["text"]
    assert "kanariepiet" not in caplog.text


async def test_message_that_is_too_long_is_not_read_and_says_so(practice: Practice) -> None:
    await practice.send(direct_message("woord " * 1_000))
    text = (await practice.posts(1))[0]["text"]
    assert "te lang" in text
    assert "112" in text
    assert practice.conversation.heard == []


async def test_long_answer_becomes_messages_that_hold_all_of_it_in_order(practice: Practice) -> None:
    paragraphs = [f"Alinea {number}. " + "woord " * 90 for number in range(30)]
    practice.conversation.answers = [{"text": "\n\n".join(paragraphs), "buttons": MENU[:3]}]
    await practice.send(direct_message("lang"))
    await until(lambda: any("niet anoniem" in post["text"] for post in practice.slack.posted), "the notice after it")
    *posts, last, _ = practice.slack.posted
    assert " ".join(post["text"] for post in [*posts, last]).split() == " ".join(paragraphs).split()
    assert [post["blocks"][-1]["type"] for post in posts] == ["section"] * len(posts)
    assert last["blocks"][-1]["type"] == "actions"


async def test_wiping_says_that_slack_still_has_the_messages(practice: Practice) -> None:
    practice.conversation.answers = [{"text": "Alles is gewist.", "custom": {"type": "forgotten"}}]
    await practice.send(direct_message("wis alles"))
    assert "kan ik niet wissen" in (await practice.posts(2))[1]["text"]


async def test_messages_of_one_person_are_answered_in_order(practice: Practice) -> None:
    async def slow_first() -> None:
        await asyncio.sleep(0.2 if len(practice.conversation.heard) == 1 else 0)

    practice.conversation.before = slow_first
    for number in range(1, 6):
        await practice.send(direct_message(f"bericht {number}", number))
    texts = [post["text"] for post in await practice.posts(6) if post["text"].startswith("Gehoord")]
    assert texts == [f"Gehoord: bericht {number}" for number in range(1, 6)]


async def test_flood_of_one_person_is_put_off_and_taken_later(practice: Practice) -> None:
    async def slow() -> None:
        await asyncio.sleep(0.05)

    practice.conversation.before = slow
    statuses = [await practice.send(direct_message(f"bericht {number}", number)) for number in range(1, 40)]
    assert set(statuses) == {200, 503}
    late = statuses.index(503) + 1
    await until(lambda: len(practice.conversation.heard) == statuses.count(200), "what was taken")
    assert await practice.send(direct_message(f"bericht {late}", late)) == 200
    await until(lambda: f"bericht {late}" in practice.conversation.texts, "what was sent again")


async def test_rate_limit_is_waited_for(practice: Practice) -> None:
    practice.slack.fail(429, "ratelimited", Retry_After="1")
    await practice.send(direct_message("hallo"))
    assert (await practice.posts(1))[0]["text"] == "Gehoord: hallo"


async def test_service_that_asks_for_too_long_a_wait_is_not_hammered(practice: Practice, caplog: pytest.LogCaptureFixture) -> None:
    practice.slack.fail(429, "ratelimited", Retry_After="3600")
    await practice.send(direct_message("hallo"))
    await practice.settled(2)
    assert "Gehoord: hallo" not in [post["text"] for post in practice.slack.posted]
    assert "ratelimited" in caplog.text


async def test_blocks_that_slack_refuses_are_shown_as_text(practice: Practice, caplog: pytest.LogCaptureFixture) -> None:
    practice.slack.fail(error="invalid_blocks")
    await practice.send(direct_message("kanariepiet"))
    post = (await practice.posts(1))[0]
    assert post["text"] == "Gehoord: kanariepiet"
    assert "blocks" not in post
    assert "invalid_blocks" in caplog.text
    assert "kanariepiet" not in caplog.text


async def test_hostile_words_are_shown_literally(practice: Practice) -> None:
    practice.conversation.answers = [{"text": '- signaal ("<!channel> <@U1> *vet* _s_ `c` <https://kwaad.nl|klik> & ~x~")'}]
    await practice.send(direct_message("hallo"))
    post = (await practice.posts(1))[0]
    written = post["blocks"][0]["text"]["text"]
    assert "&lt;!channel&gt; &lt;@U1&gt;" in written
    assert not any(mark in written for mark in ("*", "_", "`", "~"))
    assert "kwaad.nl" in written
    assert "<https" not in written.replace("<https://kwaad.nl|https://kwaad.nl>", "")


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("<https://www.knmg.nl|knmg.nl>", "knmg.nl"),
        ("<https://www.knmg.nl>", "https://www.knmg.nl"),
        ("<!here> hallo", "hallo"),
        ("<#C024|algemeen> hallo", "hallo"),
        ("<@U024BE7LH> zegt", "[naam] zegt"),
    ],
)
def test_what_slack_writes_is_read_as_it_was_typed(written: str, typed: str) -> None:
    assert plain_text(written) == typed


class TestSettings:
    """What the environment says about Slack."""

    @pytest.fixture(autouse=True)
    def _no_settings(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
            monkeypatch.delenv(name, raising=False)

    def test_without_any_it_is_off_and_silent(self, caplog: pytest.LogCaptureFixture) -> None:
        assert isinstance(SlackChannel.from_credentials({}), SwitchedOff)
        assert caplog.text == ""

    @pytest.mark.parametrize(
        ("token", "secret", "named"),
        [
            (slack.TOKEN, "", "SLACK_SIGNING_SECRET"),
            ("", slack.SIGNING_SECRET, "SLACK_BOT_TOKEN"),
            ("xapp-1-A-2-b", slack.SIGNING_SECRET, "SLACK_BOT_TOKEN"),
            (slack.TOKEN, "geheim", "SLACK_SIGNING_SECRET"),
        ],
    )
    def test_with_a_part_or_with_odd_ones_it_says_so_and_is_off(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, token: str, secret: str, named: str
    ) -> None:
        monkeypatch.setenv("SLACK_BOT_TOKEN", token)
        monkeypatch.setenv("SLACK_SIGNING_SECRET", secret)
        assert isinstance(SlackChannel.from_credentials({}), SwitchedOff)
        [record] = caplog.records
        assert record.levelname == "ERROR"
        assert named in record.getMessage()
        assert "docs/slack.md" in record.getMessage()
        assert not any(value and value in caplog.text for value in (token, secret))

    def test_with_all_it_is_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SLACK_BOT_TOKEN", slack.TOKEN)
        monkeypatch.setenv("SLACK_SIGNING_SECRET", f" {slack.SIGNING_SECRET}\n")
        assert isinstance(SlackChannel.from_credentials({"turn_seconds": 5}), SlackChannel)

    async def test_what_is_off_has_no_address(self) -> None:
        async with serving(SwitchedOff("slack"), Conversation()) as url, aiohttp.ClientSession() as http, http.post(url) as answer:
            assert answer.status == 404

    async def test_wrong_token_shows_in_the_log_at_the_start(self, fake: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
        surface = Surface("Slack", "docs/slack.md")
        wrong = SlackChannel("xoxb-wrong", slack.SIGNING_SECRET, surface=surface, calls=Calls(sleep=no_wait), api_url=fake.api_url)
        async with serving(wrong, Conversation()):
            await until(lambda: "invalid_auth" in caplog.text, "the complaint")
        assert "xoxb-wrong" not in caplog.text

    async def test_unreachable_slack_shows_in_the_log_and_takes_nothing_down(self, caplog: pytest.LogCaptureFixture) -> None:
        surface = Surface("Slack", "docs/slack.md")
        calls = Calls(seconds=1, sleep=no_wait)
        alone = SlackChannel(slack.TOKEN, slack.SIGNING_SECRET, surface=surface, calls=calls, api_url="http://127.0.0.1:9/api")
        conversation = Conversation()
        async with serving(alone, conversation) as url, aiohttp.ClientSession() as http:
            body = json.dumps(direct_message("hallo")).encode()
            async with http.post(url, data=body, headers=signed(body, JSON)) as answer:
                assert answer.status == 200
            await until(lambda: "niet bereikbaar" in caplog.text and "not delivered" in caplog.text, "the complaints")
        assert conversation.texts == ["hallo"]
