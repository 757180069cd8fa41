"""What the widget draws and names by itself agrees with the knowledge base."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from kb.loader import load
from kb.schema import KnowledgeBase

READ = "([module, name]) => import(`./${module}`).then(content => JSON.parse(JSON.stringify(content[name])))"


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return load()


def read(page: Page, module: str, name: str) -> Any:
    return page.evaluate(READ, [module, name])


def test_the_drawing_leads_where_the_answers_lead(page: Page, kb: KnowledgeBase) -> None:
    leads = {
        question.number: {
            answer.value: transition.outcome or transition.to
            for answer, transition in question.transitions.items()
            if answer.value in {"ja", "nee"}
        }
        for question in kb.framework.questions
    }

    assert dict(enumerate(read(page, "framework.js", "FRAMEWORK"), start=1)) == leads


def test_questions_outcomes_groups_and_forms_have_their_own_names(page: Page, kb: KnowledgeBase) -> None:
    texts = read(page, "text.js", "T")

    assert texts["weighing"]["names"] == [question.title for question in kb.framework.questions]
    assert {outcome.id: texts["outcome"][outcome.id] for outcome in kb.framework.outcomes} == {o.id: o.title for o in kb.framework.outcomes}
    assert texts["groups"] == {group.id: group.label for group in kb.groups}
    assert texts["forms"] == {form.id: form.label for form in kb.forms}
    assert len(texts["meldcode"]["names"]) == len(kb.framework.steps)


def test_the_emergency_numbers_are_those_of_the_desks(page: Page, kb: KnowledgeBase) -> None:
    texts = read(page, "text.js", "T")
    phones = {contact.id: contact.phone for contact in kb.contacts}

    assert {desk["id"]: desk["phone"] for desk in texts["emergency"]["local"]} == {name: phones[name] for name in ("alarm", "veilig_thuis")}
    assert all(str(phones[name]) in texts["fault"]["numbers"] for name in ("alarm", "veilig_thuis"))
