"""What a case amounts to."""

from bot.consult.assess import facts_of, forms_of, holds, situation_of, to_confirm
from bot.consult.case import Case, Heard
from bot.consult.findings import Status
from kb.schema import Condition, Fact, Indicator, KnowledgeBase, Situation


def indicator(id_: str, *forms: str, telling: int = 2) -> Indicator:
    return Indicator(id_, id_, "fysiek", "", ("iets",), f"{id_}?", telling, "boek/een", forms)


def case(*present: str, unsure: tuple[str, ...] = (), absent: tuple[str, ...] = ()) -> Case:
    heard = [Heard(id_, Status.PRESENT, (), certain=True) for id_ in present]
    heard += [Heard(id_, Status.PRESENT, (), certain=False) for id_ in unsure]
    return Case((*heard, *(Heard(id_, Status.ABSENT, (), certain=True) for id_ in absent)))


def test_fact_holds_when_one_of_its_signals_does() -> None:
    assert facts_of(case("loon"), [Fact("werkgever", "", ("loon", "baas"))]) == {"werkgever"}


def test_denied_signal_makes_no_fact() -> None:
    assert facts_of(case(absent=("loon",)), [Fact("werkgever", "", ("loon",))]) == frozenset()


def test_danger_and_age_are_facts_of_their_own() -> None:
    assert facts_of(Case(acute=True, minor=True), []) == {"acuut", "minderjarig"}
    assert facts_of(Case(minor=False), []) == frozenset()


def test_condition_needs_all_one_of_any_and_none() -> None:
    condition = Condition(all=("a",), any=("b", "c"), none=("d",))

    assert holds(condition, {"a", "c"})
    assert not holds(condition, {"a"})
    assert not holds(condition, {"b", "c"})
    assert not holds(condition, {"a", "b", "d"})
    assert holds(Condition(), set())


def test_strongest_form_comes_first_and_a_weak_one_is_left_out() -> None:
    known = [
        indicator("a", "arbeid", telling=3),
        indicator("b", "arbeid"),
        indicator("c", "seksueel", telling=3),
        indicator("d", "orgaan", telling=1),
    ]

    assert forms_of(case("a", "b", "c", "d"), known) == ("arbeid", "seksueel")


def test_one_signal_that_says_little_points_to_no_form() -> None:
    assert forms_of(case("a"), [indicator("a", "arbeid", telling=1)]) == ()


def test_word_for_work_follows_the_strongest_form() -> None:
    assert situation_of(("arbeid", "seksueel")) is Situation.WERK
    assert situation_of(("crimineel",)) is Situation.KLUSSEN
    assert situation_of(()) is Situation.ALGEMEEN


def test_most_telling_unsure_signal_is_put_to_the_user_once() -> None:
    known = [indicator("a", telling=1), indicator("b", telling=3), indicator("c", telling=3)]
    about = case("c", unsure=("a", "b"))

    first = to_confirm(about, known, frozenset())
    assert first is not None
    assert first.id == "b"
    second = to_confirm(about, known, frozenset({"b"}))
    assert second is not None
    assert second.id == "a"
    assert to_confirm(about, known, frozenset({"a", "b"})) is None


def test_work_at_an_employer_is_no_domestic_case(kb: KnowledgeBase) -> None:
    assert facts_of(case("controlerende_ander", "onderbetaald"), kb.facts) >= {"werkgever"}
    assert "huiselijk" not in facts_of(case("controlerende_ander", "onderbetaald"), kb.facts)
