"""Keeps what people type out of every log of the Rasa server, at every level.

Rasa hands the values of its structured log calls to a plug-in, if there is one; ours answers with a placeholder. Tracebacks are
reduced to the kind of error and where it arose, since messages and local variables may hold the text of a conversation.
Importing this module puts that in place; `install` may be called more than once.
"""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import Any

import pluggy
import structlog
from rasa.plugin import plugin_manager

REDACTED = "[weggelaten]"
PLUGIN_NAME = "signaalwijzer_quiet_logging"
_HOOK = pluggy.HookimplMarker("rasa")

ExcInfo = tuple[type[BaseException], BaseException, "TracebackType | None"]


class Anonymizer:
    """What Rasa asks for: something that makes a value fit for a log."""

    def log_run(self, _: Any) -> str:
        """Return a placeholder, whatever the value is."""
        return REDACTED

    def run(self, _: Any) -> None:
        """Do nothing with an event: it is stored nowhere."""


class QuietPlugin:
    """The plug-in that gives Rasa the anonymiser."""

    def __init__(self) -> None:
        self._anonymizer = Anonymizer()

    @_HOOK
    def get_anonymization_pipeline(self) -> Anonymizer:
        """Return what makes log values fit for a log."""
        return self._anonymizer


def describe(exc_info: ExcInfo) -> str:
    """Say what kind of error arose and where, without its message and without local variables."""
    kind, _, trace = exc_info
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return " <- ".join([kind.__name__, *reversed(places[-6:])])


def without_message(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """Replace the exception of a structured log call by its kind and place."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, BaseException):
        event["exception"] = describe((type(error), error, error.__traceback__))
    elif isinstance(error, tuple) and error[0] is not None:
        event["exception"] = describe(error)
    return event


class QuietRecord(logging.LogRecord):
    """A log record that never formats an exception's message."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[0] is not None:
            self.exc_text = describe(self.exc_info)


def install() -> None:
    """Put the plug-in, the record factory and the structured processors in place."""
    if not plugin_manager().has_plugin(PLUGIN_NAME):
        plugin_manager().register(QuietPlugin(), name=PLUGIN_NAME)
    logging.setLogRecordFactory(QuietRecord)
    processors = list(structlog.get_config()["processors"])
    if without_message not in processors:
        # Changed in place: loggers that were made before keep a reference to the list.
        structlog.get_config()["processors"].insert(max(len(processors) - 2, 0), without_message)


install()
