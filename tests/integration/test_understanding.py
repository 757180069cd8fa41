"""The trained model itself: what it takes a message for, and which action follows."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from rasa.core.agent import Agent
from rasa.core.test import test as run_stories

from bot.preparation import ROOT, Settings
from tests.cases.reading import read_messages

MESSAGES = read_messages()


@pytest.fixture(scope="module")
def agent(settings: Settings) -> Agent:
    """The model, loaded in this process; its actions do not run."""
    return Agent.load(str(settings.model))


@pytest.fixture(scope="module")
def taken_for(agent: Agent) -> dict[str, tuple[str, str | None]]:
    """What each message is taken for: intent, and the question when it is one."""

    async def parse() -> dict[str, tuple[str, str | None]]:
        found = {}
        for _, _, message in MESSAGES:
            parsed = await agent.parse_message(message)
            topics = [entity["value"] for entity in parsed["entities"] if entity["entity"] == "faq"]
            found[message] = (parsed["intent"]["name"], topics[0] if topics else None)
        return found

    return asyncio.run(parse())


@pytest.mark.parametrize(("intent", "topic", "message"), MESSAGES, ids=[message[:60] for _, _, message in MESSAGES])
def test_message_that_nobody_trained_on_is_understood(
    intent: str, topic: str | None, message: str, taken_for: dict[str, tuple[str, str | None]]
) -> None:
    got, about = taken_for[message]

    assert (got, about if topic else None) == (intent, topic)


def test_no_message_of_this_list_was_trained_on() -> None:
    trained = {line.strip().removeprefix("- ").casefold() for line in (ROOT / "bot/data/nlu.yml").read_text(encoding="utf-8").splitlines()}

    assert [message for _, _, message in MESSAGES if message.casefold() in trained] == []


def test_stories_go_as_written(agent: Agent, tmp_path: Path) -> None:
    """Intents and actions; which words a signal rests on is for the tests of recognition."""
    report = asyncio.run(
        run_stories(str(ROOT / "tests/test_stories.yml"), agent, e2e=True, out_directory=str(tmp_path), disable_plotting=True)
    )
    scores = {name: report["report"][name] for name in agent.domain.intents if name in report["report"]}

    assert [(step["action"], step["predicted"]) for step in report["actions"] if step["action"] != step["predicted"]] == []
    assert [name for name, score in scores.items() if score["recall"] < 1 or score["precision"] < 1] == []
    assert len(report["actions"]) > len(scores) > 15
