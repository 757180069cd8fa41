"""`python -m bot recognise`: JSON lines in, JSON lines out, in the form that a scorer reads."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot import recognise_cli
from bot.__main__ import main
from bot.nlu import recogniser
from kb.loader import DATA
from tests.unit.consult.small_lexicon import lexicon


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "train", lambda *_: recogniser.build(lexicon(), None))


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lines: str, *options: str) -> list[dict[str, Any]]:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    assert main(["recognise", *options]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_case_gets_a_line_in_the_same_order(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    texts = ["Meisje, 17 jaar, blauwe plekken, geen chlamydia", "wordt achtervolgd", "niets"]
    lines = "\n\n".join(json.dumps({"id": f"x{n}", "text": text, "style": "chat"}) for n, text in enumerate(texts))

    assert run(monkeypatch, capsys, lines) == [
        {"id": "x0", "present": ["leeftijd_12_24", "blauw"], "absent": ["soa"], "acute": False, "minor": True},
        {"id": "x1", "present": [], "absent": [], "acute": True, "minor": False},
        {"id": "x2", "present": [], "absent": [], "acute": False, "minor": False},
    ]


def test_evidence_is_the_words_of_the_text(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (answer,) = run(monkeypatch, capsys, '{"id": 1, "text": "Blauwe plekken; geen chlamydia"}', "--evidence")
    assert answer["evidence"] == {"blauw": ["Blauwe plekken"], "soa": ["chlamydia"]}


def test_no_lines_no_answers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, capsys, "\n") == []


@pytest.mark.parametrize(("made_by", "same_lessons"), [("phrases", True), ("train", False)])
def test_compare_shows_what_texts_gain_and_lose_and_the_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, made_by: str, same_lessons: bool
) -> None:
    line = {
        "id": "x1",
        "style": "chat",
        "kind": "signal",
        "text": "blauwe plekken en hoofdpijn",
        "present": ["blauw"],
        "absent": [],
        "acute": False,
        "minor": False,
    }
    (tmp_path / "texts.jsonl").write_text(json.dumps(line), encoding="utf-8")
    before = lexicon(terms=[term for term in lexicon().terms if term.indicator == "hoofdpijn"])

    def make(data: Path) -> object:
        return recogniser.build(lexicon() if data == DATA else before, None)

    for name in ("phrases", "train"):
        monkeypatch.setattr(recogniser, name, make if name == made_by else None)
    monkeypatch.setattr(recogniser, "lessons", lambda data: same_lessons or data)
    monkeypatch.setattr(recognise_cli, "check", lambda _: [])
    monkeypatch.setattr(recognise_cli, "_check_out", lambda *_: None)

    assert main(["recognise", "--compare", "--texts", str(tmp_path / "texts.jsonl")]) == 0
    out = capsys.readouterr().out
    assert "x1: blauwe plekken en hoofdpijn\n  + blauw (goed)\n  - hoofdpijn (goed)\n" in out
    assert "present                0.000 -> 1.000" in out


def test_compare_with_no_such_revision_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(recognise_cli, "check", lambda _: [])
    assert main(["recognise", "--compare", "no-such-revision"]) == 1
    assert capsys.readouterr().err.startswith("recognise: ")


def test_check_ends_with_1_when_there_is_a_fault(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(recognise_cli, "check", lambda _: ["a.yml:3: soa: found x"])
    assert main(["recognise", "--check"]) == 1
    assert capsys.readouterr().err == "recognise: a.yml:3: soa: found x\n"
    monkeypatch.setattr(recognise_cli, "check", lambda _: [])
    assert main(["recognise", "--check"]) == 0
