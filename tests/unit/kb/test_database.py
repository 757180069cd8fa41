"""A knowledge base goes into a database and comes out the same."""

import dataclasses
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kb.build import build, engine_for
from kb.errors import NotBuilt, UnknownIndicator
from kb.repository import find_contact, find_faq, find_indicator, load_knowledge
from kb.schema import KnowledgeBase
from tests.unit.kb.conftest import SMALL

ROOT = Path(__file__).parents[3]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = engine_for(f"sqlite:///{tmp_path}/new/kb.sqlite")
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine, small: KnowledgeBase) -> Iterator[Session]:
    build(engine, small)
    with Session(engine, future=True) as session:
        yield session


def test_what_is_built_comes_out_equal(session: Session, small: KnowledgeBase) -> None:
    assert load_knowledge(session) == small


def test_building_twice_changes_nothing(engine: Engine, small: KnowledgeBase) -> None:
    file = Path(str(engine.url.database))
    assert build(engine, small)
    before = file.read_bytes()

    assert not build(engine, small)

    assert file.read_bytes() == before


def test_changed_knowledge_replaces_the_old(engine: Engine, small: KnowledgeBase) -> None:
    build(engine, small)
    changed = dataclasses.replace(small, practice_cases=(), phrases={"groet": "Hallo"})

    assert build(engine, changed)

    with Session(engine, future=True) as session:
        assert load_knowledge(session) == changed


def test_a_build_that_fails_leaves_the_old_knowledge(engine: Engine, small: KnowledgeBase) -> None:
    build(engine, small)
    broken = dataclasses.replace(small, indicators=small.indicators[:1])

    with pytest.raises(IntegrityError):
        build(engine, broken)

    with Session(engine, future=True) as session:
        assert load_knowledge(session) == small


def test_a_database_without_knowledge_says_how_to_build_it(engine: Engine) -> None:
    with Session(engine, future=True) as session, pytest.raises(NotBuilt, match="run 'python -m kb build'"):
        load_knowledge(session)


def test_a_table_of_an_older_version_is_replaced(engine: Engine, small: KnowledgeBase) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kb_indicator (id TEXT PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE other (id TEXT PRIMARY KEY)"))

    build(engine, small)

    with Session(engine, future=True) as session:
        assert load_knowledge(session) == small
        assert session.execute(text("SELECT count(*) FROM other")).scalar_one() == 0


def test_entries_are_found_by_id(session: Session, small: KnowledgeBase) -> None:
    assert find_indicator(session, "loon") == small.indicators[1]
    assert find_contact(session, "loket") == small.contacts[1]
    assert find_faq(session, "wat") == small.faq[0]


def test_an_unknown_indicator_is_named_with_what_comes_near(session: Session) -> None:
    with pytest.raises(UnknownIndicator, match="no indicator with id 'blaw'; did you mean blauw"):
        find_indicator(session, "blaw")


KILLED_HALFWAY = """
import os, signal, sys
from pathlib import Path
import kb.build
from kb.loader import load

whole = kb.build._rows
def half(knowledge):
    for number, rows in enumerate(whole(knowledge)):
        if number == 6:
            os.kill(os.getpid(), signal.SIGKILL)
        yield rows
kb.build._rows = half
kb.build.build(kb.build.engine_for(sys.argv[1]), load(Path(sys.argv[2])))
"""


@pytest.mark.parametrize("there_before", [True, False])
def test_a_build_that_is_killed_halfway_leaves_what_was_there(there_before: bool, engine: Engine, small: KnowledgeBase) -> None:
    before = dataclasses.replace(small, practice_cases=())
    if there_before:
        build(engine, before)

    killed = subprocess.run([sys.executable, "-c", KILLED_HALFWAY, str(engine.url), str(SMALL)], cwd=ROOT, capture_output=True, check=False)

    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    with Session(engine, future=True) as session:
        if there_before:
            assert load_knowledge(session) == before
        else:
            with pytest.raises(NotBuilt):
                load_knowledge(session)
    assert build(engine, small)
