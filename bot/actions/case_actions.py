"""Actions about the case: what was heard, what to confirm, safe questions, the summary."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from bot.actions import slots
from bot.actions.boundary import SafeAction, Speaker
from bot.actions.services import knowledge
from bot.consult.ask import next_questions, told_by, wording
from bot.consult.assess import facts_of, forms_of, situation_of, to_confirm
from bot.consult.cards import Card, phrase, replies
from bot.consult.case import Case, merge, settle
from bot.consult.say_case import confirm_card, signals_card
from bot.consult.say_notes import fitting_practice_case, practice_case_card, summary_card
from bot.consult.say_questions import how_to_ask_card, questions_card
from kb.schema import Answer, KnowledgeBase

HOLDS = {Answer.JA: True, Answer.NEE: False, Answer.ONBEKEND: None}


class ActionCasus(SafeAction):
    """Adds a description to the case and shows the signals."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_casus"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will merge the message, show the case, and put the most telling uncertain signal to the user."""
        kb, talk = knowledge(), slots.read_conversation(tracker)
        reply = slots.read_reply(tracker)
        told = merge(_confirmed(talk.case, tracker), _told(kb, reply, talk.case))
        case = merge(told, slots.read_message(tracker))
        say.card(signals_card(kb, case, before=talk.case))
        events = [slots.set_case(case)]
        if reply and reply.question_id not in talk.asked:
            events.append(SlotSet(slots.GESTELD, [*talk.asked, reply.question_id]))
        if slots.read_phase(tracker) in (None, slots.FASE_BEVESTIGEN):
            events += _confirm_next(say, case, already=tracker.get_slot(slots.BEVESTIGING))
        return events


class ActionBevestigSignaal(SafeAction):
    """Takes the answer about an uncertain signal."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_bevestig_signaal"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will settle the signal, show the case anew, and close the question."""
        before = Case.from_json(tracker.get_slot(slots.CASUS))
        case = _confirmed(before, tracker)
        say.card(signals_card(knowledge(), case, before=before))
        return [slots.set_case(case), SlotSet(slots.FASE, None)]


class ActionSignaal(SafeAction):
    """Settles the signal that a message names."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_signaal"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will settle the signal and show the case anew; an open question about that same signal is closed."""
        kb, before = knowledge(), Case.from_json(tracker.get_slot(slots.CASUS))
        named, answer = slots.entity_value(tracker, slots.ENTITY_SIGNAL), slots.read_answer(tracker)
        if answer is None or named not in {indicator.id for indicator in kb.indicators}:
            say.card(Card(phrase(kb, "signaal_onbekend"), None, replies(kb, "samenvatting", "casus", "help")))
            return []
        case = settle(before, named, holds=HOLDS[answer])
        say.card(signals_card(kb, case, before=before))
        return [slots.set_case(case), *_close_question(tracker, named)]


class ActionVeiligeVragen(SafeAction):
    """Hands over safe questions, and how to ask them."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_veilige_vragen"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will give the next questions that fit the case; how to ask goes with the first."""
        kb, talk = knowledge(), slots.read_conversation(tracker)
        forms = forms_of(talk.case, kb.indicators)
        asked = next_questions(kb.questions, known=talk.case.known, asked=frozenset(talk.asked), forms=forms)
        say.card(questions_card(kb, asked, situation_of(forms)))
        if not talk.asked:
            say.card(how_to_ask_card(kb, facts_of(talk.case, kb.facts)))
        return [SlotSet(slots.GESTELD, [*talk.asked, *(question.id for question in asked.questions)])]


class ActionMeerVragen(ActionVeiligeVragen):
    """The same, asked for as 'more': what was given is not given again."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_meer_vragen"


class ActionHoeVragen(SafeAction):
    """Says how to ask."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_hoe_vragen"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will give the advice that fits the case."""
        kb, talk = knowledge(), slots.read_conversation(tracker)
        say.card(how_to_ask_card(kb, facts_of(talk.case, kb.facts)))
        return []


class ActionSamenvatting(SafeAction):
    """Sums up the conversation."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_samenvatting"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will say where the conversation stands."""
        say.card(summary_card(knowledge(), slots.read_conversation(tracker)))
        return []


class ActionPraktijkvoorbeeld(SafeAction):
    """Tells a practice case that resembles this one."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_praktijkvoorbeeld"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will tell the practice case that shares most with the case."""
        kb = knowledge()
        say.card(practice_case_card(kb, fitting_practice_case(kb, slots.read_conversation(tracker).case)))
        return []


def _confirmed(case: Case, tracker: Tracker) -> Case:
    pending, answer = tracker.get_slot(slots.BEVESTIGING), slots.read_answer(tracker)
    if slots.read_phase(tracker) != slots.FASE_BEVESTIGEN or pending is None or answer is None:
        return case
    return settle(case, pending[-1], holds=HOLDS[answer])


def _told(kb: KnowledgeBase, reply: slots.PatientReply | None, case: Case) -> Case:
    question = next((question for question in kb.questions if reply and question.id == reply.question_id), None)
    if reply is None or reply.answer is None or question is None:
        return Case()
    asked = wording(question, situation_of(forms_of(case, kb.indicators)))
    return told_by(question, reply.answer, evidence=phrase(kb, "antwoord_bewijs", vraag=asked, antwoord=reply.words))


def _close_question(tracker: Tracker, settled: str) -> list[EventType]:
    """Remember that a signal needs no question any more, and close the one that is open about it."""
    put = tracker.get_slot(slots.BEVESTIGING) or []
    if slots.read_phase(tracker) == slots.FASE_BEVESTIGEN and put and put[-1] == settled:
        return [SlotSet(slots.FASE, None)]
    return [SlotSet(slots.BEVESTIGING, [settled, *(id_ for id_ in put if id_ != settled)])]


def _confirm_next(say: Speaker, case: Case, *, already: list[str] | None) -> list[EventType]:
    kb, put = knowledge(), already or []
    indicator = to_confirm(case, kb.indicators, frozenset(put))
    if indicator is None:
        return [SlotSet(slots.FASE, None)]
    say.card(confirm_card(kb, indicator))
    return [SlotSet(slots.BEVESTIGING, [*put, indicator.id]), SlotSet(slots.FASE, slots.FASE_BEVESTIGEN)]
