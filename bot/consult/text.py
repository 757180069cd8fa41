"""A message as words: split, folded and lemmatised, with offsets into the original."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\[[^\W\d_][\w-]*\]|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’`][^\W\d_]+)*|\n|[^\w\s'’`‘\"“”*_]")
_HARD = frozenset(".!?;\n…•")
_SOFT = frozenset(",:()–—[]→")
_MINUS = "neg"  # what a minus behind a word stands for
_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\s.;]))(?:([SOEPAB])\s?(?::|/(?=\s)|\)|-(?=\s))|(subjectief|objectief|evaluatie|plan|beleid)\s?:)", re.I | re.M
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark.

    Attributes:
        start, end: where it stands in the original text.
        norm: lower case, without accents, spelling mended.
        keys: the forms under which a pattern finds it: `norm`, its lemma, its mended spelling.
        sentence, clause: counters; tokens with the same number stand in the same one.
        section: the SOEP section: `s`, `o`, `e`, `p` or empty.
    """

    start: int
    end: int
    norm: str
    keys: tuple[str, ...]
    sentence: int
    clause: int
    section: str
    is_word: bool


def fold(text: str) -> str:
    """Return the text in lower case and without accents; every character stays one character."""
    return "".join(_fold_character(character) for character in text)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    lowered = base.lower()
    return lowered if len(lowered) == 1 else base


def words(text: str) -> list[str]:
    """Return the folded words, numbers and marks of a pattern or phrase."""
    return [match.group() for match in _TOKEN.finditer(fold(text)) if match.group() != "-"]


class Reader:
    """Turns texts into tokens."""

    def __init__(
        self,
        *,
        spelling: Mapping[str, str],
        abbreviations: Collection[str],
        keys_of: Callable[[str], tuple[str, ...]],
    ) -> None:
        self._spelling = {fold(wrong): tuple(words(right)) for wrong, right in spelling.items()}
        self._abbreviations = frozenset(fold(word) for word in abbreviations)
        self._keys_of = keys_of

    def read(self, text: str) -> list[Token]:
        """Return the tokens of a text."""
        folded = fold(text)
        labels = {match.start(1) if match.group(1) else match.start(2): match for match in _LABEL.finditer(text) if _is_label(match)}
        tokens: list[Token] = []
        sentence = clause = 0
        section, skip_to = "", 0
        previous = ""
        for match in _TOKEN.finditer(folded):
            start, end = match.span()
            if start < skip_to:
                continue
            if start in labels:
                label = labels[start]
                section = (label.group(1) or label.group(2)[0]).lower().replace("a", "e").replace("b", "p")
                skip_to = label.end()
                sentence, clause = sentence + 1, clause + 1
                continue
            word = match.group()
            if word == "-" and _is_minus(folded, start, end):
                tokens.append(Token(start, end, _MINUS, (_MINUS,), sentence, clause, section, True))
                continue
            if word in _HARD:
                if word == "." and self._is_abbreviation_dot(previous, folded, end):
                    continue
                tokens.append(Token(start, end, word, (word,), sentence, clause, section, False))
                sentence, clause = sentence + 1, clause + 1
            elif word in _SOFT or (word == "-" and _spaced(folded, start, end)):
                clause += 1
                tokens.append(Token(start, end, word, (word,), sentence, clause, section, False))
                clause += 1
            elif word == "-":
                continue
            else:
                is_word = word[0].isalnum() or len(word) > 1  # a placeholder such as [naam] stands for a word
                for part in self._spelling.get(word, (word,)):
                    keys = self._keys_of(part) if part[0].isalpha() else (part,)
                    tokens.append(Token(start, end, part, keys, sentence, clause, section, is_word))
            previous = word
        return tokens

    def _is_abbreviation_dot(self, previous: str, folded: str, end: int) -> bool:
        following = folded[end : end + 1]
        return bool(following and following.isalnum()) or previous in self._abbreviations


def _is_label(match: re.Match[str]) -> bool:
    letter = match.group(1)
    return letter is None or letter.isupper()


def _is_minus(text: str, start: int, end: int) -> bool:
    """Tell whether a hyphen says that something is not there: 'drugs -, alcohol -'."""
    return text[start - 1 : start].isspace() and text[:start].strip() != "" and (not text[end:].strip() or text[end] in ",;.\n")


def _spaced(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isspace() and text[end : end + 1].isspace()
