"""Figures over a few texts, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.consult.findings import Finding, Recognition, Span, Status
from bot.recognition_figures import Change, Text, Told, changes, measure, read_texts, told_by


def told(present: str = "", absent: str = "", *, acute: bool = False, minor: bool = False) -> Told:
    return Told(frozenset(present.split()), frozenset(absent.split()), acute, minor)


TEXTS = [
    Text("1", "een", told("a b", "c"), quiet=False),
    Text("2", "twee", told("a", acute=True), quiet=False),
    Text("3", "drie", told(), quiet=True),
]
HEARD = {"1": told("a c"), "2": told("a", "d"), "3": told("b e", acute=True)}


def test_figures() -> None:
    figures = measure(TEXTS, HEARD)
    assert figures.present == pytest.approx(2 * 2 / (3 + 5))
    assert figures.absent == 0
    assert figures.denied_as_present == 1
    assert figures.false_alarms == 2
    assert figures.acute_recall == 0
    assert figures.acute_false_alarms == 1


def test_all_right_is_all_right() -> None:
    figures = measure(TEXTS, {text.id: text.told for text in TEXTS})
    assert (figures.present, figures.absent, figures.denied_as_present, figures.false_alarms) == (1, 1, 0, 0)
    assert (figures.acute_recall, figures.acute_false_alarms) == (1, 0)


def test_changes_say_which_text_gains_or_loses_what_and_whether_that_is_right() -> None:
    after = {"1": told("a b", "c"), "2": told("a", acute=True, minor=True), "3": told("b e", acute=True)}
    assert list(changes(TEXTS, HEARD, after)) == [
        Change("1", "een", "+", "b", True),
        Change("1", "een", "-", "c", True),
        Change("1", "een", "+", "niet c", True),
        Change("2", "twee", "+", "gevaar", True),
        Change("2", "twee", "+", "minderjarig", False),
        Change("2", "twee", "-", "niet d", True),
    ]
    assert list(changes(TEXTS, HEARD, HEARD)) == []


def test_what_is_recognised_becomes_what_is_told() -> None:
    span = Span(0, 1, "x")
    findings = (Finding("a", Status.PRESENT, (span,), True), Finding("b", Status.ABSENT, (span,), True))
    assert told_by(Recognition(findings, (span,), True, None)) == told("a", "b", acute=True, minor=True)
    assert told_by(Recognition((), (), None, None)) == told()


def test_texts_are_read_from_json_lines(tmp_path: Path) -> None:
    line = '{"id": "1", "kind": "benign", "text": "een", "present": ["a"], "absent": ["b"], "acute": true, "minor": false}'
    (tmp_path / "t.jsonl").write_text(f"{line}\n\n", encoding="utf-8")
    assert read_texts(tmp_path / "t.jsonl") == [Text("1", "een", told("a", "b", acute=True), quiet=True)]
