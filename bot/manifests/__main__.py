"""The command line: `python -m bot.manifests slack|teams`, to make what a practice uploads."""

from __future__ import annotations

import argparse
import json
import re
import sys
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from bot.manifests.icon import colour_icon, outline_icon

HERE = Path(__file__).parent
EXAMPLE = "https://signaalwijzer.praktijk.example"
NO_ID = "00000000-0000-0000-0000-000000000000"
# One moment for every file in the package, so that the same settings always make the same bytes.
MOMENT = (2026, 1, 1, 0, 0, 0)
SLACK_ICON = 512
TEAMS_COLOUR = 192
TEAMS_OUTLINE = 32


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the files, say where they are, and return 0."""
    options = _parser().parse_args(arguments)
    options.into.mkdir(parents=True, exist_ok=True)
    made = slack_files(options.address) if options.surface == "slack" else teams_files(options.address, options.app_id)
    for name, content in made.items():
        path = options.into / name
        path.write_bytes(content)
        print(path)
    return 0


def slack_files(address: str) -> dict[str, bytes]:
    """Return the manifest and the icon for Slack, by file name."""
    manifest = _addressed(yaml.safe_load((HERE / "slack.yml").read_text(encoding="utf-8")), address)
    text = yaml.safe_dump(manifest, allow_unicode=True, sort_keys=False, width=120)
    return {"slack-manifest.yml": text.encode(), "slack-icon.png": colour_icon(SLACK_ICON)}


def teams_files(address: str, app_id: str) -> dict[str, bytes]:
    """Return the package for Teams, by file name: a zip with manifest and icons."""
    manifest = _addressed(json.loads((HERE / "teams.json").read_text(encoding="utf-8")), address)
    manifest["id"] = manifest["bots"][0]["botId"] = app_id.lower()
    manifest["validDomains"] = [urlsplit(address).hostname]
    content = {
        "manifest.json": json.dumps(manifest, ensure_ascii=False, indent=2).encode(),
        manifest["icons"]["color"]: colour_icon(TEAMS_COLOUR),
        manifest["icons"]["outline"]: outline_icon(TEAMS_OUTLINE),
    }
    return {"teams-app.zip": _zipped(content)}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.manifests", description="Make what is uploaded to Slack or to Teams.")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--address", type=_address, required=True, help="where the assistant is reached, such as https://bot.praktijk.nl")
    shared.add_argument("--into", type=Path, default=Path("var/manifests"), help="the folder for the files (default: %(default)s)")
    surfaces = parser.add_subparsers(dest="surface", required=True, metavar="slack|teams")
    surfaces.add_parser("slack", parents=[shared], help="the app manifest and an icon")
    teams = surfaces.add_parser("teams", parents=[shared], help="the app package")
    teams.add_argument("--app-id", type=_app_id, required=True, help="the app id of the bot's registration (MICROSOFT_APP_ID)")
    return parser


def _address(text: str) -> str:
    """Return an address without a slash at its end; Slack and Teams reach https only."""
    found = urlsplit(text)
    if found.scheme != "https" or not found.hostname or found.query or found.fragment or found.username:
        raise argparse.ArgumentTypeError(f"{text!r} is no https address such as https://bot.praktijk.nl")
    return text.rstrip("/")


def _app_id(text: str) -> str:
    if not re.fullmatch(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text) or text == NO_ID:
        raise argparse.ArgumentTypeError(f"{text!r} is no app id such as 1a2b3c4d-1234-1234-1234-1a2b3c4d5e6f")
    return text


def _addressed(node: Any, address: str) -> Any:
    """Return a manifest with the practice's own address in the place of the example."""
    if isinstance(node, dict):
        return {name: _addressed(value, address) for name, value in node.items()}
    if isinstance(node, list):
        return [_addressed(value, address) for value in node]
    return node.replace(EXAMPLE, address) if isinstance(node, str) else node


def _zipped(content: dict[str, bytes]) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, data in content.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return held.getvalue()


if __name__ == "__main__":
    sys.exit(main())
