"""How a text is cut into words, parts of sentences and SOEP sections."""

from __future__ import annotations

import pytest

from bot.consult.text import Reader, Token, fold, words


def read(text: str) -> list[Token]:
    reader = Reader(spelling={"vt": "vaginale touch", "gedwogen": "gedwongen"}, abbreviations=("pt", "evt"), keys_of=lambda word: (word,))
    return reader.read(text)


def numbers(text: str, name: str) -> list[int]:
    values = [getattr(token, name) for token in read(text) if token.is_word]
    order = list(dict.fromkeys(values))
    return [order.index(value) for value in values]


def test_fold_drops_case_and_accents_and_keeps_the_length() -> None:
    for text in ("Patiënte", "ÉÉN", "İstanbul", "ﬁ", "ŉ", "a\u0301"):
        assert len(fold(text)) == len(text)
    assert fold("Patiënte Élan") == "patiente elan"


def test_words_keep_marks_but_not_hyphens() -> None:
    assert words("Au-pair, d'r") == ["au", "pair", ",", "d'r"]


@pytest.mark.parametrize("text", ["Pte, 17 jr. «Bang»!", "VT gedaan", "  'S nachts: 2,50 euro\n", "o.a. 1.250", "e\u0301\u0301"])
def test_offsets_lead_back_to_the_original(text: str) -> None:
    for token in read(text):
        assert 0 <= token.start < token.end <= len(text)
    assert [token.norm for token in read("Één CHEF")] == ["een", "chef"]


def test_spelling_is_mended_and_may_give_several_words_in_one_place() -> None:
    tokens = read("VT gedwogen")
    assert [token.norm for token in tokens] == ["vaginale", "touch", "gedwongen"]
    assert [(token.start, token.end) for token in tokens] == [(0, 2), (0, 2), (3, 11)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("een twee", [0, 0]),
        ("een. twee", [0, 1]),
        ("een! twee? drie; vier", [0, 1, 2, 3]),
        ("een\ntwee", [0, 1]),
        ("pt. een", [0, 0]),
        ("evt. een", [0, 0]),
        ("o.a. een", [0, 0, 1]),
        ("een, twee", [0, 0]),
        ("2.50 euro", [0, 0]),
    ],
)
def test_sentences(text: str, sentences: list[int]) -> None:
    assert numbers(text, "sentence") == sentences


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("een twee", [0, 0]),
        ("een, twee", [0, 1]),
        ("een (twee) drie", [0, 1, 2]),
        ("een - twee", [0, 1]),
        ("een-twee", [0, 0]),
        ("een: twee", [0, 1]),
    ],
)
def test_parts_of_a_sentence(text: str, clauses: list[int]) -> None:
    assert numbers(text, "clause") == clauses


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("S: moe O: bleek E: stress P: rust", "soep"),
        ("S moe", ""),
        ("Subjectief: moe\nPlan: rust", "sp"),
        ("S/ moe O/ bleek", "so"),
        ("A: stress B: rust", "ep"),
        ("p: rust", ""),
        ("Beleid: rust", "p"),
    ],
)
def test_soep_sections(text: str, sections: str) -> None:
    found = [token.section for token in read(text) if token.is_word]
    assert "".join(dict.fromkeys(found)) == sections


def test_label_of_a_section_is_no_word_of_the_text() -> None:
    assert [token.norm for token in read("S: moe P: rust")] == ["moe", "rust"]


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("drugs -", ["drugs", "neg"]),
        ("drugs -, soa -; hiv", ["drugs", "neg", ",", "soa", "neg", ";", "hiv"]),
        ("drugs - hoest", ["drugs", "-", "hoest"]),
        ("soa-test", ["soa", "test"]),
        ("- drugs", ["drugs"]),
    ],
)
def test_minus_behind_a_word_says_that_it_is_not_there(text: str, norms: list[str]) -> None:
    assert [token.norm for token in read(text)] == norms


def test_empty_text_has_no_tokens() -> None:
    assert read("") == read("  ") == []
