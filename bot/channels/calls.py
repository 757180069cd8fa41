"""Calls to the services of Slack and Microsoft: never blocking, with time limits and a few retries, and no word about content."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp

logger = logging.getLogger(__name__)

MAX_ANSWER = 2_000_000
TRIED_AGAIN = frozenset({429, 500, 502, 503, 504})


class Unreachable(Exception):
    """A service did not answer, however often it was asked."""


@dataclass(frozen=True)
class Answer:
    """What a service answered; `body` is None when that was no JSON."""

    status: int
    body: Any

    @property
    def ok(self) -> bool:
        """Whether the service did what was asked."""
        return 200 <= self.status < 300


class Calls:
    """Makes calls, in one session that is opened on first use."""

    def __init__(
        self,
        *,
        seconds: float = 10.0,
        tries: int = 3,
        longest_wait: float = 30.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Prepare for calls.

        Args:
            seconds: how long one try may take.
            tries: how often a call is tried in all.
            longest_wait: a service that wants more time than this before the next try is not asked again.
            sleep: waits for some seconds.
        """
        self._timeout = aiohttp.ClientTimeout(total=seconds)
        self._tries = tries
        self._longest_wait = longest_wait
        self._sleep = sleep
        self._session: aiohttp.ClientSession | None = None

    async def get(self, url: str) -> Answer:
        """Fetch JSON.

        Raises:
            Unreachable: when there is no answer.
        """
        return await self._call("GET", url)

    async def post(
        self, url: str, *, data: Any = None, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send JSON, or a form.

        Raises:
            Unreachable: when there is no answer.
        """
        return await self._call("POST", url, json=data, data=form, headers=headers)

    async def close(self) -> None:
        """Close the session, if there is one."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _call(self, method: str, url: str, **options: Any) -> Answer:
        answer: Answer | None = None
        for attempt in range(self._tries):
            wait = 0.5 * 2**attempt
            try:
                answer, asked = await self._once(method, url, options)
            except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
                logger.warning("%s: %s", urlsplit(url).netloc, type(error).__name__)
            else:
                wait = wait if asked is None else asked
                if answer.status not in TRIED_AGAIN or wait > self._longest_wait:
                    return answer
                logger.warning("%s: status %d", urlsplit(url).netloc, answer.status)
            if attempt + 1 < self._tries:
                await self._sleep(wait)
        if answer is None:
            raise Unreachable(urlsplit(url).netloc)
        return answer

    async def _once(self, method: str, url: str, options: dict[str, Any]) -> tuple[Answer, float | None]:
        """Make one try; return the answer and how long the service asks to wait."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout, trust_env=True, cookie_jar=aiohttp.DummyCookieJar())
        # A redirect would take a token or a message to somewhere else.
        async with self._session.request(method, url, allow_redirects=False, **options) as answer:
            body = bytearray()
            async for chunk in answer.content.iter_chunked(65_536):
                body += chunk
                if len(body) > MAX_ANSWER:
                    return Answer(answer.status, None), None
            return Answer(answer.status, _parsed(bytes(body))), _seconds(answer.headers.get("Retry-After"))


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _seconds(header: str | None) -> float | None:
    """Return how long a Retry-After header asks to wait, or None when it does not say."""
    if header is None:
        return None
    try:
        return max(float(header), 0.0)
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return max((aware - datetime.now(timezone.utc)).total_seconds(), 0.0)
