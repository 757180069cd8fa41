"""Which safe questions come next, and what a plain answer tells."""

from bot.consult.ask import next_questions, told_by, wording
from bot.consult.case import Case, Heard
from bot.consult.findings import Status
from kb.schema import Answer, AnswerMeaning, Question, Situation, Theme


def question(id_: str, theme: Theme, *clears_up: str, priority: int = 1, forms: tuple[str, ...] = ()) -> Question:
    return Question(id_, theme, clears_up or (id_,), {Situation.ALGEMEEN: f"{id_}?"}, priority, "boek/een", forms)


WHERE = question("waar", Theme.OMSTANDIGHEDEN)
DOCTOR = question("arts", Theme.OMSTANDIGHEDEN, priority=2)
FORCE = question("druk", Theme.DWANG, "geweld", "chantage")
BOSS = question("baas", Theme.DWANG, forms=("arbeid",))
PAY = question("loon", Theme.BETALING)
ALL = (WHERE, DOCTOR, FORCE, BOSS, PAY)


def ids(**given: object) -> list[str]:
    options = {"known": frozenset(), "asked": frozenset(), "forms": (), **given}
    return [q.id for q in next_questions(ALL, **options).questions]  # type: ignore[arg-type]


def test_first_batch_has_one_of_each_theme() -> None:
    assert ids() == ["waar", "druk", "loon"]


def test_question_about_something_settled_is_not_asked() -> None:
    assert "druk" not in ids(known=frozenset({"chantage"}), batch=9)


def test_question_is_not_given_twice() -> None:
    assert ids(asked=frozenset({"waar", "druk", "loon"})) == ["arts", "baas"]


def test_question_that_fits_the_form_comes_first() -> None:
    assert "baas" in ids(forms=("arbeid",))


def test_tells_whether_more_are_left() -> None:
    assert next_questions(ALL, known=frozenset(), asked=frozenset(), forms=()).more
    assert not next_questions(ALL, known=frozenset(), asked=frozenset({"arts", "baas"}), forms=()).more


def test_batch_does_not_ask_the_same_thing_in_two_ways() -> None:
    twice = (question("een", Theme.DWANG, "geweld"), question("twee", Theme.BETALING, "geweld"))

    assert [q.id for q in next_questions(twice, known=frozenset(), asked=frozenset(), forms=()).questions] == ["een"]


def test_word_for_work_fits_the_situation() -> None:
    both = Question("a", Theme.DWANG, ("b",), {Situation.ALGEMEEN: "Wat doe je?", Situation.WERK: "Wat is je werk?"}, 1, "boek/een")

    assert wording(both, Situation.WERK) == "Wat is je werk?"
    assert wording(both, Situation.KLUSSEN) == "Wat doe je?"


def test_plain_answer_tells_what_it_means() -> None:
    meaning = AnswerMeaning(present=("a",), uncertain=("b",), absent=("c",))
    asked = Question("q", Theme.DWANG, ("a", "b", "c"), {Situation.ALGEMEEN: "Mag dat?"}, 1, "boek/een", answers={Answer.NEE: meaning})

    assert told_by(asked, Answer.NEE, evidence="nee") == Case(
        (
            Heard("a", Status.PRESENT, ("nee",), certain=True),
            Heard("b", Status.PRESENT, ("nee",), certain=False),
            Heard("c", Status.ABSENT, ("nee",), certain=True),
        )
    )
    assert told_by(asked, Answer.JA, evidence="ja") == Case()
    assert told_by(asked, Answer.ONBEKEND, evidence="weet ik niet") == Case()
