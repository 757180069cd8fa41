"""The words of a text, with what matters for finding names among them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from bot.channels.identifying.lexicon import Lexicon, fold

_WORD = re.compile(r"[^\W\d_]+(?:['’`\-‐‑][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"(?<=..)['’`]s?$")
_ENDS_SENTENCE = re.compile(r"[.!?;\n•*>]|(?:^|\s)[-–—]\s|[:\"“”‘«(\[]")
_ABBREVIATION = frozenset(
    {
        "dr",
        "drs",
        "mw",
        "mr",
        "mevr",
        "dhr",
        "pt",
        "pte",
        "prof",
        "ing",
        "fam",
        "geb",
        "st",
        "mvr",
        "hr",
        "mej",
        "pat",
        "nr",
        "bijv",
        "bv",
        "ivm",
        "evt",
        "resp",
        "cq",
    }
)
# Ending of a word that is made from the name of a place: Utrechtse, Rotterdammer, Poolse.
_ENDINGS = ("s", "se", "er", "e", "'s", "en")
_SHORTEST_STEM = 4
_SHOUTED = 0.7
_LONG_ENOUGH = 12


@dataclass(frozen=True)
class Token:
    """One word: where it stands, how it is written, and whether a capital there says anything."""

    text: str
    start: int
    end: int
    lower: str
    folded: str
    gap: str
    capital: bool
    shouted: bool
    first: bool
    kept: bool
    possessive: bool


def tokenise(text: str, lexicon: Lexicon) -> list[Token]:
    """Return the words of a text in order."""
    capitals_count = not _is_shouted(text)
    found = list(_WORD.finditer(text))
    lowers = [match.group().lower().replace("’", "'") for match in found]
    kept = _kept_places(lowers, lexicon)
    tokens: list[Token] = []
    previous_end = 0
    for place, match in enumerate(found):
        word = match.group()
        gap = text[previous_end : match.start()]
        base, possessive = _without_possessive(word)
        tokens.append(
            Token(
                text=word,
                start=match.start(),
                end=match.start() + len(base),
                lower=base.lower(),
                folded=fold(base),
                gap=gap,
                capital=capitals_count and word[0].isupper(),
                shouted=capitals_count and len(base) > 1 and base.isupper(),
                first=not tokens or _starts_sentence(gap, tokens[-1]),
                kept=kept[place] or _is_kept(base.lower(), lexicon),
                possessive=possessive,
            )
        )
        previous_end = match.end()
    return tokens


def _without_possessive(word: str) -> tuple[str, bool]:
    """Return `Anca` for `Anca's`, and whether there was such an ending."""
    found = _POSSESSIVE.search(word)
    return (word[: found.start()], True) if found else (word, False)


def _is_shouted(text: str) -> bool:
    """Tell whether nearly all of a text is in capitals, so that they say nothing."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= _LONG_ENOUGH and sum(char.isupper() for char in letters) > _SHOUTED * len(letters)


def _starts_sentence(gap: str, previous: Token) -> bool:
    """Tell whether what lies between two words ends a sentence."""
    if gap.strip() == "." and (previous.lower in _ABBREVIATION or (len(previous.lower) == 1 and previous.capital)):
        return False
    return _ENDS_SENTENCE.search(gap) is not None


def _kept_places(lowers: list[str], lexicon: Lexicon) -> list[bool]:
    """Tell for each word whether it is part of a phrase that stays, such as the name of a desk."""
    kept = [False] * len(lowers)
    lengths = [length for length, _ in groupby(sorted(len(phrase) for phrase in lexicon.kept_phrases))]
    for start in range(len(lowers)):
        for length in lengths:
            if tuple(lowers[start : start + length]) in lexicon.kept_phrases:
                kept[start : start + length] = [True] * length
    return kept


def _is_kept(lower: str, lexicon: Lexicon) -> bool:
    """Tell whether a word with a capital is no name: a place, a people, a brand, a medicine, or made of them."""
    forms = {lower.removesuffix(ending) for ending in _ENDINGS}
    if lower in lexicon.kept or any(len(form) > _SHORTEST_STEM and form in lexicon.kept for form in forms):
        return True
    if lower not in lexicon.first_names and fold(lower).endswith(tuple(lexicon.cues["medicine_endings"])):
        return True
    parts = lower.split("-")
    return (
        len(parts) > 1
        and parts[-1] not in lexicon.cues["particles"]
        and all(part in lexicon.kept or lexicon.is_ordinary(part) for part in parts)
    )
