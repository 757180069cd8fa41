"""What the knowledge must satisfy as a whole; faults are reported with file and key, like those of a single entry."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, combinations
from pathlib import Path
from string import Formatter
from typing import Any

from kb.loader import DATA, FILES, REFERENCES, parts, read
from kb.reading import Faults, Visit, listed, walk
from kb.schema import Answer, Certainty, Condition, Framework, KnowledgeBase, Question, Situation, Theme, WeighingQuestion

CATALOGUE_SIZE = 86
"""How many indicators the catalogue has; ids are never reused, so it only grows."""

_MOST_FACTS = 14
_LONGEST_SHOWN = 60
_NOT_TEXT = {"id", "source", "kind", "phone", "url", "email"} | {field for _, field in REFERENCES}
_TO_PATIENT = {"wording"}
_TEMPLATES = {"phrases.yml", "notes.yml"}
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|‘[^’]*’|“[^”]*”|„[^”]*”")
_FAMILIAR = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
_TEXT_RULES = (
    (re.compile(r"[ \t]{2,}"), "one space between words"),
    (re.compile(r"</?[a-z]+[^>]*>", re.IGNORECASE), "Markdown, without HTML"),
)
_PLACEHOLDER = re.compile(r"[a-z][a-z0-9_]*")


def validated(directory: Path = DATA, *, catalogue_size: int | None = None) -> KnowledgeBase:
    """Return the knowledge base in a directory, when there is nothing wrong with it.

    Raises:
        InvalidKb: with every fault. The knowledge as a whole is checked when each file is right.
    """
    faults = Faults(directory)
    knowledge = read(directory, faults)
    faults.raise_if_any()
    check(knowledge, faults, catalogue_size=catalogue_size)
    faults.raise_if_any()
    return knowledge


def check(knowledge: KnowledgeBase, faults: Faults, *, catalogue_size: int | None = None) -> None:
    """Add every fault of the knowledge as a whole to `faults`."""
    _check_catalogue(knowledge, faults, CATALOGUE_SIZE if catalogue_size is None else catalogue_size)
    _check_questions(knowledge, faults)
    _check_framework(knowledge.framework, faults)
    _check_contacts(knowledge, faults)
    _check_routes(knowledge, faults)
    _check_placeholders(knowledge, faults)
    _check_texts(knowledge, faults)


def holds(condition: Condition, facts: Collection[str]) -> bool:
    """Return whether a condition holds when exactly these facts do."""
    wanted = all(fact in facts for fact in condition.all) and not any(fact in facts for fact in condition.none)
    return wanted and (not condition.any or any(fact in facts for fact in condition.any))


def _check_catalogue(knowledge: KnowledgeBase, faults: Faults, size: int) -> None:
    if len(knowledge.indicators) != size:
        faults.add("indicators.yml", "indicators", found=f"{len(knowledge.indicators)} indicators", expected=f"the {size} of the catalogue")
    for indicator in knowledge.indicators:
        key = f"indicators[{indicator.id}]"
        if not indicator.other_causes:
            faults.add("indicators.yml", f"{key}.other_causes", found="an empty list", expected="at least one thing it may also point to")
        if not 1 <= indicator.telling <= 3:
            faults.add("indicators.yml", f"{key}.telling", found=f"'{indicator.telling}'", expected="1, 2 or 3")
        if not indicator.confirm.endswith("?"):
            faults.add("indicators.yml", f"{key}.confirm", found=f"'{indicator.confirm}'", expected="a question, ending with '?'")


def _check_questions(knowledge: KnowledgeBase, faults: Faults) -> None:
    for theme in Theme:
        if not any(question.theme is theme for question in knowledge.questions):
            faults.add(
                "questions.yml", "questions", found=f"no question of the theme '{theme.value}'", expected="at least one of each theme"
            )
    for question in knowledge.questions:
        key = f"questions[{question.id}]"
        if Situation.ALGEMEEN not in question.wording:
            faults.add("questions.yml", f"{key}.wording", found="no wording 'algemeen'", expected="'algemeen', for when nothing else fits")
        if not question.clears_up:
            faults.add("questions.yml", f"{key}.clears_up", found="an empty list", expected="at least one indicator that it clears up")
        _check_meanings(question, faults)
        for situation, text in question.wording.items():
            if "?" not in text:
                faults.add("questions.yml", f"{key}.wording.{situation.value}", found=f"'{text}'", expected="a question, with '?'")


def _check_meanings(question: Question, faults: Faults) -> None:
    for answer, meaning in question.answers.items():
        key = f"questions[{question.id}].answers.{answer.value}"
        named = [*meaning.present, *meaning.uncertain, *meaning.absent]
        if answer is Answer.ONBEKEND:
            faults.add("questions.yml", key, found="a meaning of not knowing", expected="'ja' or 'nee'")
        if not named or len(set(named)) < len(named):
            faults.add("questions.yml", key, found=f"'{listed(named)}'", expected="at least one indicator, each once")
        for indicator in sorted(set(named) - set(question.clears_up)):
            faults.add("questions.yml", key, found=f"'{indicator}'", expected=f"what the question clears up: {listed(question.clears_up)}")


def _check_framework(framework: Framework, faults: Faults) -> None:
    _check_steps(framework, faults)
    for question in framework.questions:
        _check_answers(question, faults)
    reached = _reached(framework)
    for question in framework.questions:
        if question.number not in reached:
            key = f"questions[{question.number}]"
            faults.add(
                "meldcode.yml", key, found="no answer that leads here", expected=f"a way here from question {framework.first_question}"
            )
        elif not _ends(framework, question.number, frozenset()):
            key = f"questions[{question.number}].transitions"
            faults.add("meldcode.yml", key, found="answers that go round without an outcome", expected="every path to end in an outcome")
    ends = {transition.outcome for question in framework.questions for transition in question.transitions.values()}
    for outcome in framework.outcomes:
        if outcome.id not in ends:
            faults.add("meldcode.yml", f"outcomes[{outcome.id}]", found="no answer that leads here", expected="an answer that does")
    told = {(reason.question, reason.answer) for reason in framework.reasons}
    for question in framework.questions:
        for answer in question.transitions:
            if (question.number, answer) not in told:
                found = f"no reason for question {question.number} with answer '{answer.value}'"
                faults.add("meldcode.yml", "reasons", found=found, expected="one for each question and answer")


def _check_steps(framework: Framework, faults: Faults) -> None:
    numbers = [step.number for step in framework.steps]
    if numbers != list(range(1, len(numbers) + 1)):
        faults.add("meldcode.yml", "steps", found=f"the steps {listed(numbers)}", expected="steps numbered 1, 2, 3 and so on, in order")
    for step in framework.steps:
        if not step.checklist:
            faults.add("meldcode.yml", f"steps[{step.number}].checklist", found="an empty list", expected="at least one thing to do")


def _check_answers(question: WeighingQuestion, faults: Faults) -> None:
    key = f"questions[{question.number}].transitions"
    for answer in Answer:
        if answer not in question.transitions:
            faults.add("meldcode.yml", key, found=f"no answer '{answer.value}'", expected=listed(answer.value for answer in Answer))
    for answer, transition in question.transitions.items():
        if transition.to is None and transition.outcome is None:
            faults.add("meldcode.yml", f"{key}.{answer.value}", found="an answer that leads nowhere", expected="'to', 'outcome' or both")


def _reached(framework: Framework) -> set[int]:
    questions = {question.number: question for question in framework.questions}
    reached: set[int] = set()
    ahead = [framework.first_question]
    while ahead:
        number = ahead.pop()
        if number not in reached:
            reached.add(number)
            ahead += [transition.to for transition in questions[number].transitions.values() if transition.to is not None]
    return reached


def _ends(framework: Framework, number: int, passed: frozenset[int]) -> bool:
    """Return whether every path from a question ends: comes by an outcome before it comes back to where it was."""
    question = next(question for question in framework.questions if question.number == number)
    onward = [transition.to for transition in question.transitions.values() if transition.to is not None and transition.outcome is None]
    return number not in passed and all(_ends(framework, to, passed | {number}) for to in onward)


def _check_contacts(knowledge: KnowledgeBase, faults: Faults) -> None:
    for contact in knowledge.contacts:
        key = f"contacts[{contact.id}]"
        if contact.certainty is Certainty.RECALLED:
            expected = "A or B: what was only recalled is not shown to users; check it, or leave it out"
            faults.add("contacts.yml", f"{key}.certainty", found="C", expected=expected)
        if not (contact.phone or contact.url or contact.email):
            faults.add("contacts.yml", key, found="no phone, url or email", expected="a way to reach the desk")
        if contact.always_open and contact.openings:
            faults.add("contacts.yml", f"{key}.openings", found="opening hours of a desk that is always open", expected="one of the two")
        for number, opening in enumerate(contact.openings, start=1):
            if not opening.opens < opening.closes or not set(opening.days) <= set(range(1, 8)):
                found = f"{opening.opens:%H:%M} to {opening.closes:%H:%M} on days {listed(opening.days)}"
                expected = "days 1 (Monday) to 7, opening before closing"
                faults.add("contacts.yml", f"{key}.openings[{number}]", found=found, expected=expected)


def _check_routes(knowledge: KnowledgeBase, faults: Faults) -> None:
    for route in knowledge.routes:
        if not route.contacts:
            faults.add("contacts.yml", f"routes[{route.id}].contacts", found="an empty list", expected="at least one desk to call")
    mentioned = sorted({fact for route in knowledge.routes for fact in (*route.when.all, *route.when.any, *route.when.none)})
    if len(mentioned) > _MOST_FACTS:
        faults.add("contacts.yml", "routes", found=f"{len(mentioned)} facts in conditions", expected=f"at most {_MOST_FACTS}")
        return
    misfits: dict[tuple[str, ...], tuple[str, ...]] = {}
    for facts in _subsets(mentioned):
        fitting = tuple(route.id for route in knowledge.routes if holds(route.when, facts))
        if len(fitting) != 1:
            misfits.setdefault(fitting, facts)
    for fitting, facts in misfits.items():
        found = f"{' and '.join(fitting) or 'no route'} for a case with the facts: {', '.join(facts) or 'none'}"
        faults.add("contacts.yml", "routes", found=found, expected="exactly one route for every case")


def _subsets(facts: list[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(facts, size) for size in range(len(facts) + 1))


def _check_placeholders(knowledge: KnowledgeBase, faults: Faults) -> None:
    for id_, text in knowledge.phrases.items():
        _check_template("phrases.yml", f"phrases.{id_}", text, faults)
    for note in knowledge.notes:
        for section in note.sections:
            _check_template("notes.yml", f"notes[{note.kind.value}].sections[{section.id}].text", section.text, faults)


def _check_template(file: str, key: str, text: str, faults: Faults) -> None:
    expected = "placeholders like {naam}, in lower case, without format or attribute"
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        faults.add(file, key, found=f"'{text}' ({error})", expected=expected)
        return
    for _, name, form, conversion in parts:
        if name is not None and (not _PLACEHOLDER.fullmatch(name) or form or conversion):
            faults.add(file, key, found=f"the placeholder '{{{name}}}'", expected=expected)


def _check_texts(knowledge: KnowledgeBase, faults: Faults) -> None:
    for file in FILES:
        for part, value in parts(knowledge, file).items():
            for key, text in _texts(part, value):
                _check_text(file, key, text, faults)


def _texts(part: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield every text that a user may read, with its key."""
    if isinstance(value, Mapping):
        yield from ((f"{part}.{id_}", text) for id_, text in value.items())
    for visit in walk(value, part):
        if visit.field not in _NOT_TEXT:
            yield from _leaves(visit)


def _leaves(visit: Visit) -> Iterator[tuple[str, str]]:
    if type(visit.value) is str:
        yield visit.key, visit.value
    elif isinstance(visit.value, tuple):
        yield from ((f"{visit.key}[{number}]", item) for number, item in enumerate(visit.value, start=1) if isinstance(item, str))
    elif isinstance(visit.value, Mapping):
        items = ((getattr(name, "value", name), item) for name, item in visit.value.items())
        yield from ((f"{visit.key}.{name}", item) for name, item in items if isinstance(item, str))


def _check_text(file: str, key: str, text: str, faults: Faults) -> None:
    familiar = None if _TO_PATIENT & set(key.split(".")) else _FAMILIAR.search(_QUOTED.sub("", text))
    if familiar:
        faults.add(file, key, found=f"'{familiar.group()}' in '{_cut(text)}'", expected="the u-form, except between quotes")
    for pattern, expected in _TEXT_RULES:
        wrong = pattern.search(text)
        if wrong:
            faults.add(file, key, found=f"'{wrong.group()}' in '{_cut(text)}'", expected=expected)
    if file not in _TEMPLATES and re.search(r"[{}]", text):
        faults.add(file, key, found=f"a brace in '{_cut(text)}'", expected="text without placeholders")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."
