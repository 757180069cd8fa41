"""The case so far: what was heard over one or several messages, as a value that fits in a slot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.consult.findings import Status


@dataclass(frozen=True)
class Heard:
    """One signal as the case knows it: its status, the words it rests on, and whether recognition was sure."""

    indicator_id: str
    status: Status
    evidence: tuple[str, ...]
    certain: bool


@dataclass(frozen=True)
class Case:
    """What is known of the patient; `minor` is None while nothing tells."""

    heard: tuple[Heard, ...] = ()
    acute: bool = False
    minor: bool | None = None

    def with_status(self, status: Status) -> tuple[Heard, ...]:
        """When called, this will give what was heard with that status, in the order of hearing."""
        return tuple(item for item in self.heard if item.status is status)

    @property
    def present(self) -> frozenset[str]:
        """The ids of the signals that hold."""
        return frozenset(item.indicator_id for item in self.with_status(Status.PRESENT))

    @property
    def known(self) -> frozenset[str]:
        """The ids of which it is settled whether they hold."""
        return frozenset(item.indicator_id for item in self.heard if item.certain)

    @property
    def age_group(self) -> str:
        """`minderjarig`, `volwassen` or `onbekend`."""
        if self.minor is None:
            return "onbekend"
        return "minderjarig" if self.minor else "volwassen"

    def to_json(self) -> dict[str, Any]:
        """When called, this will write the case as plain JSON values."""
        heard = [{"id": h.indicator_id, "status": h.status.value, "evidence": list(h.evidence), "certain": h.certain} for h in self.heard]
        return {"heard": heard, "acute": self.acute, "minor": self.minor}

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Case:
        """When called, this will read a case back; nothing stored is an empty case."""
        if not data:
            return cls()
        heard = tuple(Heard(h["id"], Status(h["status"]), tuple(h["evidence"]), h["certain"]) for h in data["heard"])
        return cls(heard, data["acute"], data["minor"])


def merge(case: Case, message: Case) -> Case:
    """When called, this will add what a message tells to the case; where they differ, the later word holds."""
    heard = {item.indicator_id: item for item in case.heard}
    for item in message.heard:
        before = heard.get(item.indicator_id)
        heard[item.indicator_id] = _join(before, item) if before and before.status is item.status else item
    return Case(tuple(heard.values()), case.acute or message.acute, case.minor if message.minor is None else message.minor)


def new_signals(case: Case, later: Case) -> tuple[str, ...]:
    """When called, this will give the ids that hold now and did not before."""
    return tuple(item.indicator_id for item in later.with_status(Status.PRESENT) if item.indicator_id not in case.present)


def settle(case: Case, indicator_id: str, *, holds: bool | None) -> Case:
    """When called, this will settle a signal, heard before or not: it holds, it does not, or (None) nobody knows.

    What held and is no longer known stays, as uncertain; what did not hold and is no longer known is as if it was never mentioned.
    """
    heard = {item.indicator_id: item for item in case.heard}
    known = heard.pop(indicator_id, None)
    if holds is None:
        if known and known.status is Status.PRESENT:
            heard[indicator_id] = replace(known, certain=False)
    else:
        status = Status.PRESENT if holds else Status.ABSENT
        heard[indicator_id] = replace(known or Heard(indicator_id, status, (), certain=True), status=status, certain=True)
    return replace(case, heard=tuple(heard.values()))


def _join(before: Heard, later: Heard) -> Heard:
    evidence = tuple(dict.fromkeys((*before.evidence, *later.evidence)))
    return replace(before, evidence=evidence, certain=before.certain or later.certain)
