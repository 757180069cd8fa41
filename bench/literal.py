"""The plain words of the terms as regular expressions: what a term list without gaps, numbers, inflection or context can hear."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.consult.text import fold
from kb.lexicon import Lexicon

_ITEM = re.compile(r"\)\?|[()|]|[^\s()|]+")
_MORE_THAN_WORDS = re.compile(r"\.\.|[&<^$]")
_MARKS = {"(": "(?:", ")": ")", ")?": ")?", "|": "|"}


def expressions(lexicon: Lexicon) -> dict[str, str]:
    """Return per signal one expression for the terms that affirm it; for texts without capitals and accents."""
    found: dict[str, list[str]] = {}
    for term in lexicon.terms:
        if term.indicator and term.status == "present" and (words := plain(term.pattern, lexicon.classes)):
            found.setdefault(term.indicator, []).append(words)
    return {indicator: "|".join(choices) for indicator, choices in found.items()}


def plain(pattern: str, classes: Mapping[str, Sequence[str]]) -> str | None:
    """Return a pattern as an expression; None when there is more to it than words."""
    if _MORE_THAN_WORDS.search(pattern):
        return None
    units = []
    for item in _ITEM.findall(pattern):
        if item in _MARKS:
            units.append(_MARKS[item])
            continue
        core = item.rstrip("?")
        unit = _any(classes[core[1:]], classes) if core.startswith("@") else _word(core)
        units.append(f"(?:{unit})?" if item.endswith("?") else unit)
    return "".join(units)


def _any(members: Sequence[str], classes: Mapping[str, Sequence[str]]) -> str:
    return f"(?:{'|'.join(choice for member in members if (choice := plain(member, classes)))})"


def _word(item: str) -> str:
    core = item.lstrip("=")
    begin = r"\b\w*" if core.startswith("*") else r"\b"
    end = r"\w*\b" if core.endswith("*") else r"\b"
    return rf"{begin}{re.escape(fold(core.strip('*')))}{end}\s*"
