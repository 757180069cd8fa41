"""An output channel that keeps the text, buttons and data of one bot message together in one element."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel

Element = dict[str, Any]
_FIELDS = ("text", "buttons", "custom", "image", "attachment")


class CardCollector(CollectingOutputChannel):
    """Collects what the conversation says, one element for each message."""

    messages: list[Element]

    @classmethod
    def name(cls) -> str:
        """Return the name that channel-specific responses would carry."""
        return "rest"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Collect a message as one element; one that would show nothing is left out."""
        parts = dict(message)
        parts["buttons"] = parts.get("buttons") or parts.get("quick_replies")
        element = {name: parts[name] for name in _FIELDS if parts.get(name)}
        if element:
            await self._persist_message({"recipient_id": recipient_id, **element})

    async def send_text_message(self, recipient_id: str, text: str, **_: Any) -> None:
        """Collect a text in one piece; the stock channel cuts it at blank lines."""
        await self.send_response(recipient_id, {"text": text})
