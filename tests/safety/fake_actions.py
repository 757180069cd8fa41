"""A server in the place of the action server that behaves badly: `python -m tests.safety.fake_actions PORT BEHAVIOUR`."""

from __future__ import annotations

import asyncio
import sys

from aiohttp import web


async def healthy(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def answer(request: web.Request) -> web.StreamResponse:
    """Answer a call of an action as badly as was asked for."""
    behaviour = str(request.app["behaviour"])
    if behaviour == "hang":
        await asyncio.sleep(600)
    if behaviour == "slow":
        await asyncio.sleep(2.5)
        return web.json_response({"events": [], "responses": []})
    if behaviour == "reset" and request.transport is not None:
        request.transport.abort()
    if behaviour == "500":
        return web.Response(status=500, text="Internal Server Error")
    if behaviour == "empty":
        return web.json_response({"events": [], "responses": []})
    return web.Response(text="<html>garbage", content_type="text/html")


def main() -> None:
    app = web.Application(client_max_size=10_000_000)
    app["behaviour"] = sys.argv[2]
    app.router.add_get("/health", healthy)
    app.router.add_post("/webhook", answer)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)


if __name__ == "__main__":
    main()
