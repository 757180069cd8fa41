"""The fault matrix: whatever breaks, an answer comes within five seconds, danger is answered, and the conversation goes on afterwards."""

from __future__ import annotations

import concurrent.futures
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.preparation import Settings
from bot.supervisor import Stack, Stopped
from tests.safety.stacks import CASE, DANGER, Timed, fake_actions, running, trained, wait_until

NUMBERS = ("112", "0800-2000")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return trained(tmp_path_factory.mktemp("faults"))


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def whole(settings: Settings, told: list[str]) -> Iterator[Stack]:
    with running(settings, told) as stack:
        yield stack


@pytest.fixture
def stack(whole: Stack) -> Iterator[Stack]:
    """The assistant, put right again after each fault."""
    yield whole
    for server in whole.servers:
        if server.exit_code is not None:
            server.start()
    wait_until(whole._answers)


def assert_clear(answer: str) -> None:
    """An answer that does not do what was asked says so, with both numbers."""
    assert all(number in answer for number in NUMBERS), answer


def assert_danger_answered(stack: Stack) -> None:
    first = Timed(stack.client).elements(DANGER)[0]
    assert first["custom"]["type"] == "emergency"
    assert [contact["id"] for contact in first["custom"]["contacts"]] == ["alarm", "veilig_thuis"]
    assert_clear(str(first["text"]))


def assert_works(stack: Stack) -> None:
    answer = Timed(stack.client).elements(CASE)
    assert "signals" in [(element.get("custom") or {}).get("type") for element in answer]


@pytest.mark.parametrize("behaviour", ["gone", "hang", "slow", "garbage", "empty", "500", "reset"])
def test_action_server_that_fails(stack: Stack, settings: Settings, behaviour: str) -> None:
    going_on = Timed(stack.client)
    going_on.say(CASE)
    stack.actions.stop()
    if behaviour == "gone":
        _check_without_actions(stack, going_on)
    else:
        with fake_actions(settings.actions_port, behaviour):
            _check_without_actions(stack, going_on)
    stack.actions.start()
    wait_until(stack._answers)
    wait_until(lambda: "blauwe plekken" in going_on.say("samenvatting"), seconds=20)


def _check_without_actions(stack: Stack, going_on: Timed) -> None:
    assert_danger_answered(stack)
    going_on.say("samenvatting")
    other = Timed(stack.client)
    for word in (CASE, "contact"):
        assert_clear(other.say(word))
    assert "casus" in other.say("help")


def test_action_server_that_is_stopped_in_the_middle(stack: Stack) -> None:
    assert stack.actions.pid
    os.kill(stack.actions.pid, signal.SIGSTOP)
    try:
        assert_danger_answered(stack)
        assert_clear(Timed(stack.client).say(CASE))
    finally:
        os.kill(stack.actions.pid, signal.SIGCONT)
    wait_until(lambda: not _fails(stack), seconds=20)
    assert_works(stack)


def _fails(stack: Stack) -> bool:
    return "signals" not in str(Timed(stack.client).elements(CASE))


def test_two_messages_of_one_sender_at_once_while_actions_hang(stack: Stack, settings: Settings) -> None:
    stack.actions.stop()
    with fake_actions(settings.actions_port, "hang"), concurrent.futures.ThreadPoolExecutor(2) as pool:
        one = Timed(stack.client)
        for answer in pool.map(one.say, (CASE, "contact")):
            assert_clear(answer)


def test_two_messages_of_one_sender_at_once_are_both_answered(stack: Stack) -> None:
    one = Timed(stack.client)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(one.say, (CASE, "Zij slaapt op haar werk en krijgt geen loon.")))
    assert all(answers)
    assert "blauwe plekken" in one.say("samenvatting")


@pytest.mark.parametrize("fault", ["missing", "corrupt", "emptied", "locked"])
def test_knowledge_base_that_fails(stack: Stack, settings: Settings, fault: str) -> None:
    database = settings.var / "kb.sqlite"
    whole = database.read_bytes()
    stack.actions.stop()
    try:
        with Broken(database, fault):
            stack.actions.start()
            wait_until(lambda: stack.client.health().get("actions"))
            assert_danger_answered(stack)
            one = Timed(stack.client)
            for word in (CASE, "meldcode"):
                assert_clear(one.say(word)) if fault != "locked" else one.say(word)
    finally:
        database.write_bytes(whole)
    wait_until(lambda: not _fails(stack), seconds=20)


class Broken:
    """Break the database for a while."""

    def __init__(self, database: Path, fault: str) -> None:
        self._database = database
        self._fault = fault
        self._lock: sqlite3.Connection | None = None

    def __enter__(self) -> None:
        if self._fault == "missing":
            self._database.unlink()
        elif self._fault == "corrupt":
            self._database.write_bytes(b"geen database" * 1000)
        elif self._fault == "emptied":
            with sqlite3.connect(self._database) as connection:
                for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
                    connection.execute(f'delete from "{table}"')
            connection.close()
        else:
            self._lock = sqlite3.connect(self._database, isolation_level=None)
            self._lock.execute("begin exclusive")

    def __exit__(self, *_: object) -> None:
        if self._lock:
            self._lock.close()


def test_knowledge_base_that_is_emptied_while_running(stack: Stack, settings: Settings) -> None:
    assert_works(stack)
    database = settings.var / "kb.sqlite"
    whole = database.read_bytes()
    try:
        with Broken(database, "emptied"):
            assert_danger_answered(stack)
            assert_works(stack)
    finally:
        database.write_bytes(whole)


def test_supervisor_brings_back_what_dies_and_says_so(stack: Stack, told: list[str]) -> None:
    del told[:]
    one = Timed(stack.client)
    one.say(CASE)
    stack._stopping = threading.Event()
    hurting = threading.Thread(target=_kill_both, args=(stack, one, told))
    hurting.start()
    with pytest.raises(Stopped):
        stack.watch()  # here, not beside: a server ends with the thread that started it
    hurting.join()
    stack._stopping = threading.Event()
    assert any("de actieserver is gestopt" in line for line in told)
    assert any("de Rasa-server is gestopt" in line for line in told)
    assert sum("antwoordt weer" in line for line in told) == 2


def _kill_both(stack: Stack, one: Timed, told: list[str]) -> None:
    """Kill the one, then the other; each time wait until the supervisor says that it is back."""
    try:
        assert stack.actions.pid
        os.kill(stack.actions.pid, signal.SIGKILL)
        one.say("contact")
        wait_until(lambda: any("antwoordt weer" in line for line in told))
        assert "blauwe plekken" in one.say("samenvatting")
        assert stack.rasa.pid
        os.kill(stack.rasa.pid, signal.SIGKILL)
        wait_until(lambda: sum("antwoordt weer" in line for line in told) == 2, seconds=120)
        assert "blauwe plekken" not in one.say("samenvatting")
    finally:
        stack._stopping.set()
