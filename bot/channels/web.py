"""The web channel: Rasa's REST semantics, with a sender that must be given, a filter before Rasa and never an empty answer."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import aiohttp
from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from rasa.core.tracker_store import FailSafeTrackerStore
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels import quiet_logging
from bot.channels.collect import Element
from bot.channels.intake import MAX_MESSAGE, is_valid_sender
from bot.channels.limits import Limit
from bot.channels.patience import PatientEndpoint
from bot.channels.repeats import Repeats
from bot.channels.texts import Texts, load_texts
from bot.channels.turn import TURN_SECONDS, Handler, take_turn

logger = logging.getLogger(__name__)
quiet_logging.install()

PROBE_SECONDS = 1.0
MAX_BODY = 512_000
# Beyond this the connection is closed while the body is still being read; a body that comes too slowly is not waited for either.
MAX_READ = 2_000_000
READ_SECONDS = 15
PER_SENDER = 120
PER_ADDRESS = 2_400
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class BadRequest(Exception):
    """A request that is not taken; carries the HTTP status, the sentence to answer with, and headers."""

    def __init__(self, status: int, answer: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.answer = answer
        self.headers = headers


@dataclass(frozen=True)
class Answered:
    """What a turn gave, and whether it was the first that the bot knows of this conversation."""

    elements: list[Element]
    is_new: bool

    @property
    def wiped(self) -> bool:
        """Whether the conversation was forgotten."""
        return any((element.get("custom") or {}).get("type") == "forgotten" for element in self.elements)


class WebChannel(RestInput):
    """Takes messages at `/webhooks/rest/webhook` and answers with one element per card."""

    def __init__(
        self,
        *,
        turn_seconds: float = TURN_SECONDS,
        per_sender: int = PER_SENDER,
        per_address: int = PER_ADDRESS,
        texts: Texts | None = None,
    ) -> None:
        """Prepare the channel.

        Args:
            turn_seconds: how long a turn may take before the channel answers in its place.
            per_sender: how many messages of one conversation are taken in a minute; 0 for any number.
            per_address: the same for one network address; a practice, or a proxy, may share one.
            texts: the sentences to say; read from the file beside this module when not given.
        """
        self.turn_seconds = turn_seconds
        self.texts = texts or load_texts()
        self._senders = Limit(per_sender)
        self._addresses = Limit(per_address)
        self._repeats: Repeats[Answered] = Repeats()

    @classmethod
    def name(cls) -> str:
        """Return the name that the address of the channel carries."""
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebChannel:
        """Make the channel with what `credentials.yml` says about it."""
        return cls(**(credentials or {}))

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Return the routes of the channel."""
        routes = Blueprint("web_channel")

        @routes.route("/", methods=["GET"])
        async def alive(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/health", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            report = await health_report(request)
            return response.json(report, status=200 if report["model"] else 503)

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                self._check(self._addresses, str(request.ip))
                sender, message = self._read(request.body)
                self._check(self._senders, sender)
            except BadRequest as bad:
                return response.json([{"text": bad.answer}], status=bad.status, headers=bad.headers)

            async def turn() -> Answered:
                is_new = not await _knows(request.app, sender)
                return Answered(await self.answer(sender, message, on_new_message), is_new)

            key = request.headers.get("idempotency-key", "")
            answered = await (self._repeats.once(sender, key, turn) if is_valid_sender(key) else turn())
            if answered.wiped:
                self._repeats.forget(sender)
            return response.json(answered.elements, headers={"Conversation": "new" if answered.is_new else "known"})

        @routes.listener("before_server_start")
        async def bound_requests(app: Sanic, _: Any) -> None:
            app.config.REQUEST_MAX_SIZE = MAX_READ
            app.config.REQUEST_TIMEOUT = READ_SECONDS

        @routes.listener("after_server_start")
        async def direct_actions(app: Sanic, _: Any) -> None:
            point_to_action_server(app)
            keep_in_one_store(app)

        @routes.middleware("response")
        async def secure(_: Request, answer: HTTPResponse) -> None:
            answer.headers.update(HEADERS)

        return routes

    def _check(self, limit: Limit, key: str) -> None:
        """Raise a `BadRequest` when somebody writes too often."""
        seconds = limit.wait_for(key)
        if seconds:
            raise BadRequest(429, self.texts.too_often.format(seconds=seconds), {"Retry-After": str(seconds)})

    async def answer(self, sender: str, message: str, on_new_message: Handler) -> list[Element]:
        """Take one message through a turn and return what there is to show; never nothing."""
        user_message = UserMessage(message, sender_id=sender, input_channel=self.name())
        return await take_turn(user_message, on_new_message, self.texts, seconds=self.turn_seconds)

    def _read(self, body: bytes) -> tuple[str, str]:
        """Return sender and message of a request.

        Raises:
            BadRequest: when the body is too large, cannot be read, or lacks either of the two.
        """
        if len(body) > MAX_BODY:
            raise BadRequest(413, self.texts.body_too_large.format(limit=MAX_MESSAGE))
        try:
            payload = json.loads(body.decode("utf-8"), parse_int=float)
        except (ValueError, RecursionError):
            raise BadRequest(400, self.texts.bad_request) from None
        if not isinstance(payload, dict):
            raise BadRequest(400, self.texts.bad_request)
        sender, message = payload.get("sender"), payload.get("message")
        if not isinstance(sender, str) or not is_valid_sender(sender):
            raise BadRequest(400, self.texts.bad_sender)
        if not isinstance(message, str):
            raise BadRequest(400, self.texts.bad_message)
        return sender, message


def point_to_action_server(app: Sanic) -> None:
    """Make Rasa call the action server that the environment names, if it does, and give up in time when it does not answer."""
    agent = getattr(app.ctx, "agent", None)
    endpoint = _action_endpoint(app)
    if endpoint is None:
        return
    patient = PatientEndpoint(os.environ.get("ACTION_ENDPOINT_URL") or endpoint.url)
    for holder in (agent, getattr(agent, "processor", None)):
        if holder is not None:
            holder.action_endpoint = patient


async def _knows(app: Sanic, sender: str) -> bool:
    """Tell whether a conversation is going on; after a restart or half an hour of silence there is none."""
    agent = getattr(app.ctx, "agent", None)
    return agent is not None and bool(await agent.tracker_store.exists(sender))


def keep_in_one_store(app: Sanic) -> None:
    """Make our store the one that Rasa falls back on when it fails: Rasa's own would keep conversations for ever."""
    safe = getattr(getattr(app.ctx, "agent", None), "tracker_store", None)
    if isinstance(safe, FailSafeTrackerStore):
        safe._fallback_tracker_store = safe._tracker_store


def _action_endpoint(app: Sanic) -> Any:
    """Return where Rasa calls the action server, or None when no model is loaded."""
    return getattr(getattr(app.ctx, "agent", None), "action_endpoint", None)


async def health_report(request: Request) -> dict[str, Any]:
    """Tell which parts work: the model, the action server, and which Dutch pipeline is in use."""
    agent = getattr(request.app.ctx, "agent", None)
    model = agent is not None and bool(agent.is_ready())
    endpoint = _action_endpoint(request.app)
    actions = endpoint is not None and await _answers(urljoin(endpoint.url, "/health"))
    status = "ok" if model and actions else "degraded" if model else "down"
    return {"status": status, "spacy": {"pipeline": _spacy_pipeline()}, "actions": actions, "model": model}


async def _answers(url: str) -> bool:
    """Tell whether an address answers within a second."""
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PROBE_SECONDS)) as session, session.get(url) as answer:
            return answer.status == 200
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, OSError):
        return False


def _spacy_pipeline() -> Any:
    """Return which Dutch pipeline is active, or None when that cannot be told."""
    try:
        from bot.nlu.spacy_nl import active_pipeline
    except ImportError:
        return None
    return active_pipeline()
