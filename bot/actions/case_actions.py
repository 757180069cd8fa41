"""Actions about the case: what was heard, what to confirm, safe questions, the summary."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from bot.actions import slots
from bot.actions.boundary import SafeAction, Speaker
from bot.actions.services import knowledge
from bot.consult.ask import next_questions
from bot.consult.assess import facts_of, forms_of, situation_of, to_confirm
from bot.consult.case import Case, merge, new_signals, settle
from bot.consult.say_case import confirm_card, signals_card
from bot.consult.say_notes import fitting_practice_case, practice_case_card, summary_card
from bot.consult.say_questions import how_to_ask_card, questions_card
from kb.schema import Answer

HOLDS = {Answer.JA: True, Answer.NEE: False, Answer.ONBEKEND: None}


class ActionCasus(SafeAction):
    """Adds a description to the case and shows the signals."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_casus"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will merge the message, show the case, and put the most telling uncertain signal to the user."""
        kb, stored = knowledge(), tracker.get_slot(slots.CASUS)
        before = _confirmed(Case.from_json(stored), tracker)
        case = merge(before, slots.read_message(tracker))
        say.card(signals_card(kb, case, new_signals(before, case), first=stored is None))
        events = [slots.set_case(case)]
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
        say.card(signals_card(knowledge(), case, new_signals(before, case), first=False))
        return [slots.set_case(case), SlotSet(slots.FASE, None)]


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


def _confirm_next(say: Speaker, case: Case, *, already: list[str] | None) -> list[EventType]:
    kb, put = knowledge(), already or []
    indicator = to_confirm(case, kb.indicators, frozenset(put))
    if indicator is None:
        return [SlotSet(slots.FASE, None)]
    say.card(confirm_card(kb, indicator))
    return [SlotSet(slots.BEVESTIGING, [*put, indicator.id]), SlotSet(slots.FASE, slots.FASE_BEVESTIGEN)]
