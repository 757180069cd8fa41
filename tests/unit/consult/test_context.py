"""What stands around a mention, with a handful of cues; the real cues are tested with `tests/cases/context.yml`."""

from __future__ import annotations

import pytest

from bot.consult.context import Context, Verdict
from tests.unit.consult.small_lexicon import CUES, SETTINGS, patterns, read

H, U, D, L = Verdict.HOLDS, Verdict.UNSURE, Verdict.DENIED, Verdict.LEFT_OUT


def judge(text: str, word: str, *, indicator: str = "x", negated: bool = False, negatable: bool = True) -> Verdict:
    """What the context makes of a word of the text."""
    compiled = patterns(*(cue.pattern for cue in CUES))
    tokens = read(text, compiled)
    cues = [(CUES[match.pattern], match.start, match.end) for match in compiled.find(tokens)]
    place = next(place for place, token in enumerate(tokens) if token.norm == word)
    context = Context(tokens, cues, clause_words=frozenset(SETTINGS["clause_words"]))
    return context.judge(indicator, place, place + 1, negated=negated, negatable=negatable)


@pytest.mark.parametrize(
    ("text", "word", "verdict"),
    [
        # negation before
        ("geen koorts", "koorts", D),
        ("koorts", "koorts", H),
        ("koorts, geen pijn", "koorts", H),
        ("geen een twee drie vier vijf koorts", "koorts", D),
        ("geen een twee drie vier vijf zes koorts", "koorts", H),  # beyond its reach
        ("geen koorts. pijn", "pijn", H),
        ("geen koorts; pijn", "pijn", H),
        ("geen koorts: pijn", "pijn", H),
        # negation after
        ("koorts ontkend", "koorts", D),
        ("koorts een twee drie negatief", "koorts", D),
        ("koorts een twee drie vier negatief", "koorts", H),
        ("koorts, pijn ontkend", "koorts", H),
        ("koorts. ontkend", "koorts", H),
        ("koorts (ontkend)", "koorts", D),
        ("koorts: negatief", "koorts", D),
        ("koorts wel pijn negatief", "koorts", H),
        # lists
        ("geen koorts, pijn of hoest", "koorts", D),
        ("geen koorts, pijn of hoest", "pijn", D),
        ("geen koorts, pijn of hoest", "hoest", D),
        ("geen koorts, pijn", "pijn", D),
        ("geen koorts/pijn", "pijn", D),
        ("geen koorts en pijn", "pijn", D),
        # and where they end
        ("geen koorts, wel pijn", "pijn", H),
        ("geen koorts maar pijn", "pijn", H),
        ("geen koorts en ze heeft pijn", "pijn", H),
        ("geen koorts, hij heeft sinds gisteren pijn", "pijn", H),
        ("geen koorts behalve pijn", "pijn", H),
        # somebody else
        ("buurvrouw met koorts", "koorts", L),
        ("koorts van de buurvrouw", "koorts", H),
        ("buurvrouw een twee drie vier vijf koorts", "koorts", H),
        ("nascholing gehad. daarna koorts. en pijn", "pijn", L),
        ("nascholing gehad. ze zelf heeft pijn", "pijn", H),
        ("pijn. nascholing gehad", "pijn", H),
        ("pijn, is niet onze patient", "pijn", L),
        # questions
        ("hoe herken je koorts en pijn", "pijn", L),
        ("hoe herken je koorts? pijn", "pijn", H),
        ("koorts?", "koorts", L),
        ("pijn, koorts?", "pijn", H),
        ("koorts? nee", "koorts", D),
        ("koorts? nooit", "koorts", D),
        ("koorts? ja", "koorts", L),
        # planned, considered, possible
        ("test op koorts", "koorts", L),
        ("verwijzing voor koorts", "koorts", L),
        ("koorts, test op lues", "koorts", H),
        ("dd koorts", "koorts", L),
        ("koorts, dd griep", "koorts", H),
        ("dd: koorts", "koorts", L),
        ("dd: griep, koorts", "koorts", L),
        ("dd griep: koorts", "koorts", H),
        ("vermoedelijk koorts", "koorts", U),
        ("vermoedelijk geen koorts", "koorts", D),
        ("stel dat hij koorts heeft", "koorts", L),
        ("hij koorts heeft, stel dat", "koorts", L),
        ("stel dat. koorts", "koorts", H),
        # SOEP
        ("P: koorts", "koorts", L),
        ("S: koorts P: rust", "koorts", H),
        ("P: rust S: koorts", "koorts", H),
    ],
)
def test_verdict(text: str, word: str, verdict: Verdict) -> None:
    assert judge(text, word) is verdict


def test_cue_says_nothing_of_signals_that_it_leaves_out() -> None:
    assert judge("buurvrouw met koorts", "koorts", indicator="blauw") is H


def test_danger_counts_in_a_plan_too() -> None:
    assert judge("P: koorts", "koorts", indicator="gevaar") is H


def test_phrase_that_cannot_be_denied_holds_after_a_negation() -> None:
    assert judge("geen koorts", "koorts", negatable=False) is H


def test_negation_inside_a_phrase_denies_it() -> None:
    assert judge("koorts", "koorts", negated=True) is D
    assert judge("koorts", "koorts", negated=True, negatable=False) is H


def test_cue_inside_the_mention_is_no_cue() -> None:
    assert judge("geen koorts", "geen") is H
