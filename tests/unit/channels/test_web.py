"""What the web channel does with requests and with turns that go wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels.web import MAX_BODY, BadRequest, WebChannel

Handler = Callable[[UserMessage], Awaitable[Any]]


@pytest.fixture(scope="module")
def channel() -> WebChannel:
    return WebChannel(turn_seconds=0.2)


def saying(*messages: dict[str, Any]) -> Handler:
    async def handle(message: UserMessage) -> None:
        for each in messages:
            await message.output_channel.send_response(message.sender_id, dict(each))

    return handle


def hearing(heard: list[str]) -> Handler:
    async def handle(message: UserMessage) -> None:
        heard.append(message.text)
        await message.output_channel.send_response(message.sender_id, {"text": "ja"})

    return handle


async def failing(message: UserMessage) -> None:
    raise ValueError(message.text)


async def hanging(message: UserMessage) -> None:
    await asyncio.sleep(5)


async def warning_then_hanging(message: UserMessage) -> None:
    await message.output_channel.send_response(message.sender_id, {"text": "Bel 112", "custom": {"type": "emergency"}})
    await asyncio.sleep(5)


def answer(channel: WebChannel, message: str, handler: Handler) -> list[dict[str, Any]]:
    return asyncio.run(channel.answer("afzender", message, handler))


def test_text_buttons_and_data_of_one_message_share_one_element(channel: WebChannel) -> None:
    card = {"text": "eerst\n\ndan", "buttons": [{"title": "Ja", "payload": "ja"}], "custom": {"type": "confirm"}}
    assert answer(channel, "hallo", saying(card)) == [{"recipient_id": "afzender", **card}]


@pytest.mark.parametrize("handler", [saying(), saying({"text": ""}), failing, hanging])
def test_turn_without_an_answer_names_the_emergency_numbers(channel: WebChannel, handler: Handler) -> None:
    [element] = answer(channel, "hallo", handler)
    assert "112" in element["text"]
    assert "0800-2000" in element["text"]


def test_what_was_said_before_a_turn_broke_off_is_still_said(channel: WebChannel) -> None:
    first, second = answer(channel, "hallo", warning_then_hanging)
    assert first["custom"]["type"] == "emergency"
    assert "0800-2000" in second["text"]


def test_failing_turn_logs_the_kind_of_error_and_not_the_text(channel: WebChannel, caplog: pytest.LogCaptureFixture) -> None:
    answer(channel, "kanariepiet", failing)
    assert "ValueError" in caplog.text
    assert "kanariepiet" not in caplog.text


@pytest.mark.parametrize("message", ["/restart", "  //gevaar", '/casus{"indicator": "x"}', "\u200b/restart", "\n/ /restart", "\\/restart"])
def test_no_message_reaches_rasa_as_a_command(channel: WebChannel, message: str) -> None:
    heard: list[str] = []
    answer(channel, message, hearing(heard))
    assert not heard[0].startswith("/")


@pytest.mark.parametrize("message", ["", "   ", "\n\t", "\u0000\u0007", "\u200b\u200d", "/", " // "])
def test_message_without_text_gets_a_prompt(channel: WebChannel, message: str) -> None:
    heard: list[str] = []
    [element] = answer(channel, message, hearing(heard))
    assert "help" in element["text"]
    assert not heard


def test_message_of_the_greatest_length_is_read(channel: WebChannel) -> None:
    heard: list[str] = []
    answer(channel, "x" * 4_000, hearing(heard))
    assert len(heard[0]) == 4_000


def test_longer_message_gets_one_clear_element(channel: WebChannel) -> None:
    [element] = answer(channel, "x" * 20_000, failing)
    assert "te lang" in element["text"]
    assert "20000" in element["text"]


def test_removed_data_is_told_last(channel: WebChannel) -> None:
    heard: list[str] = []
    elements = answer(channel, "bel 06-12345678", hearing(heard))
    assert "12345678" not in heard[0]
    assert elements[-1]["custom"] == {"type": "privacy", "removed": {"telefoon": 1}}
    assert "telefoonnummer" in elements[-1]["text"]


def test_lone_surrogates_are_replaced(channel: WebChannel) -> None:
    heard: list[str] = []
    answer(channel, "a\ud800b", hearing(heard))
    heard[0].encode("utf-8")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe{}", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 50_000, 400),
        (json.dumps({"message": "hallo"}).encode(), 400),
        (json.dumps({"sender": "", "message": "hallo"}).encode(), 400),
        (json.dumps({"sender": 5, "message": "hallo"}).encode(), 400),
        (json.dumps({"sender": "x" * 129, "message": "hallo"}).encode(), 400),
        (json.dumps({"sender": "a b", "message": "hallo"}).encode(), 400),
        (json.dumps({"sender": "a\nb", "message": "hallo"}).encode(), 400),
        (json.dumps({"sender": "a"}).encode(), 400),
        (json.dumps({"sender": "a", "message": ["hallo"]}).encode(), 400),
        (json.dumps({"sender": "a", "message": {"text": "hallo"}}).encode(), 400),
        (json.dumps({"sender": "a", "message": None}).encode(), 400),
        (b'{"sender": "a", "message": ' + b"9" * 100_000 + b"}", 400),
        (b"x" * (MAX_BODY + 1), 413),
    ],
)
def test_unreadable_request_is_refused_with_a_sentence(channel: WebChannel, body: bytes, status: int) -> None:
    with pytest.raises(BadRequest) as refused:
        channel._read(body)
    assert refused.value.status == status
    assert refused.value.answer.endswith(".")


def test_readable_request_gives_sender_and_message(channel: WebChannel) -> None:
    assert channel._read(json.dumps({"sender": "a-1", "message": "höi"}).encode()) == ("a-1", "höi")
