"""A channel in a real Sanic app, mounted as Rasa mounts it, with a conversation that the test plays."""

from __future__ import annotations

import socket
import types
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from typing import Any
from unittest.mock import patch

from rasa.core.channels.channel import InputChannel, UserMessage, register
from sanic import Sanic, response


class Conversation:
    """Answers each message with what was prepared, or with an echo; `heard` has the messages."""

    def __init__(self) -> None:
        self.heard: list[UserMessage] = []
        self.answers: list[dict[str, Any]] | None = None
        self.before: Callable[[], Awaitable[None]] | None = None

    @property
    def texts(self) -> list[str]:
        return [str(message.text) for message in self.heard]

    async def handle_message(self, message: UserMessage) -> None:
        self.heard.append(message)
        if self.before:
            await self.before()
        answers = [{"text": f"Gehoord: {message.text}"}] if self.answers is None else self.answers
        for answer in answers:
            await message.output_channel.send_response(message.sender_id, dict(answer))


@asynccontextmanager
async def serving(channel: InputChannel, conversation: Conversation) -> AsyncIterator[str]:
    """Serve a channel on a free port and give the address of its webhook."""
    app = Sanic(f"test_{uuid.uuid4().hex}", configure_logging=False)
    app.ctx.agent = types.SimpleNamespace(handle_message=conversation.handle_message)
    app.add_route(lambda _: response.text(""), "/", name="root")
    register([channel], app, route="/webhooks/")
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    await _startup(server)
    await server.before_start()
    await server.after_start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/webhooks/{channel.url_prefix()}/webhook"
    finally:
        await server.before_stop()
        server.close()
        await server.wait_closed()
        await server.after_stop()


async def _startup(server: Any) -> None:
    """Start a server; Sanic rewrites its own methods at the first start, and fails when it tries that again in one process."""
    rewritten = not Sanic.handle_request.__code__.co_filename.endswith(".py")
    with patch("sanic.app.TouchUp.run") if rewritten else nullcontext():
        await server.startup()
