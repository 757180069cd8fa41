"""Actions along the meldcode and its afwegingskader, and control over where the conversation is."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, Restarted, SlotSet

from bot.actions import slots
from bot.actions.boundary import SafeAction, Speaker
from bot.actions.services import knowledge, moment
from bot.consult.assess import facts_of
from bot.consult.cards import Card, phrase, replies
from bot.consult.findings import Status
from bot.consult.meldcode import Weighing, answer, back, open_question, resume, step_at
from bot.consult.refer import refer
from bot.consult.say_case import confirm_card
from bot.consult.say_meldcode import explanation_card, outcome_card, step_card, weighing_card
from bot.consult.say_notes import Conversation
from kb.schema import Answer


class ActionMeldcode(SafeAction):
    """Shows a step of the meldcode: the one named, else the one that was reached."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_meldcode"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will show the step and make it the place to go on from."""
        named = slots.entity_value(tracker, slots.ENTITY_STEP)
        return _show_step(say, int(named) if named else slots.read_conversation(tracker).step or 1)


class ActionAfweging(SafeAction):
    """Begins the weighing, or goes on where it was."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_afweging"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will put the open question."""
        talk = slots.read_conversation(tracker)
        return _show_weighing(say, talk, resume(knowledge().framework, talk.weighing))


class ActionAfwegingAntwoord(SafeAction):
    """Takes an answer to the open weighing question."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_afweging_antwoord"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will go where the answer leads; a message without an answer puts the question again."""
        talk, given = slots.read_conversation(tracker), _answer_to_weighing(tracker)
        weighing = answer(knowledge().framework, talk.weighing, given) if given else talk.weighing
        return _show_weighing(say, talk, weighing, answered=given is not None)


class ActionVerder(SafeAction):
    """Goes on: the next step, or the open question."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_verder"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will go on from where the conversation is."""
        talk, framework = slots.read_conversation(tracker), knowledge().framework
        at_last_step = talk.step == framework.steps[-1].number
        phase = slots.read_phase(tracker)
        if phase is None and talk.weighing.at is None and talk.weighing.outcome:
            _say_outcome(say, talk, talk.weighing)
            return [SlotSet(slots.FASE, None)]
        in_weighing = talk.weighing.at is not None and phase != slots.FASE_MELDCODE
        if in_weighing or at_last_step:
            return _show_weighing(say, talk, resume(framework, talk.weighing))
        return _show_step(say, 1 if talk.step is None else talk.step + 1)


class ActionTerug(SafeAction):
    """Goes back: one question, or one step."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_terug"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will go back from where the conversation is, or offer the menu when there is nothing to go back to."""
        talk, phase = slots.read_conversation(tracker), slots.read_phase(tracker)
        if phase == slots.FASE_MELDCODE and talk.step is not None:
            return _show_step(say, talk.step - 1)
        if talk.weighing.answers or talk.weighing.at is not None:
            return _show_weighing(say, talk, back(knowledge().framework, talk.weighing))
        say.reply("utter_help")
        return [SlotSet(slots.FASE, None)]


class ActionUitleg(SafeAction):
    """Explains the open question."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_uitleg"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will explain the weighing question or the signal that is open."""
        kb, talk, phase = knowledge(), slots.read_conversation(tracker), slots.read_phase(tracker)
        question = open_question(kb.framework, talk.weighing) if phase == slots.FASE_AFWEGING else None
        if question:
            say.card(explanation_card(kb, question))
        elif phase == slots.FASE_MELDCODE and talk.step:
            say.card(Card(step_at(kb.framework, talk.step).explanation))
        elif phase == slots.FASE_BEVESTIGEN:
            pending = tracker.get_slot(slots.BEVESTIGING)[-1]
            say.card(Card(next(indicator.explanation for indicator in kb.indicators if indicator.id == pending)))
        else:
            say.card(Card(phrase(kb, "uitleg_niets_open"), None, replies(kb, "veilige vragen", "meldcode", "afwegingskader", "help")))
        return []


class ActionHervat(SafeAction):
    """After an interruption: repeats the open question, if there is one."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_hervat"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will put the open question again."""
        kb, talk, phase = knowledge(), slots.read_conversation(tracker), slots.read_phase(tracker)
        question = open_question(kb.framework, talk.weighing)
        if phase == slots.FASE_AFWEGING and question:
            say.card(weighing_card(kb, question, talk.weighing, talk.case))
        elif phase == slots.FASE_MELDCODE and talk.step:
            title = step_at(kb.framework, talk.step).title
            say.card(Card(phrase(kb, "meldcode_hervat", nummer=talk.step, titel=title), None, replies(kb, "verder", "terug", "stop")))
        elif phase == slots.FASE_BEVESTIGEN and not _just_put(tracker):
            pending = tracker.get_slot(slots.BEVESTIGING)[-1]
            say.card(confirm_card(kb, next(indicator for indicator in kb.indicators if indicator.id == pending)))
        return []


class ActionStop(SafeAction):
    """Leaves whatever is open; nothing of the case is lost."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_stop"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will close the open question and say how to go on later."""
        kb = knowledge()
        buttons = replies(kb, "samenvatting", "dossiernotitie", "contact", "verder")
        say.card(Card(phrase(kb, "gestopt"), None, buttons))
        return [SlotSet(slots.FASE, None)]


class ActionOpnieuw(SafeAction):
    """Forgets the conversation, to begin anew."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_opnieuw"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will restart the conversation; the tracker store keeps nothing from before it."""
        return [Restarted()]


def _show_step(say: Speaker, number: int) -> list[EventType]:
    kb = knowledge()
    step = step_at(kb.framework, number)
    say.card(step_card(kb, step))
    return [SlotSet(slots.MELDCODE_STAP, step.number), SlotSet(slots.FASE, slots.FASE_MELDCODE)]


def _show_weighing(say: Speaker, talk: Conversation, weighing: Weighing, *, answered: bool = False) -> list[EventType]:
    kb = knowledge()
    if answered and weighing.outcome:
        _say_outcome(say, talk, weighing)
    question = open_question(kb.framework, weighing)
    if question:
        say.card(weighing_card(kb, question, weighing, talk.case))
    return slots.set_weighing(weighing)


def _say_outcome(say: Speaker, talk: Conversation, weighing: Weighing) -> None:
    kb = knowledge()
    referral = refer(facts_of(talk.case, kb.facts), routes=kb.routes, extra_desks=kb.extra_desks, contacts=kb.contacts)
    say.card(outcome_card(kb, weighing, talk.case, referral, moment()))


def _answer_to_weighing(tracker: Tracker) -> Answer | None:
    """How a message answers the open weighing question, if it does.

    'No, she does have her passport' corrects the case: a no before nothing but denials is not taken as an answer, so that nobody reaches an
    outcome by accident.
    """
    given = slots.read_answer(tracker)
    denied = slots.read_message(tracker).heard
    if given is Answer.NEE and denied and all(item.status is Status.ABSENT for item in denied):
        return None
    return given


def _just_put(tracker: Tracker) -> bool:
    """Whether the confirm question was put in this very turn."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "slot" and event.get("name") == slots.BEVESTIGING:
            return True
    return False
