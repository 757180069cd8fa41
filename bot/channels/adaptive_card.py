"""Writes what is shown as Adaptive Cards for Teams, within the size that Teams takes; pure functions.

Text stands in `TextRun`s, which know no Markdown, so that what was typed never becomes formatting or a link.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from bot.channels.markup import Kind, Line, Run, cut, plain, shortened
from bot.channels.shown import STEPS, Shown, Tone
from bot.consult.cards import Reply

CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"
# Teams takes some 28 kB for a whole message; what surrounds the card needs room too.
MAX_CARD_BYTES = 20_000
MAX_PLAIN = 5_000
# Teams shows at most six actions beside each other.
MAX_ACTIONS = 5
MAX_TITLE = 60
MAX_PAYLOAD_BYTES = 300
_LONGEST_LINE = 1_000
_STYLES = {Tone.DANGER: "attention", Tone.RESULT: "emphasis"}

Node = dict[str, Any]


def cards(what: Shown) -> list[Node]:
    """Return the cards that show an element; the quick replies stand on the last one."""
    lines = [short for line in what.lines for short in shortened(line, _LONGEST_LINE)]
    bodies = list(_bodies([*(_block(line, what.tone) for line in lines), *_action_sets(what.replies)]))
    bodies = [_framed(body, what.tone) for body in bodies]
    if bodies and what.step is not None:
        bodies[0].insert(0, _progress(what.step))
    return [_card(body) for body in bodies]


def plain_texts(what: Shown) -> list[str]:
    """Return the same as plain texts, for when a card is refused."""
    titles = "\n".join(f"• {reply.title}" for reply in what.replies)
    return cut(plain(what.lines) + (f"\n\n{titles}" if titles else ""), MAX_PLAIN)


def payload_of(value: object) -> str | None:
    """Return the payload in the value of a button, which Teams sends back as data or as JSON in a string."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    payload = value.get("payload") if isinstance(value, dict) else None
    return payload if isinstance(payload, str) and payload else None


def _bodies(blocks: Sequence[Node]) -> Iterator[list[Node]]:
    """Yield blocks that share a card."""
    held: list[Node] = []
    for block in blocks:
        if held and _size([*held, block]) > MAX_CARD_BYTES:
            yield held
            held = []
        held.append(block)
    if held:
        yield held


def _size(nodes: Sequence[Node]) -> int:
    return len(json.dumps(nodes, ensure_ascii=True).encode())


def _card(body: list[Node]) -> Node:
    return {"$schema": SCHEMA, "type": "AdaptiveCard", "version": VERSION, "msteams": {"width": "Full"}, "body": body}


def _framed(body: list[Node], tone: Tone) -> list[Node]:
    """Return blocks with the texts among them in the frame that belongs to their tone."""
    texts = [node for node in body if node["type"] != "ActionSet"]
    if tone not in _STYLES or not texts:
        return body
    return [{"type": "Container", "style": _STYLES[tone], "items": texts}, *body[len(texts) :]]


def _progress(step: int) -> Node:
    """Return a bar of five parts; the text says the same in words."""
    columns: list[Node] = [
        {"type": "Column", "width": "stretch", "minHeight": "6px", "style": "accent" if number <= step else "emphasis", "items": []}
        for number in range(1, STEPS + 1)
    ]
    return {"type": "ColumnSet", "columns": columns}


def _block(line: Line, tone: Tone) -> Node:
    """Return a line as a block; without links and bold in the odd case that these make it too long."""
    marker = (Run(line.marker),) if line.marker else ()
    runs = [_text_run(run, line.kind, tone) for run in (*marker, *line.runs)]
    if _size(runs) > MAX_CARD_BYTES - 500:
        runs = [_text_run(Run(line.text), line.kind, tone)]
    return {"type": "RichTextBlock", "spacing": "Medium" if line.opens else "Small", "inlines": runs}


def _text_run(run: Run, kind: Kind, tone: Tone) -> Node:
    made: Node = {"type": "TextRun", "text": run.text}
    if run.bold:
        made["weight"] = "Bolder"
    if kind is Kind.HEADING:
        made["size"] = "Medium"
    if tone is Tone.ASIDE:
        made |= {"isSubtle": True, "size": "Small"}
    if run.url and run.url.startswith("https:"):
        made["selectAction"] = {"type": "Action.OpenUrl", "url": run.url}
    elif run.url:
        made["weight"] = "Bolder"
    return made


def _action_sets(replies: Sequence[Reply]) -> Iterator[Node]:
    fitting = [reply for reply in replies if _size([{"payload": reply.payload}]) <= MAX_PAYLOAD_BYTES]
    for start in range(0, len(fitting), MAX_ACTIONS):
        yield {"type": "ActionSet", "actions": [_submit(reply) for reply in fitting[start : start + MAX_ACTIONS]]}


def _submit(reply: Reply) -> Node:
    """Return a button; `messageBack` makes Teams show in the chat what was chosen."""
    title = reply.title if len(reply.title) <= MAX_TITLE else reply.title[: MAX_TITLE - 1] + "…"
    value = {"payload": reply.payload}
    back = {"type": "messageBack", "displayText": title, "text": reply.payload, "value": value}
    return {"type": "Action.Submit", "title": title, "data": {**value, "msteams": back}}
