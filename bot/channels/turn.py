"""One message through the conversation, the same on every channel: filtered before it, and never silent after it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.channels.collect import CardCollector, Element
from bot.channels.intake import Refused, privacy_notice, take_in
from bot.channels.patience import begin_turn
from bot.channels.texts import Texts, emergency_card
from bot.channels.tracker_store import ConversationTooLarge, TooManyConversations

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
    problem = await _problem(filtered, on_new_message, texts, seconds)
    elements = list(collector.messages)
    if not elements:
        elements.append(element(sender, problem or texts.no_answer, emergency_card()))
    elif problem:
        elements.append(element(sender, texts.interrupted if problem == texts.no_answer else problem))
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


async def _problem(message: UserMessage, on_new_message: Handler, texts: Texts, seconds: float) -> str | None:
    """Let the conversation answer, and return what to say when it did not come to the end of its answer."""
    budget = begin_turn()
    try:
        await asyncio.wait_for(on_new_message(message), seconds)
    except TooManyConversations:
        return texts.too_busy
    except ConversationTooLarge:
        return texts.conversation_too_large
    except (Exception, asyncio.CancelledError) as error:  # whatever happens, the physician gets an answer
        logger.error("Turn ended early: %s", type(error).__name__)
        return texts.no_answer
    return texts.no_answer if budget.failed else None
