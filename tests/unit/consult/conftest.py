"""The real knowledge, read from its files."""

import pytest

from kb.loader import load
from kb.schema import KnowledgeBase


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return load()
