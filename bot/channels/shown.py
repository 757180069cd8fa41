"""What an element of an answer shows, the same for every surface that cannot show it as the widget does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.channels.collect import Element
from bot.channels.markup import Line, read
from bot.consult.cards import Reply

STEPS = 5


class Tone(Enum):
    """How an element stands out."""

    PLAIN = "plain"
    DANGER = "danger"
    RESULT = "result"
    ASIDE = "aside"


_TONES = {"emergency": Tone.DANGER, "outcome": Tone.RESULT, "privacy": Tone.ASIDE}
_PROGRESS = {"meldcode_step": "step", "weighing": "number"}


@dataclass(frozen=True)
class Shown:
    """One element: its lines, its tone, what can be answered, and at which of the five steps it is."""

    lines: tuple[Line, ...]
    tone: Tone = Tone.PLAIN
    replies: tuple[Reply, ...] = ()
    step: int | None = None


def shown(element: Element) -> Shown:
    """Return what an element shows; the text says everything, the data only how."""
    data = element.get("custom") or {}
    kind = str(data.get("type", ""))
    step = data.get(_PROGRESS.get(kind, ""))
    return Shown(
        lines=tuple(read(str(element.get("text") or ""), _phones(data))),
        tone=_TONES.get(kind, Tone.PLAIN),
        replies=tuple(_replies(element.get("buttons") or ())),
        step=step if isinstance(step, int) and 1 <= step <= STEPS else None,
    )


def _phones(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the numbers of the desks in a card; an outcome names its desks by id only."""
    desks = [desk for desk in data.get("contacts") or () if isinstance(desk, dict)]
    return tuple(str(desk["phone"]) for desk in desks if desk.get("phone"))


def _replies(buttons: Iterable[Mapping[str, Any]]) -> Iterable[Reply]:
    for button in buttons:
        title, payload = button.get("title"), button.get("payload")
        if title and payload:
            yield Reply(str(title), str(payload))
