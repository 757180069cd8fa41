"""What Slack and Teams share: settings from the environment, senders without identity, and an answer to everything."""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint

from bot.channels.collect import Element
from bot.channels.lanes import Lanes
from bot.channels.seen import Seen
from bot.channels.shown import shown
from bot.channels.texts import load_texts, read_texts
from bot.channels.turn import TURN_SECONDS, Handler, element, take_turn

logger = logging.getLogger(__name__)

TEXTS_FILE = Path(__file__).with_name("surfaces.yml")
MAX_BODY = 512_000
SEEN_SECONDS = 3_600.0
DOUBLE_CLICK_SECONDS = 5.0
GREETED_SECONDS = 24 * 3_600.0
WELCOME_REPLIES = ("casus", "veilige vragen", "meldcode", "contact", "acuut")


@dataclass(frozen=True)
class SurfaceTexts:
    """What these channels say themselves."""

    welcome: str
    first_message: str
    only_direct: str
    no_attachments: str
    forgotten_here: str
    chosen: str
    notification: str
    button_casus: str
    button_veilige_vragen: str
    button_meldcode: str
    button_contact: str
    button_acuut: str
    incomplete: str
    misconfigured: str
    rejected: str
    unreachable: str

    def button(self, payload: str) -> str:
        """Return the title of a quick reply."""
        return str(getattr(self, "button_" + payload.replace(" ", "_")))


@dataclass(frozen=True)
class Setting:
    """A variable of the environment, and what its value looks like."""

    name: str
    form: re.Pattern[str]


class SwitchedOff(InputChannel):
    """A channel without any address, in the place of one that is not set up."""

    def __init__(self, name: str) -> None:
        """Keep the name of the channel that is off."""
        self._name = name

    def url_prefix(self) -> str:
        """Return where the channel would have been."""
        return self._name

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Return no routes at all."""
        return Blueprint(f"{self._name}_off")


class Surface:
    """One programme in which colleagues talk to the assistant."""

    def __init__(self, name: str, guide: str, *, turn_seconds: float = TURN_SECONDS, secret: bytes | None = None) -> None:
        """Prepare a surface.

        Args:
            name: what the programme is called.
            guide: the document that explains how to set it up.
            turn_seconds: how long a turn may take before the channel answers in its place.
            secret: makes senders of ids; drawn anew at every start when not given, so that no list of ids leads back to a conversation.
        """
        self.name = name
        self.guide = guide
        self.texts = read_texts(TEXTS_FILE, SurfaceTexts)
        self.lanes = Lanes()
        self._seen = Seen(seconds=SEEN_SECONDS, most=10_000)
        self._clicked = Seen(seconds=DOUBLE_CLICK_SECONDS, most=1_000)
        self._greeted = Seen(seconds=GREETED_SECONDS, most=5_000)
        self._channel_texts = load_texts()
        self._turn_seconds = turn_seconds
        self._secret = secret or secrets.token_bytes(32)

    def sender(self, *ids: str) -> str:
        """Return a sender that stands for ids and tells nothing about them."""
        return hmac.new(self._secret, "\n".join((self.name, *ids)).encode(), hashlib.sha256).hexdigest()

    def is_new(self, *ids: tuple[object, ...]) -> bool:
        """Tell whether a request is no repetition of one that was taken; ids with an empty part identify nothing."""
        return self._seen.first_time(*(each for each in ids if all(each)))

    def is_single_click(self, *button: object) -> bool:
        """Tell whether a button was not used just before: a double click must not answer the next question too."""
        return self._clicked.first_time(button)

    def say(self, sender: str, text: str) -> Element:
        """Return one of this surface's own sentences as an element."""
        return element(sender, text.format(surface=self.name))

    def welcome(self, sender: str) -> list[Element]:
        """Return the greeting, to whoever was not greeted lately."""
        if not self._greeted.first_time(sender):
            return []
        greeting = self.say(sender, self.texts.welcome)
        greeting["buttons"] = [{"title": self.texts.button(payload), "payload": payload} for payload in WELCOME_REPLIES]
        return [greeting]

    async def answer(self, message: UserMessage, on_new_message: Handler, *, attachments: bool = False) -> list[Element]:
        """Return what there is to show after a message; the conversation speaks first, since it may warn of danger.

        Args:
            message: what was said; its text may be empty when there are attachments.
            on_new_message: hands a message to the conversation.
            attachments: whether something came with it that cannot be read.
        """
        sender = str(message.sender_id)
        elements: list[Element] = []
        if message.text or not attachments:
            elements += await take_turn(message, on_new_message, self._channel_texts, seconds=self._turn_seconds)
            if not any(shown(each).lines for each in elements):
                elements.append(element(sender, self._channel_texts.no_answer))
        if attachments:
            elements.append(self.say(sender, self.texts.no_attachments))
        if any((each.get("custom") or {}).get("type") == "forgotten" for each in elements):
            elements.append(self.say(sender, self.texts.forgotten_here))
        if self._greeted.first_time(sender):
            elements.append(self.say(sender, self.texts.first_message))
        return elements

    def usable(self, settings: Mapping[Setting, str]) -> bool:
        """Tell whether the settings allow the surface to be on; say what is wrong with them, unless there are none at all."""
        if not any(settings.values()):
            return False
        missing = [setting.name for setting, value in settings.items() if not value]
        odd = [setting.name for setting, value in settings.items() if value and not setting.form.fullmatch(value)]
        if missing:
            self.complain(self.texts.incomplete, names=", ".join(missing))
        elif odd:
            self.complain(self.texts.misconfigured, names=", ".join(odd))
        return not missing and not odd

    def complain(self, sentence: str, **values: str) -> None:
        """Tell whoever runs the assistant what is wrong with this surface."""
        logger.error(sentence.format(surface=self.name, guide=self.guide, **values))
