"""A conversation of canned answers, behind the real web channel and the real site: ``python -m tests.e2e.fake_backend PORT``.

Some messages make it misbehave: ``traag`` waits until GET /release, ``stuk`` fails once after it was taken in, ``leeg`` answers nothing,
``druk`` and ``geweigerd`` are refused. GET /restart forgets every conversation. GET /turns tells which turns were really taken.
"""

from __future__ import annotations

import asyncio
import sys
from types import SimpleNamespace

from rasa.core.channels.channel import UserMessage
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, html, json

from bot.channels.site import WidgetSite
from bot.channels.web import WebChannel
from tests.e2e.answers import answer

PREFIX = "/praktijk/hulp"
INTRANET = """<!doctype html><html lang="nl"><head><title>Intranet</title><meta name="viewport" content="width=device-width"></head><body>
<main><h1>Intranet</h1><a href="#x">Link</a></main>
<script src="http://127.0.0.1:{port}{prefix}/signaalwijzer/embed.js" data-title="Niet pluis?" data-position="left"
data-greeting="Welkom, <b>collega</b>" defer></script></body></html>"""


class Conversations:
    """Which conversations are going on, as the tracker store tells the channel."""

    def __init__(self) -> None:
        self.known: set[str] = set()

    async def exists(self, sender: str) -> bool:
        return sender in self.known


class Bot:
    """Takes turns as Rasa does."""

    def __init__(self) -> None:
        self.conversations = Conversations()
        self.turns: list[str] = []
        self.failed: set[str] = set()
        self.released = asyncio.Event()

    async def handle(self, message: UserMessage) -> None:
        text, sender = message.text or "", str(message.sender_id)
        self.turns.append(text)
        if text == "traag":
            self.released.clear()
            await self.released.wait()
        self.conversations.known.add(sender)
        for each in answer(text):
            await message.output_channel.send_response(sender, dict(each))
        if text == "wis alles":
            self.conversations.known.discard(sender)


def refusal(message: str) -> HTTPResponse | None:
    """What the proxy or the channel says in place of an answer."""
    if message == "leeg":
        return json([])
    return {"druk": json({}, status=429), "geweigerd": json([], status=400)}.get(message)


def make_app(port: int) -> Sanic:
    """Returns the server."""
    app = Sanic("fake_backend", configure_logging=False)
    bot = Bot()
    app.ctx.agent = SimpleNamespace(tracker_store=bot.conversations, action_endpoint=None, is_ready=lambda: True)
    site = WidgetSite([f"http://localhost:{port}"])
    site_routes, web_routes = site.blueprint(bot.handle), WebChannel(turn_seconds=120).blueprint(bot.handle)
    for prefix, routes in (("", (site_routes, web_routes)), (PREFIX, (site_routes.copy("site_below"), web_routes.copy("web_below")))):
        app.blueprint(routes[0], url_prefix=prefix + site.url_prefix())
        app.blueprint(routes[1], url_prefix=prefix + "/webhooks/rest")

    @app.middleware("request")
    async def misbehave(request: Request) -> HTTPResponse | None:
        return refusal(request.json["message"]) if request.method == "POST" else None

    @app.middleware("response")
    async def lose(request: Request, response: HTTPResponse) -> HTTPResponse | None:
        if request.method != "POST" or request.json["message"] != "stuk" or request.json["sender"] in bot.failed:
            return None
        bot.failed.add(request.json["sender"])
        return json({}, status=502)

    @app.get("/turns")
    async def turns(_: Request) -> HTTPResponse:
        return json(bot.turns)

    @app.get("/restart")
    async def restart(_: Request) -> HTTPResponse:
        bot.conversations.known.clear()
        return json({})

    @app.get("/release")
    async def release(_: Request) -> HTTPResponse:
        bot.released.set()
        return json({})

    @app.get("/intranet")
    async def intranet(request: Request) -> HTTPResponse:
        return html(INTRANET.format(port=port, prefix=PREFIX if "below" in request.args else ""))

    return app


if __name__ == "__main__":
    make_app(int(sys.argv[1])).run(host="127.0.0.1", port=int(sys.argv[1]), access_log=False)
