"""Both stages of recognition together, on a lexicon of a few words and a second stage with weights set by hand."""

from __future__ import annotations

import pytest

from bot.consult.findings import Recognition
from bot.consult.network import Network
from bot.consult.recognise import Recogniser
from kb.lexicon import denied
from tests.unit.consult.small_lexicon import lexicon, same
from tests.unit.consult.small_network import network


def recognise(text: str, network: Network | None = None) -> Recognition:
    return Recogniser(lexicon(), same, lambda word: False, network=network).recognise(text)


def told(text: str, network: Network | None = None) -> dict[str, str]:
    """Indicator -> status, with a question mark when it is not certain."""
    findings = recognise(text, network).findings
    return {finding.indicator_id: finding.status.value + ("" if finding.certain else "?") for finding in findings}


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


HEARS = network(
    {"failliet": ("schulden", 12.0), "rijk": (denied("schulden"), 12.0), "plekken": ("blauw", 2.0)},
    labels=("schulden", denied("schulden"), "blauw", denied("blauw"), "dwang", denied("dwang")),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ze is nu helemaal failliet", {"schulden": "present"}),
        ("ze is nu heel erg rijk", {"schulden": "absent"}),
        ("ze is failliet", {}),  # too short for the network
        ("moet werken", {"dwang": "present?"}),
        ("ze moet werken in een winkel", {}),  # an unsure phrase that the network does not hear
        ("ze heeft overal heel blauwe plekken", {"blauw": "present?"}),
        ("ze heeft altijd heel veel hoofdpijn", {"hoofdpijn": "present"}),  # unknown to the network
    ],
)
def test_network_adds_and_withdraws(text: str, expected: dict[str, str]) -> None:
    assert told(text, HEARS) == expected


def test_network_needs_more_where_the_context_dismisses_a_phrase() -> None:
    hears = network({"kliniek": ("soa", 5.0)}, labels=(denied("soa"),))
    assert told("haar collega heeft chlamydia zegt de kliniek", hears) == {}
    assert told("haar collega heeft hoofdpijn zegt de kliniek", hears).keys() == {"soa"}
