"""Removes what can point to a person from a text, before anything else sees that text.

The text stays readable: what goes is replaced by a word between square brackets. Ages, sex, origin, relations and professions stay,
since they are signals, and so do the names of places, desks, medicines and brands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.channels.identifying.addresses import find_addresses
from bot.channels.identifying.contact import find_contact_details
from bot.channels.identifying.dates import find_birth_dates
from bot.channels.identifying.names import find_names
from bot.channels.identifying.numbers import find_bsn, find_labelled, find_long, find_numbers, find_phones
from bot.channels.identifying.spans import MASK, Span, mask, without_overlap

KINDS = ("naam", "bsn", "telefoon", "email", "adres", "geboortedatum", "nummer")
PLACEHOLDERS = {
    "naam": "[naam]",
    "bsn": "[bsn]",
    "telefoon": "[telefoonnummer]",
    "email": "[e-mailadres]",
    "adres": "[adres]",
    "geboortedatum": "[geboortedatum]",
    "nummer": "[nummer]",
}

_PLACEHOLDER = re.compile("|".join(re.escape(word) for word in PLACEHOLDERS.values()))

# The surest first: what one has found, the next does not see.
_FINDERS: tuple[Callable[[str], Iterable[Span]], ...] = (
    find_contact_details,
    find_numbers,
    find_birth_dates,
    find_labelled,
    find_bsn,
    find_phones,
    find_addresses,
    find_long,
    find_names,
)


@dataclass(frozen=True)
class Redaction:
    """A text without identifying data, and how many of each kind were taken out."""

    text: str
    removed: Mapping[str, int]


def redact(text: str) -> Redaction:
    """Replace identifying data in a text by readable placeholders."""
    return _replace(text, find_spans(text))


def find_spans(text: str) -> list[Span]:
    """Return every stretch of a text that goes, in order."""
    spans: list[Span] = []
    text = _PLACEHOLDER.sub(lambda found: MASK * len(found.group()), text)
    for finder in _FINDERS:
        new = without_overlap(finder(text))
        spans += new
        text = mask(text, new)
    return sorted(spans, key=lambda one: one.start)


def _replace(text: str, spans: list[Span]) -> Redaction:
    """Put placeholders in the place of spans, and count the kinds."""
    parts: list[str] = []
    removed: dict[str, int] = {}
    place = 0
    for span in spans:
        parts += [text[place : span.start], PLACEHOLDERS[span.kind]]
        removed[span.kind] = removed.get(span.kind, 0) + 1
        place = span.end
    return Redaction("".join([*parts, text[place:]]), removed)
