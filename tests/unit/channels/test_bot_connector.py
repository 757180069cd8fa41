"""Keys and tokens of Microsoft over time: kept while they are good, renewed in time, and given up when they are not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.channels.bot_connector import FRESH_SECONDS, PAUSE_SECONDS, USABLE_SECONDS, AccessToken, SigningKeys, TokenRefused
from bot.channels.calls import Answer, Calls, Unreachable
from tests.surfaces import microsoft
from tests.surfaces.microsoft import FakeMicrosoft


async def no_wait(_: float) -> None:
    """Wait no time at all between two tries."""


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def fake() -> Iterator[FakeMicrosoft]:
    with FakeMicrosoft() as running:
        yield running


@pytest.fixture
async def calls() -> AsyncIterator[Calls]:
    made = Calls(seconds=2, sleep=no_wait)
    yield made
    await made.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


class TestSigningKeys:
    """The keys with which the Bot Connector signs."""

    async def test_they_are_kept_for_a_day_and_fetched_again_then(self, fake: FakeMicrosoft, calls: Calls, clock: Clock) -> None:
        keys = SigningKeys(calls, fake.openid_url, clock=clock)
        await keys.find("first")
        clock.now += FRESH_SECONDS
        await keys.find("first")
        assert fake.key_requests == 1
        clock.now += 1
        await keys.find("first")
        assert fake.key_requests == 2

    async def test_key_that_was_withdrawn_is_no_longer_good_after_a_day(self, fake: FakeMicrosoft, calls: Calls, clock: Clock) -> None:
        keys = SigningKeys(calls, fake.openid_url, clock=clock)
        assert await keys.find("first")
        fake.keys.clear()
        fake.add_key("second")
        clock.now += FRESH_SECONDS + 1
        assert await keys.find("first") is None
        assert await keys.find("second")

    async def test_new_key_is_looked_for_but_not_time_and_again(self, fake: FakeMicrosoft, calls: Calls, clock: Clock) -> None:
        keys = SigningKeys(calls, fake.openid_url, clock=clock)
        await keys.find("first")
        fake.add_key("second")
        assert await keys.find("second") is None
        clock.now += PAUSE_SECONDS + 1
        assert await keys.find("second")
        assert fake.key_requests == 2

    async def test_known_keys_outlast_a_failure_for_some_days_and_no_longer(self, fake: FakeMicrosoft, calls: Calls, clock: Clock) -> None:
        keys = SigningKeys(calls, fake.openid_url, clock=clock)
        await keys.find("first")
        fake.keys_down = True
        clock.now += FRESH_SECONDS + 1
        assert await keys.find("first")
        clock.now += USABLE_SECONDS
        with pytest.raises(Unreachable):
            await keys.find("first")
        fake.keys_down = False
        clock.now += PAUSE_SECONDS + 1
        assert await keys.find("first")

    async def test_without_any_keys_nobody_is_let_in_and_nobody_waits_long(self, fake: FakeMicrosoft, calls: Calls, clock: Clock) -> None:
        fake.keys_down = True
        keys = SigningKeys(calls, fake.openid_url, clock=clock)
        for _ in range(3):
            with pytest.raises(Unreachable):
                await keys.find("first")
        assert fake.key_requests == 0

    async def test_keys_are_not_fetched_over_a_less_safe_connection(self, fake: FakeMicrosoft, calls: Calls, clock: Clock) -> None:
        keys = SigningKeys(Redirected(calls, fake.openid_url), "https://login.example/openidconfiguration", clock=clock)
        with pytest.raises(Unreachable):
            await keys.find("first")
        assert fake.key_requests == 0


class Redirected(Calls):
    """Gives the metadata of the test, with its address of keys, for an https address."""

    def __init__(self, calls: Calls, metadata: str) -> None:
        super().__init__()
        self._calls = calls
        self._metadata = metadata

    async def get(self, url: str) -> Answer:
        return await self._calls.get(self._metadata if url.startswith("https://") else url)


class TestAccessToken:
    """The token with which the bot speaks."""

    def token(self, fake: FakeMicrosoft, calls: Calls, clock: Clock, password: str = microsoft.PASSWORD) -> AccessToken:
        return AccessToken(calls, microsoft.APP_ID, password, microsoft.TENANT_ID, authority=f"{fake.origin}/login/", clock=clock)

    async def test_it_is_kept_until_five_minutes_before_its_end(self, fake: FakeMicrosoft, calls: Calls, clock: Clock) -> None:
        token = self.token(fake, calls, clock)
        first = await token.get()
        clock.now += fake.token_seconds - 301
        assert await token.get() == first
        clock.now += 1
        assert await token.get() != first

    async def test_those_who_need_it_at_once_ask_for_one(self, fake: FakeMicrosoft, calls: Calls, clock: Clock) -> None:
        token = self.token(fake, calls, clock)
        assert len(set(await asyncio.gather(*(token.get() for _ in range(5))))) == 1
        assert len(fake.token_requests) == 1

    async def test_it_is_of_one_channel_and_not_of_the_class(self, fake: FakeMicrosoft, calls: Calls, clock: Clock) -> None:
        assert await self.token(fake, calls, clock).get() != await self.token(fake, calls, clock).get()

    async def test_one_that_was_replaced_already_is_not_replaced_again(self, fake: FakeMicrosoft, calls: Calls, clock: Clock) -> None:
        token = self.token(fake, calls, clock)
        first = await token.get()
        token.forget(first)
        second = await token.get()
        token.forget(first)
        assert await token.get() == second

    async def test_wrong_secret_is_refused_with_the_code_only(self, fake: FakeMicrosoft, calls: Calls, clock: Clock) -> None:
        with pytest.raises(TokenRefused, match=r"^invalid_client$"):
            await self.token(fake, calls, clock, "verkeerd").get()
