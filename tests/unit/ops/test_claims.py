"""The documents on privacy, threats and reliability: each test that they rest on is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
DOCUMENTS = ("docs/privacy.md", "docs/threat-model.md", "docs/reliability.md")
NAMED = re.compile(r"`(tests/[\w/.-]+\.py)(?:::(\w+))?`")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_that_a_document_names_is_there(document: str) -> None:
    named = NAMED.findall((ROOT / document).read_text(encoding="utf-8"))
    assert len(named) >= 5
    gone = [
        (file, test)
        for file, test in named
        if not (ROOT / file).is_file() or f"def {test}" not in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert gone == []


@pytest.mark.parametrize("document", ["docs/threat-model.md", "docs/reliability.md"])
def test_every_claim_in_a_table_names_a_test(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    tables = [part for part in re.split(r"\n\n", text) if part.startswith("|") and re.search(r"\| test \|", part.splitlines()[0])]
    assert tables
    bare = [row for table in tables for row in table.splitlines()[2:] if not NAMED.search(row)]
    assert bare == []
