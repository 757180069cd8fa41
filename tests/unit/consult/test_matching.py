"""Every element of the pattern language, what it refuses, and how words are found in other forms."""

from __future__ import annotations

import pytest

from bot.consult.matching import InvalidPattern
from tests.unit.consult.small_lexicon import found, matches, patterns, read


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("blauwe plek", "Een Blauwe plek op de arm", ["Blauwe plek"]),
        ("blauwe plek", "een blauwe jas", []),
        ("blauwe plek", "blauwe. plek", []),
        ("suïcide", "SUICIDE", ["SUICIDE"]),
        ("suicide", "suïcide", ["suïcide"]),
        ("=was", "ze was hier", ["was"]),
        ("mishandel*", "mishandelingen", ["mishandelingen"]),
        ("mishandel*", "verzameld", []),
        ("*zalf", "brandzalf", ["brandzalf"]),
        ("*zalf", "zalfje", []),
        ("*druk*", "onderdrukken", ["onderdrukken"]),
        ("(chef|baas|man van het werk) belt", "de baas belt", ["baas belt"]),
        ("(chef|baas|man van het werk) belt", "de man van het werk belt", ["man van het werk belt"]),
        ("(chef|baas) belt", "de buur belt", []),
        ("(ernstige)? pijn", "geen ernstige pijn", ["ernstige pijn", "pijn"]),
        ("ernstige? pijn", "veel pijn", ["pijn"]),
        ("<n> keer", "al 4 keer en drie keer", ["4 keer", "drie keer"]),
        ("<10-24> jaar", "9 jaar, 10 jaar, 24 jaar, 25 jaar", ["10 jaar", "24 jaar"]),
        ("^ nee", "nee, ja", ["nee"]),
        ("^ nee", "zegt nee", []),
        ("^ nee", "zegt, nee", ["nee"]),
        ("nee $", "zegt nee.", ["nee"]),
        ("nee $", "nee hoor", []),
        ("moet .. werken", "moet van de baas hard werken", ["moet van de baas hard werken"]),
        ("moet .. werken", "moet een twee drie vier vijf zes werken", []),
        ("moet .. werken", "moet, zegt ze, werken", []),
        ("moet ..2 werken", "moet heel hard werken", ["moet heel hard werken"]),
        ("moet ..2 werken", "moet echt heel hard werken", []),
        ("moet ... werken", "moet, zegt ze zelf, elke dag werken", ["moet, zegt ze zelf, elke dag werken"]),
        ("moet ... werken", "moet. Daarna werken", []),
        ("moet ... werken", "moet een twee drie vier vijf zes zeven acht negen tien elf werken", []),
        ("paspoort & baas & kluis", "in de kluis van de baas ligt het paspoort", ["kluis van de baas ligt het paspoort"]),
        ("paspoort & baas", "het paspoort een twee drie vier vijf zes zeven acht negen tien baas", []),
        ("((oude|nieuwe) (wond|snee)|litteken)", "oude snee, litteken", ["oude snee", "litteken"]),
        ("3-mmc", "3-mmc gebruikt", ["3-mmc"]),
    ],
)
def test_pattern_matches_what_it_says(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


def test_class_stands_for_its_words_phrases_and_other_classes() -> None:
    classes = {"baas": ["chef", "heer des huizes"], "wie": ["@baas", "buur*"]}

    assert found("@baas belt", "de chef belt; de heer des huizes belt", **classes) == ["chef belt", "heer des huizes belt"]
    assert found("@wie belt", "de chef belt en de buurvrouw belt", **classes) == ["chef belt", "buurvrouw belt"]
    assert found("@baas? belt", "hij belt", **classes) == ["belt"]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(chef|baas", "not closed"),
        ("chef)", "a bracket too many"),
        ("chef|baas", "outside brackets"),
        ("@niemand belt", "no class @niemand"),
        ("<tien> keer", "<tien> is no number"),
        ("chef?", "no word that must be there"),
        ("..", "no word that must be there"),
        ("chef & (baas)?", "no word that must be there"),
        ("^ $", "no word that must be there"),
        ("", "no word that must be there"),
        ("*", "no word in '*'"),
    ],
)
def test_bad_pattern_is_refused_with_itself_and_the_reason(pattern: str, reason: str) -> None:
    with pytest.raises(InvalidPattern) as raised:
        patterns("goed", pattern)

    assert repr(pattern) in str(raised.value)
    assert reason in str(raised.value)


@pytest.mark.parametrize(
    ("pattern", "text", "negated"),
    [
        ("mag .. dokter", "mag nooit naar de dokter", True),
        ("mag .. dokter", "mag naar de dokter", False),
        ("mag niet .. dokter", "mag niet naar de dokter", False),
        ("paspoort & baas", "paspoort niet bij de baas", True),
        ("paspoort & baas", "paspoort bij de baas", False),
    ],
)
def test_match_tells_whether_a_negation_stands_in_a_gap(pattern: str, text: str, negated: bool) -> None:
    assert [match.negated for match in matches(pattern, text)] == [negated]


@pytest.mark.parametrize(
    ("pattern", "text", "hit"),
    [
        ("plek", "twee plekken", True),  # inflected
        ("=plek", "twee plekken", False),  # exactly this form
        ("hematoom", "hematom", True),  # a letter too few
        ("hematoom", "hemattoom", True),  # a letter too many
        ("hematoom", "hemaxoom", True),  # a letter wrong
        ("hematoom", "xematoom", False),  # but not the first
        ("hematoom", "hemxxoom", False),  # nor two
        ("bult", "bul", False),  # nor in a short word
        ("hematoom", "hemaloom", False),  # nor a word that exists
        ("blauweplek", "blauwe plek", True),  # written apart
        ("vandeboer", "van deboer", False),  # no word is made with an everyday one
    ],
)
def test_word_is_found_in_other_forms(pattern: str, text: str, hit: bool) -> None:
    lemmas = {"plekken": "plek", "plek": "plek", "hemaloom": "hemaloom"}
    assert bool(matches(pattern, text, lemmas)) is hit


def test_lemma_that_is_an_everyday_word_is_not_looked_for() -> None:
    assert not matches("gêne", "geen tijd", {"gene": "geen"})


def test_shortest_match_is_found_at_each_start() -> None:
    assert found("moet .. werken", "moet werken en werken") == ["moet werken"]


def test_several_patterns_are_found_side_by_side() -> None:
    compiled = patterns("baas", "de baas", "chef")
    assert sorted(match.pattern for match in compiled.find(read("de baas", compiled))) == [0, 1]


def test_no_text_no_match() -> None:
    assert patterns("baas").find([]) == []
