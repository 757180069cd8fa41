"""Every way in, served as Rasa serves it, in a thread of its own; requests are written byte by byte, so that they may be no HTTP at all."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
import types
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from rasa.core.channels.channel import register
from sanic import Sanic, response

from bot.channels.site import WidgetSite
from bot.channels.slack import SlackChannel
from bot.channels.teams import TeamsChannel
from bot.channels.web import WebChannel
from tests.surfaces import microsoft, slack
from tests.surfaces.serving import Conversation, _startup

SECONDS = 10.0
SETTINGS = {
    "SLACK_BOT_TOKEN": slack.TOKEN,
    "SLACK_SIGNING_SECRET": slack.SIGNING_SECRET,
    "MICROSOFT_APP_ID": microsoft.APP_ID,
    "MICROSOFT_APP_PASSWORD": microsoft.PASSWORD,
    "MICROSOFT_APP_TENANT_ID": microsoft.TENANT_ID,
}


@dataclass(frozen=True)
class Reply:
    """What came back; `status` is 0 when the server closed the connection without an answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def elements(self) -> list[dict[str, Any]]:
        return list(json.loads(self.body))


class Entrances:
    """The running channels."""

    def __init__(self, port: int, conversation: Conversation) -> None:
        self.port = port
        self.conversation = conversation

    def send(self, raw: bytes, *, end: bool = False) -> Reply:
        """Write bytes and read what comes back; `end` closes our half, as somebody does who goes away."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS) as connection:
            received = b""
            with contextlib.suppress(ConnectionError):
                connection.sendall(raw)
                if end:
                    connection.shutdown(socket.SHUT_WR)
                while part := connection.recv(65_536):
                    received += part
                    if _is_whole(received):
                        break
        return _parse(received)

    def post(self, path: str, body: bytes, headers: dict[str, str] | None = None) -> Reply:
        """Send a well-formed POST with any body."""
        return self.send(request("POST", path, body, headers))


def request(method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> bytes:
    """Return the bytes of a request."""
    lines = {"Host": "127.0.0.1", "Content-Type": "application/json", "Content-Length": str(len(body)), "Connection": "close"}
    head = "".join(f"{name}: {value}\r\n" for name, value in {**lines, **(headers or {})}.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body


def _is_whole(received: bytes) -> bool:
    """Tell whether a whole answer was read."""
    head, found, body = received.partition(b"\r\n\r\n")
    length = next((int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    return bool(found) and len(body) >= length


def _parse(received: bytes) -> Reply:
    """Read an answer; of several the first."""
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split()
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    length = headers.get("content-length", "")
    return Reply(status, headers, body[: int(length)] if length.isdigit() else body)


@contextmanager
def serving_all(**limits: int) -> Iterator[Entrances]:
    """Serve every channel on a free port."""
    conversation = Conversation()
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    stop = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(_serve(listening, conversation, limits, ready, stop)), daemon=True)
    with patch.dict("os.environ", SETTINGS):
        thread.start()
        assert ready.wait(60)
    try:
        yield Entrances(listening.getsockname()[1], conversation)
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()


async def _serve(
    listening: socket.socket, conversation: Conversation, limits: dict[str, int], ready: threading.Event, stop: asyncio.Event
) -> None:
    app = Sanic(f"test_{uuid.uuid4().hex}", configure_logging=False)
    app.ctx.agent = types.SimpleNamespace(handle_message=conversation.handle_message, tracker_store=_NoStore(), is_ready=lambda: True)
    app.add_route(lambda _: response.text(""), "/", name="root")
    channels = [
        WebChannel(**{"per_sender": 0, "per_address": 0, **limits}),
        WidgetSite(),
        SlackChannel.from_credentials({}),
        TeamsChannel.from_credentials({}),
    ]
    register(channels, app, route="/webhooks/")
    server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    await _startup(server)
    await server.before_start()
    await server.after_start()
    ready.set()
    await stop.wait()
    await server.before_stop()
    server.close()
    await server.wait_closed()


class _NoStore:
    """Knows no conversation."""

    async def exists(self, _: str) -> bool:
        return False
