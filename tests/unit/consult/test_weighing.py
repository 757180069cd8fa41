"""What phrases and network say together."""

from __future__ import annotations

import pytest

from bot.consult.findings import Finding, Recognition, Span, Status
from bot.consult.network import MINOR, Judgement
from bot.consult.weighing import Balance, log_odds, weigh
from kb.lexicon import DANGER, denied
from tests.unit.consult.small_lexicon import read

TEXT = "vader failliet moeder rijk zoon zestien"
TOKENS = read(TEXT)
WORDS = {token.norm: place for place, token in enumerate(TOKENS)}
SURE, LIKELY, BARELY, DOUBTFUL, NEVER = 12.0, 5.0, 3.2, 1.0, -12.0


def judgement(score: float, word: str = "failliet") -> Judgement:
    return Judgement(score, WORDS[word], WORDS[word] + 1)


def heard(present: float, absent: float = NEVER) -> dict[str, Judgement]:
    return {"schulden": judgement(present), denied("schulden"): judgement(absent, "rijk")}


def phrase(status: Status = Status.PRESENT, *, certain: bool = True) -> Recognition:
    return Recognition((Finding("schulden", status, (Span(0, 5, "vader"),), certain),), (), None, None)


NOTHING = Recognition((), (), None, None)


def told(phrases: Recognition, judgements: dict[str, Judgement], dismissed: tuple[str, ...] = ()) -> dict[str, tuple[str, str, bool]]:
    findings = weigh(phrases, dismissed, judgements, TOKENS, TEXT).findings
    return {finding.indicator_id: (finding.status.value, finding.spans[0].text, finding.certain) for finding in findings}


@pytest.mark.parametrize(
    ("phrases", "present", "absent", "expected"),
    [
        (NOTHING, SURE, NEVER, ("present", "failliet", True)),
        (NOTHING, LIKELY, NEVER, ("present", "failliet", False)),
        (NOTHING, DOUBTFUL, NEVER, None),
        (NOTHING, NEVER, SURE, ("absent", "rijk", True)),
        (NOTHING, LIKELY, SURE, ("absent", "rijk", True)),
        (NOTHING, SURE, 8.5, ("absent", "rijk", True)),  # both are likely, and holding is not enough ahead
        (NOTHING, SURE, 6.0, ("present", "failliet", True)),
        (phrase(), LIKELY, NEVER, ("present", "vader", True)),
        (phrase(), DOUBTFUL, NEVER, ("present", "vader", False)),
        (phrase(), NEVER, NEVER, None),
        (phrase(), NEVER, SURE, ("absent", "rijk", True)),
        (phrase(certain=False), DOUBTFUL, NEVER, ("present", "vader", False)),
        (phrase(certain=False), LIKELY, NEVER, ("present", "vader", False)),
        (NOTHING, BARELY, NEVER, ("present", "failliet", False)),
        (NOTHING, BARELY, 1.6, ("present", "failliet", False)),  # too little is denied to take anything away
        (phrase(Status.ABSENT), BARELY, NEVER, None),
        (phrase(Status.ABSENT), NEVER, LIKELY, ("absent", "vader", True)),
        (phrase(Status.ABSENT), SURE, NEVER, ("present", "failliet", True)),
    ],
)
def test_signal(phrases: Recognition, present: float, absent: float, expected: tuple[str, str, bool] | None) -> None:
    assert told(phrases, heard(present, absent)) == ({"schulden": expected} if expected else {})


def test_signal_that_the_network_does_not_know_stays() -> None:
    assert set(told(phrase(), {})) == {"schulden"}


def test_signal_that_the_context_dismisses_takes_more_to_be_heard() -> None:
    assert told(NOTHING, heard(LIKELY), dismissed=("schulden",)) == {}
    assert told(NOTHING, heard(LIKELY), dismissed=("iets anders",)).keys() == {"schulden"}
    assert told(NOTHING, heard(SURE), dismissed=("schulden",)).keys() == {"schulden"}
    assert told(phrase(), heard(LIKELY), dismissed=("schulden",)) == told(phrase(), heard(LIKELY))  # it stands elsewhere as well


def test_signal_that_nobody_denies_is_weighed_as_well() -> None:
    assert told(NOTHING, {"leeftijd_12_24": judgement(SURE)})["leeftijd_12_24"][0] == "present"
    assert told(NOTHING, {"leeftijd_12_24": judgement(DOUBTFUL)}) == {}


def test_findings_stand_in_the_order_of_the_text() -> None:
    judgements = {"x": judgement(SURE, "zoon"), denied("x"): judgement(NEVER), **heard(SURE)}
    assert list(told(NOTHING, judgements)) == ["schulden", "x"]


DANGER_TOLD = Recognition((), (Span(0, 5, "vader"),), None, None)


@pytest.mark.parametrize(
    ("phrases", "score", "words"),
    [(NOTHING, LIKELY, ["failliet"]), (NOTHING, NEVER, []), (DANGER_TOLD, DOUBTFUL, ["vader"]), (DANGER_TOLD, NEVER, [])],
)
def test_danger(phrases: Recognition, score: float, words: list[str]) -> None:
    found = weigh(phrases, (), {DANGER: judgement(score)}, TOKENS, TEXT)
    assert [span.text for span in found.danger] == words
    assert found.findings == ()


def test_danger_of_phrases_stays_where_the_network_knows_none() -> None:
    assert weigh(DANGER_TOLD, (), {}, TOKENS, TEXT) == DANGER_TOLD


CHILD, ADULT = (Recognition((), (), minor, Span(0, 5, "vader")) for minor in (True, False))


@pytest.mark.parametrize(
    ("phrases", "score", "minor", "words"),
    [
        (NOTHING, LIKELY, True, "zestien"),
        (NOTHING, NEVER, None, None),
        (CHILD, DOUBTFUL, True, "vader"),
        (CHILD, NEVER, None, None),
        (ADULT, DOUBTFUL, False, "vader"),
        (ADULT, SURE, True, "zestien"),
    ],
)
def test_minor(phrases: Recognition, score: float, minor: bool | None, words: str | None) -> None:
    found = weigh(phrases, (), {MINOR: judgement(score, "zestien")}, TOKENS, TEXT)
    assert (found.minor, found.age_span and found.age_span.text) == (minor, words)


def test_balance_adds_up_what_each_voice_says() -> None:
    balance = Balance(bias=-1, network=0.5, certain=2, unsure=1, contrary=-1, least=log_odds(0.5))
    assert balance.odds(2.0) == pytest.approx(balance.least)
    assert balance.odds(2.0, certain=True) == pytest.approx(2)
    assert balance.odds(4.0, unsure=True) == pytest.approx(2)
    assert balance.odds(2.0, contrary=True) == pytest.approx(-1)
    assert log_odds(0.88) == pytest.approx(1.9924, abs=1e-4)
