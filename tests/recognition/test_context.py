"""What the context makes of a signal: the cases of `tests/cases/context.yml`, each a test; known failures must fail."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.consult.recognise import Recogniser
from kb.loader import load
from tests.cases.reading import read_context

CASES = read_context()


def _cases() -> list[object]:
    for_known = [[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else [] for _, case in CASES]
    return [
        pytest.param(case, id=f"{heading}: {case['text']} {case['indicator']}", marks=marks)
        for (heading, case), marks in zip(CASES, for_known, strict=True)
    ]


@pytest.mark.parametrize("case", _cases())
def test_context(recogniser: Recogniser, case: dict[str, str]) -> None:
    found = {finding.indicator_id: finding.status.value for finding in recogniser.recognise(case["text"]).findings}
    assert found.get(case["indicator"], "none") == case["expected"]


def test_cases_are_many_and_name_what_exists() -> None:
    ids = {indicator.id for indicator in load().indicators}
    twice = [pair for pair, count in Counter((case["text"], case["indicator"]) for _, case in CASES).items() if count > 1]

    assert len(CASES) >= 200
    assert {case["indicator"] for _, case in CASES} <= ids
    assert {case["expected"] for _, case in CASES} == {"present", "absent", "none"}
    assert twice == []
