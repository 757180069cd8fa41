"""What the tracker store forgets, and when."""

from __future__ import annotations

import asyncio

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Restarted, SessionStarted, SlotSet, UserUttered

from bot.channels.tracker_store import ConversationTooLarge, TooManyConversations, VolatileTrackerStore


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def new_store(clock: Clock, **options: int) -> VolatileTrackerStore:
    return VolatileTrackerStore(Domain.empty(), clock=clock, **options)


async def say(store: VolatileTrackerStore, sender: str, *texts: str) -> None:
    tracker = await store.get_or_create_tracker(sender)
    for text in texts:
        tracker.update(UserUttered(text))
    await store.save(tracker)


def test_idle_conversation_is_forgotten() -> None:
    async def scenario() -> None:
        clock = Clock()
        store = new_store(clock, ttl=1800)
        await say(store, "a", "kanariepiet")
        clock.now = 1799
        assert await store.retrieve("a") is not None
        clock.now = 1800
        assert await store.retrieve("a") is None
        assert not store.store

    asyncio.run(scenario())


def test_background_sweep_forgets_when_nobody_writes() -> None:
    async def scenario() -> None:
        store = VolatileTrackerStore(Domain.empty(), ttl=0.02)
        await say(store, "a", "kanariepiet")
        await asyncio.sleep(0.1)
        assert not store.store

    asyncio.run(scenario())


def test_nothing_from_before_a_restart_is_kept() -> None:
    async def scenario() -> None:
        store = new_store(Clock())
        tracker = await store.get_or_create_tracker("a")
        tracker.update(UserUttered("kanariepiet"))
        tracker.update(Restarted())
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)
        assert "kanariepiet" not in store.store["a"]

    asyncio.run(scenario())


def test_forget_drops_one_conversation_at_once() -> None:
    async def scenario() -> None:
        store = new_store(Clock())
        await say(store, "a", "kanariepiet")
        await say(store, "b", "mus")
        store.forget("a")
        assert await store.retrieve("a") is None
        assert await store.retrieve("b") is not None

    asyncio.run(scenario())


def test_longest_idle_conversation_goes_when_there_are_too_many() -> None:
    async def scenario() -> None:
        clock = Clock()
        store = new_store(clock, max_conversations=2)
        for sender in ("a", "b", "c"):
            await say(store, sender, "hallo")
            clock.now += 10
        assert set(store.store) == {"b", "c"}

    asyncio.run(scenario())


def test_only_the_latest_events_are_kept() -> None:
    async def scenario() -> None:
        store = new_store(Clock(), max_events=5)
        await say(store, "a", *(f"bericht {number}" for number in range(20)))
        tracker = await store.retrieve("a")
        assert tracker is not None
        assert [event.text for event in tracker.events][-1] == "bericht 19"
        assert len(tracker.events) == 5

    asyncio.run(scenario())


def test_slots_outlive_the_events_that_set_them() -> None:
    async def scenario() -> None:
        domain = Domain.from_dict({"slots": {"casus": {"type": "any", "mappings": [{"type": "custom"}]}}})
        store = VolatileTrackerStore(domain, max_events=5)
        tracker = await store.get_or_create_tracker("a")
        tracker.update(SlotSet("casus", {"leeftijd": 17}))
        await store.save(tracker)
        await say(store, "a", *(f"bericht {number}" for number in range(20)))
        kept = await store.retrieve("a")
        assert kept is not None
        assert kept.get_slot("casus") == {"leeftijd": 17}

    asyncio.run(scenario())


def test_an_earlier_session_is_not_kept() -> None:
    async def scenario() -> None:
        store = new_store(Clock())
        tracker = await store.get_or_create_tracker("a")
        tracker.update(UserUttered("kanariepiet"))
        tracker.update(ActionExecuted("action_session_start"))
        tracker.update(SessionStarted())
        await store.save(tracker)
        assert "kanariepiet" not in store.store["a"]

    asyncio.run(scenario())


def test_no_conversation_that_is_going_on_is_dropped_for_a_new_one() -> None:
    async def scenario() -> None:
        store = new_store(Clock(), max_conversations=2)
        await say(store, "a", "hallo")
        await say(store, "b", "hallo")
        with pytest.raises(TooManyConversations):
            await say(store, "c", "hallo")
        assert set(store.store) == {"a", "b"}

    asyncio.run(scenario())


def test_a_conversation_does_not_grow_without_end() -> None:
    async def scenario() -> None:
        store = new_store(Clock(), max_bytes=20_000)
        with pytest.raises(ConversationTooLarge):
            await say(store, "a", *("lang " * 100 for _ in range(100)))
        await say(store, "b", "kort")
        assert set(store.store) <= {"a", "b"}

    asyncio.run(scenario())


def test_the_most_idle_conversation_goes_when_all_together_are_too_large() -> None:
    async def scenario() -> None:
        store = new_store(Clock(), max_total_bytes=6_000)
        for sender in ("a", "b", "c"):
            await say(store, sender, "x" * 3_000)
        assert "a" not in store.store
        assert "c" in store.store

    asyncio.run(scenario())


def test_memory_is_flat_over_ten_thousand_short_conversations() -> None:
    async def scenario() -> None:
        clock = Clock()
        store = new_store(clock, ttl=1800, max_conversations=2_000)
        sizes = []
        for number in range(10_000):
            clock.now += 1.0
            await say(store, f"gesprek-{number}", "kanariepiet")
            if number in (4_999, 9_999):
                sizes.append((len(store.store), sum(map(len, store.store.values()))))
        (many, large), (many_later, large_later) = sizes
        assert many_later == many <= 2_000
        assert abs(large_later - large) < 0.02 * large
        clock.now += 1800
        store.sweep()
        assert not store.store
        assert store._bytes == 0

    asyncio.run(scenario())
