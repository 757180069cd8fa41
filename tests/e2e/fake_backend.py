"""A bot that only knows canned answers, behind the real site channel: ``python -m tests.e2e.fake_backend PORT``.

The messages ``traag``, ``stuk`` and ``geweigerd`` make it slow, broken or refusing; GET /turns tells what it received.
"""

from __future__ import annotations

import asyncio
import sys

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.site import WidgetSite
from tests.e2e.answers import answer


async def unused(message: object) -> None:
    """Takes the place of Rasa's handler, which the site never calls."""


def make_app(slow: float) -> Sanic:
    """Returns the server; `slow` is how many seconds the message ``traag`` takes."""
    app = Sanic("fake_backend", configure_logging=False)
    turns: list[dict[str, str]] = []
    site = WidgetSite()
    app.blueprint(site.blueprint(unused), url_prefix=site.url_prefix())
    app.blueprint(site.blueprint(unused).copy("under_a_prefix"), url_prefix="/praktijk/hulp" + site.url_prefix())

    @app.post("/webhooks/rest/webhook", name="webhook")
    @app.post("/praktijk/hulp/webhooks/rest/webhook", name="webhook_under_a_prefix")
    async def webhook(request: Request) -> HTTPResponse:
        turns.append({**request.json, "key": request.headers.get("idempotency-key", "")})
        message = request.json["message"]
        if message == "traag":
            await asyncio.sleep(slow)
        if message == "stuk" and sum(turn["message"] == "stuk" for turn in turns) == 1:
            return json({"fout": "stuk"}, status=500)
        if message == "geweigerd":
            return json({"fout": "geweigerd"}, status=400)
        return json(answer(message))

    @app.get("/turns")
    async def told(request: Request) -> HTTPResponse:
        return json(turns)

    return app


if __name__ == "__main__":
    make_app(float(sys.argv[2]) if len(sys.argv) > 2 else 12).run(host="127.0.0.1", port=int(sys.argv[1]), access_log=False)
