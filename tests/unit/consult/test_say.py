"""What is said: complete in its text, the same in its data, and short enough to read between two patients."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.consult.ask import next_questions
from bot.consult.assess import facts_of, forms_of, situation_of
from bot.consult.cards import MAX_REPLIES, Card
from bot.consult.case import Case, Heard
from bot.consult.findings import Status
from bot.consult.meldcode import Weighing, answer, begin, open_question
from bot.consult.refer import Moment, Referral, refer
from bot.consult.say_case import confirm_card, signals_card
from bot.consult.say_contacts import contacts_card
from bot.consult.say_meldcode import explanation_card, outcome_card, step_card, weighing_card
from bot.consult.say_notes import Conversation, faq_card, fitting_practice_case, note_card, practice_case_card, summary_card
from bot.consult.say_questions import MOST_ADVICE, how_to_ask_card, questions_card
from kb.schema import Answer, KnowledgeBase, NoteKind

NOON = Moment(datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam")))
SUNDAY = Moment(datetime(2026, 11, 29, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam")))
WORDS_IN_TWO_MINUTES = 400

SOA = Heard("soa", Status.PRESENT, ("chlamydia",), certain=True)
PASSPORT = Heard("begeleider_heeft_documenten", Status.PRESENT, ("hij heeft het",), certain=False)
NO_DRUGS = Heard("drugsgebruik", Status.ABSENT, ("geen drugs",), certain=True)
CASE = Case((SOA, PASSPORT, NO_DRUGS), minor=True)


def referral(kb: KnowledgeBase, case: Case) -> Referral:
    return refer(facts_of(case, kb.facts), routes=kb.routes, extra_desks=kb.extra_desks, contacts=kb.contacts)


def weigh(kb: KnowledgeBase, *given: Answer) -> Weighing:
    weighing = begin(kb.framework)
    for one in given:
        weighing = answer(kb.framework, weighing, one)
    return weighing


def test_first_answer_names_each_signal_with_its_words(kb: KnowledgeBase) -> None:
    text = signals_card(kb, CASE, before=Case()).text

    assert "Seksueel overdraagbare aandoening: ‘chlamydia’" in text
    assert "‘hij heeft het’ (onzeker)" in text
    assert text.index("ontkend") < text.index("‘geen drugs’")
    assert "minderjarig" in text


def test_signals_as_data_follow_the_contract(kb: KnowledgeBase) -> None:
    data = signals_card(kb, CASE, before=Case()).data

    assert data is not None
    assert [(item["id"], item["certain"], item["evidence"]) for item in data["present"]] == [
        ("soa", True, ["chlamydia"]),
        ("begeleider_heeft_documenten", False, ["hij heeft het"]),
    ]
    assert [item["id"] for item in data["absent"]] == ["drugsgebruik"]
    assert all(item["explanation"] for item in data["present"])
    assert set(data["groups"]) >= {item["group"] for item in data["present"]}
    assert set(data["form_labels"]) >= set(data["forms"])
    assert (data["new"], data["minor"], data["acute"]) == (["soa", "begeleider_heeft_documenten"], True, False)


def test_later_answer_shows_what_is_new_in_full_and_the_rest_in_short(kb: KnowledgeBase) -> None:
    shame = Heard("schaamte", Status.PRESENT, ("schaamt zich",), certain=True)
    card = signals_card(kb, Case((*CASE.heard, shame), minor=True), before=CASE)

    assert "‘schaamt zich’" in card.text
    assert "‘chlamydia’" not in card.text
    assert "Seksueel overdraagbare aandoening" in card.text
    assert card.data is not None
    assert card.data["new"] == ["schaamte"]


def test_later_answer_says_what_is_denied_now(kb: KnowledgeBase) -> None:
    denied = Heard("soa", Status.ABSENT, ("toch geen soa",), certain=True)

    text = signals_card(kb, Case((denied, PASSPORT)), before=Case((SOA, PASSPORT))).text

    assert kb.phrases["signalen_nu_ontkend"] in text
    assert "‘toch geen soa’" in text


def test_later_answer_without_news_says_so(kb: KnowledgeBase) -> None:
    assert signals_card(kb, CASE, before=CASE).text.startswith(kb.phrases["signalen_kop_ongewijzigd"])


def test_hearing_nothing_excludes_nothing_and_offers_a_way_on(kb: KnowledgeBase) -> None:
    card = signals_card(kb, Case(), before=Case())

    assert "sluit niets uit" in card.text
    assert card.replies


def test_unsure_signal_is_put_as_a_question(kb: KnowledgeBase) -> None:
    card = confirm_card(kb, next(indicator for indicator in kb.indicators if indicator.id == "soa"))

    assert card.text.endswith("?")
    assert [reply.payload for reply in card.replies] == ["ja", "nee", "weet ik niet"]


def test_questions_are_in_the_words_that_fit_the_case(kb: KnowledgeBase) -> None:
    forms = forms_of(Case((Heard("onderbetaald", Status.PRESENT, (), certain=True),)), kb.indicators)
    asked = next_questions(kb.questions, known=frozenset(), asked=frozenset(), forms=forms)

    assert "werk" in questions_card(kb, asked, situation_of(forms)).text


def test_advice_on_how_to_ask_always_has_what_matters_and_is_short(kb: KnowledgeBase) -> None:
    for facts in (set(), {"begeleider"}, {"taalbarriere"}, {"acuut", "minderjarig", "letsel", "suicidaal", "begeleider", "ontwijkt"}):
        card = how_to_ask_card(kb, facts)
        assert card.data is not None
        assert len(card.data["advice"]) <= MOST_ADVICE
        assert [word for word in ("alleen", "tolk", "dring niet aan", "vervolgafspraak", "bewijzen") if word not in card.text] == []


def test_advice_that_fits_the_case_goes_before_general_advice(kb: KnowledgeBase) -> None:
    assert "zelfdoding" in how_to_ask_card(kb, {"suicidaal"}).text
    assert "112" in how_to_ask_card(kb, {"suicidaal", "acuut"}).text


def test_weighing_question_recalls_what_was_heard_and_so_far_answered(kb: KnowledgeBase) -> None:
    weighing = weigh(kb, Answer.JA)
    question = open_question(kb.framework, weighing)
    assert question is not None
    card = weighing_card(kb, question, weighing, Case((Heard("kan_niet_weigeren", Status.PRESENT, (), certain=True),)))

    assert "U beoordeelt zelf" in card.text
    assert card.data is not None
    assert (card.data["number"], card.data["answers"]) == (2, {"1": "ja"})
    assert {example["kind"] for example in card.data["examples"]} == {"acuut", "structureel"}
    assert card.data["explanation"] in explanation_card(kb, question).text


def test_question_left_open_is_put_again_as_such(kb: KnowledgeBase) -> None:
    weighing = weigh(kb, Answer.JA, Answer.ONBEKEND)
    question = open_question(kb.framework, weighing)
    assert question is not None

    assert kb.phrases["weging_opnieuw"] in weighing_card(kb, question, weighing, Case()).text


@pytest.mark.parametrize("given", [(Answer.NEE,), (Answer.JA, Answer.JA), (Answer.JA, Answer.NEE, Answer.NEE), (Answer.ONBEKEND,)])
def test_outcome_names_the_next_step_first_and_gives_the_reasons(given: tuple[Answer, ...], kb: KnowledgeBase) -> None:
    weighing = weigh(kb, *given)
    card = outcome_card(kb, weighing, Case(), referral(kb, Case()), NOON)

    assert "0800-2000" in card.text.split("\n\n")[1]
    assert card.data is not None
    assert [reason for reason in card.data["reasons"] if reason not in card.text] == []
    assert len(card.data["reasons"]) == len(given)


@pytest.mark.parametrize("given", [(Answer.NEE,), (Answer.JA, Answer.JA), (Answer.ONBEKEND,)])
def test_outcome_in_danger_names_the_emergency_number_first_and_another_desk_for_advice(
    given: tuple[Answer, ...], kb: KnowledgeBase
) -> None:
    case = Case(acute=True)
    parts = outcome_card(kb, weigh(kb, *given), case, referral(kb, case), NOON).text.split("\n\n")

    assert "112" in parts[1]
    assert "Veilig Thuis (0800-2000)" in parts[2]


def test_outcome_says_what_holds_for_consent_where_names_are_given(kb: KnowledgeBase) -> None:
    route = referral(kb, Case(minor=True))

    assert route.route.consent in outcome_card(kb, weigh(kb, Answer.JA, Answer.JA), Case(), route, NOON).text
    assert route.route.consent not in outcome_card(kb, weigh(kb, Answer.NEE), Case(), route, NOON).text


def test_contacts_say_whether_each_desk_is_open_and_what_to_do_if_not(kb: KnowledgeBase) -> None:
    on_monday, on_sunday = (contacts_card(kb, referral(kb, CASE), CASE, moment) for moment in (NOON, SUNDAY))

    assert "nu gesloten" not in on_monday.text
    assert "nu gesloten" in on_sunday.text
    assert "eerstvolgende werkdag" in on_sunday.text
    assert on_sunday.data is not None
    assert {contact["id"]: contact["open_now"] for contact in on_sunday.data["contacts"]}["comensha"] is False


def test_contacts_say_how_to_begin_the_call_without_a_name(kb: KnowledgeBase) -> None:
    text = contacts_card(kb, referral(kb, CASE), CASE, NOON).text

    assert "anoniem overleggen over een minderjarige patiënt" in text
    assert "seksueel overdraagbare aandoening" in text


@pytest.mark.parametrize("kind", NoteKind)
def test_note_keeps_findings_apart_from_what_is_unsure_and_denied(kind: NoteKind, kb: KnowledgeBase) -> None:
    talk = Conversation(CASE, weigh(kb, Answer.JA, Answer.JA), asked=("eigen_paspoort",), step=2)

    card = note_card(kb, kind, talk, referral(kb, CASE), date(2026, 11, 24))

    assert card.data is not None
    assert card.data["markdown"] == card.text
    assert card.text.index("‘chlamydia’") < card.text.index("‘hij heeft het’") < card.text.index("‘geen drugs’")
    assert "paspoort of identiteitskaart" in card.text
    assert "minderjarig" in card.text
    assert "{" not in card.text


def test_dossier_note_warns_who_may_read_it_and_leaves_room_for_others_words(kb: KnowledgeBase) -> None:
    text = note_card(kb, NoteKind.DOSSIER, Conversation(CASE, Weighing()), referral(kb, CASE), date(2026, 11, 24)).text

    assert "portaal" in text
    assert "Wat anderen vertelden" in text
    assert "24-11-2026" in text


def test_summary_of_nothing_says_so(kb: KnowledgeBase) -> None:
    assert summary_card(kb, Conversation(Case(), Weighing())).text == kb.phrases["samenvatting_leeg"]


def test_summary_holds_signals_and_where_the_conversation_is(kb: KnowledgeBase) -> None:
    text = summary_card(kb, Conversation(CASE, weigh(kb, Answer.JA), asked=("a", "b"), step=3)).text

    assert [part for part in ("‘chlamydia’", "vraag 2", "stap 3", "kreeg: 2") if part not in text] == []


def test_practice_case_that_resembles_the_case_is_told(kb: KnowledgeBase) -> None:
    wanted = kb.practice_cases[3]
    about = Case(tuple(Heard(id_, Status.PRESENT, (), certain=True) for id_ in wanted.signals))

    assert fitting_practice_case(kb, about) == wanted
    assert wanted.story in practice_case_card(kb, wanted).text


def long_cards(kb: KnowledgeBase) -> list[Card]:
    everything = Case(tuple(Heard(i.id, Status.PRESENT, ("woord",), certain=True) for i in kb.indicators[:10]), minor=True)
    cards = [signals_card(kb, everything, before=Case()), how_to_ask_card(kb, {"acuut", "begeleider"})]
    cards += [step_card(kb, step) for step in kb.framework.steps]
    cards += [explanation_card(kb, question) for question in kb.framework.questions]
    cards += [faq_card(kb, faq) for faq in kb.faq]
    for case in (Case(), Case(minor=True), everything, Case(acute=True)):
        cards += [
            contacts_card(kb, referral(kb, case), case, SUNDAY),
            outcome_card(kb, weigh(kb, Answer.JA, Answer.JA), case, referral(kb, case), SUNDAY),
        ]
    return cards


def test_every_answer_can_be_read_in_two_minutes(kb: KnowledgeBase) -> None:
    assert [(len(card.text.split()), card.text[:60]) for card in long_cards(kb) if len(card.text.split()) > WORDS_IN_TWO_MINUTES] == []


def test_every_answer_has_at_most_five_quick_replies(kb: KnowledgeBase) -> None:
    assert [card.text for card in long_cards(kb) if len(card.replies) > MAX_REPLIES] == []


def test_no_answer_concludes_or_scores(kb: KnowledgeBase) -> None:
    texts = [card.text.lower() for card in long_cards(kb)]

    assert [text for text in texts if "score" in text or "% kans" in text or "is slachtoffer" in text] == []
