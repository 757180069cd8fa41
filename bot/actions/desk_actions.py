"""Actions that hand something over: desks to call, notes, answers to questions."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType

from bot.actions import slots
from bot.actions.boundary import SafeAction, Speaker
from bot.actions.services import knowledge, moment
from bot.consult.assess import facts_of
from bot.consult.case import Case
from bot.consult.refer import Referral, refer
from bot.consult.say_contacts import contacts_card
from bot.consult.say_notes import faq_card, note_card
from kb.schema import KnowledgeBase, NoteKind


class ActionContact(SafeAction):
    """Shows whom to call."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_contact"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will show the desks for this case."""
        kb, talk = knowledge(), slots.read_conversation(tracker)
        say.card(contacts_card(kb, _referral(kb, talk.case), talk.case, moment()))
        return []


class ActionDossiernotitie(SafeAction):
    """Writes the dossier note."""

    kind = NoteKind.DOSSIER

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_dossiernotitie"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will write the note from the conversation."""
        kb, talk = knowledge(), slots.read_conversation(tracker)
        say.card(note_card(kb, self.kind, talk, _referral(kb, talk.case), moment().now.date()))
        return []


class ActionBelscript(ActionDossiernotitie):
    """Writes the call script."""

    kind = NoteKind.BELSCRIPT

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_belscript"


class ActionFaq(SafeAction):
    """Answers a frequently asked question."""

    def name(self) -> str:
        """When called, this will give the action's name in the domain."""
        return "action_faq"

    def act(self, say: Speaker, tracker: Tracker) -> list[EventType]:
        """When called, this will answer the question that was recognised, or say that it was not."""
        kb, topic = knowledge(), slots.entity_value(tracker, slots.ENTITY_FAQ)
        entry = next((faq for faq in kb.faq if faq.id == topic), None)
        if entry is None:
            say.reply("utter_terugval")
        else:
            say.card(faq_card(kb, entry))
        return []


def _referral(kb: KnowledgeBase, case: Case) -> Referral:
    return refer(facts_of(case, kb.facts), routes=kb.routes, extra_desks=kb.extra_desks, contacts=kb.contacts)
