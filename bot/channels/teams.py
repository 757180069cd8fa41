"""The Teams channel: Rasa's Bot Framework connector with complete checks, Adaptive Cards, and personal conversations only."""

from __future__ import annotations

import html
import json
import logging
import os
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from rasa.core.channels.botframework import BotFramework, BotFrameworkInput
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels import adaptive_card, quiet_logging
from bot.channels.bot_connector import AUTHORITY_URL, OPENID_URL, SERVICES, AccessToken, Gatekeeper, NotAllowed, SigningKeys, TokenRefused
from bot.channels.calls import Calls, Unreachable
from bot.channels.collect import Element
from bot.channels.privacy import PLACEHOLDERS
from bot.channels.shown import shown
from bot.channels.surface import MAX_BODY, Setting, Surface, SwitchedOff
from bot.channels.turn import Handler

logger = logging.getLogger(__name__)
quiet_logging.install()

GUIDE = "docs/teams.md"
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
APP_ID = Setting("MICROSOFT_APP_ID", _UUID)
PASSWORD = Setting("MICROSOFT_APP_PASSWORD", re.compile(r"\S{16,}"))
TENANT_ID = Setting("MICROSOFT_APP_TENANT_ID", _UUID)
STOPPING_SECONDS = 5.0

_MENTION = re.compile(r"<at\b[^>]*>.*?</at>", re.IGNORECASE | re.DOTALL)
# Teams adds its own rendering of a text to it as an attachment.
_NO_ATTACHMENT = "text/html"
# With these the same words without a card may do better.
_ABOUT_THE_CARD = (400, 413)


class Refused(Exception):
    """The Bot Connector did not take an activity; carries the HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class TeamsPoster(BotFramework):
    """Shows elements in the conversation that an activity came from."""

    def __init__(self, calls: Calls, token: AccessToken, activity: Mapping[str, Any], summary: str) -> None:
        """Keep where to show them.

        Args:
            calls: makes the calls to the Bot Connector.
            token: the token with which the bot speaks.
            activity: what is answered.
            summary: what a notification says; it may be seen on a locked screen, so nothing of the answer.
        """
        super().__init__("", "", activity["conversation"], activity["recipient"], activity["serviceUrl"])
        self._calls = calls
        self._access = token
        self._url = f"{self.global_uri}conversations/{quote(str(activity['conversation']['id']), safe='')}/activities"
        self._user = str(activity["from"]["id"])
        self._summary = summary

    async def send_response(self, recipient_id: str, message: Element) -> None:
        """Show one element; when the Bot Connector refuses its cards, show its text."""
        what = shown(message)
        try:
            for card in adaptive_card.cards(what):
                await self._show({"attachments": [{"contentType": adaptive_card.CONTENT_TYPE, "content": card}]})
        except Refused as refused:
            if refused.status not in _ABOUT_THE_CARD:
                raise
            logger.error("Teams refused a card: status %d", refused.status)
            for text in adaptive_card.plain_texts(what):
                await self._show({"text": text, "textFormat": "plain"})

    async def send_text_message(self, recipient_id: str, text: str, **_: Any) -> None:
        """Show a text in one piece, as far as the limits of Teams allow."""
        await self.send_response(recipient_id, {"text": text})

    async def _show(self, content: dict[str, Any]) -> None:
        await self.send({**self.prepare_message(self._user, content), "conversation": self.conversation, "summary": self._summary})

    async def send(self, message_data: dict[str, Any]) -> None:
        """Post an activity; a token that is no longer good is replaced once.

        Raises:
            Refused: when the Bot Connector does not take it.
            TokenRefused: when there is no token to post it with.
            Unreachable: when there is no answer.
        """
        for last in (False, True):
            token = await self._access.get()
            answer = await self._calls.post(self._url, data=message_data, headers={"Authorization": f"Bearer {token}"})
            if answer.ok:
                return
            if answer.status != 401 or last:
                raise Refused(answer.status)
            self._access.forget(token)


class TeamsChannel(BotFrameworkInput):
    """Takes activities of Teams at `/webhooks/botframework/webhook`, and answers in personal conversations."""

    def __init__(
        self,
        app_id: str,
        password: str,
        tenant_id: str,
        *,
        surface: Surface,
        calls: Calls,
        openid_url: str = OPENID_URL,
        authority_url: str = AUTHORITY_URL,
        services: tuple[str, ...] = SERVICES,
    ) -> None:
        """Prepare the channel; nothing is fetched yet.

        Args:
            app_id: the id of the bot's registration.
            password: its client secret.
            tenant_id: the practice's own tenant.
            surface: what is shared with the other programmes.
            calls: makes the calls to Microsoft.
            openid_url: where the Bot Connector says which keys it signs with.
            authority_url: where tokens are asked for.
            services: the addresses to which the bot's token may go.
        """
        super().__init__(app_id, password)
        self.surface = surface
        self._calls = calls
        self._access = AccessToken(calls, app_id, password, tenant_id, authority=authority_url)
        self._gate = Gatekeeper(SigningKeys(calls, openid_url), app_id, tenant_id, tuple(services))

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Make the channel with the secrets in the environment; without these, or with only a part of them, it is off."""
        options = dict(credentials or {})
        surface = Surface("Teams", GUIDE, **{name: options.pop(name) for name in ("turn_seconds",) if name in options})
        settings = {setting: os.environ.get(setting.name, "").strip() for setting in (APP_ID, PASSWORD, TENANT_ID)}
        if not surface.usable(settings):
            return SwitchedOff(cls.name())
        return cls(settings[APP_ID], settings[PASSWORD], settings[TENANT_ID], surface=surface, calls=Calls(), **options)

    def _update_cached_jwk_keys(self) -> None:
        """Fetch nothing: the stock connector would, at the start, and take everything down when it can't."""

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Return the routes of the channel."""
        routes = Blueprint("teams_channel")

        @routes.route("/", methods=["GET"])
        async def alive(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if len(request.body) > MAX_BODY:
                return response.empty(413)
            try:
                caller = await self._gate.identify(request.headers.get("Authorization"))
                activity = _activity(request)
                if activity is None:
                    return response.empty(400)
                self._gate.admit(caller, activity)
            except NotAllowed as refusal:
                logger.warning("Teams: a request was not let in: %s", refusal)
                return response.empty(refusal.status)
            except Unreachable as unreachable:
                logger.error("Teams: a request could not be checked: %s does not answer", unreachable)
                return response.empty(503)
            return response.json({}, status=200 if self._take(activity, on_new_message) else 429)

        @routes.listener("after_server_start")
        async def check(_: Sanic, __: Any) -> None:
            self.surface.lanes.submit("start", self._check)

        @routes.listener("before_server_stop")
        async def stop(_: Sanic, __: Any) -> None:
            await self.surface.lanes.wait(STOPPING_SECONDS)
            await self._calls.close()

        return routes

    def _take(self, activity: Mapping[str, Any], on_new_message: Handler) -> bool:
        """Start what an activity asks for; tell whether there was room for it."""
        if not _is_complete(activity) or activity.get("type") not in ("message", "conversationUpdate"):
            return True
        conversation = activity["conversation"]
        sender = self.surface.sender(str(conversation["id"]), str(activity["from"]["id"]))
        if not self.surface.lanes.has_room(sender):
            return False
        personal = conversation.get("conversationType", "personal") == "personal" and not conversation.get("isGroup")
        if not self._is_new(activity):
            return True
        if activity["type"] == "conversationUpdate":
            if activity.get("membersAdded"):
                self.surface.lanes.submit(sender, lambda: self._greet(activity, sender, personal=personal))
        elif personal:
            self.surface.lanes.submit(sender, lambda: self._answer(activity, sender, on_new_message))
        else:
            self.surface.lanes.submit(sender, lambda: self._invite(activity, sender))
        return True

    def _is_new(self, activity: Mapping[str, Any]) -> bool:
        """Tell whether an activity is neither a repetition nor the second half of a double click."""
        conversation = activity["conversation"]["id"]
        if not self.surface.is_new(("activity", conversation, activity.get("id"))):
            return False
        payload = adaptive_card.payload_of(activity.get("value"))
        return payload is None or self.surface.is_single_click(conversation, activity.get("replyToId"), payload)

    async def _answer(self, activity: Mapping[str, Any], sender: str, on_new_message: Handler) -> None:
        text = adaptive_card.payload_of(activity.get("value")) or plain_text(activity)
        message = UserMessage(text, sender_id=sender, input_channel=self.name())
        await self._show(activity, await self.surface.answer(message, on_new_message, attachments=_has_attachments(activity)))

    async def _greet(self, activity: Mapping[str, Any], sender: str, *, personal: bool) -> None:
        """Greet whoever installed the assistant; in a team or group, say once where it does answer."""
        if personal:
            await self._show(activity, self.surface.welcome(sender))
        elif any(member.get("id") == activity["recipient"].get("id") for member in activity["membersAdded"] if isinstance(member, dict)):
            await self._invite(activity, sender)

    async def _invite(self, activity: Mapping[str, Any], sender: str) -> None:
        await self._show(activity, [self.surface.say(sender, self.surface.texts.only_direct)])

    async def _show(self, activity: Mapping[str, Any], elements: list[Element]) -> None:
        """Show elements in their order; one that cannot be shown does not hold up the others."""
        poster = TeamsPoster(self._calls, self._access, activity, self.surface.texts.notification)
        for each in elements:
            try:
                await poster.send_response("", each)
            except (Refused, TokenRefused, Unreachable) as error:
                logger.error("Teams: an answer was not delivered: %s %s", type(error).__name__, error)

    async def _check(self) -> None:
        """Ask for a token, so that a wrong secret shows in the log at the start and not at the first message."""
        try:
            await self._access.get()
        except TokenRefused as refused:
            self.surface.complain(self.surface.texts.rejected, reason=str(refused))
        except Unreachable as unreachable:
            self.surface.complain(self.surface.texts.unreachable, reason=str(unreachable))


def plain_text(activity: Mapping[str, Any]) -> str:
    """Return what was typed, without the assistant's own name; whoever else is mentioned stays unnamed."""
    text = str(activity.get("text") or "")
    for entity in activity.get("entities") or ():
        mentioned = entity.get("mentioned") if isinstance(entity, dict) and entity.get("type") == "mention" else None
        if isinstance(mentioned, dict) and mentioned.get("id") == activity["recipient"].get("id"):
            text = text.replace(str(entity.get("text") or "<at></at>"), " ")
    return html.unescape(_MENTION.sub(PLACEHOLDERS["naam"], text)).strip()


def _has_attachments(activity: Mapping[str, Any]) -> bool:
    listed = activity.get("attachments")
    attachments = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    return any(each.get("contentType") != _NO_ATTACHMENT for each in attachments)


def _is_complete(activity: Mapping[str, Any]) -> bool:
    """Tell whether an activity says who talks to whom, and where."""
    return all(isinstance(activity.get(name), dict) and activity[name].get("id") for name in ("conversation", "from", "recipient"))


def _activity(request: Request) -> Mapping[str, Any] | None:
    """Return the activity in a request, or None when there is none."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        return None
    try:
        activity = json.loads(request.body.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return activity if isinstance(activity, dict) else None
