"""Settings, the fingerprint of what the model rests on, and what the operator is told when something is wrong."""

from __future__ import annotations

import json
import socket
import sys
import tarfile
from pathlib import Path

import pytest

from bot import preparation
from bot.preparation import Problem, Settings


def tree(root: Path) -> Settings:
    for name, text in {
        "bot/config.yml": "language: nl",
        "bot/domain.yml": "version: '3.1'",
        "bot/data/nlu.yml": "nlu: []",
        "bot/nlu/router.py": "",
        "kb/data/facts.yml": "facts: []",
        "requirements/bot.txt": "",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Settings(root=root, var=root / "var")


def test_ports_come_from_the_environment() -> None:
    settings = Settings.from_environment({"BOT_PORT": "6001", "ACTIONS_PORT": "6002"})
    assert (settings.bot_port, settings.actions_port) == (6001, 6002)
    assert settings.actions_url == "http://127.0.0.1:6002/webhook"
    assert settings.environment()["RASA_TELEMETRY_ENABLED"] == "false"
    assert settings.environment()["SANIC_HOST"] == "127.0.0.1"


@pytest.mark.parametrize("environment", [{"BOT_PORT": "acht"}, {"BOT_PORT": "0"}, {"ACTIONS_PORT": "70000"}, {"BOT_PORT": "5055"}])
def test_a_wrong_port_is_a_problem_with_a_way_out(environment: dict[str, str]) -> None:
    with pytest.raises(Problem) as caught:
        Settings.from_environment(environment)
    assert caught.value.way_out


def test_a_busy_port_is_named_with_another_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Problem, match=str(port)) as caught:
            preparation.check_port("127.0.0.1", port, "BOT_PORT")
    assert "BOT_PORT=" in caught.value.way_out


@pytest.mark.parametrize(
    "changed", ["bot/config.yml", "bot/data/nlu.yml", "bot/nlu/router.py", "kb/data/facts.yml", "requirements/bot.txt"]
)
def test_the_fingerprint_follows_what_the_model_rests_on(tmp_path: Path, changed: str) -> None:
    settings = tree(tmp_path)
    before = preparation.fingerprint(settings.root)
    assert preparation.fingerprint(settings.root) == before
    (tmp_path / changed).write_text("changed", encoding="utf-8")
    assert preparation.fingerprint(settings.root) != before


def test_the_fingerprint_ignores_what_python_leaves_behind(tmp_path: Path) -> None:
    settings = tree(tmp_path)
    before = preparation.fingerprint(settings.root)
    (tmp_path / "bot/nlu/__pycache__").mkdir()
    (tmp_path / "bot/nlu/__pycache__/router.cpython-310.pyc").write_bytes(b"x")
    assert preparation.fingerprint(settings.root) == before


def fake_training(settings: Settings, monkeypatch: pytest.MonkeyPatch, code: int = 0, whole: bool = True) -> list[list[str]]:
    """Replace the training command; returns the list of commands that were run."""
    commands: list[list[str]] = []

    def run(command: list[str], *_: object, **__: object) -> tuple[int, str]:
        commands.append(command)
        made = Path(command[command.index("--out") + 1]) / settings.model.name
        made.parent.mkdir(parents=True)
        if whole:
            with tarfile.open(made, "w:gz") as archive:
                archive.add(settings.root / "bot/config.yml", "config.yml")
        else:
            made.write_bytes(b"half a model")
        return code, "the last line"

    monkeypatch.setattr(preparation, "run", run)
    return commands


def test_training_happens_once_and_again_when_something_changed_or_the_model_was_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tree(tmp_path)
    commands = fake_training(settings, monkeypatch)
    told: list[str] = []
    assert preparation.train(settings, told.append) == settings.model
    preparation.train(settings, told.append)
    assert len(commands) == 1
    (tmp_path / "kb/data/facts.yml").write_text("facts: [1]", encoding="utf-8")
    preparation.train(settings, told.append)
    assert len(commands) == 2
    settings.model.write_bytes(b"damaged")
    assert not preparation.is_trained(settings)
    preparation.train(settings, told.append)
    assert len(commands) == 3
    preparation.train(settings, told.append, force=True)
    assert len(commands) == 4


@pytest.mark.parametrize(("code", "whole"), [(1, True), (0, False)])
def test_a_failed_training_is_a_problem_and_keeps_the_model_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, whole: bool
) -> None:
    settings = tree(tmp_path)
    fake_training(settings, monkeypatch)
    preparation.train(settings, lambda _: None)
    before = settings.model.read_bytes()
    fake_training(settings, monkeypatch, code, whole)
    with pytest.raises(Problem, match="the last line"):
        preparation.train(settings, lambda _: None, force=True)
    assert settings.model.read_bytes() == before
    assert not (settings.model.parent / "new").exists()


def test_a_stamp_that_cannot_be_read_means_training_again(tmp_path: Path) -> None:
    settings = tree(tmp_path)
    settings.stamp.parent.mkdir(parents=True)
    settings.stamp.write_text(json.dumps(["nonsense"]), encoding="utf-8")
    settings.model.write_bytes(b"x")
    assert not preparation.is_trained(settings)
    settings.stamp.write_text("{", encoding="utf-8")
    assert not preparation.is_trained(settings)


def test_a_command_that_hangs_is_ended(tmp_path: Path) -> None:
    settings = Settings(root=tmp_path, var=tmp_path / "var")
    with pytest.raises(Problem, match="niet klaar"):
        preparation.run([sys.executable, "-c", "import time; time.sleep(60)"], settings, 0.5, lambda _: None)


def test_a_command_gives_its_code_and_its_last_lines(tmp_path: Path) -> None:
    settings = Settings(root=tmp_path, var=tmp_path / "var")
    code, output = preparation.run([sys.executable, "-c", "print('a'); raise SystemExit(3)"], settings, 30, lambda _: None)
    assert (code, output) == (3, "a")


def test_parts_keep_their_compiled_modules_also_where_the_surroundings_forbid_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    environment = Settings(var=tmp_path).environment()

    assert environment["PYTHONDONTWRITEBYTECODE"] == ""
    assert environment["PYTHONPYCACHEPREFIX"] == str(tmp_path / "pycache")
