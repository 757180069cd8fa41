"""Training of the second stage, on a few lessons."""

from __future__ import annotations

import numpy as np
import pytest

from bot.consult.network import MINOR, Network, denied
from bot.nlu.network_training import fit, lessons_of
from kb.examples import Consultation, Example, Shows
from tests.unit.consult.small_lexicon import read

THINGS = ("de huur", "zijn telefoon", "haar paspoort", "de reis", "eten", "kleren")
EXAMPLES = (
    *(Example(f"moet geld lenen voor {thing}", ("schulden",), Shows.PRESENT) for thing in THINGS),
    *(Example(f"hoeft geen geld te lenen voor {thing}", ("schulden",), Shows.ABSENT) for thing in THINGS),
    *(Example(f"ligt 's nachts wakker van {thing}", ("slaap",), Shows.PRESENT) for thing in THINGS),
    *(Example(f"cursus gevolgd over {thing}", ("schulden",), Shows.NONE) for thing in THINGS),
)
GIRL, WOMAN = "De deurwaarder staat voor de deur, meisje van 15.", "De buurman staat voor de deur, vrouw van 45."
TEXTS = (
    *(Consultation(f"Komt voor {thing}. {GIRL}", {"schulden": "De deurwaarder"}, {}, "meisje van 15") for thing in THINGS),
    *(Consultation(f"Komt voor {thing}. {WOMAN}", {}, {"slaap": "De buurman"}) for thing in THINGS),
)


@pytest.fixture(scope="module")
def network() -> Network:
    return fit(lessons_of(EXAMPLES, TEXTS, read), epochs=80)


def score(network: Network, text: str, label: str) -> float:
    return network.judge(read(text))[label].score


def test_labels_are_those_of_the_lessons(network: Network) -> None:
    assert network.labels == (MINOR, denied("schulden"), denied("slaap"), "schulden", "slaap")


@pytest.mark.parametrize(
    ("text", "label", "other"),
    [
        ("moet geld lenen voor haar dochter", "schulden", denied("schulden")),
        ("hoeft geen geld te lenen voor haar dochter", denied("schulden"), "schulden"),
        ("ligt 's nachts wakker van haar dochter", "slaap", "schulden"),
        ("vandaag was de deurwaarder er weer", "schulden", "slaap"),
        ("meisje van 16 met pijn", MINOR, "slaap"),
    ],
)
def test_network_tells_labels_apart(network: Network, text: str, label: str, other: str) -> None:
    assert score(network, text, label) > 0 > score(network, text, other)


def test_what_only_looks_like_a_signal_is_none(network: Network) -> None:
    assert score(network, "cursus gevolgd over haar dochter", "schulden") < 0


def test_size_of_a_number_is_seen(network: Network) -> None:
    assert score(network, "vrouw van 47 met pijn", MINOR) < 0


def test_evidence_is_where_the_quoted_words_stood(network: Network) -> None:
    tokens = read("Komt voor de griep. De deurwaarder staat voor de deur, vrouw van 45.")
    judgement = network.judge(tokens)["schulden"]
    assert "deurwaarder" in [token.norm for token in tokens[judgement.start : judgement.end]]


def test_training_is_the_same_every_time() -> None:
    lessons = lessons_of(EXAMPLES, TEXTS, read)
    one, two = (fit(lessons, epochs=3) for _ in range(2))
    assert one.alphabet.pieces == two.alphabet.pieces
    np.testing.assert_allclose(one.weights.output, two.weights.output, atol=1e-4)
    np.testing.assert_allclose(one.weights.embedding, two.weights.embedding, atol=1e-4)


def test_pieces_of_few_words_are_left_out(network: Network) -> None:
    once = fit(lessons_of((*EXAMPLES, Example("xylofoon", ("slaap",), Shows.PRESENT)), TEXTS, read), epochs=1)
    assert "w:xylofoon" not in once.alphabet.pieces
    assert "w:geld" in network.alphabet.pieces
