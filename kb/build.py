"""Writes a knowledge base into a database: in one transaction, and only when it differs from what is there."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, MetaData, Table, create_engine, insert, inspect, select
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.schema import CreateTable

from kb.models import ENTITIES, FRAMEWORK, PREFIX, Entity, column_type, meta, metadata, phrases
from kb.plain import hints, plain
from kb.schema import KnowledgeBase

URL_VARIABLE = "KB_DATABASE_URL"
DEFAULT_FILE = Path(__file__).parent.parent / "var" / "kb.sqlite"
_LOCK = 5_202_656  # any number that nothing else in the same database locks on


def database_url() -> str:
    """Return the database to use: what the environment says, else a SQLite file in `var/`."""
    return os.environ.get(URL_VARIABLE) or f"sqlite:///{DEFAULT_FILE}"


def shown_url(url: str | None = None) -> str:
    """Return a database's URL as it may be shown: without the password."""
    try:
        shown: str = make_url(url or database_url()).render_as_string(hide_password=True)
    except ArgumentError:
        return URL_VARIABLE
    return shown


def engine_for(url: str | None = None) -> Engine:
    """Return an engine for a database; the directory of a SQLite file is made when it is not there."""
    where = make_url(url or database_url())
    if where.get_backend_name() == "sqlite" and where.database and where.database != ":memory:":
        Path(where.database).parent.mkdir(parents=True, exist_ok=True)
    return create_engine(where, future=True)


def build(engine: Engine, knowledge: KnowledgeBase) -> bool:
    """Make the database hold this knowledge base; return whether anything had to change.

    Everything happens in one transaction, the making of the tables included: readers see the old knowledge or the new.
    (MySQL commits at every change of a table and does not give that guarantee.)
    """
    digest = content_hash(knowledge)
    with engine.connect() as connection:
        _lock(connection)
        if stored_hash(connection) == digest:
            connection.rollback()
            return False
        _drop(connection)
        metadata.create_all(connection, checkfirst=False)
        for table, rows in _rows(knowledge):
            if rows:
                connection.execute(insert(table), rows)
        connection.execute(insert(meta), [{"key": "content_hash", "value": digest}])
        connection.commit()
    return True


def content_hash(knowledge: KnowledgeBase) -> str:
    """Return a hash of the knowledge and of the tables it is kept in."""
    tables = [str(CreateTable(table)) for table in metadata.sorted_tables]
    return hashlib.sha256(json.dumps([plain(knowledge), tables], ensure_ascii=False).encode()).hexdigest()


def stored_hash(connection: Connection) -> str | None:
    """Return the hash of what a database holds, or None when it holds no complete knowledge base."""
    if not inspect(connection).has_table(meta.name):
        return None
    digest: str | None = connection.execute(select(meta.c.value).where(meta.c.key == "content_hash")).scalar_one_or_none()
    return digest


def _lock(connection: Connection) -> None:
    """Let one builder in at a time, and have SQLite include the making of tables in the transaction."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def _drop(connection: Connection) -> None:
    """Drop our tables as they are in the database, which may be of an older version."""
    there = MetaData()
    there.reflect(connection, only=lambda name, _: name.startswith(PREFIX))
    there.drop_all(connection)


def _rows(knowledge: KnowledgeBase) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Yield each table with its rows, referred tables first."""
    rows: dict[Table, list[dict[str, Any]]] = {}
    for owner, entities in ((knowledge, ENTITIES), (knowledge.framework, FRAMEWORK)):
        for entity in entities:
            _add_entity(rows, entity, getattr(owner, entity.field))
    rows[phrases] = [{"place": number, "id": id_, "text": text} for number, (id_, text) in enumerate(knowledge.phrases.items())]
    rows[meta] = [{"key": "first_question", "value": str(knowledge.framework.first_question)}]
    for table in metadata.sorted_tables:
        yield table, rows.get(table, [])


def _add_entity(rows: dict[Table, list[dict[str, Any]]], entity: Entity, entries: tuple[Any, ...]) -> None:
    for number, entry in enumerate(entries):
        rows.setdefault(entity.table, []).append({"place": number, **_values(entry, entity.table)})
        owner = number if entity.key == "place" else plain(getattr(entry, entity.key))
        for link in entity.links:
            targets = enumerate(getattr(entry, link.field))
            rows.setdefault(link.table, []).extend({"owner": owner, "target": target, "place": place} for place, target in targets)
        for part in entity.parts:
            inner = getattr(entry, part.field)
            named = inner.items() if isinstance(inner, Mapping) else enumerate(inner)
            for place, (name, value) in enumerate(named):
                key = {part.key: plain(name)} if part.key else {}
                rows.setdefault(part.table, []).append({"owner": owner, "place": place, **key, **_values(value, part.table)})


def _values(entry: Any, table: Table) -> dict[str, Any]:
    """Return the columns of an entry: dates as they are, everything else as JSON could hold it."""
    values = {}
    for name, hint in hints(entry.__class__).items():
        if name in table.c:
            value = getattr(entry, name)
            values[name] = plain(value) if column_type(hint) is JSON or not hasattr(value, "isoformat") else value
    return values
