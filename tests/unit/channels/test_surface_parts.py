"""The parts that Slack and Teams share: memory, lanes, calls, texts."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web

from bot.channels.calls import MAX_ANSWER, Calls, Unreachable
from bot.channels.lanes import Lanes
from bot.channels.seen import Seen
from bot.channels.surface import TEXTS_FILE, WELCOME_REPLIES, Surface, SurfaceTexts
from bot.channels.texts import InvalidTexts, read_texts
from tests.surfaces.loopback import Loopback


class TestSeen:
    """A memory that forgets."""

    def test_key_is_new_once(self) -> None:
        seen = Seen(seconds=10, most=10)
        assert [seen.first_time("a"), seen.first_time("a"), seen.first_time("b")] == [True, False, True]

    def test_one_known_key_of_several_is_enough(self) -> None:
        seen = Seen(seconds=10, most=10)
        seen.first_time("a")
        assert not seen.first_time("b", "a")
        assert not seen.first_time("b")

    def test_key_is_new_again_after_its_time(self) -> None:
        now = [0.0]
        seen = Seen(seconds=10, most=10, clock=lambda: now[0])
        seen.first_time("a")
        now[0] = 9.9
        assert not seen.first_time("a")
        now[0] = 10.0
        assert seen.first_time("a")

    def test_no_more_is_kept_than_allowed_and_the_oldest_goes(self) -> None:
        seen = Seen(seconds=10, most=3)
        for number in range(100):
            seen.first_time(number)
        assert len(seen) == 3
        assert not seen.first_time(99)
        assert seen.first_time(0)


class TestLanes:
    """Jobs of one conversation in order, those of others beside them."""

    async def test_jobs_of_one_lane_run_in_order(self) -> None:
        lanes, done = Lanes(), []

        async def job(number: int) -> None:
            await asyncio.sleep(0.02 if number == 0 else 0)
            done.append(number)

        for number in range(4):
            lanes.submit("a", lambda number=number: job(number))
        await lanes.wait(5)
        assert done == [0, 1, 2, 3]

    async def test_lanes_do_not_wait_for_each_other(self) -> None:
        lanes, started = Lanes(), asyncio.Event()

        async def second() -> None:
            started.set()

        lanes.submit("a", started.wait)
        lanes.submit("b", second)
        await lanes.wait(5)
        assert started.is_set()

    async def test_job_that_fails_does_not_end_its_lane_nor_tell_its_text(self, caplog: pytest.LogCaptureFixture) -> None:
        lanes, done = Lanes(), []

        async def fail() -> None:
            raise ValueError("kanariepiet")

        async def work() -> None:
            done.append(1)

        lanes.submit("a", fail)
        lanes.submit("a", work)
        await lanes.wait(5)
        assert done == [1]
        assert "ValueError" in caplog.text
        assert "kanariepiet" not in caplog.text

    async def test_room_is_bounded_per_lane_and_in_all(self) -> None:
        lanes, hold = Lanes(most=3, most_per_lane=2), asyncio.Event()
        for lane in ("a", "a", "b"):
            assert lanes.has_room(lane)
            lanes.submit(lane, hold.wait)
        assert not lanes.has_room("a")
        assert not lanes.has_room("c")
        hold.set()
        await lanes.wait(5)
        assert lanes.has_room("a")

    async def test_what_takes_too_long_at_the_end_is_broken_off(self) -> None:
        lanes = Lanes()
        lanes.submit("a", asyncio.Event().wait)
        await lanes.wait(0.05)
        await asyncio.sleep(0)
        assert lanes.has_room("a")


class Service(Loopback):
    """Answers what is next in its list."""

    def __init__(self, *answers: web.Response) -> None:
        super().__init__()
        self.answers = list(answers)
        self.asked = 0

    def routes(self) -> list[web.RouteDef]:
        return [web.route("*", "/{path:.*}", self._answer)]

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        if request.path == "/slow":
            await asyncio.sleep(1)
        return self.answers.pop(0) if self.answers else web.json_response({"ok": True})


class Waits:
    """Notes how long it was asked to wait, and does not."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


class TestCalls:
    """Calls with limits."""

    async def test_busy_service_is_asked_again_after_the_time_it_asks_for(self) -> None:
        later = format_datetime(datetime.now(timezone.utc) + timedelta(seconds=20), usegmt=True)
        waits = Waits()
        busy = [web.Response(status=429, headers={"Retry-After": "7"}), web.Response(status=503, headers={"Retry-After": later})]
        with Service(*busy) as service:
            calls = Calls(sleep=waits)
            assert (await calls.post(service.origin, data={})).ok
            await calls.close()
        assert waits.seconds[0] == 7
        assert 15 < waits.seconds[1] <= 20

    async def test_number_of_tries_is_bounded(self) -> None:
        with Service(*(web.Response(status=500) for _ in range(9))) as service:
            calls = Calls(tries=3, sleep=Waits())
            assert (await calls.get(service.origin)).status == 500
            await calls.close()
            assert service.asked == 3

    @pytest.mark.parametrize("status", [200, 201, 301, 400, 401, 403, 404, 413])
    async def test_definite_answer_is_not_asked_for_again(self, status: int) -> None:
        with Service(web.Response(status=status, headers={"Location": "/elders"} if status == 301 else {})) as service:
            calls = Calls(sleep=Waits())
            assert (await calls.get(service.origin)).status == status
            await calls.close()
            assert service.asked == 1

    async def test_time_is_bounded(self) -> None:
        with Service() as service:
            calls = Calls(seconds=0.1, tries=2, sleep=Waits())
            with pytest.raises(Unreachable):
                await calls.get(f"{service.origin}/slow")
            await calls.close()

    async def test_service_that_is_not_there_is_unreachable_and_named(self) -> None:
        calls = Calls(seconds=1, sleep=Waits())
        with pytest.raises(Unreachable, match=r"127\.0\.0\.1:9$"):
            await calls.get("http://127.0.0.1:9/geheim?x=1")
        await calls.close()

    @pytest.mark.parametrize("body", [b"geen JSON", b"x" * (MAX_ANSWER + 1), b"[" * 100_000, b"\xff"])
    async def test_odd_answer_has_no_body(self, body: bytes) -> None:
        with Service(web.Response(body=body)) as service:
            calls = Calls(sleep=Waits())
            assert (await calls.get(service.origin)).body is None
            await calls.close()

    @pytest.mark.parametrize("header", ["morgen", "", "-5"])
    async def test_odd_wait_is_no_wait_without_end(self, header: str) -> None:
        waits = Waits()
        with Service(web.Response(status=503, headers={"Retry-After": header})) as service:
            calls = Calls(sleep=waits)
            assert (await calls.get(service.origin)).ok
            await calls.close()
        assert 0 <= waits.seconds[0] <= 1


class TestTexts:
    """The sentences of these channels."""

    def test_every_sentence_is_there_and_fills(self) -> None:
        texts = read_texts(TEXTS_FILE, SurfaceTexts)
        for payload in WELCOME_REPLIES:
            assert texts.button(payload)
        for name in ("welcome", "first_message", "only_direct", "no_attachments", "forgotten_here"):
            assert "{" not in getattr(texts, name).format(surface="Teams")

    @pytest.mark.parametrize("name", ["welcome", "only_direct", "no_attachments"])
    def test_what_stands_in_the_place_of_an_answer_names_the_emergency_numbers(self, name: str) -> None:
        sentence = getattr(read_texts(TEXTS_FILE, SurfaceTexts), name)
        assert "112" in sentence
        assert "0800-2000" in sentence

    def test_file_with_a_misspelt_key_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "surfaces.yml"
        path.write_text(TEXTS_FILE.read_text(encoding="utf-8").replace("welcome:", "welkom:"), encoding="utf-8")
        with pytest.raises(InvalidTexts, match=r"unknown key 'welkom'; .*missing key 'welcome'"):
            read_texts(path, SurfaceTexts)

    def test_greeting_is_given_once_to_each(self) -> None:
        surface = Surface("Teams", "docs/teams.md")
        assert "In Teams bent u niet anoniem" in surface.welcome("a")[0]["text"]
        assert surface.welcome("a") == []
        assert surface.welcome("b")
