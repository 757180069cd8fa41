"""The tables of the knowledge database; never seen outside `kb`.

The columns follow the dataclasses of `kb.schema`: one column per field, JSON for a field that holds a list or mapping of its own.
Fields that name other entries (`Link`) or hold entries that do (`Part`) have tables with foreign keys instead.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Union

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, MetaData, Table, Text

from kb import schema
from kb.plain import hints

PREFIX = "kb_"
metadata = MetaData()

_COLUMN_TYPES = {str: Text, int: Integer, bool: Boolean, date: Date}


@dataclass(frozen=True)
class Link:
    """A field that holds ids of other entries, as a table of pairs."""

    field: str
    table: Table


@dataclass(frozen=True)
class Part:
    """A field that holds entries of its own, as a table; `key` is the column with the mapping's key, if it is a mapping."""

    field: str
    type: Any
    table: Table
    key: str | None = None
    key_type: Any = None


@dataclass(frozen=True)
class Entity:
    """A list of the knowledge base, and the tables it is kept in; `key` is the entry's own name: its id, number or kind."""

    field: str
    type: Any
    table: Table
    key: str = "id"
    links: tuple[Link, ...] = ()
    parts: tuple[Part, ...] = ()


def column_type(type_: Any) -> Any:
    """Return the kind of column that holds a value of this type."""
    if typing.get_origin(type_) in (Union, types.UnionType):
        type_ = next(arg for arg in typing.get_args(type_) if arg is not type(None))
    if isinstance(type_, type) and issubclass(type_, Enum):
        return Text
    return _COLUMN_TYPES.get(type_, JSON)


def _columns(type_: Any, key: str, references: Mapping[str, str], left_out: frozenset[str]) -> list[Column]:
    columns = []
    for name, hint in hints(type_).items():
        if name not in left_out:
            foreign = [ForeignKey(PREFIX + references[name])] if name in references else []
            optional = type(None) in typing.get_args(hint)
            columns.append(Column(name, column_type(hint), *foreign, primary_key=name == key, nullable=optional, autoincrement=False))
    return columns


def _entity(
    field: str,
    type_: Any,
    name: str,
    *,
    key: str = "id",
    references: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    parts: Mapping[str, tuple[Any, str | None, Mapping[str, str]]] | None = None,
) -> Entity:
    links, parts = links or {}, parts or {}
    position = Column("place", Integer, primary_key=key == "place", nullable=False, autoincrement=False)  # a reason has no name of its own
    table = Table(PREFIX + name, metadata, position, *_columns(type_, key, references or {}, frozenset({*links, *parts})))
    owner = table.c[key]
    return Entity(
        field,
        type_,
        table,
        key,
        tuple(Link(linked, _link(f"{name}_{linked}", owner, target)) for linked, target in links.items()),
        tuple(Part(part, *_part(f"{name}_{part}", owner, *spec)) for part, spec in parts.items()),
    )


def _link(name: str, owner: Column, target: str) -> Table:
    return Table(
        PREFIX + name,
        metadata,
        Column("owner", owner.type, ForeignKey(owner), primary_key=True, autoincrement=False),
        Column("target", Text, ForeignKey(PREFIX + target), primary_key=True),
        Column("place", Integer, nullable=False),
    )


def _part(name: str, owner: Column, type_: Any, key: str | None, references: Mapping[str, str]) -> tuple[Any, Table, str | None, Any]:
    named = [Column(key, Text, nullable=False)] if key else []
    table = Table(
        PREFIX + name,
        metadata,
        Column("owner", owner.type, ForeignKey(owner), primary_key=True, autoincrement=False),
        Column("place", Integer, primary_key=True, autoincrement=False),
        *named,
        *_columns(type_, "", references, frozenset()),
    )
    return type_, table, key, schema.Answer if key else None


_TRANSITION = (schema.Transition, "answer", {"to": "weighing_question.number", "outcome": "outcome.id", "norm": "norm.number"})
_INDICATORS = {"indicators": "indicator.id"}

ENTITIES: tuple[Entity, ...] = (
    _entity("sources", schema.SourceDocument, "source"),
    _entity("groups", schema.Group, "indicator_group"),
    _entity("forms", schema.Form, "form"),
    _entity("indicators", schema.Indicator, "indicator", references={"group": "indicator_group.id"}, links={"forms": "form.id"}),
    _entity("coercion", schema.Coercion, "coercion", links=_INDICATORS),
    _entity("risk_groups", schema.RiskGroup, "risk_group", links=_INDICATORS),
    _entity("reasons_for_silence", schema.Reason, "reason_for_silence"),
    _entity("facts", schema.Fact, "fact", links=_INDICATORS),
    _entity(
        "questions",
        schema.Question,
        "question",
        links={"clears_up": "indicator.id", "forms": "form.id"},
        parts={"answers": (schema.AnswerMeaning, "answer", {})},
    ),
    _entity("advice", schema.Advice, "advice"),
    _entity("contacts", schema.Contact, "contact"),
    _entity("routes", schema.Route, "route", parts={"contacts": (schema.RouteContact, None, {"contact": "contact.id"})}),
    _entity("extra_desks", schema.ExtraDesk, "extra_desk"),
    _entity("faq", schema.Faq, "faq"),
    _entity("practice_cases", schema.PracticeCase, "practice_case", references={"form": "form.id"}, links={"signals": "indicator.id"}),
    _entity("notes", schema.NoteTemplate, "note", key="kind"),
)
"""The lists of the knowledge base."""

FRAMEWORK: tuple[Entity, ...] = (
    _entity("steps", schema.MeldcodeStep, "meldcode_step", key="number"),
    _entity(
        "questions",
        schema.WeighingQuestion,
        "weighing_question",
        key="number",
        links={"related": "indicator.id"},
        parts={"transitions": _TRANSITION},
    ),
    _entity("outcomes", schema.Outcome, "outcome"),
    _entity("norms", schema.Norm, "norm", key="number"),
    _entity("reasons", schema.WeighingReason, "weighing_reason", key="place", references={"question": "weighing_question.number"}),
)
"""The lists of the framework."""

phrases = Table(
    PREFIX + "phrase", metadata, Column("place", Integer, nullable=False), Column("id", Text, primary_key=True), Column("text", Text)
)
meta = Table(PREFIX + "meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
