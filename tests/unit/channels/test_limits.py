"""How often somebody may write."""

from __future__ import annotations

from bot.channels.limits import MOST_KEYS, Limit


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_as_many_as_the_limit_pass_at_once_and_the_next_one_waits() -> None:
    limit = Limit(120, clock=Clock())
    assert [limit.wait_for("a") for _ in range(121)] == [0] * 120 + [1]


def test_who_waits_as_long_as_was_said_may_go_on() -> None:
    clock = Clock()
    limit = Limit(60, clock=clock)
    while not (seconds := limit.wait_for("a")):
        pass
    clock.now += seconds
    assert limit.wait_for("a") == 0


def test_one_that_writes_too_often_does_not_stop_another() -> None:
    limit = Limit(1, clock=Clock())
    assert limit.wait_for("a") == 0
    assert limit.wait_for("a") == 60
    assert limit.wait_for("b") == 0


def test_a_limit_of_nought_lets_all_pass() -> None:
    limit = Limit(0, clock=Clock())
    assert not any(limit.wait_for("a") for _ in range(1_000))


def test_no_flood_of_senders_fills_the_memory() -> None:
    limit = Limit(10, clock=Clock())
    for number in range(MOST_KEYS + 100):
        limit.wait_for(str(number))
    assert len(limit._buckets) == MOST_KEYS
