"""A knowledge base of two indicators, to test `kb` with."""

from pathlib import Path

import pytest

from kb.loader import load
from kb.schema import KnowledgeBase

SMALL = Path(__file__).parent / "small"


@pytest.fixture(scope="session")
def small() -> KnowledgeBase:
    return load(SMALL)
