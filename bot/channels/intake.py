"""What happens to a message before the conversation sees it, the same on every channel; pure functions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.channels.privacy import Redaction, redact
from bot.channels.texts import Texts

MAX_MESSAGE = 4_000
_SENDER = re.compile(r"[A-Za-z0-9!#$%()*+,./:;=?@\[\]^_{|}~-]{1,128}")
_KEPT_CONTROLS = "\n\t"
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


@dataclass(frozen=True)
class Accepted:
    """A message that may go to the conversation."""

    redaction: Redaction


@dataclass(frozen=True)
class Refused:
    """A message that is answered by the channel itself."""

    answer: str


def is_valid_sender(sender: object) -> bool:
    """Tell whether a sender is a short string of printable characters without spaces, quotes or angle brackets."""
    return isinstance(sender, str) and _SENDER.fullmatch(sender) is not None


def clean(message: str) -> str:
    """Return the message without lone surrogates, control and invisible characters, in composed form."""
    paired = message.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    composed = unicodedata.normalize("NFC", paired.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(char for char in composed if char in _KEPT_CONTROLS or unicodedata.category(char) not in _DROPPED_CATEGORIES).strip()


def take_in(message: str, texts: Texts) -> Accepted | Refused:
    """Refuse what is empty or too long; otherwise remove identifying data and whatever Rasa would read as a command."""
    if len(message) > MAX_MESSAGE:
        return Refused(texts.too_long.format(length=len(message), limit=MAX_MESSAGE))
    cleaned = _without_slashes(clean(message))
    if not cleaned:
        return Refused(texts.empty)
    redaction = redact(cleaned)
    return Accepted(Redaction(_without_slashes(redaction.text), redaction.removed))


def privacy_notice(redaction: Redaction, texts: Texts) -> str:
    """Say which kinds of identifying data were removed."""
    return texts.removed.format(kinds=", ".join(texts.kind(kind) for kind in redaction.removed))


def _without_slashes(text: str) -> str:
    """Return the text without leading slashes, so that no `/intent{...}` reaches Rasa."""
    return text.lstrip("/\\ \t\n\u00a0").rstrip()
