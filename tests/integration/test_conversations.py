"""The conversations of `tests/cases`, with a really trained model and the real action server, over HTTP."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.cases.reading import UnknownKey, read
from tests.conftest import RunningStack

Element = dict[str, Any]
TURN_KEYS = frozenset(
    [
        "arts",
        "kaarten",
        "tekst",
        "zonder",
        "signalen",
        "niet",
        "ontkend",
        "nieuw",
        "afweging",
        "stap",
        "uitkomst",
        "norm",
        "eerste",
        "faq",
        "acuut",
        "minderjarig",
    ]
)
CONVERSATIONS = read("gesprekken.yml", keys=frozenset({"id", "gesprek"}))
PATHS = read("afweging.yml", keys=frozenset({"id", "antwoorden", "uitkomst", "norm", "eerste"}))


def custom(answer: list[Element], kind: str) -> Element:
    """The data of the last card of a kind; a missing card fails the test with what was said instead."""
    cards = [element["custom"] for element in answer if (element.get("custom") or {}).get("type") == kind]
    assert cards, f"no card '{kind}' in: {[(kind_of(element), element.get('text')) for element in answer]}"
    return dict(cards[-1])


def kind_of(element: Element) -> str:
    return str((element.get("custom") or {}).get("type", "-"))


def text_of(answer: list[Element]) -> str:
    return "\n".join(element.get("text") or "" for element in answer)


def first_contact(answer: list[Element]) -> str:
    for element in answer:
        if contacts := (element.get("custom") or {}).get("contacts"):
            return str(contacts[0] if isinstance(contacts[0], str) else contacts[0]["id"])
    raise AssertionError(f"no contact in: {text_of(answer)}")


def check_signals(turn: dict[str, Any], answer: list[Element]) -> None:
    if not turn.keys() & {"signalen", "niet", "ontkend", "nieuw", "acuut", "minderjarig"}:
        return
    card = custom(answer, "signals")
    present, absent = {item["id"] for item in card["present"]}, {item["id"] for item in card["absent"]}
    assert set(turn.get("signalen", ())) <= present
    assert not set(turn.get("niet", ())) & present
    assert set(turn.get("ontkend", ())) <= absent
    assert "nieuw" not in turn or sorted(card["new"]) == sorted(turn["nieuw"])
    assert card["acute"] is turn.get("acuut", card["acute"])
    assert card["minor"] is turn.get("minderjarig", card["minor"])


def check(turn: dict[str, Any], answer: list[Element]) -> None:
    if unknown := turn.keys() - TURN_KEYS:
        raise UnknownKey(", ".join(sorted(unknown)))
    text = text_of(answer)
    assert [word for word in turn.get("tekst", ()) if word not in text] == [], text
    assert [word for word in turn.get("zonder", ()) if word in text] == [], text
    assert "kaarten" not in turn or [kind_of(element) for element in answer] == turn["kaarten"], text
    check_signals(turn, answer)
    if "afweging" in turn:
        assert kind_of(answer[-1]) == "weighing", text
        assert answer[-1]["custom"]["number"] == turn["afweging"]
    if "stap" in turn:
        assert custom(answer, "meldcode_step")["step"] == turn["stap"]
    if "uitkomst" in turn:
        assert custom(answer, "outcome")["outcome"] == turn["uitkomst"]
    if "norm" in turn:
        assert custom(answer, "outcome")["norm"] == (turn["norm"] or None)
    if "eerste" in turn:
        assert first_contact(answer) == turn["eerste"]
    if "faq" in turn:
        assert custom(answer, "faq")["id"] == turn["faq"]


def check_form(answer: list[Element]) -> None:
    """What holds for every answer: something is said, no card twice, at most five quick replies."""
    assert answer
    assert all((element.get("text") or "").strip() for element in answer)
    assert [text for text, times in Counter(element["text"] for element in answer).items() if times > 1] == []
    assert [element for element in answer if len(element.get("buttons") or ()) > 5] == []


@pytest.mark.parametrize("case", CONVERSATIONS, ids=lambda case: case["id"])
def test_conversation_goes_as_written(case: dict[str, Any], stack: RunningStack) -> None:
    sender = stack.new_sender()
    for turn in case["gesprek"]:
        answer = stack.say(sender, turn["arts"])
        check_form(answer)
        check(turn, answer)


@pytest.mark.parametrize("case", PATHS, ids=lambda case: case["id"])
def test_weighing_ends_where_the_answers_lead(case: dict[str, Any], stack: RunningStack) -> None:
    sender = stack.new_sender()
    answer = stack.say(sender, "afwegingskader")
    taken: dict[str, str] = {}
    for number, given in enumerate(case["antwoorden"], start=1):
        check({"afweging": number}, answer)
        ((words, meaning),) = given.items()
        answer = stack.say(sender, words)
        check_form(answer)
        taken[str(number)] = meaning
    outcome = custom(answer, "outcome")
    assert outcome["answers"] == taken
    assert len(outcome["reasons"]) == len(taken)
    check({"uitkomst": case["uitkomst"], "norm": case["norm"], "eerste": case["eerste"]}, answer)
    if "onbekend" in taken.values():
        check({"afweging": len(taken)}, answer)


def test_safe_questions_are_never_given_twice_nor_about_what_is_known(stack: RunningStack) -> None:
    sender = stack.new_sender()
    known = {
        item["id"]
        for item in custom(stack.say(sender, "Vrouw van 24 zonder paspoort, krijgt geen loon, met blauwe plekken."), "signals")["present"]
        if item["certain"]
    }
    given: list[dict[str, Any]] = []
    card = custom(stack.say(sender, "veilige vragen"), "safe_questions")
    while card["questions"]:
        given += card["questions"]
        card = custom(stack.say(sender, "meer vragen"), "safe_questions")

    ids = [question["id"] for question in given]
    assert len(ids) > 10
    assert len(ids) == len(set(ids))
    assert [question["id"] for question in given if known & set(question["for"])] == []
    assert not card["more"]
    assert {question["theme"] for question in given} == {"omstandigheden", "dwang", "betaling"}


def test_text_that_is_too_long_gets_a_clear_answer(stack: RunningStack) -> None:
    answer = stack.say(stack.new_sender(), "blauwe plekken " * 1400)

    assert "te lang" in text_of(answer)
    assert "112" in text_of(answer)


def test_text_of_the_greatest_length_is_read(stack: RunningStack) -> None:
    answer = stack.say(stack.new_sender(), ("Vrouw met een soa. " * 300)[:4000])

    check({"kaarten": ["signals"], "signalen": ["soa"]}, answer)


def test_conversations_do_not_mix(stack: RunningStack) -> None:
    one, other = stack.new_sender(), stack.new_sender()
    stack.say(one, "Vrouw met een soa.")

    check({"tekst": ["niets besproken"]}, stack.say(other, "samenvatting"))


def test_name_is_removed_and_said_to_be(stack: RunningStack) -> None:
    answer = stack.say(stack.new_sender(), "Vrouw met een soa, BSN 111222333, bel haar op 06-12345678.")

    removed = custom(answer, "privacy")["removed"]
    assert removed
    assert "111222333" not in text_of(answer)
