"""Numbers as they are written in a note: in digits and in Dutch words."""

from __future__ import annotations

import re
from functools import lru_cache

_UNITS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS = ("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
_PLAIN = re.compile(r"\d+(?:[.,:]\d+)?")


def _number_words() -> dict[str, int]:
    found = {word: i for i, word in enumerate(_UNITS, 1)} | {word: i for i, word in enumerate(_TEENS, 10)}
    for i, tens in enumerate(_TENS, 2):
        found[tens] = i * 10
        for j, unit in enumerate(_UNITS, 1):
            found[f"{unit}en{tens}"] = i * 10 + j
    for size, name in ((100, "honderd"), (1000, "duizend")):
        found[name] = size
        found |= {unit + name: i * size for i, unit in enumerate(_UNITS, 1) if i > 1}
    found |= {f"{teen}honderd": i * 100 for i, teen in enumerate(_TEENS, 10) if i > 10}
    return found


# "een" is nearly always the article.
WORDS = {word: value for word, value in _number_words().items() if word != "een"}


@lru_cache(maxsize=10_000)
def value_of(norm: str) -> float | None:
    """When called, this will give the value of a folded word ('1.250' is 1250, '2,50' is 2.5, 'eenentwintig' is 21), or None."""
    if not norm[:1].isdigit():
        return WORDS.get(norm)
    if _THOUSANDS.fullmatch(norm):
        return float(norm.replace(".", ""))
    if _PLAIN.fullmatch(norm):
        return float(norm.replace(",", ".").replace(":", "."))
    return None
