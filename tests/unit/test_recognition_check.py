"""`python -m bot recognise --check`: faults in the recognition files are told with file, line, id and reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.recognition_check import check
from kb.loader import DATA

GOOD = """settings: {common: [de, niet, haar]}
classes: {baas: [chef, baas]}
terms:
  blauw:
    present: |
      blauwe plek
      @baas .. haar
cues:
  negation:
    - {patterns: "niet"}
"""
SMALL = Path(__file__).parent / "kb" / "small"


def faults(directory: Path, content: str) -> list[str]:
    shutil.copytree(SMALL, directory / "data")
    (directory / "data" / "recognition").mkdir()
    (directory / "data" / "recognition" / "odd.yml").write_text(content, encoding="utf-8")
    return [str(fault) for fault in check(lambda word: word, directory / "data")]


def test_good_files_have_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("blauwe plek", "(blauwe plek", ["odd.yml:6: blauw", "'(blauwe plek'", "not closed"]),
        ("blauwe plek", "@niemand plek", ["odd.yml:6: blauw", "no class @niemand"]),
        ("blauwe plek", "<x> plek", ["odd.yml:6: blauw", "no number"]),
        ('"niet"', '"(niet"', ["cue negation", "not closed"]),
        ("  blauw:", "  blauww:", ["odd.yml:4: blauww", "no indicator with this id"]),
        ("blauwe plek", "haar (plek)?", ["odd.yml:6: blauw", "'haar' alone"]),
        ("blauwe plek", "(haar|plek)", ["odd.yml:6: blauw", "'haar' alone"]),
    ],
)
def test_fault_is_told(tmp_path: Path, old: str, new: str, parts: list[str]) -> None:
    (fault,) = faults(tmp_path, GOOD.replace(old, new))
    assert [part for part in parts if part not in fault] == [], fault


def test_knowledge_base_has_no_fault() -> None:
    assert check(lambda word: word, DATA) == []
