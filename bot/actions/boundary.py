"""The boundary every action runs behind: nothing it raises gets out, and the user always gets an answer."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.consult.cards import Card

logger = logging.getLogger(__name__)

FAILED = "utter_storing"


class SafeAction(Action, ABC):
    """An action whose failure is a clear answer.

    An exception that reached rasa_sdk would end in silence for the user, and would put the conversation into the error body and the log.
    """

    @abstractmethod
    def name(self) -> str:
        """When called, this will give the action's name in the domain."""

    @abstractmethod
    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will read slots, decide, say what is to be said, and return events."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """When called, this will act, or say that it could not, naming in the log the action and the kind of error only."""
        speaker = Speaker(dispatcher)
        try:
            return self.act(speaker, tracker)
        except Exception as error:  # the one place where everything is caught
            logger.error("%s failed: %s", self.name(), type(error).__name__)
            dispatcher.messages.clear()
            dispatcher.utter_message(response=FAILED)
            return []


class Speaker:
    """Says cards and fixed replies."""

    def __init__(self, dispatcher: CollectingDispatcher) -> None:
        """Speak through a dispatcher."""
        self._dispatcher = dispatcher

    def cards(self, cards: Iterable[Card]) -> None:
        """When called, this will say each card as one message with its data and quick replies."""
        for card in cards:
            self.card(card)

    def card(self, card: Card) -> None:
        """When called, this will say one card."""
        buttons = [{"title": reply.title, "payload": reply.payload} for reply in card.replies]
        self._dispatcher.utter_message(text=card.text, json_message=card.data, buttons=buttons)

    def reply(self, response: str) -> None:
        """When called, this will say a fixed reply of the domain."""
        self._dispatcher.utter_message(response=response)
