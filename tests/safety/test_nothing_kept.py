"""Nothing kept: what is typed is in no log, file, database, error, metric or other conversation, and after forgetting in no live object."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels import forgetting
from bot.channels.forgetting import Forgetter, drop_words
from bot.preparation import ROOT, Settings
from bot.supervisor import Stack
from tests.safety.stacks import CASE, fake_actions, message, new_canary, post, wait_until

WEB = "/webhooks/rest/webhook"


def test_no_log_file_error_or_other_conversation_has_what_was_typed(stack: Stack, told: list[str], settings: Settings) -> None:
    del told[:]
    canary, since = new_canary(), time.time()
    mine = secrets.token_hex(16)
    answers = _type_everywhere(stack, settings, mine, canary)

    assert "DEBUG" in "\n".join(told)
    assert [line for line in told if canary in line] == []
    assert [body for status, body in answers if status != 200 and canary.encode() in body] == []
    assert _files_with(canary, since, (settings.var, ROOT, Path(tempfile.gettempdir()))) == []
    other = secrets.token_hex(16)
    for word in ("samenvatting", "dossiernotitie", "belscript"):
        assert canary.encode() not in post(stack.client.url + WEB, message(other, word))[2]
    for path in ("/metrics", "/status", "/webhooks/rest/health", f"/conversations/{mine}/tracker"):
        assert canary.encode() not in _get(stack.client.url + path)
    assert b'"events"' not in _get(f"{stack.client.url}/conversations/{mine}/tracker")


def test_wipe_ends_the_conversation_at_once(stack: Stack) -> None:
    mine = secrets.token_hex(16)
    stack.client.say(mine, CASE)
    assert "blauwe plekken" in str(stack.client.say(mine, "samenvatting"))
    stack.client.say(mine, "wis alles")
    assert "blauwe plekken" not in str(stack.client.say(mine, "samenvatting"))


def _type_everywhere(stack: Stack, settings: Settings, sender: str, canary: str) -> list[tuple[int, bytes]]:
    """Type the canary in turns that go well, in refused ones, and while parts fail or die."""
    url = stack.client.url + WEB
    answers: list[tuple[int, bytes]] = []

    def send(body: bytes, headers: dict[str, str] | None = None) -> None:
        status, _, text = post(url, body, headers)
        answers.append((status, text))

    def say(text: str) -> None:
        send(message(sender, text))

    for text in (
        f"{CASE} {canary}",
        f"Zij zegt {canary} tegen haar vriend en heeft een mes",
        canary,
        f"/{canary}",
        f'/casus{{"indicator": "{canary}"}}',
    ):
        say(text)
    for word in ("samenvatting", "dossiernotitie", "meldcode", canary, "afwegingskader", canary, "ja"):
        say(word)
    say(canary * 400)
    for broken in (
        json.dumps({"sender": sender, "message": [canary]}),
        json.dumps({"sender": canary + " x", "message": canary}),
        "{" + canary,
        canary,
    ):
        send(broken.encode())
    send(message(sender, "hallo"), {canary: canary, "Idempotency-Key": canary})
    _get(f"{stack.client.url}/{canary}")
    _get(f"{stack.client.url}/signaalwijzer/{canary}?x={canary}")
    stack.actions.stop()
    say(f"{CASE} {canary}")
    for behaviour in ("500", "garbage", "hang"):
        with fake_actions(settings.actions_port, behaviour):
            say(f"{CASE} {canary}")
    database = settings.var / "kb.sqlite"
    whole = database.read_bytes()
    database.write_bytes(b"geen database" * 1000)
    stack.actions.start()
    wait_until(lambda: stack.client.health().get("actions"))
    say(f"{CASE} {canary}")
    database.write_bytes(whole)
    wait_until(stack._answers)
    return answers


def _get(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return bytes(error.read())


def _files_with(canary: str, since: float, folders: tuple[Path, ...]) -> list[Path]:
    """Return the files that were written meanwhile and hold the canary."""
    skipped = {".git", ".venv", "node_modules", "tools"}
    found = []
    for folder in folders:
        for path in _walk(folder, skipped):
            try:
                if path.stat().st_mtime >= since - 1 and path.stat().st_size < 200_000_000 and canary.encode() in path.read_bytes():
                    found.append(path)
            except OSError:
                continue
    return found


def _walk(folder: Path, skipped: set[str]) -> Iterator[Path]:
    try:
        entries = list(folder.iterdir())
    except OSError:
        return
    for path in entries:
        if path.is_symlink():
            continue
        if path.is_dir():
            if path.name not in skipped:
                yield from _walk(path, skipped)
        elif path.is_file():
            yield path


@pytest.fixture(scope="module")
def alive(settings: Settings) -> dict[str, dict[str, Any]]:
    """What a process with the real model still held after forgetting."""
    command = [sys.executable, "-m", "tests.safety.alive", str(settings.model)]
    done = subprocess.run(command, cwd=ROOT, env=settings.environment(), capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("way", ["half an hour idle", "wis alles"])
def test_nothing_alive_holds_what_was_typed(alive: dict[str, dict[str, Any]], way: str) -> None:
    told = alive[way]
    assert told["before"] > 0, "the search must find what is there"
    assert told["in_vocabulary"]
    assert told["asked"]
    assert told["after"] == []
    assert not told["still_in_vocabulary"]


def test_words_are_forgotten_once_for_many_conversations() -> None:
    rounds: list[None] = []
    forgetter = Forgetter(lambda: rounds.append(None), pause=0.05)
    for _ in range(100):
        forgetter.ask()
    wait_until(lambda: not forgetter._running, seconds=5)
    assert len(rounds) == 2


def test_every_cache_of_words_is_known() -> None:
    from bot.channels.identifying.lexicon import fold
    from bot.nlu.lemmas import is_known

    fold("kanariepiet")
    is_known("kanariepiet")
    assert {"fold", "is_known"} <= {cache.__name__ for cache in forgetting._word_caches()}
    drop_words()
    assert fold.cache_info().currsize == 0
    assert is_known.cache_info().currsize == 0
