from __future__ import annotations

import re

import pytest

from bench.literal import expressions, plain
from kb.lexicon import Lexicon, Term

CLASSES = {"chef": ("baas", "de bazin", "<n> chefs"), "wie": ("@chef", "man")}


@pytest.mark.parametrize(
    ("pattern", "heard", "unheard"),
    [
        ("blauwe plek", ["blauwe plek", "een blauwe  plek."], ["blauwe plekken", "blauweplek", "blauwe"]),
        ("mishandel*", ["mishandeld"], ["vermishandeld"]),
        ("*zalf", ["brandzalf"], ["zalfje"]),
        ("bang voor (de)? (baas|man)", ["bang voor de baas", "bang voor man"], ["bang voor de", "bang voor debaas"]),
        ("geen? geld", ["geld", "geen geld"], ["geen"]),
        ("van @wie", ["van baas", "van de bazin", "van man"], ["van chefs"]),
        ("=gêne", ["gene"], ["gêne"]),
    ],
)
def test_words_choices_and_classes_are_kept(pattern: str, heard: list[str], unheard: list[str]) -> None:
    expression = plain(pattern, CLASSES) or pytest.fail(pattern)

    assert [text for text in heard + unheard if re.search(expression, text)] == heard


@pytest.mark.parametrize("pattern", ["bang .. man", "a & b", "<10-24> jaar", "^ ja", "nee $"])
def test_what_is_more_than_words_is_left_out(pattern: str) -> None:
    assert plain(pattern, CLASSES) is None


def test_only_terms_that_affirm_a_signal_are_listed() -> None:
    terms = (Term("soa", "lues"), Term("soa", "gono"), Term("soa", "soa vrij", status="absent"), Term(None, "soa poli", blocks=("soa",)))

    assert expressions(Lexicon({}, {}, terms, ())) == {"soa": r"\blues\b\s*|\bgono\b\s*"}
