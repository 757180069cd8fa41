"""What kind of message this is, where a rule is safer than a classifier: pure decisions over words and what was recognised."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WORD = re.compile(r"\w+(?:['’.-]\w+)*")
SIGNAL = re.compile(r"signaal\s+([a-z][a-z0-9_]*)\s*:?\s+(.+)", re.IGNORECASE)
REPLY = re.compile(r"antwoord\s+([a-z][a-z0-9_]*)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
ANSWER_INTENTS = {"ja": "bevestigen", "nee": "ontkennen", "onbekend": "weet_niet"}
LONGEST_ANSWER = {"ja": 12, "nee": 12, "onbekend": 8}
"""In words; what is longer and begins like an answer is more often something else."""
LONG_TEXT_WORDS = 25
STATEMENT_WORDS = 7
SURE = 0.5
VERY_SURE = 0.9
DANGER = "gevaar"
FAQ = "faq"


@dataclass(frozen=True)
class FixedWords:
    """Words with a fixed meaning.

    Attributes:
        commands: intent -> phrases that, alone, always have that intent.
        answers: answer -> how a message that gives it begins.
        reservations: words that make a yes or no less than plain.
        questions: how a question begins.
    """

    commands: Mapping[str, Sequence[str]]
    answers: Mapping[str, Sequence[str]]
    reservations: Sequence[str]
    questions: Sequence[str]


@dataclass(frozen=True)
class Reading:
    """What is known of a message before it is routed."""

    text: str
    intent: str | None
    confidence: float
    has_signals: bool
    has_danger: bool
    is_sure: bool = True


@dataclass(frozen=True)
class PatientReply:
    """The patient's answer to a safe question; `answer` is `ja` or `nee` when it is plain, and `start` is where its words begin."""

    question_id: str
    answer: str | None
    start: int


@dataclass(frozen=True)
class Routed:
    """What a message ends as.

    Attributes:
        intent: its intent.
        answer: how it answers an open question: `ja`, `nee`, `onbekend` or None.
        certain: whether a rule settled the intent.
        signal: the indicator that it settles with `answer`.
        reply: the safe question that it answers.
    """

    intent: str | None
    answer: str | None
    certain: bool
    signal: str | None = None
    reply: PatientReply | None = None


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


def plain_answer(text: str, fixed: FixedWords) -> str | None:
    """When called, this will give the answer a message begins with, unless it takes part of it back."""
    return None if set(words_of(text)) & set(fixed.reservations) else leading_answer(text, fixed)


def is_question(text: str, fixed: FixedWords) -> bool:
    """When called, this will tell whether a text reads as a question."""
    spoken = " ".join(words_of(text)) + " "
    return text.rstrip().endswith("?") or any(spoken.startswith(opening + " ") for opening in fixed.questions)


def settled_signal(text: str, fixed: FixedWords) -> tuple[str, str] | None:
    """When called, this will give the indicator and the answer of a message like `signaal soa nee`, or None."""
    match = SIGNAL.fullmatch(text.strip())
    answer = match and leading_answer(match[2], fixed)
    return (match[1].lower(), answer) if match and answer else None


def patient_reply(text: str, fixed: FixedWords) -> PatientReply | None:
    """When called, this will read a message like `antwoord eigen_paspoort: nee, dat heeft haar baas`, or give None."""
    match = REPLY.fullmatch(text.strip())
    return PatientReply(match[1].lower(), plain_answer(match[2], fixed), text.index(match[0]) + match.start(2)) if match else None


def route(reading: Reading, fixed: FixedWords) -> Routed:
    """When called, this will settle the intent: commands, danger, answers and case texts by rule, the rest by the classifier."""
    if intent := command(reading.text, fixed):
        return Routed(intent, leading_answer(reading.text, fixed), certain=True)
    if settled := settled_signal(reading.text, fixed):
        return Routed("signaal_bevestigen", settled[1], certain=True, signal=settled[0])
    reply = patient_reply(reading.text, fixed)
    answer = None if reply else leading_answer(reading.text, fixed)
    if reading.has_danger:
        return Routed(DANGER, answer, certain=True, reply=reply)
    if reply:
        return Routed("casus", None, certain=True, reply=reply)
    asked = is_question(reading.text, fixed) or (reading.intent == FAQ and reading.confidence >= VERY_SURE)
    if reading.intent == DANGER and reading.confidence >= VERY_SURE and not asked:
        return Routed(DANGER, answer, certain=True)
    length = len(words_of(reading.text))
    if length >= LONG_TEXT_WORDS:
        return Routed("casus", answer, certain=True)
    if asked and not (reading.has_signals and reading.confidence < SURE):
        return Routed(reading.intent, None, certain=False)
    if answer == "onbekend" and length <= LONGEST_ANSWER[answer]:
        return Routed(ANSWER_INTENTS[answer], answer, certain=True)
    if reading.has_signals and (reading.is_sure or length >= STATEMENT_WORDS):
        return Routed("casus", answer, certain=True)
    if answer and length <= LONGEST_ANSWER[answer]:
        return Routed(ANSWER_INTENTS[answer], answer, certain=True)
    if length >= STATEMENT_WORDS and (reading.intent in (None, "nlu_fallback") or reading.confidence < SURE):
        return Routed("casus", None, certain=False)
    return Routed(reading.intent, None, certain=False)
