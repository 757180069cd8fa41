"""Holds messages to what Slack and Microsoft publish: Block Kit's limits, and the Adaptive Card 1.5 elements that Teams takes.

Every fault is reported with the path to it. Only what the assistant uses is known; anything else is a fault too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Faults = Iterator[str]

MRKDWN_REFERENCE = re.compile(r"<(?:(?:https://|tel:)[^<>|]+\|[^<>]*)>")


def slack_faults(message: Mapping[str, Any]) -> list[str]:
    """What is wrong with the arguments of chat.postMessage, as far as they make up a message."""
    return list(_slack_message(message))


def teams_faults(activity: Mapping[str, Any]) -> list[str]:
    """What is wrong with a message activity."""
    return list(_activity(activity))


def _slack_message(message: Mapping[str, Any]) -> Faults:
    text = message.get("text")
    if not isinstance(text, str) or not text.strip():
        yield "text: needed beside blocks, for notifications and screen readers"
    elif len(text) > 4_000:
        yield f"text: {len(text)} characters, at most 4000"
    else:
        yield from _mrkdwn_text(text, "text")
    blocks = message.get("blocks")
    if blocks is None:
        return
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= 50:
        yield "blocks: from 1 to 50"
        return
    for place, block in enumerate(blocks):
        kinds = {"section": _section, "actions": _actions, "context": _context}
        kind = block.get("type") if isinstance(block, dict) else None
        if kind not in kinds:
            yield f"blocks[{place}]: type {kind!r}"
        else:
            yield from kinds[kind](block, f"blocks[{place}]")
    ids = [element["action_id"] for block in blocks for element in block.get("elements", ()) if "action_id" in element]
    if len(ids) != len(set(ids)):
        yield "blocks: an action_id occurs twice"


def _section(block: Mapping[str, Any], path: str) -> Faults:
    yield from _only(block, {"type", "text", "expand", "block_id"}, path)
    yield from _text_object(block.get("text"), f"{path}.text", "mrkdwn", 3_000)


def _context(block: Mapping[str, Any], path: str) -> Faults:
    yield from _only(block, {"type", "elements", "block_id"}, path)
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= 10:
        yield f"{path}.elements: from 1 to 10"
        return
    for place, element in enumerate(elements):
        yield from _text_object(element, f"{path}.elements[{place}]", "mrkdwn", 3_000)


def _actions(block: Mapping[str, Any], path: str) -> Faults:
    yield from _only(block, {"type", "elements", "block_id"}, path)
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= 25:
        yield f"{path}.elements: from 1 to 25"
        return
    for place, element in enumerate(elements):
        yield from _button(element, f"{path}.elements[{place}]")


def _button(element: Mapping[str, Any], path: str) -> Faults:
    yield from _only(element, {"type", "action_id", "text", "value", "style"}, path)
    if element.get("type") != "button":
        yield f"{path}: a button was expected"
    yield from _text_object(element.get("text"), f"{path}.text", "plain_text", 75)
    yield from _string(element.get("action_id"), f"{path}.action_id", 255)
    yield from _string(element.get("value"), f"{path}.value", 2_000)


def _text_object(found: object, path: str, kind: str, most: int) -> Faults:
    if not isinstance(found, dict) or found.get("type") != kind:
        yield f"{path}: a text object of type {kind} was expected"
        return
    yield from _only(found, {"type", "text", "verbatim"} if kind == "mrkdwn" else {"type", "text", "emoji"}, path)
    yield from _string(found.get("text"), f"{path}.text", most)
    if kind == "mrkdwn":
        if found.get("verbatim") is not True:
            yield f"{path}: without verbatim Slack makes links and mentions itself"
        yield from _mrkdwn_text(str(found.get("text")), f"{path}.text")


def _mrkdwn_text(text: str, path: str) -> Faults:
    """Angle brackets and ampersands may only stand where Slack gives them a meaning that was meant."""
    rest = MRKDWN_REFERENCE.sub("", text)
    if re.search(r"[<>]|&(?!(?:amp|lt|gt);)", rest):
        yield f"{path}: not escaped"


def _activity(activity: Mapping[str, Any]) -> Faults:
    size = len(json.dumps(activity).encode())
    if size > 28 * 1024:
        yield f"activity: {size} bytes, at most 28 kB"
    if activity.get("type") != "message":
        yield f"activity.type: {activity.get('type')!r}"
    for name in ("from", "recipient", "conversation"):
        if not isinstance(activity.get(name), dict) or not activity[name].get("id"):
            yield f"activity.{name}: no id"
    attachments = activity.get("attachments") or []
    if not attachments and not str(activity.get("text") or "").strip():
        yield "activity: nothing to show"
    for place, attachment in enumerate(attachments):
        if attachment.get("contentType") != "application/vnd.microsoft.card.adaptive":
            yield f"attachments[{place}].contentType: {attachment.get('contentType')!r}"
        else:
            yield from card_faults(attachment.get("content"), f"attachments[{place}].content")


def card_faults(card: object, path: str = "card") -> Faults:
    """What is wrong with an Adaptive Card."""
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard":
        yield f"{path}: an AdaptiveCard was expected"
        return
    yield from _only(card, {"$schema", "type", "version", "body", "msteams"}, path)
    if card.get("version") != "1.5":
        yield f"{path}.version: {card.get('version')!r}"
    if card.get("msteams", {"width": "Full"}) != {"width": "Full"}:
        yield f"{path}.msteams"
    yield from _items(card.get("body"), f"{path}.body")


def _items(items: object, path: str, *, may_be_empty: bool = False) -> Faults:
    if not isinstance(items, list) or not (items or may_be_empty):
        yield f"{path}: elements were expected"
        return
    kinds: dict[str, Callable[[Mapping[str, Any], str], Faults]] = {
        "RichTextBlock": _rich_text,
        "Container": _container,
        "ColumnSet": _columns,
        "ActionSet": _action_set,
    }
    for place, item in enumerate(items):
        kind = item.get("type") if isinstance(item, dict) else None
        if kind not in kinds:
            yield f"{path}[{place}]: type {kind!r}"
        else:
            yield from kinds[kind](item, f"{path}[{place}]")


def _rich_text(item: Mapping[str, Any], path: str) -> Faults:
    yield from _only(item, {"type", "inlines", "spacing"}, path)
    yield from _choice(item, "spacing", {"None", "Small", "Default", "Medium", "Large", "ExtraLarge", "Padding"}, path)
    inlines = item.get("inlines")
    if not isinstance(inlines, list) or not inlines:
        yield f"{path}.inlines: text was expected"
        return
    for place, run in enumerate(inlines):
        yield from _text_run(run, f"{path}.inlines[{place}]")


def _text_run(run: Mapping[str, Any], path: str) -> Faults:
    yield from _only(run, {"type", "text", "weight", "size", "isSubtle", "selectAction"}, path)
    if run.get("type") != "TextRun":
        yield f"{path}: a TextRun was expected"
    yield from _string(run.get("text"), f"{path}.text", 28_000)
    yield from _choice(run, "weight", {"Default", "Lighter", "Bolder"}, path)
    yield from _choice(run, "size", {"Default", "Small", "Medium", "Large", "ExtraLarge"}, path)
    if run.get("isSubtle", False) not in (True, False):
        yield f"{path}.isSubtle"
    if "selectAction" in run:
        action = run["selectAction"]
        yield from _only(action, {"type", "url"}, f"{path}.selectAction")
        if action.get("type") != "Action.OpenUrl" or not str(action.get("url")).startswith("https://"):
            yield f"{path}.selectAction: an https address was expected"


def _container(item: Mapping[str, Any], path: str) -> Faults:
    yield from _only(item, {"type", "style", "items", "spacing"}, path)
    yield from _choice(item, "style", {"default", "emphasis", "good", "attention", "warning", "accent"}, path)
    yield from _items(item.get("items"), f"{path}.items")


def _columns(item: Mapping[str, Any], path: str) -> Faults:
    yield from _only(item, {"type", "columns", "spacing"}, path)
    for place, column in enumerate(item.get("columns") or ()):
        here = f"{path}.columns[{place}]"
        yield from _only(column, {"type", "width", "minHeight", "style", "items"}, here)
        if column.get("type") != "Column":
            yield f"{here}: a Column was expected"
        yield from _choice(column, "width", {"auto", "stretch"}, here)
        yield from _choice(column, "style", {"default", "emphasis", "good", "attention", "warning", "accent"}, here)
        if not re.fullmatch(r"\d+px", str(column.get("minHeight"))):
            yield f"{here}.minHeight"
        yield from _items(column.get("items"), f"{here}.items", may_be_empty=True)


def _action_set(item: Mapping[str, Any], path: str) -> Faults:
    yield from _only(item, {"type", "actions"}, path)
    actions = item.get("actions")
    if not isinstance(actions, list) or not 1 <= len(actions) <= 6:
        yield f"{path}.actions: from 1 to 6"
        return
    for place, action in enumerate(actions):
        here = f"{path}.actions[{place}]"
        yield from _only(action, {"type", "title", "data"}, here)
        if action.get("type") != "Action.Submit":
            yield f"{here}: an Action.Submit was expected"
        yield from _string(action.get("title"), f"{here}.title", 60)
        yield from _data(action.get("data"), f"{here}.data")


def _data(data: object, path: str) -> Faults:
    back = data.get("msteams") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(back, dict):
        yield f"{path}: data with a part for Teams was expected"
        return
    yield from _string(data.get("payload"), f"{path}.payload", 300)
    yield from _only(back, {"type", "displayText", "text", "value"}, f"{path}.msteams")
    if back.get("type") != "messageBack" or not back.get("displayText"):
        yield f"{path}.msteams: a messageBack that shows in the chat was expected"
    if back.get("value") != {"payload": data.get("payload")}:
        yield f"{path}.msteams.value"


def _only(found: Mapping[str, Any], known: set[str], path: str) -> Faults:
    for name in sorted(set(found) - known):
        yield f"{path}: unknown {name!r}"


def _choice(found: Mapping[str, Any], name: str, known: set[str], path: str) -> Faults:
    if name in found and found[name] not in known:
        yield f"{path}.{name}: {found[name]!r}"


def _string(found: object, path: str, most: int) -> Faults:
    if not isinstance(found, str) or not found.strip():
        yield f"{path}: text was expected"
    elif len(found) > most:
        yield f"{path}: {len(found)} characters, at most {most}"
