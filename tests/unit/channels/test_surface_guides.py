"""The guides and the deployment files name what the channels for Slack and Teams really use."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from bot.channels import slack, teams
from bot.channels.bot_connector import SERVICES
from bot.channels.surface import TEXTS_FILE, Setting

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = {
    slack.GUIDE: (slack.TOKEN, slack.SIGNING_SECRET),
    teams.GUIDE: (teams.APP_ID, teams.PASSWORD, teams.TENANT_ID),
}
EACH = [(guide, setting) for guide, settings in SETTINGS.items() for setting in settings]
FILES = ["-f", "docker-compose.yml", "-f", "docker-compose.chat.yml"]


@pytest.mark.parametrize(("guide", "setting"), EACH, ids=[setting.name for _, setting in EACH])
def test_every_setting_is_explained_and_passed_on(guide: str, setting: Setting) -> None:
    assert f"| `{setting.name}` |" in (ROOT / guide).read_text(encoding="utf-8")
    assert f"\n{setting.name}=\n" in (ROOT / ".env.example").read_text(encoding="utf-8")
    compose = yaml.safe_load((ROOT / "docker-compose.chat.yml").read_text(encoding="utf-8"))
    assert compose["services"]["bot"]["environment"][setting.name] == f"${{{setting.name}:-}}"


@pytest.mark.parametrize(("guide", "channel"), [(slack.GUIDE, slack.SlackChannel), (teams.GUIDE, teams.TeamsChannel)])
def test_guide_and_proxy_know_the_address(guide: str, channel: type[slack.SlackChannel] | type[teams.TeamsChannel]) -> None:
    assert f"/webhooks/{channel.name()}/webhook`" in (ROOT / guide).read_text(encoding="utf-8")
    [location] = re.findall(r"location ~ (\S*webhooks\S*) \{", (ROOT / "docker/nginx.conf").read_text(encoding="utf-8"))
    assert re.fullmatch(location, f"/webhooks/{channel.name()}/webhook")
    assert not re.fullmatch(location, f"/webhooks/{channel.name()}/")


@pytest.mark.parametrize(("guide", "surface"), [(slack.GUIDE, "Slack"), (teams.GUIDE, "Teams")])
@pytest.mark.parametrize("name", ["incomplete", "misconfigured", "rejected", "unreachable"])
def test_guide_explains_what_the_log_says(guide: str, surface: str, name: str) -> None:
    sentence = yaml.safe_load(TEXTS_FILE.read_text(encoding="utf-8"))[name].replace("{surface}", surface)
    longest = max(re.split(r"\{\w+\}", sentence.split(".")[0]), key=len).strip(" :()")
    assert longest in (ROOT / guide).read_text(encoding="utf-8")


def test_guide_for_teams_names_the_services_that_are_trusted() -> None:
    text = (ROOT / teams.GUIDE).read_text(encoding="utf-8")
    assert all(service.removeprefix("https://").removeprefix("*.") in text for service in SERVICES)


def test_docker_compose_accepts_both_files_together() -> None:
    done = subprocess.run([ROOT / "scripts/compose.sh", *FILES, "config"], capture_output=True, text=True, timeout=120, check=False)
    if "kon niet worden opgehaald" in done.stderr:
        pytest.skip("Docker Compose cannot be fetched here")
    assert done.returncode == 0, done.stderr
    bot = yaml.safe_load(done.stdout)["services"]["bot"]
    assert set(bot["networks"]) == {"inside", "outside"}
    assert bot["environment"]["RASA_TELEMETRY_ENABLED"] == "false"
    assert "ports" not in bot


def test_both_are_in_the_credentials_without_a_secret() -> None:
    credentials = yaml.safe_load((ROOT / "bot/credentials.yml").read_text(encoding="utf-8"))
    assert credentials["bot.channels.slack.SlackChannel"] == {"turn_seconds": 20}
    assert credentials["bot.channels.teams.TeamsChannel"] == {"turn_seconds": 20}
