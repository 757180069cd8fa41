"""Training of the second stage, on a few lessons."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from bot.consult.measures import YOUNG
from bot.consult.network import MINOR, Alphabet, Network
from bot.nlu import network_training
from bot.nlu.network_training import Lesson, _Material, _Model, _whole, fit, lessons_of
from kb.examples import Consultation, Example, Shows
from kb.lexicon import denied
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


def test_clause_says_nothing_of_age_and_an_empty_one_nothing_at_all() -> None:
    (lesson,) = lessons_of([EXAMPLES[0], Example("", ("slaap",), Shows.PRESENT)], [], read)
    assert lesson.unknown == {MINOR, YOUNG}
    assert lesson.holds == {"schulden": None}


LABELS = ("schulden", "slaap", YOUNG)
SHORT = Lesson(read("moet geld lenen"), {"schulden": (1, 3)}, frozenset({YOUNG}))
LONG = Lesson(read("ligt wakker van geld en van iets dat xyz heet"), {"slaap": None, YOUNG: None}, frozenset({YOUNG}))
ALPHABET = Alphabet(["w:geld", "w:lenen", "w:moet", "w:wakker", "w:van"])


def test_batch_says_what_is_known_and_where() -> None:
    batch = _Material([SHORT, LONG], LABELS, ALPHABET).batch([0, 1])

    assert (batch.words > 0).sum(axis=1).tolist() == [3, 10]  # words that the alphabet does not know are words
    assert batch.pieces[0].sum() == 0
    assert batch.holds.tolist() == [[1, 0, 0], [0, 1, 1]]
    assert batch.known.tolist() == [[1, 1, 0], [1, 1, 1]]
    assert batch.shown[0, :, 0].tolist() == [0, 1, 1, *[0] * 7]
    assert batch.weight[0, :3, 0].tolist() == [0, 0.25, 0.25]
    assert (batch.weight[0, :3, 1] > 0).all()
    assert not batch.weight[0, 3:].any()
    assert not batch.weight[0, :, 2].any()
    assert not batch.weight[1, :, 1].any()


@pytest.mark.parametrize("together", [[0], [0, 1]])
def test_words_are_scored_in_training_as_they_are_when_read(monkeypatch: pytest.MonkeyPatch, together: list[int]) -> None:
    for share in ("_DROP_PIECE", "_DROP_WORD", "_DROP_INPUT", "_DROP_HIDDEN"):
        monkeypatch.setattr(network_training, share, 0.0)
    batch = _Material([SHORT, LONG], LABELS, ALPHABET).batch(together)
    model = _Model(len(ALPHABET.pieces), len(LABELS))
    for layer_bias in model._biases:
        layer_bias.assign(np.linspace(-1, 1, layer_bias.shape[0]))

    trained = model.scores(tf.constant(0), tf.constant(batch.pieces), tf.constant(batch.words))
    reader = Network(LABELS, ALPHABET, model.weights())

    np.testing.assert_allclose(trained[0, :3], reader._scores(SHORT.tokens), rtol=1e-4, atol=1e-4)
    whole = [reader.judge(SHORT.tokens)[label].score for label in LABELS]
    np.testing.assert_allclose(_whole(trained, tf.constant(batch.words))[0], whole, rtol=1e-4, atol=1e-4)
