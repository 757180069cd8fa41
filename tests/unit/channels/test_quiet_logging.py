"""No log holds what somebody typed, at any level."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import structlog
from rasa.utils import log_utils

from bot.channels import quiet_logging

CANARY = "kanariepiet"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Log as Rasa does in a container, to a text that can be read."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    log_utils.configure_structlog(logging.DEBUG)
    quiet_logging.install()
    yield written
    root.removeHandler(handler)
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize("key", ["text", "slot_values", "parse_data_text", "rasa_events", "current_states"])
def test_values_of_structured_calls_are_left_out(log: io.StringIO, key: str) -> None:
    structlog.get_logger("test").debug("processor.event", **{key: {"value": CANARY}})
    assert "processor.event" in log.getvalue()
    assert CANARY not in log.getvalue()


def test_structured_exception_shows_kind_and_place_only(log: io.StringIO) -> None:
    typed = CANARY
    try:
        raise ValueError(typed)
    except ValueError:
        structlog.get_logger("test").exception("it.failed", text=typed)
    assert "ValueError" in log.getvalue()
    assert CANARY not in log.getvalue()


def test_plain_exception_shows_kind_and_place_only(log: io.StringIO) -> None:
    typed = CANARY
    try:
        raise ValueError(typed)
    except ValueError:
        logging.getLogger("test").exception("It failed")
    assert "ValueError" in log.getvalue()
    assert "test_quiet_logging" in log.getvalue()
    assert CANARY not in log.getvalue()


def test_installing_twice_changes_nothing(log: io.StringIO) -> None:
    quiet_logging.install()
    processors = structlog.get_config()["processors"]
    assert processors.count(quiet_logging.without_message) == 1
