"""Reads the case files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


class UnknownKey(Exception):
    """A key in a case file that no test reads: it would be silently ignored."""


def read(name: str, *, keys: frozenset[str] | None = None) -> list[dict[str, Any]]:
    """Return the cases of a file; with `keys`, each may have only those."""
    cases: list[dict[str, Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    for case in cases:
        if keys and (unknown := case.keys() - keys):
            raise UnknownKey(f"{name}: {case['id']}: {', '.join(sorted(unknown))}")
    return cases


def read_messages() -> list[tuple[str, str | None, str]]:
    """Return the messages of `berichten.yml`: intent, FAQ id when the intent is `faq`, and the message."""
    found: list[tuple[str, str | None, str]] = []
    for intent, messages in yaml.safe_load((HERE / "berichten.yml").read_text(encoding="utf-8")).items():
        topics = messages.items() if isinstance(messages, dict) else [(None, messages)]
        found += [(intent, topic, message) for topic, listed in topics for message in listed]
    return found


def read_groups(name: str, keys: frozenset[str]) -> list[tuple[str, dict[str, str]]]:
    """Return a file's cases with their heading; each has all of `keys`, and `fails`, a reason, when it fails today."""
    groups: dict[str, list[dict[str, str]]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    for case in (case for cases in groups.values() for case in cases):
        if unknown := (case.keys() - {"fails"}) ^ keys:
            raise UnknownKey(f"{name}: {case['text']}: {', '.join(sorted(unknown))}")
    return [(heading, case) for heading, cases in groups.items() for case in cases]
