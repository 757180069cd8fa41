"""The only queries on the knowledge database; takes a session, returns dataclasses."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from kb.build import engine_for, stored_hash
from kb.errors import NotBuilt, UnknownContact, UnknownFaq, UnknownId, UnknownIndicator
from kb.models import ENTITIES, FRAMEWORK, Entity, Part, meta, phrases
from kb.plain import hints, revive
from kb.schema import Contact, Faq, Framework, Indicator, KnowledgeBase

_UNKNOWN: dict[str, type[UnknownId]] = {"indicators": UnknownIndicator, "contacts": UnknownContact, "faq": UnknownFaq}


def sessions(url: str | None = None) -> sessionmaker:
    """Return a maker of sessions on a database (the default one when no URL is given)."""
    return sessionmaker(engine_for(url), future=True)


def load_knowledge(session: Session) -> KnowledgeBase:
    """Return the whole knowledge base, equal to the one that was built.

    Raises:
        NotBuilt: when the database holds no knowledge base, or one of another version of the tables.
    """
    _require_built(session)
    lists = {entity.field: _entries(session, entity) for entity in ENTITIES}
    texts = session.execute(select(phrases.c.id, phrases.c.text).order_by(phrases.c.place)).all()
    return KnowledgeBase(framework=_framework(session), phrases={row.id: row.text for row in texts}, **lists)


def find_indicator(session: Session, id_: str) -> Indicator:
    """Return the indicator with this id, or raise `UnknownIndicator`."""
    found: Indicator = _find(session, "indicators", id_)
    return found


def find_contact(session: Session, id_: str) -> Contact:
    """Return the contact with this id, or raise `UnknownContact`."""
    found: Contact = _find(session, "contacts", id_)
    return found


def find_faq(session: Session, id_: str) -> Faq:
    """Return the answer with this id, or raise `UnknownFaq`."""
    found: Faq = _find(session, "faq", id_)
    return found


def _find(session: Session, field: str, id_: str) -> Any:
    entity = next(entity for entity in ENTITIES if entity.field == field)
    found = _entries(session, entity, id_=id_)
    if not found:
        known = session.execute(select(entity.table.c.id)).scalars().all()
        raise _UNKNOWN[field](id_, near=get_close_matches(id_, known))
    return found[0]


def _require_built(session: Session) -> None:
    url = session.get_bind().engine.url.render_as_string(hide_password=True)
    try:
        digest = stored_hash(session.connection())
    except DBAPIError as error:
        raise NotBuilt(url, str(error.orig)) from error
    if digest is None:
        raise NotBuilt(url, "it holds no knowledge base")


def _framework(session: Session) -> Framework:
    first = session.execute(select(meta.c.value).where(meta.c.key == "first_question")).scalar_one()
    lists = {entity.field: _entries(session, entity) for entity in FRAMEWORK}
    return Framework(first_question=int(first), **lists)


def _entries(session: Session, entity: Entity, *, id_: str | None = None) -> tuple[Any, ...]:
    query = select(entity.table).order_by(entity.table.c.place)
    rows = session.execute(query if id_ is None else query.where(entity.table.c[entity.key] == id_)).mappings().all()
    linked = {link.field: _linked(session, link.table) for link in entity.links}
    parts = {part.field: _parts(session, part) for part in entity.parts}
    entries = []
    for row in rows:
        own = row[entity.key]
        values = {name: revive(row[name], hint) for name, hint in hints(entity.type).items() if name in entity.table.c}
        values |= {field: tuple(targets[own]) for field, targets in linked.items()}
        values |= {part.field: parts[part.field].get(own, _shaped([], part)) for part in entity.parts}
        entries.append(entity.type(**values))
    return tuple(entries)


def _linked(session: Session, table: Any) -> dict[Any, list[str]]:
    targets: dict[Any, list[str]] = defaultdict(list)
    for owner, target in session.execute(select(table.c.owner, table.c.target).order_by(table.c.owner, table.c.place)):
        targets[owner].append(target)
    return targets


def _parts(session: Session, part: Part) -> dict[Any, Any]:
    found: dict[Any, list[tuple[Any, Any]]] = defaultdict(list)
    for row in session.execute(select(part.table).order_by(part.table.c.owner, part.table.c.place)).mappings():
        value = part.type(**{name: revive(row[name], hint) for name, hint in hints(part.type).items()})
        found[row["owner"]].append((row[part.key] if part.key else None, value))
    return {owner: _shaped(pairs, part) for owner, pairs in found.items()}


def _shaped(pairs: list[tuple[Any, Any]], part: Part) -> Any:
    if part.key is None:
        return tuple(value for _, value in pairs)
    return {part.key_type(name): value for name, value in pairs}
