"""Turns the dataclasses into plain values that JSON can hold, and back, driven by their type hints."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any, Union


def plain(value: Any) -> Any:
    """Return a value as dicts, lists, strings, numbers, booleans and None."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, time)):
        return value.isoformat()
    if is_dataclass(value):
        return {member.name: plain(getattr(value, member.name)) for member in fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [plain(inner) for inner in value]
    return value


def revive(value: Any, type_: Any) -> Any:
    """Return what `plain` made of a value of this type as that type again."""
    origin, args = typing.get_origin(type_), typing.get_args(type_)
    if origin in (Union, types.UnionType):
        return None if value is None else revive(value, next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return tuple(revive(inner, args[0]) for inner in value)
    if origin is not None:
        return {revive(key, args[0]): revive(inner, args[1]) for key, inner in value.items()}
    if isinstance(type_, type) and is_dataclass(type_):
        return type_(**{name: revive(value[name], hint) for name, hint in hints(type_).items()})
    if issubclass(type_, Enum):
        return type_(value)
    if type_ in (date, time) and isinstance(value, str):
        return type_.fromisoformat(value)
    return value


@cache
def hints(type_: type) -> dict[str, Any]:
    """Return the types of a dataclass's fields, in order."""
    return typing.get_type_hints(type_)
