"""Reads the knowledge files into a `KnowledgeBase`; refuses unknown keys, double ids and dangling references."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kb.reading import Faults, Visit, did_you_mean, entry_name, listed, read_file, walk
from kb.schema import (
    Advice,
    AnswerMeaning,
    Coercion,
    Condition,
    Contact,
    ExtraDesk,
    Fact,
    Faq,
    Form,
    Framework,
    Group,
    Indicator,
    KnowledgeBase,
    MeldcodeStep,
    Norm,
    NoteTemplate,
    Outcome,
    PracticeCase,
    Question,
    Reason,
    RiskGroup,
    Route,
    RouteContact,
    SourceDocument,
    Transition,
    WeighingQuestion,
    WeighingReason,
)

DATA = Path(__file__).parent / "data"

FILES: Mapping[str, Mapping[str, Any]] = {
    "sources.yml": {"documents": tuple[SourceDocument, ...]},
    "indicators.yml": {"groups": tuple[Group, ...], "forms": tuple[Form, ...], "indicators": tuple[Indicator, ...]},
    "background.yml": {"coercion": tuple[Coercion, ...], "risk_groups": tuple[RiskGroup, ...], "reasons_for_silence": tuple[Reason, ...]},
    "facts.yml": {"facts": tuple[Fact, ...]},
    "questions.yml": {"questions": tuple[Question, ...], "advice": tuple[Advice, ...]},
    "meldcode.yml": {
        "steps": tuple[MeldcodeStep, ...],
        "first_question": int,
        "questions": tuple[WeighingQuestion, ...],
        "outcomes": tuple[Outcome, ...],
        "norms": tuple[Norm, ...],
        "reasons": tuple[WeighingReason, ...],
    },
    "contacts.yml": {"contacts": tuple[Contact, ...], "routes": tuple[Route, ...], "extra_desks": tuple[ExtraDesk, ...]},
    "faq.yml": {"faq": tuple[Faq, ...]},
    "practice_cases.yml": {"practice_cases": tuple[PracticeCase, ...]},
    "notes.yml": {"notes": tuple[NoteTemplate, ...]},
    "phrases.yml": {"phrases": Mapping[str, str]},
}
"""The content files, and the type of each top-level key."""

REFERENCES: Mapping[tuple[type, str], tuple[str, str, str]] = {
    (Indicator, "group"): ("a group", "indicators.yml", "groups"),
    (Indicator, "forms"): ("a form", "indicators.yml", "forms"),
    (Coercion, "indicators"): ("an indicator", "indicators.yml", "indicators"),
    (RiskGroup, "indicators"): ("an indicator", "indicators.yml", "indicators"),
    (Fact, "indicators"): ("an indicator", "indicators.yml", "indicators"),
    (Question, "clears_up"): ("an indicator", "indicators.yml", "indicators"),
    (Question, "forms"): ("a form", "indicators.yml", "forms"),
    (AnswerMeaning, "present"): ("an indicator", "indicators.yml", "indicators"),
    (AnswerMeaning, "uncertain"): ("an indicator", "indicators.yml", "indicators"),
    (AnswerMeaning, "absent"): ("an indicator", "indicators.yml", "indicators"),
    (Condition, "all"): ("a fact", "facts.yml", "facts"),
    (Condition, "any"): ("a fact", "facts.yml", "facts"),
    (Condition, "none"): ("a fact", "facts.yml", "facts"),
    (WeighingQuestion, "related"): ("an indicator", "indicators.yml", "indicators"),
    (WeighingReason, "question"): ("a weighing question", "meldcode.yml", "questions"),
    (Transition, "to"): ("a weighing question", "meldcode.yml", "questions"),
    (Transition, "outcome"): ("an outcome", "meldcode.yml", "outcomes"),
    (Transition, "norm"): ("a norm", "meldcode.yml", "norms"),
    (RouteContact, "contact"): ("a contact", "contacts.yml", "contacts"),
    (PracticeCase, "form"): ("a form", "indicators.yml", "forms"),
    (PracticeCase, "signals"): ("an indicator", "indicators.yml", "indicators"),
}
"""Which field names an entry elsewhere: what it is called, and the file and list it is in."""

_ID = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


def load(directory: Path = DATA) -> KnowledgeBase:
    """Return what the knowledge files in a directory say.

    Raises:
        InvalidKb: with every fault in every file.
    """
    faults = Faults(directory)
    knowledge = read(directory, faults)
    faults.raise_if_any()
    return knowledge


def read(directory: Path, faults: Faults) -> KnowledgeBase:
    """Return what could be read of the knowledge files; whatever is wrong is added to `faults`.

    Raises:
        InvalidKb: when the directory is not there.
    """
    if not directory.is_dir():
        faults.add(str(directory), "", found="no such directory", expected="the directory with the knowledge files")
        faults.raise_if_any()
    content = {file: read_file(directory / file, spec, faults) for file, spec in FILES.items()}
    _check_ids(content, faults)
    _check_references(content, faults)
    return _assembled(content)


def parts(knowledge: KnowledgeBase, file: str) -> dict[str, Any]:
    """Return what a file holds, as its top-level keys: the other way round from `read`."""
    owner: Any = knowledge.framework if file == "meldcode.yml" else knowledge
    return {key: getattr(owner, "sources" if key == "documents" else key) for key in FILES[file]}


def _assembled(content: Mapping[str, Mapping[str, Any]]) -> KnowledgeBase:
    parts = {key: value for file, values in content.items() if file != "meldcode.yml" for key, value in values.items()}
    return KnowledgeBase(sources=parts.pop("documents"), framework=Framework(**content["meldcode.yml"]), **parts)


def _check_ids(content: Mapping[str, Mapping[str, Any]], faults: Faults) -> None:
    for file, key, entries in _lists(content):
        names = [entry_name(entry) for entry in entries]
        for name, count in Counter(filter(None, names)).items():
            if count > 1:
                faults.add(file, f"{key}[{name}]", found=f"{count} entries with the id '{name}'", expected="each id once")
            if not _ID.fullmatch(name):
                faults.add(file, f"{key}[{name}]", found=f"the id '{name}'", expected="lower case letters, digits and single underscores")


def _lists(content: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    for file, values in content.items():
        for key, value in values.items():
            if isinstance(value, tuple):
                yield file, key, value


def _check_references(content: Mapping[str, Mapping[str, Any]], faults: Faults) -> None:
    unread = {fault.file for fault in faults.found if not fault.key}
    known = {target: faults.names(*target[1:]) for target in REFERENCES.values() if target[1] not in unread}
    sections = {f"{document.id}/{section}" for document in content["sources.yml"]["documents"] for section in document.sections}
    for file, key, entries in _lists(content):
        for visit in walk(entries, key):
            if visit.field == "source" and "sources.yml" not in unread:
                _check_reference(file, visit, "a section of a source", sections, faults)
            target = REFERENCES.get((type(visit.owner), visit.field))
            if target is not None and target in known:
                _check_reference(file, visit, target[0], known[target], faults)
    first = content["meldcode.yml"]["first_question"]
    questions = faults.names("meldcode.yml", "questions")
    if first is not None and str(first) not in questions:
        faults.add("meldcode.yml", "first_question", found=f"'{first}'", expected=f"a weighing question: {listed(sorted(questions))}")


def _check_reference(file: str, visit: Visit, kind: str, known: Iterable[str], faults: Faults) -> None:
    many = isinstance(visit.value, tuple)
    values = visit.value if many else (visit.value,)
    for number, value in enumerate(values, start=1):
        if value is not None and str(value) not in known:
            key = f"{visit.key}[{number}]" if many else visit.key
            faults.add(file, key, found=f"'{value}'", expected=f"the id of {kind}{did_you_mean(str(value), known)}")
    if many and len(set(values)) < len(values):
        faults.add(file, visit.key, found="an id twice", expected="each id once")
