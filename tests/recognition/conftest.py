"""Recognition as it is trained on what the knowledge base holds now; trained once and remembered in `var/recognition`."""

from __future__ import annotations

import pytest

from bot.consult.recognise import Recogniser
from bot.nlu import recogniser as recognition


@pytest.fixture(scope="session")
def recogniser() -> Recogniser:
    return recognition.train()
