"""Numbers that show signals: ages, working hours, wages, people in a room, weights, repeated visits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.consult.text import Token

_AGE_GROUP = "leeftijd_12_24"
_YOUNGEST, _OLDEST, _ADULT = 12, 24, 18

_UNITS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS = ("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")


def _number_words() -> dict[str, int]:
    found = {word: i for i, word in enumerate(_UNITS, 1)} | {word: i for i, word in enumerate(_TEENS, 10)}
    found["half"] = 0
    for i, tens in enumerate(_TENS, 2):
        found[tens] = i * 10
        for j, unit in enumerate(_UNITS, 1):
            found[f"{unit}en{tens}"] = i * 10 + j
    for hundreds, value in [("honderd", 100)] + [(f"{unit}honderd", 100 * i) for i, unit in enumerate(_UNITS, 1) if i > 1]:
        found[hundreds] = value
    for thousands, value in [("duizend", 1000)] + [(f"{unit}duizend", 1000 * i) for i, unit in enumerate(_UNITS, 1) if i > 1]:
        found[thousands] = value
    return found


NUMBER_WORDS = _number_words()
_YEAR = frozenset(("j", "jr", "jaar", "jarig", "jarige", "jaren", "jrg", "jarig", "lentes"))
_SEX = frozenset(("m", "v", "vr", "man", "vrouw", "mw", "dhr"))
_PERSON = frozenset(
    ("man", "vrouw", "vr", "mw", "mevrouw", "dhr", "meneer", "meisje", "jongen", "jonge", "meid", "kind", "pt", "pte", "pat", "patient",
     "patiente", "student", "studente", "scholier", "scholiere", "jongeman", "dame", "gast", "jr", "zij", "hij", "ze", "ie", "is", "puber", "v", "m",
     "gozer", "knul", "tiener", "leerling", "gastje", "au", "pair", "clien", "client", "cliente", "asielzoeker", "arbeidsmigrant")
)
_OTHERS = frozenset(
    ("moeder", "vader", "zus", "zusje", "broer", "broertje", "vriend", "vriendje", "dochter", "zoon", "kinderen", "oom", "tante", "opa", "oma", "buurmeisje", "partner",
     "baas", "chef", "ex")
)
_NOT_AGE_AFTER = frozenset(("geleden", "later", "lang", "knecht", "getrouwd", "in", "werkzaam", "terug", "oude", "nu", "al", "ervaring"))
_NOT_AGE_BEFORE = frozenset(("al", "sinds", "in", "binnen", "na", "voor", "elke", "per", "vanaf", "toen", "met", "over", "afgelopen", "laatste", "ruim"))
_MINOR_WORDS = {
    "brugklasser": 12, "puber": 14, "tiener": 15, "basisschool": 10, "kleuter": 5, "peuter": 3, "baby": 0, "zuigeling": 0, "middelbare": 15,
    "minderjarig": 16, "minderjarige": 16, "ama": 16, "amv": 16, "scholier": 16, "scholiere": 16,
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A signal that a number shows, from token `start` up to `end`."""

    indicator: str
    start: int
    end: int
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """What the numbers of a text tell; `age` is where the patient's age stands."""

    mentions: tuple[Quantity, ...]
    minor: bool | None
    age: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Age:
    years: float
    start: int
    end: int
    weight: int


class Quantities:
    """Finds quantities in tokens."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self._minimum_wage = float(settings.get("minimum_wage", 14.0))

    def find(self, tokens: Sequence[Token]) -> Found:
        """Return what the numbers of a text tell."""
        numbers = [_value(token) for token in tokens]
        mentions: list[Quantity] = []
        minor: bool | None = None
        span: tuple[int, int] | None = None
        ages = _ages(tokens, numbers)
        if ages:
            age = max(ages, key=lambda age: (age.weight, -age.start))
            minor, span = age.years < _ADULT, (age.start, age.end)
            if _YOUNGEST <= age.years <= _OLDEST:
                mentions.append(Quantity(_AGE_GROUP, age.start, age.end))
        return Found(tuple(mentions), minor, span)


def _value(token: Token) -> float | None:
    norm = token.norm
    if norm[0].isdigit():
        if re.fullmatch(r"\d{1,3}(\.\d{3})+", norm):
            return float(norm.replace(".", ""))
        return float(re.sub(r"[^\d.]", "", norm.replace(",", ".").replace(":", ".").rstrip(".")) or 0) if norm.count(".") <= 1 else None
    return NUMBER_WORDS.get(norm)


def _ages(tokens: Sequence[Token], numbers: Sequence[float | None]) -> list[_Age]:
    found = []
    for i, token in enumerate(tokens):
        value = numbers[i]
        following = tokens[i + 1].norm if i + 1 < len(tokens) else ""
        after = tokens[i + 2].norm if i + 2 < len(tokens) else ""
        before = tokens[i - 1].norm if i else ""
        if value is not None and value == int(value) and 0 < value < 105 and token.norm != "een":
            if _about_other(tokens, i):
                continue
            if following in _YEAR or following.startswith("jarig"):
                if following.startswith("jarig"):
                    found.append(_Age(value, i, i + 2, 5))
                elif after in _NOT_AGE_AFTER and not (after in ("oude", "in") and after == "in"):
                    continue
                elif after == "oud":
                    found.append(_Age(value, i, i + 3, 5))
                elif before in _PERSON or before in ("van", ",", ":", "(") or i == 0 or token.sentence != tokens[i - 1].sentence:
                    found.append(_Age(value, i, i + 2, 5))
                elif before not in _NOT_AGE_BEFORE and following in ("j", "jr", "jaar"):
                    found.append(_Age(value, i, i + 2, 2))
            elif (before in _PERSON and before not in ("is", "hij", "zij", "ze")) or (before == "van" and i > 1 and tokens[i - 2].norm in _PERSON):
                if not _is_measure(following) and not (following and numbers[i + 1] is not None):
                    found.append(_Age(value, i, i + 1, 4))
            elif before in ("is", "ze", "hij", "zij", "dus", "kind") and value >= 8 and _ends(tokens, i + 1):
                found.append(_Age(value, i, i + 1, 3))
            elif following in _SEX and value >= 8 and not _is_measure(following):
                found.append(_Age(value, i, i + 1, 3))
        elif token.norm in ("begin", "eind", "midden", "half", "achterin", "voorin") and i + 1 < len(tokens):
            tens = numbers[i + 1] if numbers[i + 1] is not None else None
            if tens is not None and tens in (20, 30, 40, 50, 60, 70, 80) and not _about_other(tokens, i):
                extra = {"begin": 2, "voorin": 2, "midden": 5, "half": 5}.get(token.norm, 8)
                found.append(_Age(tens + extra, i, i + 2, 3))
        elif token.norm == "twintiger":
            found.append(_Age(22, i, i + 1, 2))
        elif token.norm in _MINOR_WORDS and not _about_other(tokens, i):
            found.append(_Age(_MINOR_WORDS[token.norm], i, i + 1, 1))
    return found


def _about_other(tokens: Sequence[Token], position: int) -> bool:
    for back in range(1, 4):
        if position - back < 0 or tokens[position - back].sentence != tokens[position].sentence:
            return False
        norm = tokens[position - back].norm
        if norm in _OTHERS:
            return True
        if norm in _PERSON or norm == ",":
            return False
    return False


def _is_measure(word: str) -> bool:
    return word in (
        "uur", "dagen", "dag", "weken", "week", "wkn", "wk", "maanden", "mnd", "keer", "x", "euro", "eu", "kg", "kilo", "cm", "procent", "%", "minuten", "kinderen",
        "dgn", "mg", "klanten", "klant", "man", "personen", "mensen", "andere", "anderen", "mannen", "vrouwen", "jongens", "meisjes",
    )


def _ends(tokens: Sequence[Token], position: int) -> bool:
    return position >= len(tokens) or not tokens[position].is_word or tokens[position].norm in ("en", "maar", "dus", "of", "komt", "heeft", "zegt")
