"""Both stages of recognition together, on a lexicon of a few words and a second stage with weights set by hand."""

from __future__ import annotations

import numpy as np
import pytest

from bot.consult.clauses import ClauseModel
from bot.consult.findings import Recognition
from bot.consult.recognise import Recogniser
from tests.unit.consult.small_lexicon import lexicon, same


def recognise(text: str, clauses: ClauseModel | None = None) -> Recognition:
    return Recogniser(lexicon(), same, lambda word: False, clauses=clauses).recognise(text)


def told(text: str, clauses: ClauseModel | None = None) -> dict[str, str]:
    """Indicator -> status, with a question mark when it is not certain."""
    findings = recognise(text, clauses).findings
    return {finding.indicator_id: finding.status.value + ("" if finding.certain else "?") for finding in findings}


def clauses(words: dict[str, tuple[str, float]], denied: str = "geen") -> ClauseModel:
    """A second stage that hears a signal in a word, the more surely the greater the weight."""
    indicators = sorted({indicator for indicator, _ in words.values()})
    weights = np.zeros((len(words) + 1, len(indicators) + 3), dtype=np.float32)
    for row, (indicator, weight) in enumerate(words.values()):
        weights[row, indicators.index(indicator)] = weight
    weights[-1, -2] = 14
    bias = np.array([0.0] * len(indicators) + [5, 0, 0], dtype=np.float32)
    vocabulary = {f"w:{word}": row for row, word in enumerate([*words, denied])}
    return ClauseModel(indicators, vocabulary, np.ones(len(vocabulary), dtype=np.float32), weights, bias)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("blauwe plekken op de arm", {"blauw": "present"}),
        ("geen blauwe plekken", {"blauw": "absent"}),
        ("moet werken", {"dwang": "present?"}),
        ("vermoedelijk chlamydia", {"soa": "present?"}),
        ("test op chlamydia", {}),
        ("mag niet naar de dokter", {"arts": "present"}),  # its own negation
        ("heeft eigen paspoort", {"paspoort": "absent"}),
        ("geen heeft eigen paspoort", {}),  # what means the opposite, denied, says nothing
        ("niet bang", {"bang": "present", "angst": "present"}),  # cannot be denied
        ("niet bang voor muizen", {}),  # blocked
        ("slaapt slecht. geen slaapproblemen", {"slaap": "present"}),
        ("ernstigepijn en koorts", {}),
        ("", {}),
        ("   ", {}),
    ],
)
def test_phrases_and_context(text: str, expected: dict[str, str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("roemeense, moet werken", {"dwang": "present?", "migratie": "present?"}),
        ("roemeense, geen chlamydia", {"soa": "absent", "migratie": "present?"}),
        ("roemeense, chlamydia", {"soa": "present"}),
        ("roemeense vrouw", {}),
        ("blauwe plekken, hoofdpijn", {"blauw": "present"}),
        ("hoofdpijn", {"hoofdpijn": "present"}),
        ("bang", {"bang": "present", "angst": "present"}),
        ("bang, slaapt slecht", {"bang": "present", "slaap": "present"}),
    ],
)
def test_relations_add_and_drop_and_helpers_stay_hidden(text: str, expected: dict[str, str]) -> None:
    assert told(text) == expected


def test_what_follows_rests_on_the_words_of_what_it_follows_from() -> None:
    found = {finding.indicator_id: finding.spans for finding in recognise("Roemeense vrouw; moet werken").findings}
    assert [span.text for span in found["migratie"]] == ["Roemeense"]


def test_spans_are_the_words_of_the_original() -> None:
    text = "Pte heeft Blauwe Plekken."
    (finding,) = recognise(text).findings
    assert [(text[span.start : span.end], span.text) for span in finding.spans] == [("Blauwe Plekken", "Blauwe Plekken")]


def test_danger_is_no_finding_and_is_never_denied_into_one() -> None:
    danger = recognise("wordt achtervolgd")
    assert danger.acute
    assert [span.text for span in danger.danger] == ["achtervolgd"]
    assert danger.findings == ()
    assert not recognise("wordt niet achtervolgd").acute


@pytest.mark.parametrize(
    ("text", "minor", "young", "span"),
    [
        ("meisje, 17 jaar", True, True, "17 jaar"),
        ("man, 24 jaar", False, True, "24 jaar"),
        ("man, 44 jaar", False, False, "44 jaar"),
        ("buurvrouw 17 jaar", None, False, None),
        ("man met hoofdpijn", None, False, None),
    ],
)
def test_age(text: str, minor: bool | None, young: bool, span: str | None) -> None:
    found = recognise(text)
    assert found.minor is minor
    assert ("leeftijd_12_24" in told(text)) is young
    assert (found.age_span and found.age_span.text) == span


def test_long_days() -> None:
    assert told("werkt van 7 tot 22 uur") == {"lange_werkdagen": "present"}
    assert told("werkt van 9 tot 17 uur") == {}


HEARS = clauses({"centen": ("schulden", 3), "failliet": ("schulden", 40), "koffie": ("dwang", -40), "piekert": ("bang", 40)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ze heeft geen centen meer thuis", {"schulden": "absent?"}),
        ("ze is nu helemaal failliet", {"schulden": "present?"}),  # a short part is never sure
        ("ze is nu na al die tijd toch helemaal failliet", {"schulden": "present"}),
        ("ze heeft steeds weer centen", {"schulden": "present?"}),
        ("ze is failliet", {}),  # too short to judge
        ("nascholing over wie is er failliet", {}),  # not about the patient
        ("ze moet werken en drinkt koffie", {}),  # an unsure phrase is withdrawn
        ("ze heeft blauwe plekken en drinkt koffie", {"blauw": "present"}),
        ("ze heeft altijd heel veel hoofdpijn", {"hoofdpijn": "present"}),
    ],
)
def test_second_stage_adds_and_withdraws(text: str, expected: dict[str, str]) -> None:
    assert told(text, HEARS) == expected


def test_second_stage_is_not_asked_for_what_numbers_tell() -> None:
    hears = clauses({"winkel": ("leeftijd_12_24", 40), "bakkerij": ("lange_werkdagen", 40)})
    assert told("ze zit elke dag in de winkel", hears) == {"leeftijd_12_24": "present?"}
    assert told("vrouw, 44 jaar, elke dag in de winkel", hears) == {}
    assert told("ze werkt elke dag in de bakkerij", hears) == {"lange_werkdagen": "present?"}
    assert told("ze werkt van 9 tot 17 in de bakkerij", hears) == {}


def test_relations_follow_from_what_the_second_stage_hears() -> None:
    assert told("ze zit de hele dag en piekert", HEARS) == {"bang": "present?", "angst": "present"}
