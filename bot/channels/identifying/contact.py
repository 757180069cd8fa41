"""E-mail addresses, web addresses and accounts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.channels.identifying.lexicon import Lexicon, fold, is_dutch, load_lexicon
from bot.channels.identifying.spans import Span, span

KIND = "email"
_AT = re.compile(r"\s?@\s?|\s?[(\[{]\s?(?:at|apenstaartje)\s?[)\]}]\s?|\s(?:apenstaartje|apestaartje|at)\s", re.IGNORECASE)
_TOP = (
    r"(?:nl|be|com|net|org|eu|de|ro|pl|bg|hu|ua|tr|ma|ng|vn|cn|ru|it|es|pt|fr|uk|info|me|io|gr|sk|cz|rs|gh|ph|id|live|"
    r"online|mail|xyz|biz|nu|sr)"
)
_SPOKEN_DOT = r"(?:\s?[(\[{]\s?(?:dot|punt)\s?[)\]}]\s?|\s(?:punt|dot)\s)"
# What stands before and after the sign; bounded, so that no text takes long.
_BEFORE_AT = re.compile(rf"(?:[\w+-]{{1,40}}{_SPOKEN_DOT}){{0,3}}[\w.+-]{{1,64}}$", re.IGNORECASE)
_AFTER_SIGN = re.compile(rf"[\w-]{{1,63}}(?:(?:\.|{_SPOKEN_DOT})[\w-]{{1,63}}){{0,4}}", re.IGNORECASE)
_AFTER_WORD = re.compile(rf"[\w-]{{1,63}}(?:(?:\.|{_SPOKEN_DOT})[\w-]{{1,63}}){{0,3}}(?:\.|{_SPOKEN_DOT}){_TOP}\b", re.IGNORECASE)
_LONGEST_BEFORE = 160
_URL = re.compile(
    r"(?:https?://|www\.)[^\s\x00<>\"\[\]()]{1,400}|(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,4}"
    + _TOP
    + r"(?:/[^\s\x00<>\"\[\]()]{0,400})?(?![\w-])",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}'\""
_AT_HANDLE = re.compile(r"(?<![\w@.])@\s?[^\W_][\w.-]{1,}")
_WORD = r"[^\s\x00,;:()\"'@]+"


def find_contact_details(text: str) -> Iterable[Span]:
    """Yield addresses for mail and web, and names of accounts."""
    lexicon = load_lexicon()
    yield from _mail_addresses(text, lexicon)
    yield from _web_addresses(text, lexicon)
    yield from (span(found, KIND) for found in _AT_HANDLE.finditer(text))
    yield from _accounts(text, lexicon)


def _mail_addresses(text: str, lexicon: Lexicon) -> Iterable[Span]:
    """Yield what stands around an @, or around the word for it."""
    for sign in _AT.finditer(text):
        before = _BEFORE_AT.search(text[max(0, sign.start() - _LONGEST_BEFORE) : sign.start()])
        bracketed = sign.group().strip()[:1] in "([{"
        after = (_AFTER_SIGN if sign.group() == "@" or bracketed else _AFTER_WORD).match(text, sign.end())
        if before and after and not _is_of_desk(text[sign.start() - len(before.group()) : after.end()], lexicon):
            yield Span(sign.start() - len(before.group()), after.end(), KIND)


def _web_addresses(text: str, lexicon: Lexicon) -> Iterable[Span]:
    for found in _URL.finditer(text):
        address = found.group().rstrip(_TRAILING)
        if _is_personal(address, lexicon):
            yield Span(found.start(), found.start() + len(address), KIND)


def _is_of_desk(address: str, lexicon: Lexicon) -> bool:
    """Tell whether a mail address is the general one of a known site."""
    name, _, host = address.lower().partition("@")
    return host in lexicon.cues["known_sites"] and name in ("advies", "contact", "info")


def _is_personal(address: str, lexicon: Lexicon) -> bool:
    """Tell whether a web address may lead to a person: it names a page, or its site is not a known one."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", address.lower()).rstrip("/")
    host, _, page = bare.partition("/")
    if any(host == site or host.endswith(f".{site}") for site in lexicon.cues["known_sites"]):
        return bool(page)
    return bool(page) or address.lower().startswith(("http", "www.")) or _holds_name(host, lexicon)


def _holds_name(host: str, lexicon: Lexicon) -> bool:
    """Tell whether the name of a site is made with that of a person."""
    label = host.rsplit(".", 1)[0]
    return any(part in lexicon.lower_names or _begins_with_name(part, lexicon) for part in re.split(r"[.\-_\d]+", fold(label)))


def _begins_with_name(part: str, lexicon: Lexicon) -> bool:
    return any(
        part[:cut] in lexicon.lower_names and (part[cut:] in lexicon.surnames or part[cut:] in lexicon.first_names)
        for cut in range(3, len(part) - 2)
    )


@lru_cache(maxsize=1)
def _account_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return expressions for what follows the name of a service: with a sign between them, and without."""
    platforms = "|".join(sorted(load_lexicon().cues["platforms"], key=len, reverse=True))
    service = rf"(?<![\w-])(?:{platforms})(?:[ -]?(?:naam|account|gebruikersnaam|profiel|id|handle))?"
    marked = re.compile(
        rf"{service}\s?(?::|=|\bis\b|\bheet\b|\bvan haar is\b|\bnaam\b|\bonder de naam\b|\bals\b)\s?(?P<name>{_WORD})", re.IGNORECASE
    )
    plain = re.compile(rf"{service}\s(?P<name>{_WORD})", re.IGNORECASE)
    return marked, plain


def _accounts(text: str, lexicon: Lexicon) -> Iterable[Span]:
    marked, plain = _account_patterns()
    for pattern, surely in ((marked, True), (plain, False)):
        for found in pattern.finditer(text):
            name = found["name"].rstrip(_TRAILING)
            if name and _is_account(name, lexicon, surely=surely):
                yield Span(found.start("name"), found.start("name") + len(name), KIND)


def _is_account(name: str, lexicon: Lexicon, *, surely: bool) -> bool:
    """Tell whether a word is the name of an account, going by its form."""
    if len(name) < 3 or name.isdigit() or name.lower() in lexicon.kept:
        return False
    inner = name[:-1]
    if "_" in name or "." in inner or (any(char.isdigit() for char in name) and any(char.isalpha() for char in name)):
        return True
    return surely and not is_dutch(name.lower()) and not name.lower().endswith(("en", "t", "d"))
