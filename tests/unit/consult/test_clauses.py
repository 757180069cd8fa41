"""The second stage: how it cuts a text, and what it makes of the parts, with weights set by hand."""

from __future__ import annotations

import numpy as np
import pytest

from bot.consult.clauses import ClauseModel, Judgement, Part, best_stretch, pair_feature, parts_of, weigh, word_features, words_of
from tests.unit.consult.small_lexicon import read

AFFIRMED, DENIED, NEITHER = 2, 3, 4


def model() -> ClauseModel:
    """Hears 'schulden' in 'geld lenen' and 'slaap' in 'wakker'; 'geen' denies, 'cursus' does neither."""
    features = ["w:geld", "w:geld lenen", "w:wakker", "w:geen", "w:cursus"]
    weights = np.zeros((5, 5), dtype=np.float32)
    weights[0, 0], weights[1, 0], weights[2, 1] = 4, 8, 8
    weights[3, DENIED], weights[4, NEITHER] = 12, 12
    bias = np.array([-3, -3, 2, 0, 0], dtype=np.float32)
    vocabulary = {feature: row for row, feature in enumerate(features)}
    return ClauseModel(["schulden", "slaap"], vocabulary, np.ones(5, dtype=np.float32), weights, bias)


def judged(text: str) -> dict[tuple[str, bool], Judgement]:
    return {(judgement.indicator, judgement.affirms): judgement for judgement in model().judge(read(text))}


def parts(text: str) -> list[str]:
    tokens = read(text)
    return [text[tokens[part.start].start : tokens[part.end - 1].end] for part in parts_of(tokens)]


def test_parts_are_those_of_sentences_with_short_ones_beside_a_neighbour() -> None:
    assert parts("Ze slaapt heel slecht. ze moet veel werken, elke dag") == [
        "Ze slaapt heel slecht.",
        "ze moet veel werken",
        "ze moet veel werken, elke dag",
    ]


@pytest.mark.parametrize("joint", ["maar", "want", "omdat", "en ze"])
def test_words_that_begin_a_clause_cut(joint: str) -> None:
    first, *_ = parts(f"hij werkt elke dag {joint} heeft geen enkel geld")
    assert first == "hij werkt elke dag"


def test_and_before_anything_else_does_not_cut() -> None:
    assert parts("hij heeft geld en papieren")[0] == "hij heeft geld en papieren"


def test_long_part_is_cut_into_windows_that_cover_it() -> None:
    tokens = read(" ".join(f"woord{place}" for place in range(40)))
    found = parts_of(tokens)
    assert {place for part in found for place in range(part.start, part.end)} == set(range(len(tokens)))
    assert max(part.end - part.start for part in found) < 20


def test_marks_alone_are_no_part() -> None:
    assert parts("!!! ...") == []
    assert model().judge(read("!!!")) == []


def test_features_are_the_characters_of_a_word_with_its_edges() -> None:
    assert word_features("pij") == [" p", "pi", "ij", "j ", " pi", "pij", "ij ", " pij", "pij ", " pij ", "w:pij"]
    assert pair_feature("geld", "lenen") == "w:geld lenen"


def test_every_number_reads_as_0() -> None:
    assert words_of(read("17 euro, 2,50")) == ["0", "euro", ",", "0,0"]


def test_signal_is_heard_in_the_part_that_shows_it() -> None:
    heard = judged("ze slaapt heel goed. moet altijd geld lenen")
    schulden = heard["schulden", True]
    assert schulden.chance > 0.75
    assert schulden.part == Part(5, 9)
    assert heard["slaap", True].chance < 0.1


def test_what_denies_counts_as_denied_and_what_does_neither_as_neither() -> None:
    assert judged("moet geen geld lenen")["schulden", False].chance > 0.8
    assert judged("moet geen geld lenen")["schulden", True].chance < 0.1
    course = judged("cursus over geld lenen")
    assert course["schulden", True].chance < 0.1
    assert course["schulden", False].chance < 0.1


def test_words_unknown_to_the_model_weigh_nothing() -> None:
    chances = [judged(text)["schulden", True].chance for text in ("xyz xyz xyz", "iets heel anders")]
    assert chances[0] == chances[1] < 0.1


def test_placeholder_of_what_was_removed_says_nothing() -> None:
    assert words_of(read("[naam] heeft 3 schulden")) == ["", "heeft", "0", "schulden"]
    assert word_features("") == []


def test_evidence_is_the_words_that_weigh_most() -> None:
    text = "ze komt al heel lang elke week bij mij geld lenen"
    tokens = read(text)
    judgement = next(judgement for judgement in model().judge(tokens) if judgement.indicator == "schulden" and judgement.affirms)
    start, end = model().evidence(tokens, judgement)
    assert [token.norm for token in tokens[start:end]] == ["geld", "lenen"]


@pytest.mark.parametrize(
    ("weights", "longest", "stretch"),
    [
        ([0, 0, 5, 5, 0], 3, (2, 4)),
        ([1.0], 3, (0, 1)),
        ([5, 0, 0, 0, 5], 2, (0, 1)),
        ([3, 3, 3], 2, (0, 2)),
    ],
)
def test_best_stretch(weights: list[float], longest: int, stretch: tuple[int, int]) -> None:
    assert best_stretch(weights, longest) == stretch


def test_values_have_unit_length_and_nothing_stays_nothing() -> None:
    values = weigh(np.array([1, 3], dtype=np.float32), np.array([1, 2], dtype=np.float32))
    assert np.linalg.norm(values) == pytest.approx(1)
    assert values[1] / values[0] == pytest.approx(2 * (1 + np.log(3)))
    assert weigh(np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32)).size == 0
