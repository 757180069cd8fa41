"""Frozen dataclasses for the knowledge base: what a doctor's assistant knows, apart from how it is stored.

Every entry names the section of a source document that it rests on, as ``document/section`` (see `SourceDocument`).
Recognition data (terms, context cues, quantities) has its own types in `kb.lexicon`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum


class Certainty(str, Enum):
    """How well a fact was checked: A on a primary source, B on a secondary one, C recalled (never shown to users)."""

    PRIMARY = "A"
    SECONDARY = "B"
    RECALLED = "C"


class Theme(str, Enum):
    """The three themes of the safe questions."""

    OMSTANDIGHEDEN = "omstandigheden"
    DWANG = "dwang"
    BETALING = "betaling"


class Situation(str, Enum):
    """Which word for 'work' fits the patient: a job, odd jobs done for somebody, or neither known."""

    ALGEMEEN = "algemeen"
    WERK = "werk"
    KLUSSEN = "klussen"


class Answer(str, Enum):
    """An answer to a weighing question or a confirm question."""

    JA = "ja"
    NEE = "nee"
    ONBEKEND = "onbekend"


class NoteKind(str, Enum):
    """The two texts that can be taken along from a conversation."""

    DOSSIER = "dossier"
    BELSCRIPT = "belscript"


@dataclass(frozen=True)
class SourceDocument:
    """A document that entries rest on; `sections` maps a section's id to its title."""

    id: str
    title: str
    publisher: str
    sections: Mapping[str, str]
    year: int | None = None
    url: str | None = None
    checked_on: date | None = None


@dataclass(frozen=True)
class Group:
    """A group of indicators, as the toolkit divides them."""

    id: str
    label: str
    source: str


@dataclass(frozen=True)
class Form:
    """A form of exploitation. Forms are data: the law may add to them."""

    id: str
    label: str
    explanation: str
    source: str


@dataclass(frozen=True)
class Indicator:
    """A signal that may point to human trafficking.

    Attributes:
        forms: ids of the forms it points to more than to others; empty means any form.
        explanation: one line for the doctor on why it can be a signal.
        other_causes: what it may also point to.
        confirm: the question put to the user when recognition is unsure.
        telling: 1 (says little alone) to 3 (says much); orders what is asked first, never shown and never added up.
    """

    id: str
    label: str
    group: str
    explanation: str
    other_causes: tuple[str, ...]
    confirm: str
    telling: int
    source: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coercion:
    """A means of coercion and the indicators that show it."""

    id: str
    label: str
    explanation: str
    indicators: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class RiskGroup:
    """People at higher risk, and the indicators that place somebody among them."""

    id: str
    label: str
    explanation: str
    indicators: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Reason:
    """A reason why people do not tell what happens to them."""

    id: str
    label: str
    explanation: str
    source: str


@dataclass(frozen=True)
class AnswerMeaning:
    """What a plain answer to a safe question says: indicators that hold, that may hold, and that do not."""

    present: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A safe question to the patient.

    Attributes:
        clears_up: ids of the indicators that the answer would settle.
        forms: the forms it fits best; empty means any.
        wording: the sentence per situation; `algemeen` is always there.
        priority: 1 is asked before 2 when both would settle as much.
        answers: what a plain yes or no means; empty where the answer needs words.
    """

    id: str
    theme: Theme
    clears_up: tuple[str, ...]
    wording: Mapping[Situation, str]
    priority: int
    source: str
    forms: tuple[str, ...] = ()
    answers: Mapping[Answer, AnswerMeaning] = field(default_factory=dict)


@dataclass(frozen=True)
class Condition:
    """A condition over named facts: all of `all`, one of `any` (if given) and none of `none` hold."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A named fact about a case that conditions speak of, and the indicators of which one makes it hold.

    `minderjarig` and `acuut` are set by recognition itself and list no indicators.
    """

    id: str
    label: str
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Advice:
    """How to ask: one piece of advice, given when its condition holds; what is `core` is never left out for want of room."""

    id: str
    text: str
    source: str
    when: Condition = field(default_factory=Condition)
    core: bool = False


@dataclass(frozen=True)
class MeldcodeStep:
    """One of the five steps of the KNMG meldcode."""

    number: int
    title: str
    explanation: str
    checklist: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Transition:
    """Where an answer leads: to a next question (`to`), to an outcome, or to both (an outcome that is followed up)."""

    to: int | None = None
    outcome: str | None = None
    norm: int | None = None


@dataclass(frozen=True)
class Example:
    """An example that explains a weighing question; `kind` groups them (such as acuut, structureel)."""

    kind: str
    text: str


@dataclass(frozen=True)
class WeighingQuestion:
    """One of the questions of the afwegingskader; `related` are indicators of the case worth recalling with it."""

    number: int
    title: str
    question: str
    explanation: str
    transitions: Mapping[Answer, Transition]
    source: str
    examples: tuple[Example, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class Norm:
    """One of the three situations in which reporting is the professional norm."""

    number: int
    text: str
    source: str


@dataclass(frozen=True)
class Outcome:
    """Where the afwegingskader ends; `names_matter` tells whether what may be shared without consent is a question there."""

    id: str
    title: str
    text: str
    source: str
    names_matter: bool = True


@dataclass(frozen=True)
class WeighingReason:
    """What an answer to a weighing question means, as the outcome repeats it."""

    question: int
    answer: Answer
    text: str


@dataclass(frozen=True)
class Framework:
    """The meldcode and its afwegingskader as one graph."""

    steps: tuple[MeldcodeStep, ...]
    first_question: int
    questions: tuple[WeighingQuestion, ...]
    outcomes: tuple[Outcome, ...]
    norms: tuple[Norm, ...]
    reasons: tuple[WeighingReason, ...]


@dataclass(frozen=True)
class Opening:
    """Opening hours on some days of the week (1 is Monday, 7 is Sunday), local time in Europe/Amsterdam."""

    days: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True)
class Contact:
    """A desk to call.

    Attributes:
        phone: as shown, or None when the desk has none.
        hours: as shown.
        openings: empty with `always_open` false means that the hours are not known.
        on_holidays: whether the openings hold on Dutch public holidays too.
        when_closed: what to do when it is closed.
    """

    id: str
    name: str
    about: str
    hours: str
    source: str
    checked_on: date
    certainty: Certainty
    phone: str | None = None
    url: str | None = None
    email: str | None = None
    always_open: bool = False
    openings: tuple[Opening, ...] = ()
    on_holidays: bool = False
    when_closed: str | None = None


@dataclass(frozen=True)
class RouteContact:
    """A desk on a route, and why it is on it."""

    contact: str
    when: str


@dataclass(frozen=True)
class Route:
    """The desks for a kind of case, first to call first, and what holds there for secrecy and consent."""

    id: str
    title: str
    when: Condition
    contacts: tuple[RouteContact, ...]
    consent: str
    source: str


@dataclass(frozen=True)
class ExtraDesk:
    """A desk that joins any route when its condition holds, after the first `position` desks."""

    id: str
    when: Condition
    contact: RouteContact
    position: int
    source: str


@dataclass(frozen=True)
class Faq:
    """An answer to a question that can be asked at any time; `text` is Markdown in plain Dutch."""

    id: str
    title: str
    text: str
    source: str


@dataclass(frozen=True)
class PracticeCase:
    """A consultation as it could happen, told in our own words, with its signals."""

    id: str
    title: str
    form: str
    story: str
    signals: tuple[str, ...]
    lesson: str
    source: str


@dataclass(frozen=True)
class NoteTemplate:
    """The frame of a note: sections in order, each with a title and a text that may hold placeholders."""

    kind: NoteKind
    title: str
    sections: tuple[NoteSection, ...]
    source: str


@dataclass(frozen=True)
class NoteSection:
    """A section of a note; left out when it would be empty and `if_empty` is not given."""

    id: str
    title: str
    text: str
    if_empty: str | None = None


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything the assistant knows, apart from how it recognises words."""

    sources: tuple[SourceDocument, ...]
    groups: tuple[Group, ...]
    forms: tuple[Form, ...]
    indicators: tuple[Indicator, ...]
    coercion: tuple[Coercion, ...]
    risk_groups: tuple[RiskGroup, ...]
    reasons_for_silence: tuple[Reason, ...]
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]
    advice: tuple[Advice, ...]
    framework: Framework
    contacts: tuple[Contact, ...]
    routes: tuple[Route, ...]
    extra_desks: tuple[ExtraDesk, ...]
    faq: tuple[Faq, ...]
    practice_cases: tuple[PracticeCase, ...]
    notes: tuple[NoteTemplate, ...]
    phrases: Mapping[str, str]
