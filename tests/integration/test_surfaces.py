"""Slack and Teams through a real `rasa run` with the trained model, against faithful services on loopback."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels.block_kit import escape
from bot.channels.markup import plain, read
from bot.preparation import ROOT, Settings, build_knowledge, train
from bot.processes import Server
from bot.supervisor import Stack
from tests.conftest import free_ports
from tests.surfaces import microsoft, slack
from tests.surfaces.loopback import until
from tests.surfaces.microsoft import FakeMicrosoft, activity, buttons, text_of
from tests.surfaces.slack import FORM, FakeSlack, click, direct_message, signed

JSON = "application/json"
CASE = "Meisje van 17 met blauwe plekken. Haar vriend voert het woord en houdt haar paspoort."
DANGER = "Ze wordt nu met een mes bedreigd en hij staat in de wachtkamer."
WORDS = (
    "help",
    "casus",
    CASE,
    "samenvatting",
    "veilige vragen",
    "meer vragen",
    "contact",
    "acuut",
    "meldcode",
    "verder",
    "terug",
    "afwegingskader",
    "uitleg",
    "weet ik niet",
    "dossiernotitie",
    "belscript",
    "wat is mensenhandel?",
    "praktijkvoorbeeld",
    "stop",
    "opnieuw",
    "wis alles",
)
SETTINGS = {
    "SLACK_BOT_TOKEN": slack.TOKEN,
    "SLACK_SIGNING_SECRET": slack.SIGNING_SECRET,
    "MICROSOFT_APP_ID": microsoft.APP_ID,
    "MICROSOFT_APP_PASSWORD": microsoft.PASSWORD,
    "MICROSOFT_APP_TENANT_ID": microsoft.TENANT_ID,
}


class Running:
    """The assistant with both surfaces, what its servers wrote, and the services that it speaks to."""

    def __init__(self, stack: Stack, lines: list[str], fake_slack: FakeSlack, fake_microsoft: FakeMicrosoft) -> None:
        self.client = stack.client
        self.lines = lines
        self.slack = fake_slack
        self.microsoft = fake_microsoft
        self._number = 0

    def post(self, channel: str, body: bytes, headers: dict[str, str]) -> int:
        request = urllib.request.Request(f"{self.client.url}/webhooks/{channel}/webhook", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    async def in_slack(self, text: str) -> list[dict[str, Any]]:
        """Type a message in Slack and return what is shown, but for the notice after the very first."""
        self._number += 1
        before = len(self.slack.posted)
        body = json.dumps(direct_message(text, self._number)).encode()
        assert self.post("slack", body, signed(body, JSON)) == 200
        await self._quiet(lambda: len(self.slack.posted), before)
        return [post for post in self.slack.posted[before:] if not post["text"].startswith("Let op")]

    async def in_teams(self, text: str = "", **more: Any) -> list[dict[str, Any]]:
        """Type a message in Teams, or use a button, and return what is shown, but for the notice after the very first."""
        self._number += 1
        before = len(self.microsoft.shown)
        body = json.dumps(activity(self.microsoft.service_url, self._number, text=text, **more)).encode()
        assert self.post("botframework", body, {"Content-Type": JSON, "Authorization": f"Bearer {self.microsoft.token()}"}) == 200
        await self._quiet(lambda: len(self.microsoft.shown), before)
        return [shown for shown in self.microsoft.activities[before:] if not text_of(shown).startswith("Let op")]

    async def _quiet(self, count: Any, before: int) -> None:
        """Wait until an answer has come and is complete."""
        await until(lambda: count() > before, "an answer")
        seen = -1
        while seen != count():
            seen = count()
            await asyncio.sleep(0.4)


@contextmanager
def running(tmp_path: Path, settings: dict[str, str], fake_slack: FakeSlack, fake_microsoft: FakeMicrosoft) -> Iterator[Running]:
    """Run the assistant with settings for Slack and Teams, and with credentials that lead to the services on loopback."""
    credentials = yaml.safe_load((ROOT / "bot/credentials.yml").read_text(encoding="utf-8"))
    credentials["bot.channels.slack.SlackChannel"]["api_url"] = fake_slack.api_url
    credentials["bot.channels.teams.TeamsChannel"] |= {
        "openid_url": fake_microsoft.openid_url,
        "authority_url": f"{fake_microsoft.origin}/login",
        "services": [fake_microsoft.origin],
    }
    path = tmp_path / "credentials.yml"
    path.write_text(yaml.safe_dump(credentials), encoding="utf-8")
    lines: list[str] = []
    bot_port, actions_port = free_ports(2)
    var = Settings.from_environment({"SIGNAALWIJZER_VAR": os.environ.get("SIGNAALWIJZER_VAR", "")}).var
    places = Settings(var=var, bot_port=bot_port, actions_port=actions_port)
    build_knowledge(places, lines.append)
    train(places, lines.append)
    stack = Stack(places, lines.append, lines.append)
    command = [str(path) if part == "bot/credentials.yml" else part for part in stack.rasa._command]
    stack.rasa = Server("rasa", command, places.root, {**places.environment(), **settings}, lines.append)
    try:
        stack.start()
        yield Running(stack, lines, fake_slack, fake_microsoft)
    finally:
        stack.stop()


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with FakeSlack() as fake_slack, FakeMicrosoft() as fake_microsoft:
        with running(tmp_path_factory.mktemp("surfaces"), SETTINGS, fake_slack, fake_microsoft) as started:
            yield started
        assert fake_slack.faults == []
        assert fake_microsoft.faults == []


async def test_every_word_is_answered_in_slack_within_the_limits(assistant: Running) -> None:
    for word in WORDS:
        assert await assistant.in_slack(word), word
    assert assistant.slack.faults == []


async def test_every_word_is_answered_in_teams_within_the_limits(assistant: Running) -> None:
    for word in WORDS:
        assert await assistant.in_teams(word), word
    assert assistant.microsoft.faults == []


async def test_a_case_is_answered_the_same_on_every_surface(assistant: Running) -> None:
    await assistant.in_slack("wis alles")
    await assistant.in_teams("wis alles")
    on_the_web = [plain(read(element["text"])) for element in assistant.client.say(secrets.token_hex(16), CASE)]
    in_slack = "\n\n".join(post["text"] for post in await assistant.in_slack(CASE))
    in_teams = "\n".join(text_of(shown) for shown in await assistant.in_teams(CASE))
    assert in_slack == "\n\n".join(map(escape, on_the_web))
    assert in_teams == "\n".join(on_the_web).replace("\n\n", "\n")


async def test_danger_comes_first(assistant: Running) -> None:
    first = (await assistant.in_slack(DANGER))[0]
    assert "112" in first["text"].splitlines()[0]
    assert "<tel:112|112>" in first["blocks"][0]["text"]["text"]
    container = (await assistant.in_teams(DANGER))[0]["attachments"][0]["content"]["body"][0]
    assert container["style"] == "attention"


async def test_buttons_of_slack_go_on_with_the_conversation(assistant: Running) -> None:
    await assistant.in_slack("wis alles")
    with_buttons = next(post for post in await assistant.in_slack(CASE) if post["blocks"][-1]["type"] == "actions")
    value = with_buttons["blocks"][-1]["elements"][0]["value"]
    before = len(assistant.slack.posted)
    body = click(value, with_buttons)
    assert assistant.post("slack", body, signed(body, FORM)) == 200
    await until(lambda: len(assistant.slack.posted) > before, "an answer to the click")
    assert "niet goed" not in assistant.slack.posted[before]["text"]


async def test_weighing_in_teams_goes_by_buttons_to_its_outcome(assistant: Running) -> None:
    await assistant.in_teams("wis alles")
    shown = await assistant.in_teams("afwegingskader")
    for place in range(2):
        yes = next(button for button in buttons(shown[-1]) if button["data"]["payload"] == "ja")
        back = yes["data"]["msteams"]
        shown = await assistant.in_teams(back["text"], value=back["value"], replyToId=f"1:{place}")
    words = "\n".join(map(text_of, shown))
    assert "norm 1" in words
    assert "0800-2000" in words


async def test_no_log_holds_what_was_typed_or_who_typed_it(assistant: Running) -> None:
    await assistant.in_slack("kanariepiet zat in de kamer")
    await assistant.in_teams("kanariepiet zat in de kamer")
    log = "\n".join(assistant.lines)
    assert not [
        part for part in ("kanariepiet", slack.USER, slack.DIRECT, microsoft.USER, "Dokter", slack.TOKEN, microsoft.PASSWORD) if part in log
    ]


async def test_what_is_not_signed_is_refused_by_the_real_server_too(assistant: Running) -> None:
    body = json.dumps(direct_message("hallo", 999)).encode()
    assert assistant.post("slack", body, {"Content-Type": JSON}) == 401
    assert assistant.post("botframework", b"{}", {"Content-Type": JSON}) == 401


def test_misconfigured_surfaces_say_so_and_take_nothing_down(tmp_path: Path) -> None:
    with FakeSlack() as fake_slack, FakeMicrosoft() as gone:
        pass
    partly = {**SETTINGS, "SLACK_SIGNING_SECRET": ""}
    with running(tmp_path, partly, fake_slack, gone) as started:
        assert any(started.client.say(secrets.token_hex(16), "help"))
        assert started.post("slack", b"{}", {"Content-Type": JSON}) == 404
        token = {"Content-Type": JSON, "Authorization": f"Bearer {gone.token()}"}
        assert started.post("botframework", b"{}", token) == 503
        assert any("Slack staat uit" in line and "SLACK_SIGNING_SECRET" in line for line in started.lines)
