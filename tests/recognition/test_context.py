"""What the context makes of a signal, and danger now: the cases of `context.yml` and `gevaar.yml` in `tests/cases`.

Each is a test of the phrases and the rules about context, and known failures must fail. With the network, which every training makes a
little different, only the share of them that comes out right is tested.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from bot.consult.recognise import Recogniser
from kb.loader import load
from tests.cases.reading import read_groups

CASES = read_groups("context.yml", frozenset({"text", "indicator", "expected"}))
DANGER = read_groups("gevaar.yml", frozenset({"text"}))


def _params(cases: list[tuple[str, dict[str, str]]]) -> Iterator[object]:
    for heading, case in cases:
        marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
        yield pytest.param(heading, case, id=" ".join([f"{heading}: {case['text']}", case.get("indicator", "")]).strip(), marks=marks)


@pytest.mark.parametrize(("heading", "case"), _params(CASES))
def test_context(phrases: Recogniser, heading: str, case: dict[str, str]) -> None:
    assert _status(phrases, case) == case["expected"], heading


@pytest.mark.parametrize(("heading", "case"), _params(DANGER))
def test_danger(phrases: Recogniser, heading: str, case: dict[str, str]) -> None:
    assert phrases.recognise(case["text"]).acute == (heading == "danger")


def test_nearly_all_contexts_are_right_with_the_network(recogniser: Recogniser) -> None:
    wrong = [case["text"] for _, case in CASES if _status(recogniser, case) != case["expected"]]
    assert len(wrong) <= 0.05 * len(CASES), wrong


def test_nearly_all_danger_is_heard_with_the_network(recogniser: Recogniser) -> None:
    wrong = {
        heading: [case["text"] for told, case in DANGER if told == heading and _is_wrong(recogniser, told, case)] for heading, _ in DANGER
    }
    assert len(wrong["danger"]) <= 1, wrong
    assert len(wrong["quiet"]) <= 4, wrong


def _status(recogniser: Recogniser, case: dict[str, str]) -> str:
    found = {finding.indicator_id: finding.status.value for finding in recogniser.recognise(case["text"]).findings}
    return found.get(case["indicator"], "none")


def _is_wrong(recogniser: Recogniser, heading: str, case: dict[str, str]) -> bool:
    return recogniser.recognise(case["text"]).acute != (heading == "danger")


def test_cases_are_many_and_name_what_exists() -> None:
    ids = {indicator.id for indicator in load().indicators}
    twice = [pair for pair, count in Counter((case["text"], case["indicator"]) for _, case in CASES).items() if count > 1]

    assert len(CASES) >= 200
    assert {case["indicator"] for _, case in CASES} <= ids
    assert {case["expected"] for _, case in CASES} == {"present", "absent", "none"}
    assert twice == []
