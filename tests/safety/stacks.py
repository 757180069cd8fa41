"""Running assistants with a fault in them, and what every answer must have."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.preparation import ROOT, Settings, build_knowledge, train
from bot.processes import Server
from bot.supervisor import Client
from tests.conftest import free_ports

DANGER = "Ze wordt nu met een mes bedreigd en hij staat in de wachtkamer."
CASE = "Meisje van 17 met blauwe plekken. Haar vriend voert het woord en houdt haar paspoort."
LONGEST_ANSWER = 5.0


def new_canary() -> str:
    """Return a word that nobody ever typed: letters only, so that the privacy filter takes it for no number."""
    return "kanarie" + "".join(secrets.choice("bdfgklmnprst") for _ in range(12))


class Timed:
    """A conversation whose every answer comes in time and is never empty."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.sender = secrets.token_hex(16)

    def say(self, text: str) -> str:
        """Return all texts of an answer; one that takes too long or says nothing is an error."""
        elements = self.elements(text)
        assert any(element.get("text") for element in elements), "silence"
        return "\n".join(str(element.get("text", "")) for element in elements)

    def elements(self, text: str) -> list[dict[str, Any]]:
        return self._client.say(self.sender, text, timeout=LONGEST_ANSWER)


def trained(var: Path) -> Settings:
    """Return settings with a folder of their own: the model of the project, and a knowledge base that may be broken."""
    source = Settings.from_environment()
    train(source, lambda _: None)
    actions, bot = free_ports(2)
    settings = Settings(var=var, bot_port=bot, actions_port=actions)
    (var / "models").mkdir(parents=True)
    for file in (source.model, source.stamp):
        os.link(file, var / "models" / file.name) if file.stat().st_dev == var.stat().st_dev else shutil.copy(file, var / "models")
    build_knowledge(settings, lambda _: None)
    return settings


def wait_until(condition: Any, seconds: float = 60.0) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


@contextmanager
def fake_actions(port: int, behaviour: str) -> Iterator[None]:
    """Put a server in the place of the action server: `hang`, `slow`, `garbage`, `empty`, `500` or `reset`."""
    command = [sys.executable, "-m", "tests.safety.fake_actions", str(port), behaviour]
    server = Server("nep", command, ROOT, dict(os.environ), lambda _: None)
    server.start()
    try:
        wait_until(lambda: _answers(f"http://127.0.0.1:{port}/health"))
        yield
    finally:
        server.stop()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def post(url: str, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    """Send a body and return status, headers and body of the answer."""
    request = urllib.request.Request(url, body, {"Content-Type": "application/json", **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


def message(sender: str, text: str) -> bytes:
    return json.dumps({"sender": sender, "message": text}).encode()
