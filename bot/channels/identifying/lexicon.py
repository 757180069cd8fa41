"""The word lists of the privacy filter, read once: names of people, words with a capital that are none, and what stands around names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import simplemma
import yaml

FOLDER = Path(__file__).parent
# Faker keeps names by country; those in Latin script of people who live in the Netherlands or come to work there.
FAKER_COUNTRIES = (
    "nl_NL",
    "nl_BE",
    "tr_TR",
    "ro_RO",
    "pl_PL",
    "hu_HU",
    "vi_VN",
    "id_ID",
    "es_ES",
    "pt_PT",
    "pt_BR",
    "cs_CZ",
    "sk_SK",
    "lt_LT",
    "fr_FR",
    "en_GB",
    "hr_HR",
    "yo_NG",
    "ig_NG",
    "tw_GH",
    "zu_ZA",
)
FAKER_SURNAMES = ("nl_NL", "nl_BE", "ro_RO", "tr_TR", "hu_HU", "yo_NG", "tw_GH", "vi_VN")
_WITHOUT_MARK = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "ø": "o", "đ": "d", "Đ": "D", "ß": "ss", "ə": "e", "æ": "ae", "’": "'"})
_SHORTEST_PART = 4
_SHORTEST_LOWER = 4


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return a word in lower case without accents."""
    plain = unicodedata.normalize("NFKD", word.translate(_WITHOUT_MARK))
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()


@lru_cache(maxsize=20_000)
def is_dutch(word: str) -> bool:
    """Tell whether a word in lower case is in the Dutch dictionary, whole or as a compound that ends in a word of it."""
    if simplemma.is_known(word, lang="nl") or simplemma.lemmatize(word, lang="nl") != word:
        return True
    cuts = range(_SHORTEST_PART - 1, len(word) - _SHORTEST_PART + 1)
    return any(simplemma.is_known(word[cut:], lang="nl") and _is_part(word[:cut]) for cut in cuts)


@lru_cache(maxsize=20_000)
def is_finite_verb(word: str) -> bool:
    """Tell whether a word in lower case is a form of a verb that goes with one person."""
    return word.endswith(("t", "de", "te")) and len(word) > _SHORTEST_PART and bool(simplemma.lemmatize(word, lang="nl").endswith("en"))


def _is_part(word: str) -> bool:
    """Tell whether a word may be the first part of a compound, with or without what joins the two."""
    return any(
        len(form) >= _SHORTEST_PART - 1 and simplemma.is_known(form, lang="nl")
        for form in (word, word.removesuffix("s"), word.removesuffix("en"), word.removesuffix("-"))
    )


def _is_in_dictionary(word: str) -> bool:
    """Tell whether a word in lower case is in the Dutch dictionary as it is."""
    return bool(simplemma.is_known(word, lang="nl"))


@dataclass(frozen=True)
class Lexicon:
    """Everything the filter knows of words. Names are folded; all else is in lower case."""

    first_names: frozenset[str]
    surnames: frozenset[str]
    lower_names: frozenset[str]
    kept: frozenset[str]
    places: frozenset[str]
    kept_phrases: frozenset[tuple[str, ...]]
    cues: dict[str, frozenset[str]]

    def is_name(self, word: str) -> bool:
        """Tell whether a folded word is in a list of names."""
        return word in self.first_names or word in self.surnames

    def is_ordinary(self, word: str) -> bool:
        """Tell whether a word in lower case is, or may well be, an ordinary one."""
        if word in self.cues["ordinary"]:
            return True
        if fold(word) in self.first_names or fold(word) in self.surnames:
            return word not in self.cues["surely_names"] and _is_in_dictionary(word)
        return is_dutch(word)

    def is_particle_surname(self, word: str) -> bool:
        """Tell whether a folded word is a surname after particles."""
        return word in self.surnames or word in self.cues["particle_surnames"]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the lists; the first call takes a third of a second."""
    names, kept, cues = (_read(name) for name in ("names.yml", "kept.yml", "cues.yml"))
    phrases = [tuple(word.replace("_", " ").split()) for group in kept.values() for word in group]
    first = {fold(name) for group in names["first_names"].values() for name in group} | _from_faker(FAKER_COUNTRIES, "first_name")
    last = {fold(name) for group in names["surnames"].values() for name in group} | _from_faker(FAKER_SURNAMES, "last_name")
    lists = {name: frozenset(words) for name, words in cues.items()}
    single = frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)
    lower = frozenset(name for name in first if _is_known_in_lower_case(name, lists, single))
    return Lexicon(
        first_names=frozenset(first),
        surnames=frozenset(last),
        lower_names=lower,
        kept=single,
        places=frozenset(kept["places"]),
        kept_phrases=frozenset(phrase for phrase in phrases if len(phrase) > 1),
        cues=lists,
    )


def _is_known_in_lower_case(name: str, cues: dict[str, frozenset[str]], kept: frozenset[str]) -> bool:
    """Tell whether a first name is hardly ever anything else when it has no capital."""
    if name in cues["surely_names"] or name in cues["short_names"]:
        return True
    return len(name) >= _SHORTEST_LOWER and name not in kept and name not in cues["ordinary"] and not _is_in_dictionary(name)


def _read(name: str) -> dict[str, Any]:
    """Return the content of a list file."""
    return dict(yaml.safe_load((FOLDER / name).read_text(encoding="utf-8")))


def _from_faker(countries: Iterable[str], part: str) -> set[str]:
    """Return single names, folded, from what Faker has of some countries."""
    found: set[str] = set()
    for country in countries:
        provider = import_module(f"faker.providers.person.{country}").Provider
        lists = [getattr(provider, name) for name in dir(provider) if name.startswith(part)]
        found |= {
            fold(name) for names in lists if not callable(names) for name in names if len(name) > 1 and " " not in name and "." not in name
        }
    return found
