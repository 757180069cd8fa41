"""The Slack channel: Rasa's connector with complete checks, Block Kit, and direct messages only."""

from __future__ import annotations

import html
import json
import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.channels.slack import SlackBot, SlackInput
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels import block_kit, quiet_logging
from bot.channels.calls import Calls, Unreachable
from bot.channels.collect import Element
from bot.channels.privacy import PLACEHOLDERS
from bot.channels.shown import shown
from bot.channels.surface import MAX_BODY, Setting, Surface, SwitchedOff
from bot.channels.turn import Handler

logger = logging.getLogger(__name__)
quiet_logging.install()

API_URL = "https://slack.com/api"
GUIDE = "docs/slack.md"
TOKEN = Setting("SLACK_BOT_TOKEN", re.compile(r"xoxb-[\w-]+"))
SIGNING_SECRET = Setting("SLACK_SIGNING_SECRET", re.compile(r"[0-9a-f]{32}"))
STOPPING_SECONDS = 5.0

# A message with a subtype is something that happened to a message, except for these.
_SPOKEN_SUBTYPES = (None, "file_share", "thread_broadcast")
_MARKUP = re.compile(r"<(?P<kind>[@!#]?)(?P<target>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")


class Refused(Exception):
    """Slack did not do what was asked; carries Slack's own code for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def is_about_blocks(self) -> bool:
        """Whether the same message without blocks may do better."""
        return "blocks" in self.code or self.code == "msg_too_long"


@dataclass(frozen=True)
class Place:
    """Where somebody talks to the assistant."""

    channel: str
    user: str
    thread: str | None = None


class SlackApi:
    """The few methods of Slack's Web API that are used."""

    def __init__(self, calls: Calls, token: str, url: str = API_URL) -> None:
        """Keep what is needed to call them."""
        self._calls = calls
        self._headers = {"Authorization": f"Bearer {token}"}
        self._url = url.rstrip("/")

    async def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """Call a method.

        Raises:
            Refused: when Slack says no.
            Unreachable: when Slack says nothing.
        """
        given = {name: value for name, value in arguments.items() if value is not None}
        answer = await self._calls.post(f"{self._url}/{method}", data=given, headers=self._headers)
        if not isinstance(answer.body, dict):
            raise Refused(f"status {answer.status}")
        if not answer.body.get("ok"):
            raise Refused(str(answer.body.get("error", answer.status)))
        return answer.body


class SlackPoster(SlackBot):
    """Shows elements at a place; the stock client is not used, since it knows no limit to the time it waits."""

    def __init__(self, api: SlackApi, token: str, channel: str | None = None, thread: str | None = None) -> None:
        """Keep where to show them."""
        super().__init__(token, channel, thread)
        self._api = api

    async def send_response(self, recipient_id: str, message: Element) -> None:
        """Show one element; when Slack refuses its blocks, show its text."""
        for made in block_kit.messages(shown(message)):
            try:
                await self._post_message(self.slack_channel or recipient_id, **made)
            except Refused as refused:
                if not refused.is_about_blocks:
                    raise
                logger.error("Slack refused a message with blocks: %s", refused.code)
                await self._post_message(self.slack_channel or recipient_id, text=made["text"])

    async def send_text_message(self, recipient_id: str, text: str, **_: Any) -> None:
        """Show a text in one piece, as far as Slack's limits allow."""
        await self.send_response(recipient_id, {"text": text})

    async def _post_message(self, channel: str, **kwargs: Any) -> None:
        await self._api.call(
            "chat.postMessage", channel=channel, thread_ts=self.thread_id, unfurl_links=False, unfurl_media=False, **kwargs
        )


class SlackChannel(SlackInput):
    """Takes Slack's events and button clicks at `/webhooks/slack/webhook`, and answers in direct messages."""

    def __init__(self, token: str, signing_secret: str, *, surface: Surface, calls: Calls, api_url: str = API_URL) -> None:
        """Prepare the channel.

        Args:
            token: the bot token of the app.
            signing_secret: what Slack signs its requests with.
            surface: what is shared with the other programmes.
            calls: makes the calls to Slack.
            api_url: where Slack's Web API is.
        """
        super().__init__(slack_token=token, slack_signing_secret=signing_secret)
        self.surface = surface
        self._calls = calls
        self._api = SlackApi(calls, token, api_url)

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Make the channel with the secrets in the environment; without these, or with only a part of them, it is off."""
        options = dict(credentials or {})
        surface = Surface("Slack", GUIDE, **{name: options.pop(name) for name in ("turn_seconds",) if name in options})
        settings = {setting: os.environ.get(setting.name, "").strip() for setting in (TOKEN, SIGNING_SECRET)}
        if not surface.usable(settings):
            return SwitchedOff(cls.name())
        return cls(settings[TOKEN], settings[SIGNING_SECRET], surface=surface, calls=Calls(), **options)

    def get_output_channel(self, channel: str | None = None, thread_id: str | None = None) -> SlackPoster:
        """Return what shows elements at a place."""
        return SlackPoster(self._api, self.slack_token, channel, thread_id)

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Return the routes of the channel."""
        routes = Blueprint("slack_channel")

        @routes.route("/", methods=["GET"])
        async def alive(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if len(request.body) > MAX_BODY:
                return response.empty(413)
            if not self.is_request_from_slack_authentic(request):
                return response.empty(401)
            payload = _payload(request)
            if payload is None:
                return response.empty(400)
            if payload.get("type") == "url_verification":
                return response.json({"challenge": payload.get("challenge")})
            return response.empty(200 if self._take(payload, on_new_message) else 503)

        @routes.listener("after_server_start")
        async def check(_: Sanic, __: Any) -> None:
            self.surface.lanes.submit("start", self._check)

        @routes.listener("before_server_stop")
        async def stop(_: Sanic, __: Any) -> None:
            await self.surface.lanes.wait(STOPPING_SECONDS)
            await self._calls.close()

        return routes

    def _take(self, payload: Mapping[str, Any], on_new_message: Handler) -> bool:
        """Start what a payload asks for; tell whether there was room for it, since Slack sends again what was not taken."""
        if payload.get("type") == "block_actions":
            return self._take_click(payload, on_new_message)
        if payload.get("type") == "event_callback" and isinstance(payload.get("event"), dict):
            return self._take_event(payload, payload["event"], on_new_message)
        return True

    def _take_event(self, payload: Mapping[str, Any], event: Mapping[str, Any], on_new_message: Handler) -> bool:
        place = _place(event)
        if place is None or event.get("bot_id"):
            return True
        sender = self._sender(place)
        if not self.surface.lanes.has_room(sender):
            return False
        if not self.surface.is_new(("event", payload.get("event_id")), ("message", event.get("client_msg_id"))):
            return True
        kind = event.get("type")
        if kind == "app_mention" and not place.channel.startswith("D"):
            self.surface.lanes.submit(sender, lambda: self._invite(place))
        elif kind == "app_home_opened" and event.get("tab") == "messages":
            self.surface.lanes.submit(sender, lambda: self._show(place, self.surface.welcome(sender)))
        elif kind == "message" and event.get("channel_type") == "im" and event.get("subtype") in _SPOKEN_SUBTYPES:
            heard = plain_text(str(event.get("text") or ""))
            attachments = bool(event.get("files"))
            self.surface.lanes.submit(sender, lambda: self._answer(place, heard, on_new_message, attachments=attachments))
        return True

    def _take_click(self, payload: Mapping[str, Any], on_new_message: Handler) -> bool:
        try:
            message, action = payload["message"], payload["actions"][0]
            place = Place(payload["channel"]["id"], payload["user"]["id"], message.get("thread_ts"))
            value, title = str(action["value"]), str(action["text"]["text"])
        except (KeyError, IndexError, TypeError, AttributeError):
            return True
        sender = self._sender(place)
        if not self.surface.lanes.has_room(sender):
            return False
        new = self.surface.is_new(("action", place.channel, action.get("action_ts")))
        if new and place.channel.startswith("D") and self.surface.is_single_click(place.channel, message.get("ts"), value):
            self.surface.lanes.submit(sender, lambda: self._answer_click(place, message, value, title, on_new_message))
        return True

    def _sender(self, place: Place) -> str:
        return self.surface.sender(place.channel, place.user)

    async def _answer(self, place: Place, text: str, on_new_message: Handler, *, attachments: bool = False) -> None:
        message = UserMessage(text, sender_id=self._sender(place), input_channel=self.name())
        await self._show(place, await self.surface.answer(message, on_new_message, attachments=attachments))

    async def _answer_click(self, place: Place, message: Mapping[str, Any], value: str, title: str, on_new_message: Handler) -> None:
        await self._answer(place, value, on_new_message)
        chosen = self.surface.texts.chosen.format(title=title)
        blocks = block_kit.answered(message.get("blocks") or [], chosen)
        text = f"{message.get('text') or ''}\n\n{block_kit.escape(chosen)}"
        await self._api.call("chat.update", channel=place.channel, ts=message.get("ts"), text=text, blocks=blocks)

    async def _show(self, place: Place, elements: list[Element]) -> None:
        """Show elements in their order; one that cannot be shown does not hold up the others."""
        poster = self.get_output_channel(place.channel, place.thread)
        for each in elements:
            try:
                await poster.send_response(place.user, each)
            except (Refused, Unreachable) as error:
                logger.error("Slack: an answer was not delivered: %s %s", type(error).__name__, error)

    async def _invite(self, place: Place) -> None:
        """Ask somebody who mentions the assistant in a channel, seen by nobody else, to come to a direct message."""
        text = block_kit.escape(self.surface.texts.only_direct)
        await self._api.call("chat.postEphemeral", channel=place.channel, user=place.user, thread_ts=place.thread, text=text)

    async def _check(self) -> None:
        """Try the token, so that a wrong one shows in the log at the start and not at the first message."""
        try:
            await self._api.call("auth.test")
        except Refused as refused:
            self.surface.complain(self.surface.texts.rejected, reason=refused.code)
        except Unreachable as unreachable:
            self.surface.complain(self.surface.texts.unreachable, reason=str(unreachable))


def plain_text(text: str) -> str:
    """Return what was typed, from the way in which Slack writes it; whoever is mentioned stays unnamed."""
    return html.unescape(_MARKUP.sub(_unmarked, text)).strip()


def _unmarked(found: re.Match[str]) -> str:
    if found["kind"] == "@":
        return PLACEHOLDERS["naam"]
    if found["kind"]:
        return ""
    return found["label"] or found["target"]


def _place(event: Mapping[str, Any]) -> Place | None:
    channel, user, thread = event.get("channel"), event.get("user"), event.get("thread_ts")
    if not (isinstance(channel, str) and isinstance(user, str) and channel and user):
        return None
    return Place(channel, user, thread if isinstance(thread, str) else None)


def _payload(request: Request) -> Mapping[str, Any] | None:
    """Return the body of a request, be it JSON or a form with JSON in it, or None when it is neither."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    try:
        body = request.body.decode("utf-8")
        if kind == "application/x-www-form-urlencoded":
            body = parse_qs(body, strict_parsing=True)["payload"][0]
        elif kind != "application/json":
            return None
        payload = json.loads(body)
    except (ValueError, KeyError, RecursionError):
        return None
    return payload if isinstance(payload, dict) else None
