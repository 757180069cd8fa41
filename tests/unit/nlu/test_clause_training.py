"""Training of the second stage, on a few examples."""

from __future__ import annotations

import numpy as np
import pytest

from bot.consult.clauses import ClauseModel
from bot.nlu.clause_training import train
from kb.examples import Consultation, Example, Shows
from tests.unit.consult.small_lexicon import read

THINGS = ("de huur", "zijn telefoon", "haar paspoort", "de reis", "eten", "kleren")
EXAMPLES = (
    *(Example(f"moet geld lenen voor {thing}", ("schulden",), Shows.PRESENT) for thing in THINGS),
    *(Example(f"hoeft geen geld te lenen voor {thing}", ("schulden",), Shows.ABSENT) for thing in THINGS),
    *(Example(f"ligt 's nachts wakker van {thing}", ("slaap",), Shows.PRESENT) for thing in THINGS),
    *(Example(f"ligt 's nachts nooit wakker van {thing}", ("slaap",), Shows.ABSENT) for thing in THINGS),
    *(Example(f"cursus gevolgd over {thing}", ("schulden",), Shows.NONE) for thing in THINGS),
)
TEXTS = (
    Consultation("Komt voor de griepprik. De deurwaarder staat steeds voor de deur.", ("schulden",), ()),
    Consultation("Weer een brief, de deurwaarder komt langs. Moet geld lenen.", ("schulden",), ()),
    Consultation("Komt voor de griepprik. Alles gaat goed.", (), ("schulden",)),
    Consultation("Komt voor de griepprik, ligt wakker van de hitte.", ("slaap", "onbekend_signaal"), ()),
)


@pytest.fixture(scope="module")
def model() -> ClauseModel:
    return train(EXAMPLES, TEXTS, read)


def chance(model: ClauseModel, text: str, indicator: str, *, affirms: bool = True) -> float:
    judgements = model.judge(read(text))
    return next(judgement.chance for judgement in judgements if (judgement.indicator, judgement.affirms) == (indicator, affirms))


def test_signals_are_those_of_the_examples(model: ClauseModel) -> None:
    assert model.indicators == ("schulden", "slaap")


@pytest.mark.parametrize(
    ("text", "indicator", "affirms"),
    [
        ("moet geld lenen voor haar dochter", "schulden", True),
        ("hoeft geen geld te lenen voor haar dochter", "schulden", False),
        ("ligt 's nachts wakker van haar dochter", "slaap", True),
        ("ligt 's nachts nooit wakker van haar dochter", "slaap", False),
    ],
)
def test_model_tells_signals_and_denials_apart(model: ClauseModel, text: str, indicator: str, affirms: bool) -> None:
    (other,) = set(model.indicators) - {indicator}
    assert chance(model, text, indicator, affirms=affirms) > 0.5
    assert chance(model, text, indicator, affirms=not affirms) < 0.4
    assert chance(model, text, other, affirms=affirms) < 0.2


def test_what_only_looks_like_a_signal_is_none(model: ClauseModel) -> None:
    assert chance(model, "cursus gevolgd over haar dochter", "schulden") < 0.3


def test_training_is_the_same_every_time(model: ClauseModel) -> None:
    again = train(EXAMPLES, TEXTS, read)
    assert again.vocabulary == model.vocabulary
    np.testing.assert_array_equal(again.weights, model.weights)
    np.testing.assert_array_equal(again.bias, model.bias)


def test_features_of_one_example_only_are_left_out(model: ClauseModel) -> None:
    once = train((*EXAMPLES, Example("xylofoon", ("slaap",), Shows.PRESENT)), TEXTS, read)
    assert "w:xylofoon" not in once.vocabulary
    assert "w:geld" in once.vocabulary


def test_texts_teach_which_part_shows_the_signal() -> None:
    text = "Komt voor een prik. Moet vaak lenen."
    shown, not_shown = (train(EXAMPLES, [Consultation(text, present, ()) for _ in range(5)], read) for present in (("schulden",), ()))

    assert chance(shown, "moet vaak lenen", "schulden") > chance(not_shown, "moet vaak lenen", "schulden") + 0.2
    assert chance(shown, "moet vaak lenen", "schulden") > chance(shown, "komt voor een prik", "schulden") + 0.3
