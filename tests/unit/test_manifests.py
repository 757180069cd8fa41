"""What is uploaded to Slack and to Teams: complete, within their rules, and in step with what the channels need."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels.slack import SlackChannel
from bot.channels.teams import TeamsChannel
from bot.manifests.__main__ import EXAMPLE, HERE, main, slack_files, teams_files

ADDRESS, APP_ID = "https://bot.praktijk.nl", "1A2B3C4D-1234-1234-1234-1a2b3c4d5e6f"
SLACK_FILES = slack_files(ADDRESS)
SLACK: dict[str, Any] = yaml.safe_load(SLACK_FILES["slack-manifest.yml"])
PACKAGE = zipfile.ZipFile(io.BytesIO(teams_files(ADDRESS, APP_ID)["teams-app.zip"]))
TEAMS: dict[str, Any] = json.loads(PACKAGE.read("manifest.json"))


def picture(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and the pixels of a PNG as these are made here, after its checksums were checked."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    place, chunks = 8, {}
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        kind, data = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        assert struct.unpack(">I", png[place + 8 + length : place + 12 + length]) == (zlib.crc32(kind + data),)
        chunks[kind] = data
        place += 12 + length
    width, height, depth, colours = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, colours) == (8, 6)
    rows, size = zlib.decompress(chunks[b"IDAT"]), 1 + 4 * width
    pixels = [rows[row * size + 1 + 4 * column : row * size + 5 + 4 * column] for row in range(height) for column in range(width)]
    return width, height, pixels


def test_slack_manifest_leads_to_the_channel() -> None:
    webhook = f"{ADDRESS}/webhooks/{SlackChannel.name()}/webhook"
    assert SLACK["settings"]["event_subscriptions"]["request_url"] == webhook
    assert SLACK["settings"]["interactivity"] == {"is_enabled": True, "request_url": webhook}


def test_slack_manifest_asks_for_no_more_than_is_used() -> None:
    assert set(SLACK["settings"]["event_subscriptions"]["bot_events"]) == {"app_home_opened", "app_mention", "message.im"}
    assert set(SLACK["oauth_config"]["scopes"]["bot"]) == {"app_mentions:read", "chat:write", "im:history"}
    assert SLACK["features"]["app_home"]["messages_tab_read_only_enabled"] is False


def test_slack_manifest_keeps_to_the_limits() -> None:
    shown = SLACK["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4_000
    assert re.fullmatch("#[0-9a-f]{6}", shown["background_color"])
    assert len(SLACK["features"]["bot_user"]["display_name"]) <= 80


def test_teams_manifest_keeps_to_the_schema() -> None:
    assert TEAMS["$schema"].endswith(f"/v{TEAMS['manifestVersion']}/MicrosoftTeams.schema.json")
    assert len(TEAMS["name"]["short"]) <= 30
    assert len(TEAMS["name"]["full"]) <= 100
    assert len(TEAMS["description"]["short"]) <= 80
    assert len(TEAMS["description"]["full"]) <= 4_000
    assert len(TEAMS["developer"]["name"]) <= 32
    assert all(TEAMS["developer"][name].startswith(f"{ADDRESS}/") for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl"))
    assert re.fullmatch("#[0-9A-F]{6}", TEAMS["accentColor"])
    assert TEAMS["validDomains"] == ["bot.praktijk.nl"]


def test_teams_manifest_is_of_a_bot_for_personal_conversations() -> None:
    [bot] = TEAMS["bots"]
    assert bot["botId"] == TEAMS["id"] == APP_ID.lower()
    assert bot["scopes"] == ["personal"]
    assert bot["supportsFiles"] is False
    assert TEAMS["defaultInstallScope"] == "personal"
    assert TeamsChannel.name() == "botframework"


def test_commands_in_teams_are_words_that_the_conversation_knows() -> None:
    [commands] = TEAMS["bots"][0]["commandLists"]
    known = (HERE.parents[1] / "docs/architecture.md").read_text(encoding="utf-8")
    assert len(commands["commands"]) <= 10
    for command in commands["commands"]:
        assert f"`{command['title']}`" in known
        assert len(command["title"]) <= 32
        assert len(command["description"]) <= 128


@pytest.mark.parametrize("address", ["https://bot.praktijk.nl", "https://bot.praktijk.nl:8443/hulp"])
def test_own_address_takes_the_place_of_every_example(address: str) -> None:
    made = slack_files(address)["slack-manifest.yml"].decode() + PACKAGE.read("manifest.json").decode()
    assert EXAMPLE not in made
    assert f"{address}/webhooks/slack/webhook" in made


def test_teams_package_has_its_icons_and_is_the_same_every_time() -> None:
    assert sorted(PACKAGE.namelist()) == ["color.png", "manifest.json", "outline.png"]
    assert teams_files(ADDRESS, APP_ID) == teams_files(ADDRESS, APP_ID)


def test_colour_icon_is_of_the_size_and_covers_its_square() -> None:
    width, height, pixels = picture(PACKAGE.read("color.png"))
    assert (width, height) == (192, 192)
    assert {pixel[3] for pixel in pixels} == {255}
    assert len(set(pixels)) > 3


def test_outline_icon_is_white_on_nothing() -> None:
    width, height, pixels = picture(PACKAGE.read("outline.png"))
    assert (width, height) == (32, 32)
    assert pixels[0][3] == 0
    assert {pixel[:3] for pixel in pixels if pixel[3]} == {b"\xff\xff\xff"}


def test_slack_icon_is_large_enough() -> None:
    assert picture(SLACK_FILES["slack-icon.png"])[:2] == (512, 512)


def test_command_writes_the_files_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["slack", "--address", f"{ADDRESS}/", "--into", str(tmp_path / "new")]) == 0
    assert main(["teams", "--address", ADDRESS, "--app-id", APP_ID, "--into", str(tmp_path / "new")]) == 0
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["slack-icon.png", "slack-manifest.yml", "teams-app.zip"]
    assert "teams-app.zip" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["slack"],
        ["slack", "--address", "http://bot.praktijk.nl"],
        ["slack", "--address", "bot.praktijk.nl"],
        ["slack", "--address", "https://bot.praktijk.nl/?x=1"],
        ["teams", "--address", ADDRESS],
        ["teams", "--address", ADDRESS, "--app-id", "00000000-0000-0000-0000-000000000000"],
        ["teams", "--address", ADDRESS, "--app-id", "geheim"],
    ],
)
def test_odd_arguments_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
