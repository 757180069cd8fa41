"""The neutral card: what is said, the same as data, and what can be answered. Every channel renders it in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kb.schema import KnowledgeBase

MAX_REPLIES = 5


@dataclass(frozen=True)
class Reply:
    """A quick reply; the payload is what a user could also have typed."""

    title: str
    payload: str


@dataclass(frozen=True)
class Card:
    """One element of an answer; `data` is the contract's `custom`, or None when the text is all there is."""

    text: str
    data: dict[str, Any] | None = None
    replies: tuple[Reply, ...] = ()


def phrase(kb: KnowledgeBase, phrase_id: str, **values: object) -> str:
    """When called, this will fill a phrase of the knowledge base."""
    return kb.phrases[phrase_id].format(**values)


def within(label: str) -> str:
    """When called, this will write a label as it stands within a sentence; names in it keep their capitals."""
    return re.sub(r"^\W*\w", lambda start: start.group().lower(), label)


def bullets(lines: Iterable[str]) -> str:
    """When called, this will write lines as a Markdown list."""
    return "\n".join(f"- {line}" for line in lines)


def replies(kb: KnowledgeBase, *payloads: str) -> tuple[Reply, ...]:
    """When called, this will make quick replies from command words, titled by the phrase `knop_<word>`."""
    return tuple(Reply(kb.phrases["knop_" + payload.replace(" ", "_")], payload) for payload in payloads[:MAX_REPLIES])
