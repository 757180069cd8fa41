"""Removes what can point to a person from a text, before anything else sees that text.

The text stays readable: what goes is replaced by a word between square brackets. Ages, sex, origin, relations and professions stay, since they are signals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import phonenumbers
import yaml
from stdnum import iban
from stdnum.nl import bsn

WORDS_FILE = Path(__file__).with_name("identifiers.yml")
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

_MONTHS = r"jan(?:uari)?|feb(?:ruari)?|mrt|maart|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_DATE = rf"(?:\d{{1,2}}[-/. ]\d{{1,2}}[-/. ](?:19|20)?\d{{2}}|(?:19|20)\d{{2}}-\d{{2}}-\d{{2}}|\d{{1,2}} (?:{_MONTHS})\.? (?:19|20)\d{{2}})"
_BORN = re.compile(rf"(\b(?:geb(?:oren|oortedatum|\.d(?:at)?)?|gb|gbd)\b\.?(?: (?:is|op|was))?[:\s]*)({_DATE})", re.IGNORECASE)
_OLD_DATE = re.compile(rf"(?<![\d-])(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19\d\d|200\d|201\d)|\d{{1,2}} (?:{_MONTHS}) (?:19\d\d|200\d|201\d))(?![\d-])", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@])@\w[\w.]{2,}")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_PLATE = re.compile(r"\b(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d)(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{2,3}|\d{2,3})-(?:[A-Z]{1,2}|\d{1,2})\b")
_BSN = re.compile(r"(?<![\d.,])\d(?:[ .\-]?\d){7,8}(?![\d])(?![.,]\d)")
_LABELLED_BSN = re.compile(r"(\b(?:bsn|burgerservicenummer|sofinummer)\b[:\s]*(?:is )?)(\d[\d .-]{5,12}\d)", re.IGNORECASE)
_NUMBER = re.compile(
    r"(\b(?:pati[eë]nt(?:en)?(?:nummer|nr)|pat\.? ?nr|polis(?:nummer|nr)?|verzekerings?(?:nummer|nr)|zorgpas(?:nummer)?|v-nummer|paspoort(?:nummer|nr)|dossier(?:nummer|nr)|rijbewijs(?:nummer|nr)|id-?nummer)"
    r"\b\.?[:\s]*(?:is )?)([A-Z]{0,3}[\d][\w.-]{3,})",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"(?<![\w.,])\d{7,}(?![\w]|[.,]\d)")
_POSTCODE = re.compile(r"\b[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}\b(?: [A-Z][\w'-]+)?|\b[1-9]\d{3}(?!sa|sd|ss)[a-z]{2}\b")
_FOREIGN_PHONE = re.compile(r"(?<![\w])(?:\+|00)[1-9](?:[ .\-/()]{0,2}\d){7,13}(?!\d)")
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_CAPITALISED = r"(?:[A-ZÀ-ÖØ-ÞŁŚŻŞĞČŠŽȘȚ][^\W\d_]*(?:['’-][^\W\d_]+)*)"


@dataclass(frozen=True)
class Redaction:
    """A text without identifying data, and how many of each kind were taken out."""

    text: str
    removed: Mapping[str, int]


@dataclass(frozen=True)
class Span:
    """A stretch of the text that goes."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Words:
    """The word lists of the filter, with the expressions built from them."""

    not_names: frozenset[str]
    desk_numbers: frozenset[str]
    titled: re.Pattern[str]
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    known: re.Pattern[str]
    street: re.Pattern[str]


def redact(text: str) -> Redaction:
    """Replace identifying data in a text by readable placeholders."""
    return _replace(text, _without_overlap(_find_all(text, load_words())))


@lru_cache(maxsize=1)
def load_words(path: Path = WORDS_FILE) -> Words:
    """Read the word lists and build the expressions."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    particles = rf"(?:(?:{_either(raw['particles'])})\s+)"
    surname = rf"(?:{particles}{{0,3}}{_CAPITALISED})"
    name = rf"(?:(?:[A-Z]\.\s?){{0,4}}{surname}(?:\s(?:[A-Z]\.\s?)*{surname}){{0,3}})"
    first = _either(raw["first_names"])
    return Words(
        not_names=frozenset(raw["not_names"]),
        desk_numbers=frozenset(raw["desk_numbers"]),
        titled=re.compile(rf"\b(?i:{_either(raw['titles'])})\b\.?\s+(?P<name>{name})"),
        strong=re.compile(rf"\b(?i:{_either(raw['strong_cues'])})\b:?\s+(?P<name>{name}|{_WORD})"),
        weak=re.compile(rf"\b(?i:{_either(raw['weak_cues'])})\b:?\s+(?P<name>{name}|(?i:{first})\b)"),
        known=re.compile(rf"(?<![\w@-])(?P<name>(?i:{first})(?:\s(?:{particles}{{1,3}}{_CAPITALISED}|{_CAPITALISED})(?!\w)){{0,2}})(?![\w-])"),
        street=re.compile(
            rf"(?<![\w-])(?i:[^\W\d_]{{2,}}(?:{_either(raw['street_endings'])}))\s+\d{{1,4}}(?:-?[a-zA-Z]\b|\b)(?!\s?(?:uur|jaar|euro|keer|dagen|minuten))"
        ),
    )


def _find_all(text: str, words: Words) -> Iterable[Span]:
    """Yield every stretch that may go, the surest kind first."""
    for finder in (_contact_details, _numbers, _phones, _dates, _addresses, _names):
        yield from finder(text, words)


def _contact_details(text: str, _: Words) -> Iterable[Span]:
    for pattern in (_EMAIL, _URL, _HANDLE):
        yield from (_span(found, "email") for found in pattern.finditer(text))


def _numbers(text: str, _: Words) -> Iterable[Span]:
    yield from (_span(found, "nummer") for found in _IBAN.finditer(text) if iban.is_valid(found.group()))
    yield from (_span(found, "bsn", 2) for found in _LABELLED_BSN.finditer(text))
    yield from (_span(found, "bsn") for found in _BSN.finditer(text) if bsn.is_valid(re.sub(r"\D", "", found.group())))
    yield from (_span(found, "nummer", 2) for found in _NUMBER.finditer(text))
    yield from (_span(found, "nummer") for found in _PLATE.finditer(text))


def _phones(text: str, words: Words) -> Iterable[Span]:
    for match in phonenumbers.PhoneNumberMatcher(text, "NL", leniency=phonenumbers.Leniency.VALID):
        if _is_phone(match.raw_string, words):
            yield Span(match.start, match.end, "telefoon")
    yield from (_span(found, "telefoon") for found in _FOREIGN_PHONE.finditer(text))
    yield from (_span(found, "nummer") for found in _LONG_NUMBER.finditer(text) if _is_phone(found.group(), words))


def _is_phone(raw: str, words: Words) -> bool:
    """Tell whether digits may be somebody's number: long enough and not that of a desk."""
    digits = re.sub(r"\D", "", raw)
    return len(digits) >= 7 and not digits.startswith(("0800", "0900", "088")) and digits not in words.desk_numbers


def _dates(text: str, _: Words) -> Iterable[Span]:
    yield from (_span(found, "geboortedatum", 2) for found in _BORN.finditer(text))
    yield from (_span(found, "geboortedatum") for found in _OLD_DATE.finditer(text))


def _addresses(text: str, words: Words) -> Iterable[Span]:
    yield from (_span(found, "adres") for found in words.street.finditer(text))
    yield from (_span(found, "adres") for found in _POSTCODE.finditer(text))


def _names(text: str, words: Words) -> Iterable[Span]:
    for pattern in (words.titled, words.strong, words.weak, words.known):
        for found in pattern.finditer(text):
            if not _is_ordinary(found.group("name"), words):
                yield Span(found.start("name"), found.end("name"), "naam")


def _is_ordinary(name: str, words: Words) -> bool:
    """Tell whether what follows a cue is no name, going by its first word."""
    return name.split()[0].lower() in words.not_names


def _span(found: re.Match[str], kind: str, group: int = 0) -> Span:
    return Span(found.start(group), found.end(group), kind)


def _without_overlap(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order of place; of two that overlap the one that was found first stays."""
    kept: list[Span] = []
    for span in spans:
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


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


def _either(words: Iterable[str]) -> str:
    """Return an expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

