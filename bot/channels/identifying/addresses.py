"""Where somebody lives: streets with and without a number, foreign ones, postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.channels.identifying.lexicon import Lexicon, is_dutch, load_lexicon
from bot.channels.identifying.spans import Span, all_of, span

KIND = "adres"
_CAPITALISED = r"(?-i:['’]?[A-ZÀ-ÖØ-ÞĂÂÎȘȚŁŚŻĞİŞČŠŽĐ][^\W_]{0,40}(?:['’.-][^\W_]{1,40}){0,3}\.?)"
_HOUSE = r"(?:nr\.?\s?|no\.?\s?|nummer\s|huisnummer\s|#)?\d{1,4}(?:\s?[-/]?\s?(?:[a-h]|hs|huis|bis|zw|rd|i{1,3}|iv|v|\d{1,3})\b)?"
_NOT_HOUSE = (
    r"(?!\w)(?!\s?(?:%|uur|u\b|jaar|jr|euro|keer|x\b|dagen|weken|maanden|minuten|min\b|mg|ml|km|meter|personen|mannen|"
    r"vrouwen|mensen|kinderen)|[.,:]\d)"
)
_POSTCODE = re.compile(
    r"(?<![\d\w])[1-9]\d{3}\s?[-–]?\s?(?!SA|SD|SS|IE|EH|MG|ML|KM|CM|MM|EU|GR|KG|"
    r"UU)[A-Z]{2}(?![\w])(?:,?\s(?:te\s)?[A-Z][\w'’-]+)?|(?<![\d\w])[1-9]\d{3}(?!sa|sd|ss|ie|mg|ml|km|cm|mm|kg|gr|eu|"
    r"ste)[a-z]{2}(?![\w])"
)
_LABELLED_POSTCODE = re.compile(
    r"\b(?:postcode|pc|zip(?:code)?|postnummer)\b[.:\s]*(?:is\s)?(?P<place>(?:[A-Z]{1,2}-)?\d{2,6}(?:-\d{3})?\s?(?:[A-Z]{2}\b)?)(?!\w)",
    re.IGNORECASE,
)
_AFTER_HOUSE = re.compile(r"(?P<before>\d[a-z]?,?\s)(?P<place>[1-9]\d{3}\s[a-z]{2}\b)")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the expressions for streets: with a number, foreign, without a number, and unusual ones where somebody lives."""
    cues = load_lexicon().cues
    endings = _either(cues["street_endings"])
    beginnings = _either(cues["street_beginnings"])
    living = _either(cues["living"])
    street = (
        rf"(?:(?:{_CAPITALISED}|van|de|den|der|het|ten|ter|'t|st\.?|dr\.?|burg(?:emeester)?\.?|prof\.?|"
        rf"pres\.?)\s){{0,4}}[^\W\d_]{{0,40}}(?:['’-][^\W\d_]{{1,40}}){{0,3}}(?:{endings})"
    )
    numbered = re.compile(rf"(?<![\w-])(?P<street>{street})\s(?:de\s)?{_HOUSE}{_NOT_HOUSE}", re.IGNORECASE)
    foreign = re.compile(
        rf"(?<![\w-])(?:{beginnings})\.?\s(?:(?:{_CAPITALISED}|de|la|van|der|del|des|nr\.?)[\s,]{{1,2}}){{1,5}}{_HOUSE}{_NOT_HOUSE}"
        rf"|(?<![\w,.])\d{{1,4}}[a-z]?\s(?:{_CAPITALISED}\s){{1,3}}(?-i:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Way)\b",
        re.IGNORECASE,
    )
    named = re.compile(rf"(?<![\w-])(?P<street>[A-ZÀ-Þ][^\W\d_]*(?:{_either(cues['surest_street_endings'])}))(?![\w-])")
    somewhere = (
        rf"\b(?:{living})\b[:,]?(?:\s(?!\d)[^\W\d_A-Z][\w]*\b){{0,3}}?\s(?:(?:in|aan|op|te|bij|is|langs|naast)\s)?(?:(?:de|"
        rf"het|een|'t)\s)?"
    )
    lived = re.compile(rf"{somewhere}(?P<street>[^\W\d_]{{3,}}(?:{endings}))(?![\w-])(?:\s{_HOUSE}{_NOT_HOUSE})?", re.IGNORECASE)
    unusual = re.compile(
        rf"\b(?:{living})\b:?\s(?:(?:in|aan|op|te|is|nu)\s)*(?:(?:de|het|'t)\s)?(?P<street>(?:(?:{_CAPITALISED}|van|de|der|"
        rf"den)\s){{1,4}}{_HOUSE}){_NOT_HOUSE}",
        re.IGNORECASE,
    )
    return numbered, foreign, named, lived, unusual


def find_addresses(text: str) -> Iterable[Span]:
    """Yield streets and postcodes."""
    lexicon = load_lexicon()
    numbered, foreign, named, lived, unusual = _patterns()
    yield from (_trimmed(found, text) for found in numbered.finditer(text) if _is_street(found["street"], lexicon))
    yield from all_of(foreign, text, KIND)
    yield from all_of(unusual, text, KIND, "street")
    yield from (span(found, KIND, "street") for found in lived.finditer(text) if _is_street(found["street"], lexicon))
    yield from (
        span(found, KIND, "street")
        for found in named.finditer(text)
        if not _begins_sentence(text, found.start()) and _is_street(found["street"], lexicon)
    )
    yield from all_of(_POSTCODE, text, KIND)
    yield from all_of(_LABELLED_POSTCODE, text, KIND, "place")
    yield from all_of(_AFTER_HOUSE, text, KIND, "place")


def _is_street(street: str, lexicon: Lexicon) -> bool:
    """Tell whether words that end as a street may be one."""
    last = street.split()[-1].lower()
    if not last.endswith(tuple(lexicon.cues["surest_street_endings"])) and is_dutch(last):
        return False
    return (
        last not in lexicon.cues["no_street"]
        and last not in lexicon.kept
        and (last not in lexicon.cues["street_endings"] or " " in street.strip())
    )


def _trimmed(found: re.Match[str], text: str) -> Span:
    """Return the street without the lower-case words before it."""
    words = found["street"].split(" ")
    skipped = 0
    while len(words) > 1 and not words[0][:1].isupper():
        skipped += len(words.pop(0)) + 1
    del text
    return Span(found.start() + skipped, found.end(), KIND)


def _begins_sentence(text: str, place: int) -> bool:
    """Tell whether a sentence starts at a place, so that a capital says nothing."""
    before = text[:place].rstrip()
    return not before or before[-1] in ".!?"


def _either(words: Iterable[str]) -> str:
    """Return an expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
