"""Recognition as it is trained on what the knowledge base holds now; trained once and remembered in `var/recognition`."""

from __future__ import annotations

import pytest

from bot.consult.recognise import Recogniser
from bot.nlu import recogniser as recognition


@pytest.fixture(scope="session")
def recogniser() -> Recogniser:
    return recognition.train()


@pytest.fixture(scope="session")
def phrases() -> Recogniser:
    """Recognition without the network; the same on every machine."""
    return recognition.phrases()
