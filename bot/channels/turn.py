"""One message through the conversation, the same on every channel: filtered before it, and never silent after it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.channels.collect import CardCollector, Element
from bot.channels.intake import Refused, privacy_notice, take_in
from bot.channels.texts import Texts

logger = logging.getLogger(__name__)

TURN_SECONDS = 20.0

Handler = Callable[[UserMessage], Awaitable[Any]]


async def take_turn(message: UserMessage, on_new_message: Handler, texts: Texts, *, seconds: float = TURN_SECONDS) -> list[Element]:
    """Take one message through a turn and return what there is to show; never nothing.

    Args:
        message: what was said, by whom, on which channel; its output channel is not used.
        on_new_message: hands a message to the conversation.
        texts: the sentences to say in its place.
        seconds: how long the conversation may take before it is answered for.
    """
    sender = str(message.sender_id)
    intake = take_in(message.text or "", texts)
    if isinstance(intake, Refused):
        return [element(sender, intake.answer)]
    collector = CardCollector()
    filtered = UserMessage(intake.redaction.text, collector, sender, input_channel=message.input_channel)
    complete = await _completes(filtered, on_new_message, seconds)
    elements = list(collector.messages)
    if not elements:
        elements.append(element(sender, texts.no_answer))
    elif not complete:
        elements.append(element(sender, texts.interrupted))
    if intake.redaction.removed:
        custom = {"type": "privacy", "removed": dict(intake.redaction.removed)}
        elements.append(element(sender, privacy_notice(intake.redaction, texts), custom))
    return elements


def element(sender: str, text: str, custom: dict[str, Any] | None = None) -> Element:
    """Return one element of an answer."""
    made: Element = {"recipient_id": sender, "text": text}
    if custom:
        made["custom"] = custom
    return made


async def _completes(message: UserMessage, on_new_message: Handler, seconds: float) -> bool:
    """Let the conversation answer, and tell whether it came to the end of its answer."""
    try:
        await asyncio.wait_for(on_new_message(message), seconds)
    except (Exception, asyncio.CancelledError) as error:  # whatever happens, the physician gets an answer
        logger.error("Turn ended early: %s", type(error).__name__)
        return False
    return True
