"""Dates of birth. Dates of visits stay: only what is called a birth date goes, and dates so old that they can hardly be another one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.channels.identifying.spans import Span, all_of, span

KIND = "geboortedatum"
_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mrt|maart|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?|o[kc]t(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
    r"|january|february|march|may|june|july|august)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:e|ste|de)?"
_NUMBER = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:['’`]?\d{2}|(?:19|20)\d{2})"
_LONG_YEAR = r"(?:19|20)\d{2}"
_BEFORE_2020 = r"(?:19\d\d|20[01]\d)"
_SEPARATOR = r"\s?[-–/.]\s?"
_SPOKEN_DAY = (
    r"(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|"
    r"achttien|negentien|eerste|tweede|derde|vierde|vijfde|zesde"
    r"|zevende|achtste|negende|tiende|elfde|twaalfde|[a-z]+tiende|[a-zë]*(?:twintig|dertig)(?:ste)?)"
)
_SPOKEN_YEAR = (
    r"(?:\s(?:negentien(?:honderd)?|twee\s?duizend)[a-zë]*(?:[\s-][a-zë]*(?:tig|tien|een|twee|drie|vier|vijf|zes|zeven"
    r"|acht|negen|twaalf|elf))?)"
)
_ROMAN = r"(?:I{1,3}|IV|VI{0,3}|IX|XI{0,2})"
_ANY = (
    rf"(?:{_LONG_YEAR}{_SEPARATOR}\d{{1,2}}{_SEPARATOR}\d{{1,2}}"
    rf"|{_DAY}{_SEPARATOR}\d{{1,2}}{_SEPARATOR}{_YEAR}"
    rf"|{_DAY}{_SEPARATOR}{_ROMAN}{_SEPARATOR}{_YEAR}"
    rf"|{_DAY}[\s-]{{0,2}}{_MONTH}[\s,-]{{0,2}}{_YEAR}(?!\d)"
    rf"|{_DAY}[\s-]{{0,2}}{_MONTH}"
    rf"|{_MONTH}\s{_DAY},?(?:\s{_YEAR})?"
    rf"|{_MONTH}[\s-]{_LONG_YEAR}"
    rf"|{_DAY}\s\d{{1,2}}\s{_YEAR}"
    rf"|{_SPOKEN_DAY}\s{_MONTH}(?:\s{_YEAR}|{_SPOKEN_YEAR})?"
    rf"|\d{{8}}|\d{{6}})"
)
_CUE = (
    r"(?:(?<![^\W\d_])(?:geb(?:oren|oortedatum|oortedag|oorte)?|gebdat|gebdatum|geb\.?\s?dat(?:um)?|gb|gbd|g\.?d|dob|"
    r"verjaart|verjaardag|jarig|date of birth|born)\b|[*°†](?=\s?\d))"
)
_BETWEEN = r"[.:]?(?:\s?(?:d\.?d\.?|dd|is|op|was|datum|de|haar|zijn|te [A-ZÀ-Ý][\w-]+|in [A-ZÀ-Ý][\w-]+|in)\b\.?)*[\s:,(.]*"
_BORN = re.compile(rf"{_CUE}{_BETWEEN}(?P<date>{_ANY})(?![\w])", re.IGNORECASE)
_DATE_BORN = re.compile(rf"(?<![\w.,/-])(?P<date>{_ANY})\s(?:te [A-ZÀ-Ý][\w-]+\s|in [A-ZÀ-Ý][\w-]+\s)?(?:geboren|jarig)\b", re.IGNORECASE)
_OLD = re.compile(
    rf"(?<![\d.,/-])(?:{_DAY}{_SEPARATOR}{_NUMBER}{_SEPARATOR}{_BEFORE_2020}|{_BEFORE_2020}-\d{{2}}-\d{{2}}|"
    rf"{_DAY}[\s-]{_MONTH}[\s-]{_BEFORE_2020}"
    rf"|{_DAY}[-/.]{_NUMBER}[-/.]['’]?(?:[3-9]\d|0\d|1\d))(?![\d]|[./-]\d)",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?:\b(?:op|sinds|vanaf|per|tot|sedert|gezien|controle|afspraak|d\.?d\.?|datum|consult|opname|ontslag|verwijzing|"
    r"operatie|brief|echo|uitslag)(?:\s(?:op|van|dd|d\.d\.))?[\s:]*)$",
    re.IGNORECASE,
)
_LOOK_BACK = 24

DATE_FORM = re.compile(
    rf"(?:{_DAY}{_SEPARATOR}{_NUMBER}{_SEPARATOR}{_YEAR}|{_LONG_YEAR}{_SEPARATOR}{_NUMBER}{_SEPARATOR}\d{{1,2}})(?![\d]|[./-]\d)"
)


def find_birth_dates(text: str) -> Iterable[Span]:
    """Yield dates of birth, in figures and in words."""
    yield from all_of(_BORN, text, KIND, "date")
    yield from all_of(_DATE_BORN, text, KIND, "date")
    for found in _OLD.finditer(text):
        if not _SINCE.search(text[max(0, found.start() - _LOOK_BACK) : found.start()]):
            yield span(found, KIND)


def begins_as_date(text: str) -> bool:
    """Tell whether a text begins with a date in figures."""
    return DATE_FORM.match(text) is not None
