"""What can go wrong with the knowledge base, under one base class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a knowledge file.

    Attributes:
        file: the file's name, relative to the directory that was read.
        key: the path to the value, such as ``indicators[soa].telling``; empty for the file as a whole.
        found: what is there.
        expected: what would be right.
        line: the line in the file, when known.
    """

    file: str
    key: str
    found: str
    expected: str
    line: int | None = None

    def __str__(self) -> str:
        """Return the fault as one line: where, what was found, what was expected."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.key + ': ' if self.key else ''}found {self.found}; expected {self.expected}"


class KbError(Exception):
    """The base of every error that `kb` raises on purpose."""


class InvalidKb(KbError):
    """The knowledge files are not right; the message lists every fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        heading = f"the knowledge base has {count} fault{'' if count == 1 else 's'}:"
        super().__init__("\n".join([heading, *(f"  {fault}" for fault in self.faults)]))


class UnknownId(KbError):
    """Nothing of this kind has this id."""

    kind = "entry"

    def __init__(self, id_: str, *, near: Iterable[str] = ()) -> None:
        self.id = id_
        self.near = tuple(near)
        hint = f"; did you mean {' or '.join(self.near)}?" if self.near else ""
        super().__init__(f"there is no {self.kind} with id '{id_}'{hint}")


class UnknownIndicator(UnknownId):
    """No indicator has this id."""

    kind = "indicator"


class UnknownContact(UnknownId):
    """No contact has this id."""

    kind = "contact"


class UnknownFaq(UnknownId):
    """No answer in the FAQ has this id."""

    kind = "faq answer"


class NotBuilt(KbError):
    """The database holds no (complete) knowledge base of this version."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        super().__init__(f"the knowledge database {url} cannot be used: {reason}; run 'python -m kb build'")
