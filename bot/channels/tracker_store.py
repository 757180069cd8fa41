"""A tracker store that forgets: in memory only, ended by idleness, a restart, a cap, or on request."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.constants import ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, Restarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels import quiet_logging
from bot.channels.forgetting import forgetter

logger = logging.getLogger(__name__)
quiet_logging.install()

Clock = Callable[[], float]


class TooManyConversations(Exception):
    """No conversation can be begun: there are as many as may be, and even the most idle one is going on."""


class ConversationTooLarge(Exception):
    """A conversation has grown so large that nothing can be added."""


class VolatileTrackerStore(InMemoryTrackerStore):
    """Keeps conversations in memory for as long as they go on, and no longer."""

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        *,
        ttl: float = 1_800,
        max_conversations: int = 2_000,
        max_events: int = 1_000,
        max_bytes: int = 2_000_000,
        max_total_bytes: int = 400_000_000,
        idle_seconds: float = 5.0,
        clock: Clock = time.monotonic,
        **kwargs: Any,
    ) -> None:
        """Make an empty store.

        Args:
            domain: the domain of the assistant.
            event_broker: passed on by Rasa; there is none in our set-up.
            ttl: seconds after which an idle conversation is forgotten.
            max_conversations: how many are kept; beyond it the one that is idle longest goes.
            max_events: how many events of one conversation are kept.
            max_bytes: how large one conversation may become.
            max_total_bytes: how large all of them together may become; beyond it the one that is idle longest goes.
            idle_seconds: a conversation in which something was said since then is not dropped for a new one.
            clock: tells the time in seconds; only differences count.
            kwargs: whatever else Rasa passes on.
        """
        super().__init__(domain or Domain.empty(), event_broker, **kwargs)
        self.ttl = float(ttl)
        self.max_conversations = int(max_conversations)
        self.max_events = int(max_events)
        self.max_bytes = int(max_bytes)
        self.max_total_bytes = int(max_total_bytes)
        self.idle_seconds = float(idle_seconds)
        self._bytes = 0
        self._clock = clock
        self._seen: OrderedDict[str, float] = OrderedDict()
        self._sweeper: asyncio.Task[None] | None = None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a conversation from its latest restart on; one that has just been restarted is kept without its past.

        Raises:
            TooManyConversations: it is a new one, and there is no room for it.
            ConversationTooLarge: it has grown too large; what was kept of it stays as it was.
        """
        self._start_sweeper()
        self.sweep()
        sender = tracker.sender_id
        trimmed = self._trimmed(tracker)
        kept = self.serialise_tracker(trimmed)
        if len(kept) > self.max_bytes:
            raise ConversationTooLarge
        if sender not in self._seen:
            self._make_room()
        self._bytes += len(kept) - len(self.store.get(sender, ""))
        self.store[sender] = kept
        self._touch(sender)
        if trimmed is not tracker:
            forgetter.ask()

    def _make_room(self) -> None:
        """Drop the most idle conversation when there are as many as may be.

        Raises:
            TooManyConversations: something was said in it a moment ago.
        """
        if len(self._seen) < self.max_conversations:
            return
        sender, seen = next(iter(self._seen.items()))
        if self._clock() - seen < self.idle_seconds:
            raise TooManyConversations
        self.forget(sender)

    async def _retrieve(self, sender_id: str, fetch_all_sessions: bool) -> DialogueStateTracker | None:
        """Return a conversation that has not been idle too long."""
        self.sweep()
        return await super()._retrieve(sender_id, fetch_all_sessions)

    def forget(self, sender: str) -> None:
        """Drop a conversation at once."""
        self._bytes -= len(self.store.pop(sender, ""))
        if self._seen.pop(sender, None) is not None:
            forgetter.ask()

    def sweep(self) -> None:
        """Drop every conversation that has been idle too long."""
        limit = self._clock() - self.ttl
        while self._seen and next(iter(self._seen.values())) <= limit:
            self.forget(next(iter(self._seen)))

    def _touch(self, sender: str) -> None:
        """Note that a conversation is going on, and drop the most idle ones when they are too large together."""
        self._seen[sender] = self._clock()
        self._seen.move_to_end(sender)
        while self._bytes > self.max_total_bytes and len(self._seen) > 1:
            self.forget(next(iter(self._seen)))

    def _trimmed(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        """Return the tracker without what came before its latest start, and without its oldest events when there are too many."""
        events = list(tracker.events)
        kept = events[_latest_start(events) :]
        if len(kept) > self.max_events:
            kept = self._slots_after(tracker, kept[: -self.max_events]) + kept[-self.max_events :]
        if len(kept) == len(events):
            return tracker
        return self._rebuilt(tracker, kept)

    def _slots_after(self, tracker: DialogueStateTracker, events: list[Event]) -> list[Event]:
        """Return events that set the slots to what they were after some events that are dropped."""
        slots = self._rebuilt(tracker, events).current_slot_values()
        return [SlotSet(name, value) for name, value in slots.items() if value is not None]

    def _rebuilt(self, tracker: DialogueStateTracker, events: list[Event]) -> DialogueStateTracker:
        """Return a tracker of the same conversation that has only these events."""
        return DialogueStateTracker.from_events(tracker.sender_id, events, self.domain.slots, sender_source=tracker.sender_source)

    def _start_sweeper(self) -> None:
        """Start the task that forgets idle conversations also when nobody writes."""
        if self._sweeper is None or self._sweeper.done():
            self._sweeper = asyncio.get_running_loop().create_task(self._sweep_regularly())

    async def _sweep_regularly(self) -> None:
        """Sweep every so often for as long as there is something to forget."""
        while self._seen:
            await asyncio.sleep(min(60.0, self.ttl))
            self.sweep()


def _latest_start(events: list[Event]) -> int:
    """Return where the latest restart or session start is; what came before it is over."""
    return max((place for place, event in enumerate(events) if _is_start(event)), default=0)


def _is_start(event: Event) -> bool:
    """Tell whether a conversation starts anew with this event."""
    return isinstance(event, Restarted) or (isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME)
