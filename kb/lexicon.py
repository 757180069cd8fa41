"""Recognition data: terms, word classes, context cues, quantities and relations, as frozen values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import yaml

_TERM_GROUPS: Mapping[str, Mapping[str, Any]] = {
    "present": {},
    "unsure": {"certain": False},
    "asserted": {"negatable": False},
    "absent": {"status": "absent"},
    "not": {},
}

DANGER = "gevaar"  # what terms and examples of danger now are filed under; no indicator of the catalogue
_DENIED = "niet "

DIRECTORY = Path(__file__).parent / "data" / "recognition"


def denied(indicator: str) -> str:
    """Return how a signal is named where it is said not to hold."""
    return _DENIED + indicator


def is_denial(name: str) -> bool:
    """Tell whether a name is that of a signal denied."""
    return name.startswith(_DENIED)


def signal_of(name: str) -> str:
    """Return the signal that a name affirms or denies."""
    return name.removeprefix(_DENIED)


class InvalidLexicon(ValueError):
    """Recognition data that cannot be used; says in which file, at what, and why."""


@dataclass(frozen=True)
class Term:
    """A phrase pattern that shows a signal.

    Attributes:
        indicator: the id it shows; `gevaar` for danger now; None for a phrase that only blocks others.
        pattern: in the pattern language (see `bot.consult.matching`).
        status: `present`, or `absent` for an affirmative phrase that means the opposite.
        certain: whether the phrase is unambiguous.
        negatable: whether a negation around it makes it absent; if not, the negation is ignored.
        blocks: ids whose mentions are dropped where they overlap this phrase; `*` is all.
    """

    indicator: str | None
    pattern: str
    status: str = "present"
    certain: bool = True
    negatable: bool = True
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cue:
    """A phrase that changes what mentions near it mean.

    Attributes:
        kind, direction: as the head of `kb/data/recognition/cues.yml` lists them.
        reach: how many words it reaches at most.
    """

    kind: str
    pattern: str
    direction: str = "before"
    reach: int = 8
    indicators: tuple[str, ...] = ()
    not_indicators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relation:
    """Signals that follow from others: when all of `all` and one of `any` are present and none of `none` are, `then` is too."""

    then: str
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    certain: bool = False
    drop: bool = False
    status: str = "present"


@dataclass(frozen=True)
class Lexicon:
    """Everything that recognition knows, apart from how it works."""

    classes: Mapping[str, tuple[str, ...]]
    spelling: Mapping[str, str]
    terms: tuple[Term, ...]
    cues: tuple[Cue, ...]
    relations: tuple[Relation, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON values, to be stored in a model."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Lexicon:
        """Return the lexicon that `to_json` wrote."""
        return cls(
            classes={name: tuple(words) for name, words in data["classes"].items()},
            spelling=dict(data["spelling"]),
            terms=tuple(Term(**_tuples(entry)) for entry in data["terms"]),
            cues=tuple(Cue(**_tuples(entry)) for entry in data["cues"]),
            relations=tuple(Relation(**_tuples(entry)) for entry in data["relations"]),
            settings=dict(data["settings"]),
        )


def load_lexicon(directory: Path = DIRECTORY) -> Lexicon:
    """Read every recognition file of a directory into one lexicon.

    Raises:
        InvalidLexicon: a file has an unknown key, or an entry lacks what it needs.
    """
    classes: dict[str, tuple[str, ...]] = {}
    spelling: dict[str, str] = {}
    settings: dict[str, Any] = {}
    terms: list[Term] = []
    cues: list[Cue] = []
    relations: list[Relation] = []
    for path in sorted(directory.glob("*.yml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
        for key, value in data.items():
            if key == "classes":
                if twice := sorted(classes.keys() & value.keys()):
                    raise InvalidLexicon(f"{path.name}: classes that another file has as well: {', '.join(twice)}")
                classes.update({name: tuple(str(word) for word in words) for name, words in value.items()})
            elif key == "spelling":
                spelling.update({str(wrong): str(right) for wrong, right in value.items()})
            elif key == "settings":
                settings.update(value)
            elif key == "terms":
                for indicator, entries in value.items():
                    terms.extend(_terms(path, indicator, entries))
            elif key == "exclusions":
                terms.extend(_build(Term, path, {"indicator": None} | entry) for entry in value)
            elif key == "cues":
                for kind, entries in value.items():
                    cues.extend(_cues(path, kind, entries))
            elif key == "relations":
                relations.extend(_build(Relation, path, entry) for entry in value)
            else:
                raise InvalidLexicon(f"{path.name}: unknown key {key!r}")
    return Lexicon(classes, spelling, tuple(terms), tuple(cues), tuple(relations), settings)


def _terms(path: Path, indicator: str, groups: Mapping[str, str]) -> list[Term]:
    found = []
    for name, block in groups.items():
        if name not in _TERM_GROUPS:
            raise InvalidLexicon(f"{path.name}: {indicator}: unknown key {name!r}, expected one of {sorted(_TERM_GROUPS)}")
        fields = _TERM_GROUPS[name]
        for line in _lines(block):
            values: dict[str, Any] = {**fields, "pattern": line}
            if name == "not":
                values["blocks"] = (indicator,)
            found.append(Term(indicator=None if name == "not" else indicator, **values))
    return found


def _cues(path: Path, kind: str, entries: Any) -> list[Cue]:
    found: list[Cue] = []
    for entry in entries:
        patterns = _lines(entry["patterns"])
        fields = {key: value for key, value in entry.items() if key != "patterns"}
        found.extend(_build(Cue, path, {"kind": kind, "pattern": pattern} | fields) for pattern in patterns)
    return found


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.splitlines() if line.strip() and not line.strip().startswith("#")]


def _build(type_: Any, path: Path, entry: Mapping[str, Any]) -> Any:
    try:
        return type_(**_tuples(entry))
    except TypeError as error:
        raise InvalidLexicon(f"{path.name}: {dict(entry)}: {error}") from error


def _tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
