"""Slack, as far as the assistant knows it: signed requests, and a Web API that refuses what the real one would refuse."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections import deque
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from tests.surfaces.limits import slack_faults
from tests.surfaces.loopback import Loopback

TOKEN = "xoxb-12345-67890-abcdef"
SIGNING_SECRET = "8f742231b10e8888abcd99aaabbb85a5"
USER, DIRECT, CHANNEL, BOT = "U061F7AUR", "D024BE91L", "C0LAN2Q65", "U0BOT0000"
FORM = "application/x-www-form-urlencoded"


class FakeSlack(Loopback):
    """The Web API; `calls` has what was asked of it, `fail` makes it answer otherwise for once."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.faults: list[str] = []
        self.failures: deque[web.Response] = deque()

    @property
    def api_url(self) -> str:
        return f"{self.origin}/api"

    @property
    def posted(self) -> list[dict[str, Any]]:
        """The messages that are shown in the conversation."""
        return self.of("chat.postMessage")

    def of(self, method: str) -> list[dict[str, Any]]:
        return [arguments for name, arguments in self.calls if name == method]

    def fail(self, status: int = 200, error: str = "fatal_error", **headers: str) -> None:
        """Answer the next call that posts something with an error."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.failures.append(web.json_response({"ok": False, "error": error}, status=status, headers=named))

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/api/{method}", self._called)]

    async def _called(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if request.content_type != "application/json":
            return web.json_response({"ok": False, "error": "invalid_post_type"})
        arguments = await request.json()
        if method != "auth.test" and self.failures:
            return self.failures.popleft()
        if error := self._refusal(method, arguments):
            return web.json_response({"ok": False, "error": error})
        self.calls.append((method, arguments))
        return web.json_response({"ok": True, "ts": f"1700000000.{len(self.calls):06d}", "channel": arguments.get("channel")})

    def _refusal(self, method: str, arguments: dict[str, Any]) -> str | None:
        wanted = {
            "auth.test": set(),
            "chat.postMessage": {"channel", "text"},
            "chat.postEphemeral": {"channel", "user", "text"},
            "chat.update": {"channel", "ts", "text"},
        }
        if method not in wanted:
            return "unknown_method"
        known = {"channel", "user", "ts", "text", "blocks", "thread_ts", "unfurl_links", "unfurl_media"}
        if wanted[method] - arguments.keys() or arguments.keys() - known:
            return "invalid_arguments"
        found = slack_faults(arguments) if method != "auth.test" else []
        self.faults += found
        return "invalid_blocks" if found else None


def signed(body: bytes, content_type: str, *, secret: str = SIGNING_SECRET, at: float | None = None) -> dict[str, str]:
    """The headers with which Slack sends a body."""
    moment = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256).hexdigest()
    return {"Content-Type": content_type, "X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={digest}"}


def event(event: dict[str, Any], event_id: str) -> dict[str, Any]:
    """An event as the Events API wraps it."""
    return {
        "token": "deprecated",
        "team_id": "T061EG9R6",
        "api_app_id": "A0MDYCDME",
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": 1_700_000_000,
        "authorizations": [{"team_id": "T061EG9R6", "user_id": BOT, "is_bot": True}],
    }


def direct_message(text: str, number: int = 1, **more: Any) -> dict[str, Any]:
    """A message that somebody typed in the direct conversation with the assistant."""
    typed = {"type": "message", "channel": DIRECT, "channel_type": "im", "user": USER, "text": text, "ts": f"1700000000.{number:06d}"}
    return event({**typed, "client_msg_id": f"client-{number}", **more}, f"Ev{number:08d}")


def mention(text: str, number: int = 1, **more: Any) -> dict[str, Any]:
    """A message in a channel that names the assistant."""
    typed = {"type": "app_mention", "channel": CHANNEL, "user": USER, "text": f"<@{BOT}> {text}", "ts": f"1700000001.{number:06d}"}
    return event({**typed, **more}, f"EvM{number:08d}")


def home_opened(number: int = 1, tab: str = "messages") -> dict[str, Any]:
    """Somebody opens the conversation with the assistant."""
    return event(
        {"type": "app_home_opened", "user": USER, "channel": DIRECT, "tab": tab, "event_ts": "1700000002.000001"}, f"EvH{number:08d}"
    )


def click(value: str, message: dict[str, Any], number: int = 1, channel: str = DIRECT) -> bytes:
    """Somebody uses a button of a message that the assistant posted."""
    button = next(element for block in message["blocks"] for element in block.get("elements", ()) if element.get("value") == value)
    payload = {
        "type": "block_actions",
        "team": {"id": "T061EG9R6"},
        "user": {"id": USER, "username": "dokter", "team_id": "T061EG9R6"},
        "channel": {"id": channel, "name": "directmessage"},
        "container": {"type": "message", "message_ts": "1700000003.000001", "channel_id": channel, "is_ephemeral": False},
        "message": {"type": "message", "user": BOT, "ts": "1700000003.000001", "text": message["text"], "blocks": message["blocks"]},
        "actions": [{**button, "block_id": "b1", "action_ts": f"1700000004.{number:06d}"}],
        "response_url": "https://hooks.slack.invalid/actions",
        "trigger_id": "1.2.3",
    }
    return urlencode({"payload": json.dumps(payload)}).encode()
