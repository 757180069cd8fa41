"""What kind of message this is, where a rule is safer than a classifier: pure decisions over words and what was recognised."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WORD = re.compile(r"\w+(?:['’.-]\w+)*")
MAX_ANSWER_WORDS = 12
LONG_TEXT_WORDS = 25
STATEMENT_WORDS = 7
SURE = 0.5


@dataclass(frozen=True)
class FixedWords:
    """Words with a fixed meaning: intent -> phrases, answer -> openings, openings of a question."""

    commands: Mapping[str, Sequence[str]]
    answers: Mapping[str, Sequence[str]]
    questions: Sequence[str]


@dataclass(frozen=True)
class Reading:
    """What is known of a message before it is routed."""

    text: str
    intent: str | None
    confidence: float
    has_signals: bool
    has_danger: bool


@dataclass(frozen=True)
class Routed:
    """The intent a message ends with, and how it answers an open question (`ja`, `nee`, `onbekend` or None)."""

    intent: str | None
    answer: str | None
    certain: bool


def words_of(text: str) -> list[str]:
    """When called, this will give the lower-cased words of a text, without punctuation."""
    return [match.group().lower() for match in WORD.finditer(text)]


def command(text: str, fixed: FixedWords) -> str | None:
    """When called, this will give the intent of a message that is a command and nothing else."""
    spoken = " ".join(words_of(text))
    return next((intent for intent, phrases in fixed.commands.items() if spoken in phrases), None)


def leading_answer(text: str, fixed: FixedWords) -> str | None:
    """When called, this will give the answer a message begins with: the longest opening that fits wins."""
    spoken = " ".join(words_of(text)) + " "
    fits = [(len(phrase), answer) for answer, phrases in fixed.answers.items() for phrase in phrases if spoken.startswith(phrase + " ")]
    return max(fits)[1] if fits else None


def is_question(text: str, fixed: FixedWords) -> bool:
    """When called, this will tell whether a text reads as a question."""
    spoken = " ".join(words_of(text)) + " "
    return text.rstrip().endswith("?") or any(spoken.startswith(opening + " ") for opening in fixed.questions)


def route(reading: Reading, fixed: FixedWords) -> Routed:
    """When called, this will settle the intent: commands, danger, answers and case texts by rule, the rest by the classifier."""
    if intent := command(reading.text, fixed):
        return Routed(intent, leading_answer(reading.text, fixed), certain=True)
    answer = leading_answer(reading.text, fixed)
    if reading.has_danger:
        return Routed("gevaar", answer, certain=True)
    length = len(words_of(reading.text))
    if length >= LONG_TEXT_WORDS:
        return Routed("casus", answer, certain=True)
    if is_question(reading.text, fixed) and not (reading.has_signals and reading.confidence < SURE):
        return Routed(reading.intent, None, certain=False)
    if reading.has_signals:
        return Routed("casus", answer, certain=True)
    if answer and length <= MAX_ANSWER_WORDS:
        return Routed({"ja": "bevestigen", "nee": "ontkennen", "onbekend": "weet_niet"}[answer], answer, certain=True)
    if length >= STATEMENT_WORDS and (reading.intent in (None, "nlu_fallback") or reading.confidence < SURE):
        return Routed("casus", None, certain=False)
    return Routed(reading.intent, None, certain=False)
