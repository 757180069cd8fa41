"""Recognition is stored in a model and read back, and what was trained once is used again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.consult.network import Alphabet, Network, Weights
from bot.nlu import network_training, recogniser
from bot.nlu.lemmas import is_known, lemmatise
from kb.examples import Consultation, Example, Shows
from tests.unit.consult.small_lexicon import lexicon

EXAMPLES = tuple(
    Example(f"{start} {end}", ("schulden",), shows)
    for start, shows in (("moet geld lenen", Shows.PRESENT), ("leent nooit geld", Shows.ABSENT), ("cursus geld", Shows.NONE))
    for end in ("voor de huur", "van de baas")
) + tuple(Example(f"ligt wakker {end}", ("slaap",), Shows.PRESENT) for end in ("van de huur", "van de baas"))


def network() -> Network:
    embedding = np.array([[0, 0], [1, 0], [0, 1.5]], dtype=np.float32)
    layer = (np.full((3, 2, 1), 0.25, dtype=np.float32), np.array([-0.1], dtype=np.float32))
    output = np.array([[15], [8], [0.3]], dtype=np.float32)
    return Network(["schulden"], Alphabet(["w:failliet", "w:café"]), Weights(embedding, (layer,), output, np.array([-9], dtype=np.float32)))


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[int]:
    """A small knowledge base, a directory for what is remembered, and how often the second stage was trained."""
    count: list[int] = []
    train = network_training.fit

    def counted(lessons: Sequence[network_training.Lesson]) -> Network:
        count.append(1)
        return train(lessons, epochs=1)

    monkeypatch.setenv("SIGNAALWIJZER_VAR", str(tmp_path))
    monkeypatch.setattr(network_training, "fit", counted)
    monkeypatch.setattr(recogniser, "load_lexicon", lambda _: lexicon())
    monkeypatch.setattr(recogniser, "load_examples", lambda _: EXAMPLES)
    monkeypatch.setattr(recogniser, "load_consultations", lambda _: (Consultation("Komt voor de huur.", {}, {}),))
    return count


def test_lemmas_are_dutch_and_leave_unknown_words_alone() -> None:
    assert lemmatise("plekken") == "plek"
    assert lemmatise("xqzt") == "xqzt"
    assert is_known("plekken")
    assert not is_known("xqzt")


@pytest.mark.parametrize("second_stage", [True, False])
def test_what_is_saved_recognises_the_same_when_read_back(tmp_path: Path, second_stage: bool) -> None:
    before = recogniser.build(lexicon(classes={"baas": ("chef", "heer des huizes")}), network() if second_stage else None)
    recogniser.save(before, tmp_path)
    after = recogniser.load(tmp_path)

    assert after.lexicon == before.lexicon
    assert (after.network is None) is not second_stage
    for text in ("Meisje, 17 jaar, blauwe plekken, geen chlamydia", "ze is nu helemaal failliet", "wordt achtervolgd", ""):
        assert after.recognise(text) == before.recognise(text)


def test_saved_network_keeps_all_but_the_last_digits(tmp_path: Path) -> None:
    before = network()
    recogniser.save_network(before, tmp_path / "new" / "network.npz")
    after = recogniser.load_network(tmp_path / "new" / "network.npz")

    assert (after.labels, after.alphabet.pieces) == (before.labels, before.alphabet.pieces)
    for old, new in zip(_arrays(before), _arrays(after), strict=True):
        np.testing.assert_allclose(new, old, rtol=1e-3)
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["network.npz"]


def _arrays(of: Network) -> list[np.ndarray]:
    weights = of.weights
    return [weights.embedding, *(array for layer in weights.layers for array in layer), weights.output, weights.bias]


def test_second_stage_is_trained_once_for_the_same_examples(trained: list[int]) -> None:
    first, second = recogniser.train(), recogniser.train()

    assert len(trained) == 1
    assert first.network is not None
    assert second.network is not None
    np.testing.assert_array_equal(first.network.weights.output, second.network.weights.output)


def test_change_of_examples_trains_again_and_a_change_of_terms_does_not(trained: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    recogniser.train()
    monkeypatch.setattr(recogniser, "load_lexicon", lambda _: lexicon(terms=lexicon().terms[:3]))
    recogniser.train()
    assert len(trained) == 1

    monkeypatch.setattr(recogniser, "load_examples", lambda _: EXAMPLES[:-1])
    recogniser.train()
    assert len(trained) == 2


def test_fingerprint_changes_with_terms_and_with_examples(trained: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    prints = [recogniser.fingerprint(), recogniser.fingerprint()]
    monkeypatch.setattr(recogniser, "load_lexicon", lambda _: lexicon(terms=lexicon().terms[:3]))
    prints.append(recogniser.fingerprint())
    monkeypatch.setattr(recogniser, "load_examples", lambda _: (replace(EXAMPLES[0], shows=Shows.NONE), *EXAMPLES[1:]))
    prints.append(recogniser.fingerprint())

    monkeypatch.setattr(recogniser, "load_consultations", lambda _: (Consultation("Komt voor de huur.", {}, {}, "huur"),))
    prints.append(recogniser.fingerprint())

    assert prints[0] == prints[1]
    assert len(set(prints)) == 4


def test_words_that_were_looked_up_are_forgotten() -> None:
    made = recogniser.build(lexicon(), network())
    before = made.recognise("heeft blauwe plekken door kanariepiet vandaag")
    assert "kanariepiet" in made._patterns._keys
    assert made.network is not None
    assert ("kanariepiet", "") in made.network._words

    recogniser.forget()

    assert not made._patterns._keys
    assert not made._patterns._word_atoms
    assert not made.network._words
    assert made.recognise("heeft blauwe plekken door kanariepiet vandaag") == before
