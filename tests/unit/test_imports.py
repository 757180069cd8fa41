"""Which part may depend on which: read from the imports themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(path.relative_to(ROOT) for package in ("kb", "bot") for path in (ROOT / package).rglob("*.py"))
PURE_KB = {"kb.schema", "kb.lexicon"}
UNPREDICTABLE = {"os", "pathlib", "time", "random", "secrets", "subprocess", "socket", "io", "logging", "urllib", "datetime.datetime.now"}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def uses(path: Path, *packages: str) -> list[str]:
    return [name for name in imported(path) if any(name == package or name.startswith(f"{package}.") for package in packages)]


def within(folder: str) -> list[Path]:
    found = [path for path in MODULES if path.as_posix().startswith(f"{folder}/")]
    assert found, folder
    return found


def outside(*folders: str) -> list[Path]:
    return [path for path in MODULES if not path.as_posix().startswith(tuple(f"{folder}/" for folder in folders))]


@pytest.mark.parametrize("path", within("kb"), ids=str)
def test_knowledge_knows_nothing_of_rasa_or_of_the_bot(path: Path) -> None:
    assert uses(path, "rasa", "rasa_sdk", "bot") == []


@pytest.mark.parametrize("path", within("bot/consult"), ids=str)
def test_consult_is_pure(path: Path) -> None:
    assert uses(path, "rasa", "rasa_sdk", "sqlalchemy", "bot.actions", "bot.nlu", "bot.channels", *UNPREDICTABLE) == []


@pytest.mark.parametrize("path", within("bot/consult"), ids=str)
def test_consult_imports_only_plain_types_of_the_knowledge(path: Path) -> None:
    modules = {".".join(name.split(".")[:2]) for name in uses(path, "kb")}

    assert modules <= PURE_KB


@pytest.mark.parametrize("path", outside("bot/actions"), ids=str)
def test_only_actions_import_the_sdk(path: Path) -> None:
    assert uses(path, "rasa_sdk") == []


@pytest.mark.parametrize("path", outside("bot/nlu", "bot/channels"), ids=str)
def test_only_understanding_and_channels_import_rasa(path: Path) -> None:
    assert uses(path, "rasa") == []


@pytest.mark.parametrize("path", outside("kb"), ids=str)
def test_only_the_knowledge_base_speaks_to_the_database(path: Path) -> None:
    assert uses(path, "sqlalchemy", "kb.models") == []


@pytest.mark.parametrize("path", within("bot/actions"), ids=str)
def test_action_server_needs_neither_understanding_nor_channels(path: Path) -> None:
    assert uses(path, "bot.nlu", "bot.channels", "spacy", "tensorflow") == []


@pytest.mark.parametrize("path", within("bot/actions"), ids=str)
def test_actions_reach_the_knowledge_through_its_repository(path: Path) -> None:
    modules = {".".join(name.split(".")[:2]) for name in uses(path, "kb")}

    assert modules <= {"kb.schema", "kb.repository"}
