"""How mentions add up to findings."""

from __future__ import annotations

from bot.consult.findings import Finding, Span, Status
from bot.consult.mentions import Mention, gather, span_of
from tests.unit.consult.small_lexicon import read

P, A = Status.PRESENT, Status.ABSENT
TEXT = "Blauwe plek, geen koorts; bang"
TOKENS = read(TEXT)


def mention(indicator: str, start: int, end: int, status: Status = P, *, certain: bool = True) -> Mention:
    return Mention(indicator, status, start, end, certain)


def spans(*mentions: Mention) -> list[str]:
    (finding,) = gather(mentions, TOKENS, TEXT)
    return [span.text for span in finding.spans]


def test_span_is_the_original_text() -> None:
    assert span_of(0, 2, TOKENS, TEXT) == Span(0, 11, "Blauwe plek")


def test_findings_stand_in_the_order_of_the_text() -> None:
    found = gather([mention("bang", 6, 7), mention("blauw", 0, 2), mention("koorts", 4, 5, A)], TOKENS, TEXT)

    assert found == [
        Finding("blauw", P, (Span(0, 11, "Blauwe plek"),), True),
        Finding("koorts", A, (Span(18, 24, "koorts"),), True),
        Finding("bang", P, (Span(26, 30, "bang"),), True),
    ]


def test_signal_both_affirmed_and_denied_holds_on_what_affirms_it() -> None:
    (found,) = gather([mention("x", 0, 2, A), mention("x", 6, 7, certain=False)], TOKENS, TEXT)
    assert found == Finding("x", P, (Span(26, 30, "bang"),), False)


def test_one_certain_mention_makes_a_finding_certain() -> None:
    (found,) = gather([mention("x", 0, 2, certain=False), mention("x", 6, 7)], TOKENS, TEXT)
    assert found.certain


def test_of_mentions_that_overlap_the_shortest_is_shown() -> None:
    assert spans(mention("x", 0, 5), mention("x", 1, 2)) == ["plek"]
    assert spans(mention("x", 0, 2), mention("x", 1, 5)) == ["Blauwe plek"]
    assert spans(mention("x", 0, 2), mention("x", 0, 2), mention("x", 4, 5)) == ["Blauwe plek", "koorts"]


def test_nothing_mentioned_nothing_found() -> None:
    assert gather([], TOKENS, TEXT) == []
