"""Fixtures for all tests. `stack` is the whole assistant; it starts only for tests that ask for it."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from bot.preparation import Settings, build_knowledge, train
from bot.supervisor import Client, Stack


def free_ports(count: int) -> list[int]:
    """Ports that nothing listens at."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class RunningStack:
    """A running assistant, as tests use it."""

    def __init__(self, running: Stack, settings: Settings) -> None:
        self.servers = {"actions": running.actions, "rasa": running.rasa}
        self.client: Client = running.client
        self.url = running.client.url
        self.page = f"{self.url}/signaalwijzer/"
        self.settings = settings

    def say(self, sender: str, text: str) -> list[dict[str, Any]]:
        """Send one message and return the elements of the answer."""
        return self.client.say(sender, text)

    def new_sender(self) -> str:
        """A conversation of its own."""
        return secrets.token_hex(16)

    @property
    def output(self) -> str:
        """The last lines that the servers wrote."""
        return "\n".join(f"--- {name}\n{server.last_lines}" for name, server in self.servers.items())


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Free ports, the knowledge base built, and a model trained on what is there now."""
    bot_port, actions_port = free_ports(2)
    var = Settings.from_environment({"SIGNAALWIJZER_VAR": os.environ.get("SIGNAALWIJZER_VAR", "")}).var
    settings = Settings(var=var, bot_port=bot_port, actions_port=actions_port)
    build_knowledge(settings, print)
    train(settings, print)
    return settings


@pytest.fixture(scope="session")
def stack(settings: Settings) -> Iterator[RunningStack]:
    """The whole assistant, running."""
    running = Stack(settings, print, print)
    try:
        running.start()
        yield RunningStack(running, settings)
    finally:
        running.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Show what the servers wrote when a test that talks to them fails."""
    report = yield
    running = getattr(item, "funcargs", {}).get("stack")
    if report.failed and isinstance(running, RunningStack):
        report.sections.append(("servers", running.output))
    return report
