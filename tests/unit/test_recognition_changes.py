"""Which text gains or loses which signal, worked out by hand."""

from __future__ import annotations

from bot.consult.findings import Finding, Recognition, Span, Status
from bot.recognition_changes import Change, answer_of, changes
from bot.recognition_score import Answer, Gold


def answer(present: str = "", absent: str = "", *, acute: bool = False, minor: bool = False) -> Answer:
    return Answer(frozenset(present.split()), frozenset(absent.split()), acute, minor)


GOLD = [
    Gold("1", "een", "signal", "chat", answer("a b", "c")),
    Gold("2", "twee", "signal", "chat", answer("a", acute=True)),
    Gold("3", "drie", "benign", "chat", answer()),
]
HEARD = [answer("a c"), answer("a", "d"), answer("b e", acute=True)]


def test_changes_say_which_text_gains_or_loses_what_and_whether_that_is_right() -> None:
    after = [answer("a b", "c"), answer("a", acute=True, minor=True), answer("b e", acute=True)]
    assert list(changes(GOLD, HEARD, after)) == [
        Change("1", "een", "+", "b", True),
        Change("1", "een", "-", "c", True),
        Change("1", "een", "+", "niet c", True),
        Change("2", "twee", "+", "gevaar", True),
        Change("2", "twee", "+", "minderjarig", False),
        Change("2", "twee", "-", "niet d", True),
    ]
    assert list(changes(GOLD, HEARD, HEARD)) == []


def test_what_is_recognised_becomes_an_answer() -> None:
    span = Span(0, 1, "x")
    findings = (Finding("a", Status.PRESENT, (span,), True), Finding("b", Status.ABSENT, (span,), True))
    assert answer_of(Recognition(findings, (span,), True, None)) == answer("a", "b", acute=True, minor=True)
    assert answer_of(Recognition((), (), None, None)) == answer()
