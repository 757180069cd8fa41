"""Builds, trains, starts and watches the assistant: what `make run` does.

The action server listens on the loopback address only, and so does Rasa unless BOT_HOST says otherwise. What the servers write goes to
stderr and is stored nowhere. Messages are for the person who runs the assistant, and in Dutch.
"""

from __future__ import annotations

import collections
import json
import secrets
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from types import FrameType
from typing import Any

import yaml

from bot.preparation import Problem, Say, Settings, build_knowledge, check_environment, check_port, train
from bot.processes import Server

READY_SECONDS = 180.0
ANSWER_SECONDS = 30.0
CHECK_EVERY_SECONDS = 15.0
MISSED_CHECKS = 3
RESTARTS = 5
RESTART_WINDOW_SECONDS = 300.0
WAY_OUT = "Zie de regels hierboven. Helpt dat niet, begin dan met een nieuw model: rm -rf var/models && make run"

# Loopback only: a proxy of the surroundings has nothing to do with it.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Stopped(Exception):
    """The operator, or the system, asked to stop."""


class Client:
    """Speaks to a running assistant as the widget does."""

    def __init__(self, url: str) -> None:
        """Keep the address of the assistant, without a path."""
        self.url = url

    def say(self, sender: str, text: str, timeout: float = ANSWER_SECONDS) -> list[dict[str, Any]]:
        """Send one message and return the elements of the answer."""
        body = json.dumps({"sender": sender, "message": text}).encode()
        request = urllib.request.Request(f"{self.url}/webhooks/rest/webhook", body, {"Content-Type": "application/json"})  # noqa: S310
        with _opener.open(request, timeout=timeout) as answer:
            return list(json.load(answer))

    def health(self, timeout: float = 10.0) -> dict[str, Any]:
        """Return what the assistant says of its parts, or nothing when it does not answer."""
        try:
            with _opener.open(f"{self.url}/webhooks/rest/health", timeout=timeout) as answer:
                return dict(json.load(answer))
        except urllib.error.HTTPError as error:
            with error:
                return dict(json.load(error))
        except (OSError, ValueError):
            return {}


class Stack:
    """The action server and the Rasa server, together."""

    def __init__(self, settings: Settings, say: Say, pass_on: Say, stopping: threading.Event | None = None) -> None:
        """Prepare both servers; nothing is started yet.

        Args:
            settings: where everything is.
            say: tells the operator how it goes.
            pass_on: receives each line that a server writes.
            stopping: set when it must stop.
        """
        self._settings = settings
        self._say = say
        self._stopping = stopping or threading.Event()
        environment = settings.environment()
        python = [sys.executable, "-m", "bot.launch"]
        endpoints = settings.var / f"endpoints-{settings.bot_port}.yml"
        actions = [*python, "rasa_sdk", "--actions", "bot.actions", "--port", str(settings.actions_port), "--quiet"]
        rasa = [
            *python,
            "rasa",
            "run",
            "--model",
            str(settings.model),
            "--endpoints",
            str(endpoints),
            "--credentials",
            "bot/credentials.yml",
        ]
        rasa += ["--interface", settings.bot_host, "--port", str(settings.bot_port), "--quiet"]
        self._endpoints = endpoints
        self.actions = Server("de actieserver", actions, settings.root, environment, lambda line: pass_on(f"[acties] {line}"))
        self.rasa = Server("de Rasa-server", rasa, settings.root, environment, lambda line: pass_on(f"[rasa] {line}"))
        self.client = Client(f"http://127.0.0.1:{settings.bot_port}")
        self._restarts: collections.deque[float] = collections.deque(maxlen=RESTARTS)

    @property
    def servers(self) -> tuple[Server, Server]:
        """Both servers, in the order in which they start."""
        return self.actions, self.rasa

    def pause(self, seconds: float) -> None:
        """Wait, unless it must stop.

        Raises:
            Stopped: when it must stop.
        """
        if self._stopping.wait(seconds):
            raise Stopped

    def prepare(self) -> None:
        """Check what can be checked beforehand, build the knowledge base and train the model when needed."""
        check_environment()
        self._check_ports()
        build_knowledge(self._settings, self._say, self.pause)
        train(self._settings, self._say, self.pause)

    def _check_ports(self) -> None:
        check_port(self._settings.bot_host, self._settings.bot_port, "BOT_PORT")
        check_port("127.0.0.1", self._settings.actions_port, "ACTIONS_PORT")

    def start(self) -> None:
        """Start both servers and wait until a real message is answered.

        Raises:
            Problem: when that does not happen.
        """
        self._check_ports()
        self._write_endpoints()
        self._say("servers starten (ongeveer een halve minuut)")
        for server in self.servers:
            server.start()
        self._wait_until_ready()

    def _write_endpoints(self) -> None:
        """Write the endpoints with this run's port of the action server."""
        source = self._settings.root / "bot" / "endpoints.yml"
        endpoints = yaml.safe_load(source.read_text(encoding="utf-8")) or {}
        endpoints["action_endpoint"] = {**(endpoints.get("action_endpoint") or {}), "url": self._settings.actions_url}
        self._endpoints.write_text(yaml.safe_dump(endpoints), encoding="utf-8")

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            for server in self.servers:
                if server.exit_code is not None:
                    raise Problem(
                        f"{_start(server.name)} is bij het starten gestopt (code {server.exit_code}).",
                        WAY_OUT,
                        server.last_lines,
                    )
            if self._answers():
                return
            self.pause(0.5)
        raise self._unusable()

    def _unusable(self) -> Problem:
        """Return what is wrong when the servers run and no message is answered."""
        broken = "het model kon niet worden geladen" if self.client.health().get("model") is False else "zij antwoorden niet goed"
        lines = "\n".join(server.last_lines for server in self.servers)
        return Problem(f"De servers zijn na {READY_SECONDS:.0f} seconden niet bruikbaar: {broken}.", WAY_OUT, lines)

    def _answers(self) -> bool:
        """Tell whether a message gets an answer of the conversation, and not the channel's own answer in its place."""
        if self.client.health().get("status") != "ok":
            return False
        try:
            answer = self.client.say(secrets.token_hex(16), "help")
        except (OSError, ValueError):
            return False
        texts = [element.get("text") for element in answer]
        return any(texts) and not self._stand_ins() & set(texts)

    def _stand_ins(self) -> set[str]:
        """Return what the channel says when the conversation does not answer."""
        texts = yaml.safe_load((self._settings.root / "bot" / "channels" / "texts.yml").read_text(encoding="utf-8"))
        return {str(texts[name]).strip() for name in ("no_answer", "interrupted") if name in texts}

    def watch(self) -> None:
        """Restart a part that died or no longer answers, until it must stop.

        Raises:
            Stopped: when it must stop.
            Problem: when parts keep dying, or do not come back.
        """
        missed = 0
        next_check = time.monotonic() + CHECK_EVERY_SECONDS
        back_before: float | None = None
        while True:
            self.pause(0.5)
            for server in self.servers:
                if server.exit_code is not None:
                    self._restart(server, f"is gestopt (code {server.exit_code})")
                    back_before = time.monotonic() + READY_SECONDS
            if back_before is not None:
                if self._answers():
                    self._say("de assistent antwoordt weer")
                    back_before, missed = None, 0
                elif time.monotonic() > back_before:
                    raise self._unusable()
            elif time.monotonic() >= next_check:
                missed = 0 if self.client.health() else missed + 1
                if missed >= MISSED_CHECKS:
                    self._restart(self.rasa, "antwoordt niet meer")
                    back_before = time.monotonic() + READY_SECONDS
                next_check = time.monotonic() + CHECK_EVERY_SECONDS

    def _restart(self, server: Server, why: str) -> None:
        now = time.monotonic()
        if len(self._restarts) == RESTARTS and now - self._restarts[0] < RESTART_WINDOW_SECONDS:
            raise Problem(f"{_start(server.name)} {why}, na {RESTARTS} keer herstarten.", WAY_OUT, server.last_lines)
        self._restarts.append(now)
        self._say(f"{server.name} {why}; opnieuw starten")
        server.stop()
        server.start()

    def stop(self) -> None:
        """End both servers."""
        for server in reversed(self.servers):
            server.stop()
        self._endpoints.unlink(missing_ok=True)


def _start(text: str) -> str:
    """Return a text as the start of a sentence."""
    return text[:1].upper() + text[1:]


def tell(message: str) -> None:
    """Tell the operator how it goes."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {message}\n")
    sys.stderr.flush()


def pass_on(line: str) -> None:
    """Pass on what a server wrote."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def main() -> int:
    """Run the assistant until it must stop, and return the exit code."""
    stopping = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask_to_stop)
    stack: Stack | None = None
    try:
        settings = Settings.from_environment()
        stack = Stack(settings, tell, pass_on, stopping)
        stack.prepare()
        stack.start()
        tell(f"klaar: open http://localhost:{settings.bot_port}/signaalwijzer/ (stoppen: Ctrl-C)")
        stack.watch()
    except Stopped:
        tell("stoppen")
    except Problem as problem:
        tell(f"FOUT: {problem}")
        return 1
    finally:
        if stack:
            stack.stop()
    return 0
