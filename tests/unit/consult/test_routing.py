"""Which kind of message it is, decided by rule."""

import pytest

from bot.consult.routing import FixedWords, PatientReply, Reading, Routed, leading_answer, plain_answer, route

WORDS = FixedWords(
    commands={"contact": ["contact", "wie kan ik bellen"], "bevestigen": ["ja"], "uitleg": ["uitleg"]},
    answers={"ja": ["ja", "volgens mij wel"], "nee": ["nee", "volgens mij niet"], "onbekend": ["weet ik niet", "nee dat weet ik niet"]},
    reservations=["maar", "soms"],
    questions=["wat", "hoe", "moet"],
)
LONG = " ".join(["vrouw van dertig met buikpijn komt met een man die alles voor haar beantwoordt"] * 2)


def read(text: str, *, intent: str | None = "help", confidence: float = 0.9, signals: bool = False, danger: bool = False) -> Routed:
    return route(Reading(text, intent, confidence, signals, danger), WORDS)


@pytest.mark.parametrize("text", ["contact", "Contact!", " CONTACT ", "Wie kan ik bellen?"])
def test_command_alone_is_that_command_in_any_case_and_punctuation(text: str) -> None:
    assert read(text, intent="faq") == Routed("contact", None, certain=True)


def test_command_among_other_words_is_left_to_the_classifier() -> None:
    assert read("contact met familie is er niet", intent="faq", signals=False).intent == "faq"


def test_danger_goes_before_everything_that_is_no_command() -> None:
    assert read(f"{LONG} wat moet ik doen?", danger=True, signals=True).intent == "gevaar"


def test_long_text_is_a_case_also_when_it_ends_in_a_question() -> None:
    assert read(f"{LONG}, wat moet ik doen?", intent="faq").intent == "casus"


def test_short_question_is_no_case_even_when_it_names_signals() -> None:
    assert read("moet ik bij elke soa aan mensenhandel denken?", intent="faq", signals=True).intent == "faq"


def test_short_description_with_signals_is_a_case() -> None:
    assert read("meisje van 16, soa, bang voor vriend", intent="begroeten", signals=True).intent == "casus"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("ja dat heb ik", "bevestigen"), ("volgens mij niet", "ontkennen"), ("nee, dat weet ik niet", "weet_niet"), ("nee hoor", "ontkennen")],
)
def test_answer_in_words_is_an_answer(text: str, intent: str) -> None:
    assert read(text, intent="begroeten").intent == intent


def test_longest_opening_wins() -> None:
    assert leading_answer("Nee, dat weet ik niet", WORDS) == "onbekend"


def test_case_text_can_also_answer() -> None:
    assert read("nee, ze heeft haar paspoort wel", signals=True) == Routed("casus", "nee", certain=True)


@pytest.mark.parametrize(
    ("text", "answer"), [("signaal soa ja", "ja"), ("Signaal soa: nee", "nee"), ("signaal soa weet ik niet.", "onbekend")]
)
def test_signal_can_be_settled_directly(text: str, answer: str) -> None:
    assert read(text, signals=True, danger=True) == Routed("signaal_bevestigen", answer, certain=True, signal="soa")


def test_signal_without_an_answer_is_no_command() -> None:
    assert read("signaal van mensenhandel", intent="faq").intent == "faq"


def test_answer_to_a_safe_question_is_a_case_text_and_no_answer_to_the_open_question() -> None:
    routed = read("antwoord eigen_paspoort: nee, dat heeft haar baas")

    assert routed == Routed("casus", None, certain=True, reply=PatientReply("eigen_paspoort", "nee", 25))


def test_answer_to_a_safe_question_with_danger_is_danger() -> None:
    routed = read("antwoord onder_druk: ja, hij staat buiten met een mes", danger=True)

    assert (routed.intent, routed.answer) == ("gevaar", None)
    assert routed.reply is not None
    assert routed.reply.question_id == "onder_druk"


@pytest.mark.parametrize("text", ["ja, maar alleen als hij het goedvindt", "soms ja"])
def test_answer_that_takes_part_of_it_back_is_not_plain(text: str) -> None:
    assert plain_answer(text, WORDS) is None


def test_statement_of_some_length_that_nobody_recognises_is_a_case() -> None:
    assert read("zij kwam vandaag weer langs met een vaag verhaal", intent=None, confidence=0.0).intent == "casus"
