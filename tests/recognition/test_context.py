"""What the context makes of a signal, and danger now: the cases of `context.yml` and `gevaar.yml` in `tests/cases`, each a test.

Known failures must fail.
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
def test_context(recogniser: Recogniser, heading: str, case: dict[str, str]) -> None:
    found = {finding.indicator_id: finding.status.value for finding in recogniser.recognise(case["text"]).findings}
    assert found.get(case["indicator"], "none") == case["expected"], heading


@pytest.mark.parametrize(("heading", "case"), _params(DANGER))
def test_danger(recogniser: Recogniser, heading: str, case: dict[str, str]) -> None:
    assert recogniser.recognise(case["text"]).acute == (heading == "danger")


def test_cases_are_many_and_name_what_exists() -> None:
    ids = {indicator.id for indicator in load().indicators}
    twice = [pair for pair, count in Counter((case["text"], case["indicator"]) for _, case in CASES).items() if count > 1]

    assert len(CASES) >= 200
    assert {case["indicator"] for _, case in CASES} <= ids
    assert {case["expected"] for _, case in CASES} == {"present", "absent", "none"}
    assert twice == []
