"""Holds a conversation with the real model, forgets it, and looks through every live object for what was typed; prints JSON.

A process of its own, since a test runner keeps log records, and with these the frames of a conversation.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import sys
import types
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog

from bot.channels import tracker_store
from bot.channels.forgetting import Forgetter, drop_words
from bot.channels.texts import load_texts
from bot.channels.tracker_store import VolatileTrackerStore
from bot.channels.turn import take_turn
from bot.nlu import spacy_nl
from tests.safety.stacks import new_canary

WAYS = ("half an hour idle", "wis alles")
TEXTS = ("help", "Meisje van 17 met blauwe plekken, haar {0} houdt haar paspoort", "{0}", "samenvatting")


class Clock:
    """A clock that is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def main(model: str) -> None:
    configure_structlog(logging.ERROR)
    logging.disable(logging.CRITICAL)
    agent = Agent.load(model)
    sys.stdout.write(json.dumps({way: forget(agent, way) for way in WAYS}) + "\n")


def forget(agent: Agent, way: str) -> dict[str, Any]:
    """Hold a conversation, forget it, and tell what was alive before and after."""
    asked: list[None] = []
    tracker_store.forgetter = Forgetter(lambda: asked.append(None), pause=0)
    clock = Clock()
    store = VolatileTrackerStore(agent.domain, clock=clock)
    agent.tracker_store = agent.processor.tracker_store = store
    # Kept reversed, so that this program itself does not hold it.
    backwards = new_canary()[::-1]
    for text in TEXTS:
        say(agent, text.format(backwards[::-1]))
    before = len(alive(backwards))
    in_vocabulary = backwards[::-1] in spacy_nl.load().vocab.strings
    if way == "wis alles":
        say(agent, way)
    else:
        clock.now += 1_800
        store.sweep()
    drop_words()
    return {
        "before": before,
        "in_vocabulary": in_vocabulary,
        "asked": bool(asked),
        "after": alive(backwards),
        "still_in_vocabulary": backwards[::-1] in spacy_nl.load().vocab.strings,
    }


def say(agent: Agent, text: str) -> None:
    asyncio.run(take_turn(UserMessage(text, sender_id="afzender"), agent.handle_message, load_texts()))


def alive(backwards: str) -> list[str]:
    """Return what holds the canary: every text and all bytes that the garbage collector can reach."""
    gc.collect()
    wanted = backwards[::-1]
    found = []
    for holder in gc.get_objects():
        if not isinstance(holder, types.FrameType):
            found += [f"{type(holder).__name__}: {text[:80]}" for text in texts_in(holder) if text is not wanted and wanted in text.lower()]
    return found


def texts_in(holder: Any) -> list[str]:
    """Return the texts that an object holds, also by a dictionary or tuple of texts alone, which the collector does not list."""
    texts = []
    for each in gc.get_referents(holder):
        if isinstance(each, str):
            texts.append(each)
        elif isinstance(each, bytes):
            texts.append(each.decode("utf-8", "ignore"))
        elif isinstance(each, dict | tuple) and not gc.is_tracked(each):
            texts += texts_in(each)
    return texts


if __name__ == "__main__":
    main(sys.argv[1])
