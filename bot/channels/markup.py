"""Reads the small part of Markdown in which the conversation speaks, so that each surface can write it in its own way; pure functions.

Understood are headings, list items, **bold**, [links](https://...), bare https addresses, and the phone numbers that a card names.
Everything else is literal text and stays literal on every surface.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

_INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\[(?P<label>[^\]\n]+)\]\((?P<target>[^)\s]+)\)|(?P<bare>https://[^\s<>()|]+[^\s<>().,;:!?|])")
_ITEM = re.compile(r"\s*(?:[-*•]|(?P<number>\d+)[.)])\s+(?P<rest>.*)")
_HEADING = re.compile(r"\s*#{1,6}\s+(?P<rest>.*)")
_SAFE_TARGET = re.compile(r"https://[^\s<>|\"]{1,500}|tel:\+?[\d-]{2,20}")
_PLACES = ("\n", ". ", "? ", "! ", "; ", ", ", " ")


class Kind(Enum):
    """What a line is."""

    PLAIN = "plain"
    HEADING = "heading"
    ITEM = "item"


@dataclass(frozen=True)
class Run:
    """A stretch of literal text in one style; `url` is an https or tel address."""

    text: str
    bold: bool = False
    url: str | None = None


@dataclass(frozen=True)
class Line:
    """One line; `opens` tells whether a paragraph begins with it, `marker` is what stands before a list item."""

    runs: tuple[Run, ...]
    kind: Kind = Kind.PLAIN
    opens: bool = True
    marker: str = ""

    @property
    def text(self) -> str:
        """The line without any style."""
        return self.marker + "".join(run.text for run in self.runs)


def read(text: str, phones: Sequence[str] = ()) -> list[Line]:
    """Return the lines of a text.

    Args:
        text: Markdown.
        phones: numbers that become tel: links where they occur.
    """
    lines: list[Line] = []
    opens = True
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = _line(raw, phones)
        says = any(run.text.strip() for run in line.runs)
        if says:
            lines.append(replace(line, opens=opens or line.kind is Kind.HEADING))
        opens = not says
    return lines


def plain(lines: Iterable[Line]) -> str:
    """Return lines without any style, paragraphs apart."""
    return "".join(("\n\n" if line.opens else "\n") + line.text for line in lines).strip("\n")


def cut(text: str, limit: int) -> list[str]:
    """Return a text in pieces of at most `limit` characters, parted after a line, a sentence, a clause or a word where possible."""
    pieces = []
    while len(text) > limit:
        place = _place(text, limit)
        pieces.append(text[:place])
        text = text[place:]
    return [*pieces, text] if text else pieces


def shortened(line: Line, limit: int) -> list[Line]:
    """Return a line as lines of at most `limit` characters each; those that continue it neither open a paragraph nor have a marker."""
    if len(line.text) <= limit:
        return [line]
    parts = [replace(run, text=piece) for run in line.runs for piece in cut(run.text, limit - len(line.marker))]
    rows: list[list[Run]] = [[]]
    room = limit - len(line.marker)
    for part in parts:
        if rows[-1] and len(part.text) > room:
            rows.append([])
            room = limit
        rows[-1].append(part)
        room -= len(part.text)
    first, *rest = (tuple(row) for row in rows)
    return [replace(line, runs=first), *(Line(runs, line.kind, opens=False) for runs in rest)]


def _line(raw: str, phones: Sequence[str]) -> Line:
    if heading := _HEADING.fullmatch(raw):
        return Line(tuple(_runs(heading["rest"], phones, bold=True)), Kind.HEADING)
    if item := _ITEM.fullmatch(raw):
        marker = f"{item['number']}. " if item["number"] else "• "
        return Line(tuple(_runs(item["rest"], phones)), Kind.ITEM, marker=marker)
    return Line(tuple(_runs(raw.strip(), phones)))


def _runs(text: str, phones: Sequence[str], *, bold: bool = False) -> Iterator[Run]:
    place = 0
    for found in _INLINE.finditer(text):
        yield from _dialled(text[place : found.start()], phones, bold=bold)
        if found["bold"]:
            yield from _runs(found["bold"], phones, bold=True)
        else:
            target = found["target"] or found["bare"]
            safe = _SAFE_TARGET.fullmatch(target) is not None
            yield Run(found["label"] or found["bare"], bold, target) if safe else Run(found.group(), bold)
        place = found.end()
    yield from _dialled(text[place:], phones, bold=bold)


def _dialled(text: str, phones: Sequence[str], *, bold: bool) -> Iterator[Run]:
    """Yield literal text, with the phone numbers in it as links."""
    if not text:
        return
    numbers = "|".join(re.escape(phone) for phone in sorted(phones, key=len, reverse=True) if phone)
    parts = re.split(rf"(?<![\w-])({numbers})(?![\w-])", text) if numbers else [text]
    for index, part in enumerate(parts):
        if part:
            yield Run(part, bold, "tel:" + re.sub(r"[^\d+]", "", part) if index % 2 else None)


def _place(text: str, limit: int) -> int:
    """Return where to part a text that is too long; never in the first half, unless there is no other place."""
    for end in _PLACES:
        place = text.rfind(end, limit // 2, limit)
        if place >= 0:
            return min(place + len(end), limit)
    return limit
