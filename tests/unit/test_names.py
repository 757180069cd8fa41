"""Names that two files must agree on: the domain, the code, the training data and the knowledge base."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.actions import slots
from bot.consult.routing import DANGER, command, words_of
from bot.nlu import router
from bot.nlu.faq import FAQ_ENTITY
from bot.nlu.router import load_words
from kb.loader import load
from kb.schema import KnowledgeBase

BOT = Path(__file__).parents[2] / "bot"
COMMANDS = (
    "casus veilige_vragen meer_vragen meldcode afwegingskader contact acuut samenvatting dossiernotitie belscript ja nee weet_ik_niet "
    "terug verder stop wis_alles opnieuw help"
)
EMERGENCY_TEXTS = ("utter_noodgeval", "utter_storing", "utter_terugval", "utter_begroeten")
LEAST_EXAMPLES = 25


def read(name: str) -> Any:
    return yaml.safe_load((BOT / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def domain() -> dict[str, Any]:
    return dict(read("domain.yml"))


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load()


def constants(prefix: str) -> set[str]:
    return {value for name, value in vars(slots).items() if name.startswith(prefix)}


def names(entries: list[Any]) -> set[str]:
    return {entry if isinstance(entry, str) else next(iter(entry)) for entry in entries}


def examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for block in read("data/nlu.yml")["nlu"]:
        if "intent" in block:
            key = block["intent"] + "/" + block.get("metadata", {}).get("onderwerp", "")
            found[key] = [line.removeprefix("- ").strip() for line in block["examples"].splitlines()]
    return found


def rules() -> list[dict[str, Any]]:
    return [*read("data/rules.yml")["rules"], *read("data/stories.yml")["stories"]]


def steps(key: str) -> set[str]:
    found = set()
    for rule in rules():
        for step in rule["steps"]:
            found |= {choice[key] for choice in (step.get("or") or [step]) if key in choice}
    return found


def test_slots_are_those_of_the_domain(domain: dict[str, Any]) -> None:
    named = {slots.AFWEGING, slots.BEVESTIGING, slots.CASUS, slots.FASE, slots.GESTELD, slots.MELDCODE_STAP}

    assert named == set(domain["slots"])


def test_phases_are_the_values_of_their_slot(domain: dict[str, Any]) -> None:
    assert constants("FASE_") == set(domain["slots"]["fase"]["values"])


def test_entities_are_those_of_the_domain(domain: dict[str, Any]) -> None:
    assert constants("ENTITY_") == names(domain["entities"])
    assert {router.ANSWER_ENTITY, router.SIGNAL_ENTITY, router.REPLY_ENTITY, FAQ_ENTITY} <= constants("ENTITY_")


def test_intents_named_in_code_are_those_of_the_domain(domain: dict[str, Any]) -> None:
    fixed = {*slots.ANSWER_INTENTS, slots.INTENT_CASE, slots.INTENT_DANGER, DANGER, *load_words().commands}

    assert fixed <= set(domain["intents"])


def test_actions_are_those_of_the_domain(domain: dict[str, Any]) -> None:
    from bot.actions import case_actions, desk_actions, meldcode_actions
    from bot.actions.boundary import SafeAction

    found = {
        cls().name()
        for module in (case_actions, desk_actions, meldcode_actions)
        for cls in vars(module).values()
        if isinstance(cls, type) and issubclass(cls, SafeAction) and cls is not SafeAction
    }

    assert found == set(domain["actions"])


def test_every_intent_has_an_answer_and_every_action_is_used(domain: dict[str, Any]) -> None:
    assert steps("intent") == set(domain["intents"])
    assert set(domain["actions"]) <= steps("action")


@pytest.mark.parametrize("intent", sorted(examples()))
def test_intent_has_enough_examples_each_once(intent: str) -> None:
    lines = examples()[intent]

    assert len(lines) >= LEAST_EXAMPLES
    assert len({line.casefold() for line in lines}) == len(lines)


def test_intents_with_examples_are_those_of_the_domain(domain: dict[str, Any]) -> None:
    assert {key.split("/")[0] for key in examples()} == set(domain["intents"]) - {"nlu_fallback"}


def test_questions_that_are_trained_are_those_that_have_an_answer(kb: KnowledgeBase) -> None:
    assert {key.split("/")[1] for key in examples()} - {""} == {faq.id for faq in kb.faq}


def buttons(domain: dict[str, Any], kb: KnowledgeBase) -> list[tuple[str, str]]:
    fixed = [(b["title"], b["payload"]) for said in domain["responses"].values() for text in said for b in text.get("buttons", [])]
    composed = [(title, id_.removeprefix("knop_").replace("_", " ")) for id_, title in kb.phrases.items() if id_.startswith("knop_")]
    return fixed + composed


def test_title_of_a_quick_reply_does_what_the_reply_does(domain: dict[str, Any], kb: KnowledgeBase) -> None:
    fixed = load_words()

    wrong = [
        (title, payload)
        for title, payload in buttons(domain, kb)
        if command(title, fixed) is None or command(title, fixed) != command(payload, fixed)
    ]

    assert wrong == []


@pytest.mark.parametrize("word", COMMANDS.split())
def test_command_word_works_alone(word: str) -> None:
    assert command(f" {word.replace('_', ' ').upper()}! ", load_words()) is not None


def test_no_fixed_word_has_two_meanings() -> None:
    fixed = load_words()
    for words in (fixed.commands, fixed.answers):
        said = [phrase for phrases in words.values() for phrase in phrases]
        assert sorted(said) == sorted(set(said))


def test_fixed_words_are_written_as_they_are_compared() -> None:
    fixed = load_words()
    said = [phrase for words in (fixed.commands, fixed.answers) for phrases in words.values() for phrase in phrases]

    assert [phrase for phrase in said if " ".join(words_of(phrase)) != phrase] == []


@pytest.mark.parametrize("response", EMERGENCY_TEXTS)
def test_emergency_numbers_in_the_domain_are_those_of_the_knowledge_base(response: str, domain: dict[str, Any], kb: KnowledgeBase) -> None:
    phones = {contact.id: contact.phone for contact in kb.contacts}
    text = domain["responses"][response][0]["text"]

    assert phones["alarm"] in text
    assert set(re.findall(r"\b0\d{3}-\d{4}\b", text)) <= {phones["veilig_thuis"]}


def test_texts_of_the_channel_name_the_same_numbers(kb: KnowledgeBase) -> None:
    phones = {contact.id: contact.phone for contact in kb.contacts}
    for name in ("no_answer", "interrupted", "too_long"):
        text = read("channels/texts.yml")[name]
        assert phones["alarm"] in text
        assert set(re.findall(r"\b0\d{3}-\d{4}\b", text)) == {phones["veilig_thuis"]}


def test_emergency_card_is_that_of_the_knowledge_base(domain: dict[str, Any], kb: KnowledgeBase) -> None:
    card = domain["responses"]["utter_noodgeval"][0]["custom"]
    known = {contact.id: contact for contact in kb.contacts}

    assert [contact["id"] for contact in card["contacts"]] == ["alarm", "veilig_thuis"]
    for contact in card["contacts"]:
        same = known[contact["id"]]
        expected = (same.name, same.phone, same.url, same.checked_on.isoformat(), same.always_open)
        assert (contact["name"], contact["phone"], contact["url"], contact["checked"], contact["open_now"]) == expected


def test_every_phrase_is_used_and_every_phrase_used_is_there(kb: KnowledgeBase) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for folder in ("consult", "actions") for path in (BOT / folder).glob("*.py"))
    named = set(re.findall(r"""phrases?(?:\(kb, |\[)["']([a-z_0-9]+)["']""", code))
    begun = tuple(re.findall(r"""["']([a-z_]+_)["'] \+|f["']([a-z_]+_)\{""", code))
    starts = tuple(start for pair in begun for start in pair if start)

    assert [id_ for id_ in named - kb.phrases.keys() if id_ not in starts] == []
    assert [id_ for id_ in kb.phrases if id_.removesuffix("_tot") not in code and not id_.startswith((*starts, "knop_"))] == []
