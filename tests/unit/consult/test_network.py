"""The network: what it makes of words, and how it judges a text, with weights set by hand."""

from __future__ import annotations

import numpy as np
import pytest

from bot.consult.network import MOST_PIECES, Alphabet, Network, Weights, pieces_of
from bot.consult.text import Token
from kb.lexicon import denied
from tests.unit.consult.small_lexicon import read
from tests.unit.consult.small_network import SILENCE, network


def word(text: str) -> Token:
    return read(text)[0]


def test_word_is_made_of_itself_and_its_characters_with_its_edges() -> None:
    assert pieces_of(word("pij")) == ("w:pij", " pi", "pij", "ij ", " pij", "pij ", " pij ")


def test_misspelling_shares_pieces_with_what_was_meant() -> None:
    assert set(pieces_of(word("mishandelt"))) & set(pieces_of(word("mishandld")))


@pytest.mark.parametrize(
    ("text", "size"),
    [("7", "klein"), ("12", "12-17"), ("zeventien", "12-17"), ("18", "18-24"), ("40", "25-59"), ("75", "60-100"), ("1500", "groot")],
)
def test_number_tells_its_size(text: str, size: str) -> None:
    assert {"getal", f"getal:{size}"} <= set(pieces_of(word(text)))


def test_all_numbers_of_a_size_look_alike_in_digits() -> None:
    assert pieces_of(word("15")) == pieces_of(word("16"))
    assert pieces_of(word("15")) != pieces_of(word("19"))


@pytest.mark.parametrize("text", ["een", "1", "pijn"])
def test_article_and_words_are_no_numbers(text: str) -> None:
    assert "getal" not in pieces_of(word(text))


def test_section_of_a_note_is_a_piece() -> None:
    *_, last = read("S: bang\nP: bang")
    assert "s:p" in pieces_of(last)
    assert not any(piece.startswith("s:") for piece in pieces_of(word("bang")))


def test_placeholder_of_what_was_removed_says_nothing() -> None:
    assert pieces_of(word("[naam]")) == ()


def test_alphabet_numbers_what_it_knows_from_1_and_never_gives_too_much() -> None:
    assert Alphabet(["w:pij", " pi"]).rows(word("pij")) == [1, 2]
    assert Alphabet(["w:pij"]).rows(word("xyz")) == []
    long = word("arbeidsongeschiktheidsverzekering")
    assert len(Alphabet(pieces_of(long)).rows(long)) == MOST_PIECES


HEARS = network({"failliet": ("schulden", 3.0), "blut": ("schulden", 2.0), "rijk": (denied("schulden"), 4.0)})


def evidence(text: str) -> str:
    tokens = read(text)
    judgement = HEARS.judge(tokens)["schulden"]
    return " ".join(token.norm for token in tokens[judgement.start : judgement.end])


def test_judgement_rests_on_the_strongest_words() -> None:
    assert HEARS.judge(read("hij is nu al failliet en verder gezond"))["schulden"].score == pytest.approx(3.0, abs=0.01)
    assert HEARS.judge(read("al jaren blut failliet zegt hij"))["schulden"].score > 3.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hij is al jaren blut failliet blut en rijk", "blut failliet blut"),
        ("hij zegt failliet", "hij zegt failliet"),
        ("het gaat slecht. failliet, zegt hij", "failliet"),  # not over the end of a part
        ("het gaat slecht. al failliet", "al failliet"),
        ("S: het gaat slecht O: failliet", "failliet"),  # between sections stands no mark
    ],
)
def test_evidence_is_the_strongest_word_with_neighbours_of_its_sentence(text: str, words: str) -> None:
    assert evidence(text) == words


def test_evidence_has_an_end() -> None:
    judgement = HEARS.judge(read("blut " * 30))["schulden"]
    assert judgement.end - judgement.start == 8


def test_label_of_which_nothing_is_said_is_improbable() -> None:
    judgements = HEARS.judge(read("komt voor een wrat op de hand"))
    assert set(judgements) == {"schulden", denied("schulden")}
    assert all(judgement.score < SILENCE + 2 for judgement in judgements.values())


def test_empty_text_is_not_judged() -> None:
    assert HEARS.judge([]) == {}


def test_words_are_seen_with_their_neighbours() -> None:
    """A convolution of three words that fires on 'geen' just before 'geld'."""
    embedding = np.array([[0, 0], [1, 0], [0, 1]], dtype=np.float32)
    kernel = np.zeros((3, 2, 1), dtype=np.float32)
    kernel[0, 0, 0] = kernel[1, 1, 0] = 1
    layer = (kernel, np.array([-1.5], dtype=np.float32))
    output = np.array([[0], [0], [40]], dtype=np.float32)
    weights = Weights(embedding, (layer,), output, np.array([-10], dtype=np.float32))
    hears = Network(["arm"], Alphabet(["w:geen", "w:geld"]), weights)
    assert hears.judge(read("heeft geen geld"))["arm"].score == pytest.approx(10, abs=0.01)
    for other in ("heeft geld geen", "geen idee geld", "geld"):
        assert hears.judge(read(other))["arm"].score < -8


def test_same_word_is_read_anew_in_another_section() -> None:
    weights = Weights(np.array([[0], [1]], dtype=np.float32), (), np.array([[10]], dtype=np.float32), np.array([-5], dtype=np.float32))
    hears = Network(("plan",), Alphabet(["s:p"]), weights)
    assert [hears.judge(read(text))["plan"].score > 0 for text in ("S: bang", "P: bang", "S: bang")] == [False, True, False]


def test_other_texts_before_change_nothing() -> None:
    text = read("hij is failliet")
    fresh = network({"failliet": ("schulden", 3.0)})
    first = fresh.judge(text)
    fresh.judge(read("iets heel anders 17 [naam]"))
    assert fresh.judge(text) == first
