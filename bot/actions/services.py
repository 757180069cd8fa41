"""Puts real things together on first use: the knowledge base from its database, and the clock."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from bot.consult.refer import Moment
from kb.repository import load_knowledge, sessions
from kb.schema import KnowledgeBase

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@lru_cache(maxsize=1)
def knowledge() -> KnowledgeBase:
    """When called, this will give the knowledge base, read from its database the first time.

    Raises:
        KbError: the database is not there, or holds no complete knowledge base.
    """
    with sessions()() as session:
        return load_knowledge(session)


def moment() -> Moment:
    """When called, this will give the time in Amsterdam, with the Dutch public holidays around it."""
    now = datetime.now(AMSTERDAM)
    return Moment(now, _holidays(now.year))


@lru_cache(maxsize=2)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=(year, year + 1)))
