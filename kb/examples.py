"""Example clauses per signal and whole texts with their signals, from which the second stage of recognition learns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import yaml

from kb.lexicon import DANGER, InvalidLexicon

DIRECTORY = Path(__file__).parent / "data" / "examples"
_ALSO = re.compile(r"\s*\[\+ ([\w ]+)\]$")


class Shows(str, Enum):
    """What an example does with its signal: affirm it, deny it, or only look like it."""

    PRESENT = "present"
    ABSENT = "absent"
    NONE = "none"


@dataclass(frozen=True)
class Example:
    """A clause; `indicators` are the signals it is about: its own first, then those it shows as well."""

    text: str
    indicators: tuple[str, ...]
    shows: Shows


@dataclass(frozen=True)
class Consultation:
    """A whole text with what it tells, each with the words that say so.

    Attributes:
        present: signals that hold, `gevaar` among them when there is danger now.
        absent: signals that are denied.
        minor: the words that show that the patient is under 18; empty when none do.
    """

    text: str
    present: Mapping[str, str]
    absent: Mapping[str, str]
    minor: str = ""


def load_consultations(directory: Path = DIRECTORY) -> tuple[Consultation, ...]:
    """When called, this will read every file of texts of a directory: JSON lines with `text`, `present`, `absent`, `acute` and `minor`.

    Raises:
        InvalidLexicon: a line quotes words that are not in its text, or is no such text.
    """
    return tuple(
        _consultation(line, f"{path.name}:{number}")
        for path in sorted(directory.glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.strip()
    )


def _consultation(line: str, place: str) -> Consultation:
    try:
        entry = json.loads(line)
        danger = {DANGER: entry["acute"]} if entry["acute"] else {}
        text, minor = entry["text"], entry["minor"]
        present, absent = {**entry["present"], **danger}, dict(entry["absent"])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidLexicon(f"{place}: {error!r}") from None
    for words in (*present.values(), *absent.values(), *([minor] if minor else [])):
        if not words or words not in text:
            raise InvalidLexicon(f"{place}: {words!r} is not in the text")
    return Consultation(text, present, absent, minor)


def load_examples(directory: Path = DIRECTORY) -> tuple[Example, ...]:
    """When called, this will read every file of examples of a directory.

    Raises:
        InvalidLexicon: a file has an unknown key.
    """
    return tuple(example for path in sorted(directory.glob("*.yml")) for example in _read(path))


def _read(path: Path) -> Iterable[Example]:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
    for indicator, groups in data.items():
        for name, block in groups.items():
            if name not in Shows._value2member_map_:
                raise InvalidLexicon(f"{path.name}: {indicator}: unknown key {name!r}, expected one of {[shows.value for shows in Shows]}")
            for line in block.splitlines():
                if line.strip():
                    yield _example(indicator, Shows(name), line.strip())


def _example(indicator: str, shows: Shows, line: str) -> Example:
    also = _ALSO.search(line)
    if also is None:
        return Example(line, (indicator,), shows)
    return Example(line[: also.start()], (indicator, *also.group(1).split()), shows)
