"""A turn waits a few seconds for the action server, and no longer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.channels import patience
from bot.channels.patience import ActionsUnavailable, PatientEndpoint, begin_turn

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/webhook", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/webhook"
    finally:
        await runner.cleanup()


async def quick(_: web.Request) -> web.Response:
    return web.json_response({"events": [], "responses": []})


async def never(_: web.Request) -> web.Response:
    await asyncio.sleep(30)
    return web.Response()


async def broken(_: web.Request) -> web.Response:
    return web.Response(status=500, text="{}")


def test_an_answer_in_time_is_passed_on() -> None:
    async def scenario() -> None:
        async with serving(quick) as url:
            budget = begin_turn()
            assert await PatientEndpoint(url).request(json={}, method="post") == {"events": [], "responses": []}
            assert not budget.failed
            assert budget.left < patience.ACTION_SECONDS

    asyncio.run(scenario())


def test_a_server_that_hangs_is_given_up_and_not_tried_again_for_a_while() -> None:
    async def scenario() -> None:
        asked = 0

        async def hanging(request: web.Request) -> web.StreamResponse:
            nonlocal asked
            asked += 1
            return await never(request)

        async with serving(hanging) as url:
            endpoint = PatientEndpoint(url)
            for _ in range(3):
                budget = begin_turn(0.2)
                with pytest.raises(ActionsUnavailable):
                    await endpoint.request(json={}, method="post")
                assert budget.failed
        assert asked == 1

    asyncio.run(scenario())


def test_a_turn_has_one_budget_for_all_its_actions() -> None:
    async def scenario() -> None:
        async with serving(quick) as url:
            budget = begin_turn(0.0)
            with pytest.raises(ActionsUnavailable):
                await PatientEndpoint(url).request(json={}, method="post")
            assert budget.failed

    asyncio.run(scenario())


def test_another_failure_is_noted_on_the_turn() -> None:
    async def scenario() -> None:
        async with serving(broken) as url:
            budget = begin_turn()
            with pytest.raises(Exception, match="500"):
                await PatientEndpoint(url).request(json={}, method="post")
            assert budget.failed

    asyncio.run(scenario())
