"""The filter on whole sentences: what it must take, and what it must leave. `make bench-privacy` prints the figures."""

from __future__ import annotations

import pytest

from bot.channels.privacy import KINDS, find_spans, redact
from tests.privacy.sentences import read, score

STRUCTURED = [kind for kind in KINDS if kind != "naam"]


def found(text: str) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in find_spans(text)]


@pytest.mark.parametrize("name", ["tune.txt", "report.txt"])
def test_every_structured_identifier_goes(name: str) -> None:
    result = score(read(name), found)
    assert {kind: result.found.get(kind, 0) for kind in STRUCTURED} == {kind: result.total[kind] for kind in STRUCTURED}


@pytest.mark.parametrize("name", ["tune.txt", "report.txt"])
def test_nineteen_of_twenty_names_go(name: str) -> None:
    result = score(read(name), found)
    assert result.found["naam"] >= 0.95 * result.total["naam"], [missed for missed, _ in result.missed]


@pytest.mark.parametrize("name", ["tune.txt", "report.txt"])
def test_hardly_an_ordinary_sentence_is_touched(name: str) -> None:
    result = score(read(name), found)
    assert len(result.touched) <= result.ordinary / 50, result.touched


def test_a_text_that_was_filtered_is_not_touched_again() -> None:
    for sentence in read("tune.txt"):
        once = redact(sentence.text).text
        assert redact(once).text == once
