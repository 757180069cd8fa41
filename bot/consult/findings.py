"""What recognition hands on: findings with the words they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Status(str, Enum):
    """Whether the text says that a signal holds or that it does not."""

    PRESENT = "present"
    ABSENT = "absent"


@dataclass(frozen=True)
class Span:
    """A stretch of the original text: `text` is what stands from `start` up to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Finding:
    """A signal that the text affirms or denies, with the words that say so.

    `certain` is false when the words may also mean something else; the finding counts all the same.
    """

    indicator_id: str
    status: Status
    spans: tuple[Span, ...]
    certain: bool


@dataclass(frozen=True)
class Recognition:
    """All that one text tells.

    Attributes:
        findings: one per indicator, in the order in which the text gives them.
        danger: the words that show danger now; empty when there is none.
        minor: whether the patient is under 18; None when the text does not tell.
        age_span: the age or age word that `minor` rests on.
    """

    findings: tuple[Finding, ...]
    danger: tuple[Span, ...]
    minor: bool | None
    age_span: Span | None

    @property
    def acute(self) -> bool:
        """Tell whether the text shows danger now."""
        return bool(self.danger)
