"""The fault matrix: whatever breaks, an answer comes within five seconds, danger is answered, and the conversation goes on afterwards."""

from __future__ import annotations

import concurrent.futures
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest

from bot.preparation import ROOT, Settings
from bot.supervisor import Stack, Stopped
from tests.conftest import free_ports
from tests.safety.stacks import CASE, DANGER, Timed, fake_actions, wait_until

NUMBERS = ("112", "0800-2000")


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
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for answer in pool.map(other.say, (CASE, "contact")):
            assert_clear(answer)


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


def test_action_server_out_of_memory(stack: Stack) -> None:
    assert_works(stack)
    assert stack.actions.pid
    used = int(Path(f"/proc/{stack.actions.pid}/statm").read_text(encoding="utf-8").split()[0]) * resource.getpagesize()
    resource.prlimit(stack.actions.pid, resource.RLIMIT_AS, (used, used))
    try:
        assert_danger_answered(stack)
        Timed(stack.client).say(CASE + " Zij werkt elke dag." * 150)
    finally:
        stack.actions.stop()


def test_disk_full_while_running(stack: Stack) -> None:
    for server in stack.servers:
        assert server.pid
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        assert_danger_answered(stack)
        assert_works(stack)
    finally:
        for server in stack.servers:
            if server.pid:
                resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def test_disk_full_at_the_start_is_said_and_leaves_nothing_half_made(tmp_path: Path) -> None:
    command = f"ulimit -f 8; exec {sys.executable} -m bot train"
    environment = {**os.environ, "SIGNAALWIJZER_VAR": str(tmp_path / "var")}
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "FOUT: De kennisbank kon niet worden gebouwd." in done.stderr
    assert not list((tmp_path / "var").glob("models/*.tar.gz"))


def test_action_server_whose_clock_stands_in_the_past(stack: Stack) -> None:
    stack.actions.stop()
    right = dict(stack.actions._environment)
    stack.actions._environment["PYTHONPATH"] = str(Path(__file__).parent / "past")
    try:
        stack.actions.start()
        wait_until(stack._answers)
        assert_danger_answered(stack)
        assert_works(stack)
        assert_clear(Timed(stack.client).say("acuut"))
        assert "0800-2000" in Timed(stack.client).say("contact")
    finally:
        stack.actions._environment = right
        stack.actions.stop()


def test_action_server_listens_on_the_loopback_address_only(stack: Stack, settings: Settings) -> None:
    listening = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="utf-8").splitlines()[1:]]
    addresses = [
        line[1] for line in listening if line[3] == "0A" and int(line[1].split(":")[1], 16) in (settings.actions_port, settings.bot_port)
    ]
    assert {address.split(":")[0] for address in addresses} == {"0100007F"}
    assert len(addresses) == 2


@pytest.mark.parametrize("path", ["/status", "/model", "/model/parse", "/domain", "/conversations/a/tracker"])
def test_the_http_api_of_rasa_is_off(stack: Stack, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(stack.client.url + path, timeout=5)


def test_model_that_is_broken(settings: Settings, tmp_path: Path) -> None:
    (port,) = free_ports(1)
    model = tmp_path / "signaalwijzer.tar.gz"
    model.write_bytes(b"geen model" * 100)
    broken = Stack(replace(settings, bot_port=port), lambda _: None, lambda _: None)
    broken._write_endpoints()
    broken.rasa._command = [str(model) if word == str(settings.model) else word for word in broken.rasa._command]
    broken.rasa.start()
    try:
        wait_until(lambda: "model" in broken.client.health())
        assert broken.client.health()["status"] == "down"
        assert_danger_answered(broken)
        assert_clear(Timed(broken.client).say("help"))
    finally:
        broken.stop()


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
        with pytest.raises(OSError, match=r"refused|reset|closed"):  # at once: the widget says so, and tries again
            one.say("contact")
        wait_until(lambda: sum("antwoordt weer" in line for line in told) == 2, seconds=120)
        assert "blauwe plekken" not in one.say("samenvatting")
    finally:
        stack._stopping.set()
