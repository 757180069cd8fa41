"""The sentences a channel says itself, read from `texts.yml` and refused when a key is unknown, missing or no text."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

TEXTS_FILE = Path(__file__).with_name("texts.yml")
DOMAIN_FILE = Path(__file__).parents[1] / "domain.yml"
EMERGENCY = "utter_noodgeval"

Sentences = TypeVar("Sentences")


class InvalidTexts(ValueError):
    """Raised when the file with sentences does not have exactly the sentences that the channels say."""


@dataclass(frozen=True)
class Texts:
    """What a channel can say without the conversation; placeholders in braces are filled by `say`."""

    bad_request: str
    bad_sender: str
    bad_message: str
    body_too_large: str
    too_long: str
    empty: str
    no_answer: str
    interrupted: str
    too_busy: str
    too_often: str
    conversation_too_large: str
    removed: str
    kind_naam: str
    kind_bsn: str
    kind_telefoon: str
    kind_email: str
    kind_adres: str
    kind_geboortedatum: str
    kind_nummer: str

    def kind(self, kind: str) -> str:
        """Return the words for a kind of identifying data."""
        return str(getattr(self, f"kind_{kind}"))


def load_texts(path: Path = TEXTS_FILE) -> Texts:
    """Read the sentences; see `read_texts`."""
    return read_texts(path, Texts)


def read_texts(path: Path, kind: type[Sentences]) -> Sentences:
    """Read a file with sentences into a dataclass that has a field for each.

    Raises:
        InvalidTexts: when a key is unknown or missing, or a value is no text.
    """
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(raw, dict):
        raise InvalidTexts(f"{path.name}: expected a mapping of key to sentence")
    expected = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    faults = [f"{path.name}: unknown key {key!r}" for key in sorted(raw.keys() - expected, key=str)]
    faults += [f"{path.name}: missing key {key!r}" for key in sorted(expected - raw.keys())]
    faults += [f"{path.name}: {key!r} must be a sentence" for key, value in raw.items() if not isinstance(value, str) or not value.strip()]
    if faults:
        raise InvalidTexts("; ".join(faults))
    return kind(**raw)


@lru_cache(maxsize=1)
def emergency_card() -> dict[str, Any]:
    """Return the data of the emergency answer, so that a channel can show the desks when the conversation does not answer."""
    domain = yaml.safe_load(DOMAIN_FILE.read_text(encoding="utf-8"))
    return dict(domain["responses"][EMERGENCY][0]["custom"])
