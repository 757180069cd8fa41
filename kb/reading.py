"""Reads YAML strictly into frozen dataclasses, driven by their type hints, and collects every fault.

For a file with the top-level keys ``terms`` (a list of ``Term``) and ``cues`` (a list of ``Cue``)::

    faults = Faults(directory)
    content = read_file(directory / "terms.yml", {"terms": tuple[Term, ...], "cues": tuple[Cue, ...]}, faults)
    faults.raise_if_any()                       # InvalidKb, which lists every fault of every file
    terms = cast(tuple[Term, ...], content["terms"])

Signature: ``read_file(path: Path, spec: Mapping[str, Any], faults: Faults) -> dict[str, Any]``.

- A type in `spec` or in a dataclass is one of: ``str``, ``int``, ``float``, ``bool``, ``date``, ``time``, an ``Enum`` (by value),
  a dataclass, ``X | None``, ``tuple[X, ...]``, ``tuple[X, Y]``, ``list[X]``, ``frozenset[X]``, ``Mapping[K, V]`` (a ``dict`` at run
  time), ``Literal[...]``.
- A key of a dataclass may be left out when its field has a default; a top-level key when its type is ``X | None``. Unknown and double
  keys are refused.
- The types decide, not YAML's guesses: ``id: 113`` and ``text: no`` are strings where a string is expected, ``"09:00"`` is a time
  where a time is.
- An entry with a fault is left out of the result; a top-level key that could not be read at all holds an empty tuple (or None). Call
  `Faults.raise_if_any` before using the result. A ``ValueError`` from ``__post_init__`` becomes a fault as well.
- Checks made afterwards report with `Faults.add(path, key, found=..., expected=...)`, with keys like ``terms[blauw].words[2]`` (an
  entry is named by its ``id``, ``number`` or ``kind`` when it has one, otherwise by its place, from 1); the line is looked up.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date, time
from difflib import get_close_matches
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union

import yaml

from kb.errors import Fault, InvalidKb

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NAMING_KEYS = ("id", "number", "kind")
_NAMES: dict[Any, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "a date like 2026-11-24",
    time: 'a time like "09:00"',
}
_BOOLEANS = {"true": True, "false": False}


class Faults:
    """Collects faults, and knows the line of every key that was read."""

    def __init__(self, directory: Path | None = None) -> None:
        self.directory = directory
        self.found: list[Fault] = []
        self._lines: dict[tuple[str, str], int] = {}

    def __len__(self) -> int:
        """Return how many faults there are."""
        return len(self.found)

    def add(self, path: Path | str, key: str, *, found: str, expected: str) -> None:
        """Record a fault; the line is filled in when `key` was read from the file."""
        name = self.name(path)
        self.found.append(Fault(name, key, found, expected, self._line(name, key)))

    def locate(self, path: Path, key: str, line: int) -> None:
        """Remember on which line a key stands."""
        self._lines.setdefault((self.name(path), key), line)

    def names(self, path: Path | str, key: str) -> set[str]:
        """Return the names of the entries in a list that was read, also of those that had a fault."""
        start = f"{key}["
        keys = [key for file, key in self._lines if file == self.name(path) and key.startswith(start)]
        return {key[len(start) : -1] for key in keys if key.index("]") == len(key) - 1}

    def name(self, path: Path | str) -> str:
        """Return how a file is named in messages: relative to the directory that is read."""
        if isinstance(path, str):
            return path
        if self.directory is not None and path.is_relative_to(self.directory):
            return path.relative_to(self.directory).as_posix()
        return path.name

    def raise_if_any(self) -> None:
        """Raise `InvalidKb` with every fault, if there is one."""
        if self.found:
            raise InvalidKb(self.found)

    def _line(self, name: str, key: str) -> int | None:
        while key:
            if (name, key) in self._lines:
                return self._lines[name, key]
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return None


class _Unreadable(Exception):
    """A value could not be read; the fault is already recorded."""


@dataclass(frozen=True)
class _Place:
    """Where we are in a file."""

    path: Path
    faults: Faults
    key: str = ""

    def at(self, key: str, node: yaml.Node) -> _Place:
        place = _Place(self.path, self.faults, f"{self.key}.{key}" if self.key else key)
        self.faults.locate(self.path, place.key, node.start_mark.line + 1)
        return place

    def item(self, name: str, node: yaml.Node) -> _Place:
        place = _Place(self.path, self.faults, f"{self.key}[{name}]")
        self.faults.locate(self.path, place.key, node.start_mark.line + 1)
        return place

    def fault(self, found: str, expected: str) -> _Unreadable:
        self.faults.add(self.path, self.key, found=found, expected=expected)
        return _Unreadable()


@dataclass(frozen=True)
class Visit:
    """A field that `walk` came by: its key and value, and the dataclass that holds it."""

    key: str
    value: Any
    owner: Any
    field: str


@dataclass
class _Entries:
    """The keys and values of a mapping in a file."""

    values: dict[str, yaml.Node] = field(default_factory=dict)
    keys: dict[str, yaml.Node] = field(default_factory=dict)


def read_file(path: Path, spec: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    """Return the top-level keys of a YAML file as the types in `spec`; see the module's docstring."""
    empty = {key: None if _optional(type_) else _nothing(type_) for key, type_ in spec.items()}
    place = _Place(path, faults)
    try:
        return empty | _members(_root(place), spec, {key for key in spec if _optional(spec[key])}, place)[0]
    except _Unreadable:
        return empty


def walk(value: Any, key: str = "") -> Iterator[Visit]:
    """Visit every field and item inside what was read, with the keys that `Faults` uses."""
    if is_dataclass(value):
        for member in fields(value):
            inner = getattr(value, member.name)
            inner_key = f"{key}.{member.name}" if key else member.name
            yield Visit(inner_key, inner, value, member.name)
            yield from walk(inner, inner_key)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from walk(inner, f"{key}.{name.value if isinstance(name, Enum) else name}")
    elif isinstance(value, tuple):
        for number, inner in enumerate(value, start=1):
            yield from walk(inner, f"{key}[{entry_name(inner) or number}]")


def entry_name(entry: Any) -> str:
    """Return what an entry calls itself: its id, number or kind, if it has one."""
    for name in _NAMING_KEYS:
        own = getattr(entry, name, None)
        if own is not None and not callable(own):
            return str(own.value if isinstance(own, Enum) else own)
    return ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint such as ", did you mean 'soa'?", or nothing when no known word is near."""
    near = get_close_matches(word, [str(name) for name in known], n=1)
    return f" (did you mean '{near[0]}'?)" if near else ""


def listed(words: Iterable[object], *, limit: int = 12) -> str:
    """Return words as "a, b or c", cut off after `limit`."""
    names = [str(word) for word in words]
    if len(names) > limit:
        return f"{', '.join(names[:limit])}, ..."
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or "nothing"


def _root(place: _Place) -> yaml.Node:
    try:
        text = place.path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise place.fault("no such file", "a YAML file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise place.fault(f"a file that cannot be read ({error})", "a YAML file in UTF-8") from None
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise place.fault(f"a YAML error ({' '.join(str(error).split())})", "valid YAML") from None
    if node is None:
        raise place.fault("an empty file", "a mapping")
    return node


def _members(node: yaml.Node, types_: Mapping[str, Any], optional: Collection[str], place: _Place) -> tuple[dict[str, Any], bool]:
    """Return the members of a mapping that could be read, and whether that was all of them."""
    entries = _entries(node, place)
    before = len(place.faults)
    for key in [key for key in entries.values if key not in types_]:
        place.at(key, entries.keys[key]).fault(f"unknown key '{key}'", f"{listed(types_)}{did_you_mean(key, types_)}")
    for key in types_:
        if key not in entries.values and key not in optional:
            place.fault(f"no key '{key}'", f"'{key}': {describe(types_[key])}")
    read: dict[str, Any] = {}
    for key, value in entries.values.items():
        if key in types_:
            try:
                read[key] = _value(value, types_[key], place.at(key, entries.keys[key]))
            except _Unreadable:
                continue
    return read, len(place.faults) == before


def _entries(node: yaml.Node, place: _Place) -> _Entries:
    if not isinstance(node, yaml.MappingNode):
        raise place.fault(_shown(node), "a mapping")
    entries = _Entries()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise place.fault(f"{_shown(key)} as a key", "a word as a key")
        if key.value in entries.values:
            place.at(key.value, key).fault(f"the key '{key.value}' twice (again on line {key.start_mark.line + 1})", "each key once")
            continue
        entries.values[key.value], entries.keys[key.value] = value, key
    return entries


def _value(node: yaml.Node, type_: Any, place: _Place) -> Any:
    origin, args = typing.get_origin(type_), typing.get_args(type_)
    if origin in (Union, types.UnionType):
        return _union(node, args, place)
    if origin in (tuple, list, frozenset):
        return _sequence(node, origin, args, place)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(node, args, place)
    if is_dataclass(type_):
        return _dataclass(node, type_, place)
    return _scalar(node, type_, place)


def _union(node: yaml.Node, args: tuple[Any, ...], place: _Place) -> Any:
    rest = [arg for arg in args if arg is not type(None)]
    if len(rest) != 1 or len(args) != 2:
        raise TypeError(f"{place.key}: only X | None can be read, not {args}")
    return None if _is_null(node) else _value(node, rest[0], place)


def _sequence(node: yaml.Node, origin: Any, args: tuple[Any, ...], place: _Place) -> Any:
    if not isinstance(node, yaml.SequenceNode):
        raise place.fault(_shown(node), f"a list (of {describe(args[0])})")
    if origin is tuple and args[-1] is not Ellipsis:
        if len(node.value) != len(args):
            raise place.fault(f"{len(node.value)} values", f"{len(args)} values")
        types_ = list(args)
    else:
        types_ = [args[0]] * len(node.value)
    values = []
    for number, (item, type_) in enumerate(zip(node.value, types_, strict=True), start=1):
        try:
            values.append(_value(item, type_, place.item(_name(item) or str(number), item)))
        except _Unreadable:
            continue
    return origin(values)


def _mapping(node: yaml.Node, args: tuple[Any, ...], place: _Place) -> dict[Any, Any]:
    entries = _entries(node, place)
    values = {}
    for name, value in entries.values.items():
        inner = place.at(name, entries.keys[name])
        try:
            values[_scalar(entries.keys[name], args[0], inner)] = _value(value, args[1], inner)
        except _Unreadable:
            continue
    return values


def _dataclass(node: yaml.Node, type_: Any, place: _Place) -> Any:
    hints, optional = _shape(type_)
    values, complete = _members(node, hints, optional, place)
    if not complete:
        raise _Unreadable()
    try:
        return type_(**values)
    except ValueError as error:
        raise place.fault(str(error), f"a valid {type_.__name__}") from None


def _scalar(node: yaml.Node, type_: Any, place: _Place) -> Any:
    if not isinstance(node, yaml.ScalarNode) or _is_null(node):
        raise place.fault(_shown(node), describe(type_))
    try:
        return _parsed(node.value, type_)
    except (ValueError, KeyError):
        raise place.fault(_shown(node), f"{describe(type_)}{_near(node.value, type_)}") from None


def _parsed(text: str, type_: Any) -> Any:
    if type_ is str:
        if not text.strip():
            raise ValueError
        return text.strip()
    if type_ is bool:
        return _BOOLEANS[text]
    if typing.get_origin(type_) is Literal:
        return {str(value): value for value in typing.get_args(type_)}[text]
    if isinstance(type_, type) and issubclass(type_, Enum):
        return {str(member.value): member for member in type_}[text]
    if type_ in (date, time):
        return type_.fromisoformat(text)
    if type_ in (int, float):
        return type_(text)
    raise TypeError(f"{type_} cannot be read from YAML")


def describe(type_: Any) -> str:
    """Return what a type looks like in a file, for messages."""
    origin, args = typing.get_origin(type_), typing.get_args(type_)
    if origin in (Union, types.UnionType):
        return " or ".join(describe(arg) for arg in args if arg is not type(None))
    if origin in (tuple, list, frozenset):
        return f"a list (of {describe(args[0])})"
    if origin is Literal:
        return listed(args)
    if origin is not None:
        return "a mapping"
    if isinstance(type_, type) and issubclass(type_, Enum):
        return listed(member.value for member in type_)
    names = {
        str: "text",
        int: "a whole number",
        float: "a number",
        bool: "true or false",
        date: "a date like 2026-11-24",
        time: 'a time like "09:00"',
    }
    return names.get(type_, f"a mapping ({type_.__name__})")


def _near(text: str, type_: Any) -> str:
    if typing.get_origin(type_) is Literal:
        return did_you_mean(text, map(str, typing.get_args(type_)))
    if isinstance(type_, type) and issubclass(type_, Enum):
        return did_you_mean(text, [str(member.value) for member in type_])
    return ""


@cache
def _shape(type_: Any) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the types of a dataclass's fields and the names of those that have a default."""
    hints = typing.get_type_hints(type_)
    members = [member for member in fields(type_) if member.init]
    return {member.name: hints[member.name] for member in members}, frozenset(m.name for m in members if _has_default(m))


def _has_default(member: Field[Any]) -> bool:
    return member.default is not MISSING or member.default_factory is not MISSING


def _optional(type_: Any) -> bool:
    return typing.get_origin(type_) in (Union, types.UnionType) and type(None) in typing.get_args(type_)


def _nothing(type_: Any) -> Any:
    origin = typing.get_origin(type_)
    if origin in (tuple, list, frozenset):
        return origin()
    return {} if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping) else None


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _name(node: yaml.Node) -> str:
    """Return what an entry calls itself, if it does."""
    if isinstance(node, yaml.MappingNode):
        names = {key.value: value.value for key, value in node.value if isinstance(value, yaml.ScalarNode)}
        return next((str(names[key]) for key in _NAMING_KEYS if key in names), "")
    return ""


def _shown(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if _is_null(node):
        return "nothing"
    return f"'{node.value if len(node.value) <= 60 else node.value[:57] + '...'}'"
