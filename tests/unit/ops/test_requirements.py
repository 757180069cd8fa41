"""The lock files: every package pinned and hashed, and one version of a package in all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SETS = ("actions", "bot", "dev")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^ ;\\]+)")


def entries(name: str) -> list[str]:
    """Each requirement of a lock file with its hashes, as one text."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def pins(name: str) -> dict[str, str]:
    """Package -> version in a lock file."""
    found = {}
    for entry in entries(name):
        match = PIN.match(entry)
        assert match, f"not pinned in {name}.txt: {entry[:60]}"
        found[re.sub(r"[-_.]+", "-", match["name"]).lower()] = match["version"]
    return found


@pytest.mark.parametrize("name", SETS)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    assert pins(name)
    assert [entry[:60] for entry in entries(name) if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(("smaller", "larger"), [("bot", "dev")])
def test_a_larger_set_holds_the_smaller_one_with_the_same_versions(smaller: str, larger: str) -> None:
    large = pins(larger)
    assert {name: (version, large.get(name)) for name, version in pins(smaller).items() if large.get(name) != version} == {}


def test_the_action_server_needs_neither_rasa_nor_tensorflow() -> None:
    assert not {"rasa", "tensorflow", "spacy"} & pins("actions").keys()
