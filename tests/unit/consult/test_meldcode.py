"""The machine behind the five weighing questions, over the real framework."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.consult.meldcode import Weighing, answer, back, begin, open_question, resume, step_at
from kb.schema import Answer, Framework, KnowledgeBase
from tests.cases.reading import read

PATHS = read("afweging.yml")


@pytest.fixture
def framework(kb: KnowledgeBase) -> Framework:
    return kb.framework


def walk(framework: Framework, *given: Answer) -> Weighing:
    weighing = begin(framework)
    for one in given:
        weighing = answer(framework, weighing, one)
    return weighing


def every_path(framework: Framework, weighing: Weighing, so_far: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """All ways from here to an outcome."""
    for given in Answer:
        after = answer(framework, weighing, given)
        if after.outcome:
            yield (*so_far, given.value)
        else:
            yield from every_path(framework, after, (*so_far, given.value))


@pytest.mark.parametrize("case", PATHS, ids=lambda case: case["id"])
def test_path_ends_in_its_outcome_and_norm(case: dict[str, Any], framework: Framework) -> None:
    given = [Answer(meaning) for pair in case["antwoorden"] for meaning in pair.values()]

    weighing = walk(framework, *given)

    assert (weighing.outcome, weighing.norm) == (case["uitkomst"], case["norm"] or None)
    assert [meaning for _, meaning in weighing.answers] == given


def test_cases_hold_every_path_there_is(framework: Framework) -> None:
    written = sorted(tuple(meaning for pair in case["antwoorden"] for meaning in pair.values()) for case in PATHS)

    assert written == sorted(every_path(framework, begin(framework)))


def test_not_knowing_leaves_the_question_open(framework: Framework) -> None:
    weighing = walk(framework, Answer.JA, Answer.ONBEKEND)

    assert (weighing.at, weighing.outcome) == (2, "advies_vragen")
    assert answer(framework, weighing, Answer.NEE) == walk(framework, Answer.JA, Answer.NEE)


def test_answer_with_nothing_open_changes_nothing(framework: Framework) -> None:
    assert answer(framework, Weighing(), Answer.JA) == Weighing()


def test_back_reopens_the_question_before(framework: Framework) -> None:
    assert back(framework, walk(framework, Answer.JA, Answer.NEE)) == walk(framework, Answer.JA)


def test_back_from_an_outcome_reopens_the_last_question(framework: Framework) -> None:
    assert back(framework, walk(framework, Answer.JA, Answer.JA)) == walk(framework, Answer.JA)


def test_back_from_a_question_left_open_goes_to_the_one_before(framework: Framework) -> None:
    assert back(framework, walk(framework, Answer.JA, Answer.ONBEKEND)) == begin(framework)


def test_back_from_the_first_question_stays_there(framework: Framework) -> None:
    assert back(framework, begin(framework)).at == 1


def test_resume_goes_on_where_it_was_and_begins_anew_after_the_end(framework: Framework) -> None:
    assert resume(framework, walk(framework, Answer.JA)).at == 2
    assert resume(framework, walk(framework, Answer.NEE)) == begin(framework)


def test_weighing_fits_in_a_slot(framework: Framework) -> None:
    weighing = walk(framework, Answer.JA, Answer.JA)

    assert Weighing.from_json(weighing.to_json()) == weighing
    assert Weighing.from_json(None) == Weighing()


def test_open_question_is_the_one_that_waits(framework: Framework) -> None:
    question = open_question(framework, walk(framework, Answer.JA))

    assert question is not None
    assert question.number == 2
    assert open_question(framework, Weighing()) is None


@pytest.mark.parametrize(("asked", "shown"), [(-3, 1), (1, 1), (4, 4), (9, 5)])
def test_step_is_kept_within_the_meldcode(asked: int, shown: int, framework: Framework) -> None:
    assert step_at(framework, asked).number == shown
