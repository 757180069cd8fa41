"""`python -m bot recognise`: JSON lines in, JSON lines out, in the form that a scorer reads."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from bot.__main__ import main
from bot.nlu import recogniser
from tests.unit.consult.small_lexicon import lexicon


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "train", lambda: recogniser.build(lexicon(), None))


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
