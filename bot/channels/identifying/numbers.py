"""Numbers that belong to one person: BSN, bank account, passport, patient, insurance and the like, number plates, telephones."""

from __future__ import annotations

import re
from collections.abc import Iterable

import phonenumbers
from stdnum import iban
from stdnum.nl import bsn

from bot.channels.identifying.dates import DATE_FORM, begins_as_date
from bot.channels.identifying.lexicon import Lexicon, load_lexicon
from bot.channels.identifying.spans import Span, digits_of, span

_GAP = r"[ .\u00a0\u2009/–-]{0,3}"
_LABELLED_BSN = re.compile(
    rf"(?<![^\W\d_])(?:bsn|b\.s\.n\.?|burgerservice(?:nummer|nr)?|sofi(?:-?nummer|nr)?|bsn-?(?:nummer|"
    rf"nr))\b[.:#\s]*(?:nummer|nr\.?|is|van (?:haar|hem|patiënte?)|=|:|haar|zijn|"
    rf"\s)*(?P<number>\d(?:{_GAP}\d){{6,9}})(?!\d)",
    re.IGNORECASE,
)
_BSN = re.compile(rf"(?<!\w)(?<!\d[.,])\d(?:{_GAP}\d){{7,8}}(?!\d|[.,]\d)")
_DUTCH_ACCOUNT = re.compile(r"(?<!\w)NL\s?\d\s?\d\s?(?:[A-Z]\s?){4}\d(?:[ .-]?\d){8,9}(?!\d)", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?<!\w)[A-Z]{2}\s?\d{2}(?:[ .-]?[A-Z0-9]){11,30}(?!\w)", re.IGNORECASE)
_LABELLED_ACCOUNT = re.compile(
    r"\b(?:iban|rekening(?:nummer|nr)?|bankrekening|giro(?:rekening|nummer)?|rek\.?\s?nr)\b[.:\s]*(?:is\s|"
    r"nr\.?\s)?(?P<number>[A-Z]{0,2}\d[A-Z0-9]*(?:[ .-]?(?:(?-i:[A-Z]{4})|[A-Z]{0,4}\d[A-Z0-9]*))*)(?!\w)",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"(?<![\w-])(?:[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}|"
    r"[A-Z]{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}"
    r"|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}|\d-[A-Z]{2}-\d{3}|"
    r"\d{3}-[A-Z]{2}-\d|[A-Z]{1,2}-\d{2,3}-[A-Z]{3}|[A-Z]{1,3}-[A-Z]{1,2}[ -]?\d{2,4})(?![\w-])",
    re.IGNORECASE,
)
_LABELLED_PLATE = re.compile(
    r"\b(?:kentekens?|kentekenplaat|nummerplaat|nummerbord|plaat|plaatnummer|kt)\b[.:\s]*(?:nr\.?\s|is\s|met\s|"
    r"van (?:het|de) \w+ (?:is )?)?(?P<number>(?=[A-Z0-9 .-]{0,11}\d)[A-Z0-9]{1,8}(?:-[A-Z0-9]{1,5}|"
    r"[ .]{1,2}(?:[A-Z]{0,3}\d[A-Z0-9]{0,4}|(?-i:[A-Z]{1,3})|[a-z]\b)){0,2})(?![\w])",
    re.IGNORECASE,
)
_NUMBER_WORD = (
    r"(?:[^\W\d_-]*(?:nummer|nr|id)|pid|dossier|polis|paspoort|identiteitskaart|id-?kaart|rijbewijs|verblijfsdocument|"
    r"verblijfsvergunning|zorgpas|pas|pesel|cnp|egn|v-?(?:nummer|nr)?|verzekerde|referentie|kenmerk"
    r"|verzekerd (?:onder|met)(?: nummer)?|patiënt-?id|hrn|mrn|agb|big|kvk|uzovi|zorgverzekering|[^\W\d_]+[-. ](?:nummer|nr))"
)
_LABELLED = re.compile(
    rf"(?<![^\W\d_])(?P<label>{_NUMBER_WORD})\b[.:#=\s]*(?:nummer\b|nr\b\.?|is\b|van (?:haar|hem|de patiënte?)\b|haar\b"
    rf"|[:=\s])*(?P<number>[A-Z]{{0,4}}[ .-]?\d[A-Z0-9]*(?:[ ./-]{{1,2}}[A-Z]{{0,3}}\d{{2,}}[A-Z0-9]*)*)(?!\w)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?<![\w-])(?=[A-Z0-9]*[A-Z])[A-Z]{1,5}[A-Z0-9]{0,2}\d{6,}[A-Z0-9]*(?![\w-])|(?<![\w-])\d{6,}[A-Z]{1,3}(?![\w-])", re.IGNORECASE
)
_LONG = re.compile(r"(?<![\w.,+])\d{7,}(?![\w]|[.,]\d)")
_CARD = re.compile(r"(?<![\w.,])\d{4}(?:[ -]?\d{3,4}){2,4}(?!\d)")
_NO_NUMBER = (
    "huis",
    "kamer",
    "nood",
    "telefoon",
    "straat",
    "volg",
    "alarm",
    "bus",
    "tel",
    "volgorde",
    "pagina",
    "bed",
    "week",
    "weeknummer",
    "kenteken",
)
_SHORTEST = 3
_SHORTEST_PHONE = 6
# Numbers that many people share: 0800 and 0900, 088 when it is written apart, and European lines for help.
_TIMES = re.compile(r"\d{1,2}[.:]\d{2}\s?[-–/]\s?\d{1,2}[.:]\d{2}")
_SHARED = re.compile(r"\(?(?:0800|0900|088[ )-]|116[ ]?\d{3}$)")

_PHONE_CUE = re.compile(
    r"\b(?:tel(?:efoon)?(?:nummer|nr|\.?\s?nr)?|telnr|mob(?:iel)?(?:e)?(?:\s?(?:nummer|nr))?|gsm|06-?nummer|phone|"
    r"app(?:nummer)?|whatsapp|bereikbaar|bel(?:len|t|de)?|gebeld|nummer)\b[.:\s]*(?:(?:is|op|met|onder|nummer|nr\.?|"
    r"haar|hem|het|naar|via|van \w+)\s)*[(:\s]*(?P<number>\+?\d(?:[ .\-/()–]{0,3}\d){5,14})(?!\d)",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"(?<![\w,.])(?:\(?(?:\+|00)\s?\(?[1-9]|\(?0(?=[ .\-/()–]{0,3}\d))(?:[ .\-/()–\u00a0]{0,4}\d){6,14}(?!\d)")
_PLUS = re.compile(r"(?<![\w])\(?(?:\+\s?\(?[1-9]|00[1-9])(?:[ .\-/()–\u00a0]{0,4}\d){6,14}(?!\d)")
_UNIT = (
    r"(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|"
    r"zeventien|achttien|negentien)"
)
_TENS = (
    r"(?:(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)(?:ën|en)?)?(?:twintig|dertig|veertig|vijftig|zestig|"
    r"zeventig|tachtig|negentig)"
)
_SPOKEN = rf"(?:dubbel\s)?(?:{_TENS}|{_UNIT}|\d{{1,3}})"
_SPOKEN_PHONE = re.compile(
    rf"(?<![\w-])(?:plus\s)?{_SPOKEN}(?:(?:[\s,./–-]{{1,3}}|\s(?:en\sdan|dan)\s){_SPOKEN}){{4,}}(?![\w-])", re.IGNORECASE
)
_SPOKEN_WORD = re.compile(rf"(?<![\w]){_UNIT}|{_TENS}", re.IGNORECASE)


def find_numbers(text: str) -> Iterable[Span]:
    """Yield numbers other than those of telephones and birth dates."""
    yield from (span(found, "nummer") for found in _DUTCH_ACCOUNT.finditer(text))
    yield from _accounts(text)
    yield from (span(found, "nummer", "number") for found in _LABELLED_ACCOUNT.finditer(text) if len(digits_of(found["number"])) >= 6)
    yield from (span(found, "bsn", "number") for found in _LABELLED_BSN.finditer(text))
    yield from (
        span(found, "nummer", "number") for found in _LABELLED_PLATE.finditer(text) if any(char.isalpha() for char in found["number"])
    )
    yield from (span(found, "nummer") for found in _PLATE.finditer(text))


def find_labelled(text: str) -> Iterable[Span]:
    """Yield numbers by the word before them: patient, passport, insurance."""
    lexicon = load_lexicon()
    for found in _LABELLED.finditer(text):
        number = found["number"].rstrip(" .-/")
        if _belongs_to_somebody(found["label"], number, lexicon):
            start = found.start("number") + len(found["number"]) - len(found["number"].lstrip(" .-"))
            yield Span(start, found.start("number") + len(number), "nummer")


def find_bsn(text: str) -> Iterable[Span]:
    """Yield what satisfies the eleven-test and is no date."""
    for found in _BSN.finditer(text):
        if bsn.is_valid(digits_of(found.group())) and not DATE_FORM.fullmatch(found.group()) and not _is_telephone_form(found.group()):
            yield span(found, "bsn")


def find_phones(text: str) -> Iterable[Span]:
    """Yield telephone numbers that are not those of a desk, in figures and in words."""
    lexicon = load_lexicon()
    for pattern, group in ((_PHONE_CUE, "number"), (_PLUS, 0), (_GROUPED, 0)):
        for found in pattern.finditer(text):
            raw = found[group]
            if is_private(raw, lexicon) and not begins_as_date(raw):
                yield span(found, "telefoon", group)
    for match in phonenumbers.PhoneNumberMatcher(text, "NL", leniency=phonenumbers.Leniency.VALID):
        if is_private(match.raw_string, lexicon) and not begins_as_date(match.raw_string):
            yield Span(match.start, match.end, "telefoon")
    for found in _SPOKEN_PHONE.finditer(text):
        if _is_spoken_number(found.group()):
            yield span(found, "telefoon")


def find_long(text: str) -> Iterable[Span]:
    """Yield whatever is so long that it can only be somebody's number."""
    lexicon = load_lexicon()
    yield from (span(found, "nummer") for found in _CARD.finditer(text) if len(digits_of(found.group())) >= 12)
    yield from (span(found, "nummer") for found in _DOCUMENT.finditer(text))
    yield from (span(found, "nummer") for found in _LONG.finditer(text) if is_private(found.group(), lexicon))


def is_private(raw: str, lexicon: Lexicon) -> bool:
    """Tell whether digits may be somebody's number: long enough and not that of a desk."""
    digits = digits_of(raw)
    national = re.sub(r"^(?:0031|31(?=\d{9}$))0?", "0", digits)
    if any(number in digits or number in national for number in lexicon.cues["desk_numbers"]):
        return False
    return len(digits) >= _SHORTEST_PHONE and not _SHARED.match(raw) and not _TIMES.fullmatch(raw.strip())


def _belongs_to_somebody(label: str, number: str, lexicon: Lexicon) -> bool:
    """Tell whether a labelled number identifies: long enough, and no number of a house, a room or a desk."""
    word = label.lower()
    if len(digits_of(number)) < (_SHORTEST if word.endswith(("nummer", "nr")) else 5) or any(
        word.startswith(start) for start in _NO_NUMBER
    ):
        return False
    return not DATE_FORM.fullmatch(number) and not _SHARED.match(number) and digits_of(number) not in lexicon.cues["desk_numbers"]


def _accounts(text: str) -> Iterable[Span]:
    """Yield bank accounts of any country, by their check digits; the words that follow may look like a part of one."""
    for found in _ACCOUNT.finditer(text):
        ends = [cut.start() for cut in re.finditer(r"[ .-]|$", found.group())]
        end = next((end for end in reversed(ends) if iban.is_valid(found.group()[:end])), None)
        if end is not None:
            yield Span(found.start(), found.start() + end, "nummer")


def _is_telephone_form(raw: str) -> bool:
    """Tell whether digits are written as a telephone number, with a nought before."""
    return raw.startswith("0") and len(digits_of(raw)) == 10


def _is_spoken_number(raw: str) -> bool:
    """Tell whether a row of numerals is one number: enough words in it, and enough digits."""
    words = len(_SPOKEN_WORD.findall(raw))
    return words >= 3 and len(re.findall(r"\w+", raw)) >= 5
