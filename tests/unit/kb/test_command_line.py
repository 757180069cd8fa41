"""`python -m kb`: what it prints and how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kb import checks
from kb.__main__ import main
from kb.build import URL_VARIABLE
from tests.unit.kb.conftest import SMALL


@pytest.fixture(autouse=True)
def _small_catalogue(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(checks, "CATALOGUE_SIZE", 2)
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path}/kb.sqlite")


def run(*arguments: str, data: Path = SMALL) -> int:
    return main(["--data", str(data), *arguments])


def test_validate_counts_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("validate") == 0
    assert "valid (2 indicators, 3 questions" in capsys.readouterr().out


def test_build_says_whether_it_changed_anything(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build") == 0
    assert run("build") == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("kb.sqlite: built")
    assert second.endswith("kb.sqlite: up to date")


def test_fault_ends_with_1_and_leaves_the_database_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("build")
    before = (tmp_path / "kb.sqlite").read_bytes()
    broken = tmp_path / "data"
    shutil.copytree(SMALL, broken)
    (broken / "faq.yml").write_text("faq: x", encoding="utf-8")

    assert run("build", data=broken) == 1

    assert "faq.yml:1: faq: found 'x'; expected a list" in capsys.readouterr().err
    assert (tmp_path / "kb.sqlite").read_bytes() == before


def test_show_prints_an_entry(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "loket") == 0
    heading, text = capsys.readouterr().out.split("\n", 1)
    assert heading == "# contacts[loket]"
    assert json.loads(text)["openings"] == [{"days": [1, 2, 3, 4, 5], "opens": "09:00:00", "closes": "17:00:00"}]


def test_show_meldcode_draws_the_graph(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "meldcode") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "flowchart TD"
    assert '    q2 -->|"ja (norm 1)"| melden' in lines
    assert '    q1 -->|"onbekend"| q1' in lines


def test_show_of_an_unknown_id_tells_what_comes_near(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "lokket") == 1
    assert capsys.readouterr().err == "kb: there is no entry with id 'lokket'; did you mean loket or ook_loket?\n"


def test_export_is_the_same_every_time(capsys: pytest.CaptureFixture[str]) -> None:
    run("export")
    first = capsys.readouterr().out
    run("export")
    assert capsys.readouterr().out == first
    assert json.loads(first)["indicators"][0]["id"] == "blauw"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense", "kb: KB_DATABASE_URL: Could not parse"),
        ("postgresql://user:secret@127.0.0.1:1/x", "kb: postgresql://user:***@127.0.0.1:1/x: "),
        ("sqlite:////proc/none/kb.sqlite", "kb: sqlite:////proc/none/kb.sqlite: "),
    ],
)
def test_database_that_cannot_be_used_is_named_without_its_password(
    url: str, message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(URL_VARIABLE, url)

    assert run("build") == 1

    error = capsys.readouterr().err
    assert error.startswith(message)
    assert "secret" not in error
    assert "Traceback" not in error


def test_missing_directory_is_one_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("validate", data=tmp_path / "none") == 1
    assert "none: found no such directory" in capsys.readouterr().err


def test_unknown_command_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        run("destroy")
    assert raised.value.code == 2
    assert "invalid choice" in capsys.readouterr().err
