"""One assistant for all tests in which something breaks: it logs all that can be logged, and is put right after each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.preparation import Settings
from bot.supervisor import Stack
from tests.safety.stacks import trained, wait_until

LEVELS = ("LOG_LEVEL", "LOG_LEVEL_LIBRARIES", "LOG_LEVEL_RASA", "LOG_LEVEL_MATPLOTLIB", "LOG_LEVEL_KAFKA", "LOG_LEVEL_FAKER")


@pytest.fixture(scope="package")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A folder of its own, with the project's model."""
    return trained(tmp_path_factory.mktemp("safety"))


@pytest.fixture(scope="package")
def told() -> list[str]:
    """What the supervisor and both servers say."""
    return []


@pytest.fixture(scope="package")
def whole(settings: Settings, told: list[str]) -> Iterator[Stack]:
    """The assistant, with every log that can be switched on."""
    with pytest.MonkeyPatch.context() as patch:
        for name in LEVELS:
            patch.setenv(name, "DEBUG")
        stack = Stack(settings, told.append, told.append)
    for server in stack.servers:
        server._command = ["--debug" if word == "--quiet" else word for word in server._command]
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


@pytest.fixture
def stack(whole: Stack) -> Iterator[Stack]:
    """The assistant, put right again after each fault."""
    yield whole
    for server in whole.servers:
        if server.exit_code is not None:
            server.start()
    wait_until(whole._answers)
