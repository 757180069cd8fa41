"""Removes what can point to a person from a text, before anything else sees that text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from stdnum.nl import bsn

KINDS = ("naam", "bsn", "telefoon", "email", "adres", "geboortedatum", "nummer")

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BSN = re.compile(r"(?<![\d])\d(?:[ .\-]?\d){7,8}(?![\d])")
_PHONE = re.compile(r"(?<![\d\w])(?:\+|00)?\d(?:[ .\-/()]{0,2}\d){8,13}(?!\d)")
_POSTCODE = re.compile(r"\b[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}\b")


@dataclass(frozen=True)
class Redaction:
    """A text without identifying data, and how many of each kind were taken out."""

    text: str
    removed: Mapping[str, int]


def redact(text: str) -> Redaction:
    """Replace identifying data in a text by readable placeholders."""
    removed: Counter[str] = Counter()

    def put(kind: str, placeholder: str) -> str:
        removed[kind] += 1
        return placeholder

    text = _EMAIL.sub(lambda _: put("email", "[e-mailadres]"), text)
    text = _BSN.sub(lambda found: put("bsn", "[bsn]") if bsn.is_valid(found.group()) else found.group(), text)
    text = _PHONE.sub(lambda found: found.group() if found.group().startswith("0800") else put("telefoon", "[telefoonnummer]"), text)
    text = _POSTCODE.sub(lambda _: put("adres", "[adres]"), text)
    return Redaction(text, dict(removed))
