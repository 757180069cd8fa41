"""Nobody in: whatever is sent to an entrance is answered or refused with a sentence, and nothing else reaches the conversation.

`make test` sends 500 inputs, always the same; `make fuzz` sends new ones, as many as FUZZ_INPUTS says.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.intake import MAX_MESSAGE, Accepted, is_valid_sender, take_in
from bot.channels.privacy import redact
from bot.channels.texts import load_texts
from bot.channels.web import HEADERS, MAX_BODY, MAX_READ
from tests.safety.entrances import Entrances, Reply, request, serving_all

FUZZ = os.environ.get("FUZZ_INPUTS")
INPUTS = int(FUZZ or 500)
WEB = "/webhooks/rest/webhook"
QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture)


def share(percent: int) -> settings:
    """Settings for a test that takes a part of all inputs."""
    return settings(
        max_examples=max(1, INPUTS * percent // 100), deadline=None, derandomize=FUZZ is None, database=None, suppress_health_check=QUIET
    )


@pytest.fixture(scope="module")
def entrances() -> Iterator[Entrances]:
    import bot.nlu.spacy_nl  # noqa: F401 - what takes long is loaded before the first request, as in a running assistant

    with serving_all() as running:
        yield running


hostile = st.sampled_from(
    [
        "/restart",
        '/casus{"indicator": "x"}',
        "//gevaar",
        "\u200b/restart",
        "EXTERNAL: x",
        "\x00",
        "\ud800",
        "\r\nSet-Cookie: a=b",
        "../../etc/passwd",
        "${jndi:ldap://x}",
        "{{7*7}}",
        "<script>alert(1)</script>",
        "'; drop table contacts; --",
        "__proto__",
        "%s%n",
        "\u202e",
        "wis alles",
        "06-12345678",
        "A. " * 1_000,
        "a@" * 1_500,
        "1-" * 1_900,
        "van den " * 450,
    ]
)
texts = st.one_of(st.text(max_size=300), hostile, st.builds(lambda one, other: one + other, st.text(max_size=40), hostile))
senders = st.one_of(st.text(max_size=140), st.from_regex(r"[A-Za-z0-9_-]{1,32}", fullmatch=True), hostile)
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=12), inner, max_size=4)),
    max_leaves=12,
)
bodies = st.one_of(
    st.builds(lambda sender, message: json.dumps({"sender": sender, "message": message}).encode(), senders, texts),
    st.builds(
        lambda sender, message, more: json.dumps({**more, "sender": sender, "message": message}).encode(),
        json_values,
        json_values,
        st.dictionaries(st.text(max_size=8), json_values, max_size=3),
    ),
    st.builds(lambda value: json.dumps(value).encode(), json_values),
    st.binary(max_size=400),
    st.builds(lambda depth: b'{"sender": "a", "message": ' + b"[" * depth, st.integers(1, 60_000)),
    st.builds(
        lambda body, at, junk: body[:at] + junk + body[at:],
        st.just(b'{"sender": "afzender", "message": "hallo"}'),
        st.integers(0, 40),
        st.binary(max_size=6),
    ),
)


def assert_harmless(reply: Reply) -> None:
    """No answer shows what is inside."""
    assert reply.status < 500, reply
    assert b"Traceback" not in reply.body
    assert b"/site-packages/" not in reply.body


@share(44)
@given(body=bodies)
def test_the_web_entrance_answers_every_body_with_a_sentence(entrances: Entrances, body: bytes) -> None:
    entrances.conversation.heard.clear()
    reply = entrances.post(WEB, body)
    assert_harmless(reply)
    assert reply.status in (200, 400, 413)
    assert all(element["text"].strip() for element in reply.elements)
    assert reply.elements
    assert {name: reply.headers.get(name.lower()) for name in HEADERS} == HEADERS
    for message in entrances.conversation.heard:
        assert is_valid_sender(message.sender_id)
        assert message.text == message.text.strip()
        assert not message.text.startswith(("/", "\\"))
        assert redact(message.text).text == message.text


@share(14)
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "CONNECT", "X" * 200]),
    path=st.one_of(
        st.sampled_from([WEB, "/", "/status", "/model", "/webhooks/rest/health", "/conversations/a/tracker"]),
        st.from_regex(r"/[!-~]{0,60}", fullmatch=True),
    ),
    body=st.binary(max_size=200),
    headers=st.dictionaries(st.from_regex(r"[A-Za-z-]{1,20}", fullmatch=True), st.from_regex(r"[ -~]{0,60}", fullmatch=True), max_size=4),
)
def test_no_request_opens_anything_else(entrances: Entrances, method: str, path: str, body: bytes, headers: dict[str, str]) -> None:
    reply = entrances.send(request(method, path, body, headers))
    assert_harmless(reply) if reply.status not in (501, 505) else None
    assert "set-cookie" not in reply.headers


@share(6)
@given(
    raw=st.one_of(
        st.binary(max_size=300), st.builds(lambda junk: b"POST " + WEB.encode() + b" HTTP/1.1\r\n" + junk, st.binary(max_size=200))
    )
)
def test_what_is_no_request_is_closed(entrances: Entrances, raw: bytes) -> None:
    reply = entrances.send(raw, end=True)
    assert b"Traceback" not in reply.body


@share(10)
@given(
    path=st.one_of(
        st.sampled_from(["../config.yml", "..%2f..%2fendpoints.yml", "%2e%2e/domain.yml", "....//", "\\..\\", "index.html%00.js"]),
        st.from_regex(r"[!-~]{0,40}", fullmatch=True),
    )
)
def test_the_site_serves_its_own_files_and_no_others(entrances: Entrances, path: str) -> None:
    reply = entrances.send(request("GET", f"/signaalwijzer/{path}"))
    assert_harmless(reply)
    assert b"action_endpoint" not in reply.body
    assert b"pipeline:" not in reply.body


@share(8)
@given(body=bodies, signature=st.from_regex(r"(v0=)?[0-9a-f]{0,64}", fullmatch=True), when=st.from_regex(r"[0-9-]{0,12}", fullmatch=True))
def test_slack_lets_nothing_in_that_is_not_signed(entrances: Entrances, body: bytes, signature: str, when: str) -> None:
    entrances.conversation.heard.clear()
    headers = {"X-Slack-Signature": signature, "X-Slack-Request-Timestamp": when}
    reply = entrances.post("/webhooks/slack/webhook", body, headers)
    assert_harmless(reply)
    assert not entrances.conversation.heard


@share(8)
@given(body=bodies, token=st.from_regex(r"[A-Za-z0-9_.-]{0,80}", fullmatch=True))
def test_teams_lets_nothing_in_without_a_token_of_microsoft(entrances: Entrances, body: bytes, token: str) -> None:
    entrances.conversation.heard.clear()
    reply = entrances.post("/webhooks/teams/webhook", body, {"Authorization": f"Bearer {token}"})
    assert_harmless(reply)
    assert not entrances.conversation.heard


@share(10)
@given(text=texts)
def test_no_text_breaks_the_intake(text: str) -> None:
    taken = take_in(text[:MAX_MESSAGE], load_texts())
    if isinstance(taken, Accepted):
        assert taken.redaction.text
        assert not taken.redaction.text.startswith("/")


def test_a_body_larger_than_may_be_read_is_refused(entrances: Entrances) -> None:
    assert entrances.post(WEB, b"x" * (MAX_BODY + 1)).status == 413
    assert entrances.post(WEB, b"x" * (MAX_READ + 1)).status in (0, 413)


def test_a_body_that_stops_coming_is_not_waited_for(entrances: Entrances) -> None:
    with_promise = request("POST", WEB, b"", {"Content-Length": "500"})
    reply = entrances.send(with_promise + b'{"sender": "a"', end=True)
    assert reply.status in (0, 400, 408)


def test_header_lines_in_a_sender_are_refused(entrances: Entrances) -> None:
    body = json.dumps({"sender": "a\r\nSet-Cookie: b=c", "message": "hallo"}).encode()
    reply = entrances.post(WEB, body)
    assert reply.status == 400
    assert "set-cookie" not in reply.headers


def test_a_flood_of_one_sender_is_slowed_down_with_a_sentence() -> None:
    with serving_all(per_sender=5, per_address=12) as running:
        mine = json.dumps({"sender": "ik", "message": "hallo"}).encode()
        replies = [running.post(WEB, mine) for _ in range(7)]
        assert [reply.status for reply in replies] == [200] * 5 + [429] * 2
        assert int(replies[-1].headers["retry-after"]) >= 1
        assert all(number in replies[-1].elements[0]["text"] for number in ("112", "0800-2000"))
        other = [running.post(WEB, json.dumps({"sender": f"ander-{number}", "message": "hallo"}).encode()).status for number in range(7)]
        assert other[0] == 200
        assert other[-1] == 429


def test_fifty_quick_conversations_of_one_address_are_all_answered() -> None:
    with serving_all(per_sender=120, per_address=2_400) as running:
        for number in range(50):
            body = json.dumps({"sender": f"gesprek-{number}", "message": "hallo"}).encode()
            assert {running.post(WEB, body).status for _ in range(4)} == {200}
