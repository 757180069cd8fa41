"""Which desk comes first for which case."""

from __future__ import annotations

import pytest

from bot.consult.assess import facts_of
from bot.consult.case import Case, Heard
from bot.consult.findings import Status
from bot.consult.refer import NoRoute, refer
from kb.schema import KnowledgeBase


def case(*present: str, acute: bool = False, minor: bool | None = None) -> Case:
    return Case(tuple(Heard(id_, Status.PRESENT, (), certain=True) for id_ in present), acute, minor)


def desks(kb: KnowledgeBase, about: Case) -> list[str]:
    referral = refer(facts_of(about, kb.facts), routes=kb.routes, extra_desks=kb.extra_desks, contacts=kb.contacts)
    return [desk.contact.id for desk in referral.desks]


def route(kb: KnowledgeBase, about: Case) -> str:
    return refer(facts_of(about, kb.facts), routes=kb.routes, extra_desks=kb.extra_desks, contacts=kb.contacts).route.id


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (case(), "onbekend"),
        (case(minor=True), "minderjarig"),
        (case("onderbetaald"), "werkgever"),
        (case("afhankelijk_van_partner"), "huiselijk"),
        (case("afhankelijk_van_partner", "onderbetaald"), "thuis_en_werk"),
        (case("onderbetaald", acute=True, minor=True), "acuut"),
        (case("onderbetaald", minor=True), "minderjarig"),
    ],
)
def test_route_fits_the_case(about: Case, expected: str, kb: KnowledgeBase) -> None:
    assert route(kb, about) == expected


def test_danger_puts_the_emergency_number_first_and_veilig_thuis_second(kb: KnowledgeBase) -> None:
    assert desks(kb, case(acute=True))[:2] == ["alarm", "veilig_thuis"]


@pytest.mark.parametrize("about", [case(), case(minor=True), case("onderbetaald"), case("conflict_thuis")])
def test_veilig_thuis_is_first_without_danger(about: Case, kb: KnowledgeBase) -> None:
    assert desks(kb, about)[0] == "veilig_thuis"


@pytest.mark.parametrize(
    ("signal", "desk"),
    [("suicidaliteit", "113"), ("seksueel_trauma", "csg"), ("strafbaar_feit", "meld_misdaad_anoniem"), ("onderbetaald", "fairwork")],
)
def test_signal_adds_its_desk_after_veilig_thuis(signal: str, desk: str, kb: KnowledgeBase) -> None:
    assert desk in desks(kb, case(signal))[1:]


def test_no_desk_comes_twice(kb: KnowledgeBase) -> None:
    listed = desks(kb, case("suicidaliteit", "seksueel_trauma", "onderbetaald", "strafbaar_feit", minor=True))

    assert len(listed) == len(set(listed))


def test_facts_without_a_route_are_said_to_have_none(kb: KnowledgeBase) -> None:
    with pytest.raises(NoRoute):
        refer(frozenset(), routes=(), extra_desks=(), contacts=kb.contacts)
