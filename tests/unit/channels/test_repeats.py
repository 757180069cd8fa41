"""A message that is sent again gets the answer of the first time."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.repeats import Repeats


class Turns:
    def __init__(self, *faults: Exception, seconds: float = 0) -> None:
        self.taken = 0
        self._faults = list(faults)
        self._seconds = seconds

    async def __call__(self) -> int:
        self.taken += 1
        await asyncio.sleep(self._seconds)
        if self._faults:
            raise self._faults.pop(0)
        return self.taken


async def test_the_same_key_of_the_same_sender_is_one_turn() -> None:
    repeats: Repeats[int] = Repeats()
    turns = Turns()
    assert [await repeats.once("a", "1", turns), await repeats.once("a", "1", turns)] == [1, 1]
    assert await repeats.once("a", "2", turns) == 2
    assert await repeats.once("b", "1", turns) == 3


async def test_two_at_the_same_time_are_one_turn() -> None:
    repeats: Repeats[int] = Repeats()
    turns = Turns(seconds=0.01)
    assert await asyncio.gather(repeats.once("a", "1", turns), repeats.once("a", "1", turns)) == [1, 1]


async def test_a_turn_goes_on_when_its_request_is_broken_off() -> None:
    repeats: Repeats[int] = Repeats()
    turns = Turns(seconds=0.02)
    first = asyncio.create_task(repeats.once("a", "1", turns))
    await asyncio.sleep(0.005)
    first.cancel()
    assert await repeats.once("a", "1", turns) == 1
    assert turns.taken == 1


async def test_a_turn_that_failed_may_be_tried_again() -> None:
    repeats: Repeats[int] = Repeats()
    turns = Turns(ValueError("kapot"))
    with pytest.raises(ValueError, match="kapot"):
        await repeats.once("a", "1", turns)
    assert await repeats.once("a", "1", turns) == 2


async def test_an_answer_is_forgotten_after_a_while_without_a_next_message() -> None:
    repeats: Repeats[int] = Repeats(seconds=0.01)
    await repeats.once("a", "1", Turns())
    await asyncio.sleep(0.05)
    assert not repeats._turns


async def test_a_wiped_conversation_leaves_no_answer() -> None:
    repeats: Repeats[int] = Repeats()
    await repeats.once("a", "1", Turns())
    await repeats.once("b", "1", Turns())
    repeats.forget("a")
    assert [sender for sender, _ in repeats._turns] == ["b"]


async def test_no_more_than_so_many_answers_are_kept() -> None:
    repeats: Repeats[int] = Repeats(most=2)
    for key in "123":
        await repeats.once("a", key, Turns())
    assert [key for _, key in repeats._turns] == ["2", "3"]
