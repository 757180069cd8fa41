"""When desks are open, and when that changes."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.consult.refer import Moment, is_open, next_change
from kb.schema import Certainty, Contact, Opening

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NEW_YEAR = date(2027, 1, 1)  # a Friday
OFFICE_HOURS = (Opening((1, 2, 3, 4, 5), time(9), time(17)),)


def desk(*, openings: tuple[Opening, ...] = OFFICE_HOURS, always_open: bool = False, on_holidays: bool = False) -> Contact:
    return Contact(
        id="bureau", name="Bureau", about="Denkt mee.", hours="kantooruren", source="desk/bureau", checked_on=date(2026, 11, 1),
        certainty=next(iter(Certainty)), openings=openings, always_open=always_open, on_holidays=on_holidays,
    )  # fmt: skip


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> Moment:
    return Moment(datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM), frozenset({NEW_YEAR}))


def when(day: int, hour: int, *, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("moment", "opened", "change"),
    [
        (at(24, 10), True, when(24, 17)),
        (at(24, 8, 59), False, when(24, 9)),
        (at(24, 9), True, when(24, 17)),
        (at(24, 17), False, when(25, 9)),
        (at(27, 18), False, when(30, 9)),
        (at(31, 18, month=12), False, when(4, 9, month=1, year=2027)),
        (at(1, 12, month=1, year=2027), False, when(4, 9, month=1, year=2027)),
    ],
    ids=["Tuesday morning", "a minute early", "on the hour", "at closing time", "Friday evening", "the eve of a holiday", "a holiday"],
)
def test_a_desk_with_hours_says_when_it_opens_or_closes(moment: Moment, opened: bool, change: datetime) -> None:
    assert is_open(desk(), moment) is opened
    assert next_change(desk(), moment) == change


def test_the_clock_goes_back_and_the_hours_stay_local() -> None:
    change = next_change(desk(), at(23, 18, month=10))
    assert change is not None
    assert (change.hour, str(change.tzinfo), change.utcoffset()) == (9, "Europe/Amsterdam", change.replace(tzinfo=AMSTERDAM).utcoffset())


def test_a_desk_that_is_open_on_holidays_is() -> None:
    assert is_open(desk(on_holidays=True), at(1, 12, month=1, year=2027))


def test_a_desk_that_never_closes_never_changes() -> None:
    always = desk(openings=(), always_open=True)
    assert is_open(always, at(24, 3))
    assert next_change(always, at(24, 3)) is None


def test_nothing_is_made_up_when_the_hours_are_not_known() -> None:
    assert next_change(desk(openings=()), at(24, 10)) is None
