"""Writes what is shown as Slack messages in Block Kit, within the limits that Slack publishes; pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.channels.markup import Line, Run, cut, plain, shortened
from bot.channels.shown import Shown, Tone
from bot.consult.cards import Reply

MAX_SECTION = 3_000
MAX_BLOCKS = 50
MAX_BUTTONS = 25
MAX_BUTTON_TITLE = 75
MAX_BUTTON_VALUE = 2_000
# Slack advises at most 4,000 characters for the text of a message; longer answers become several messages, so that the text beside the
# blocks is always the whole of it.
MAX_TEXT = 4_000

Block = dict[str, Any]
Message = dict[str, Any]

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# Characters that look the same but mean nothing to Slack: what was typed never becomes formatting.
_LITERAL = str.maketrans({"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"})
# The longest that one character can become, so that a line of this length always fits a section.
_LONGEST_LINE = MAX_SECTION // 5 - 100
_ALARM = "\U0001f6a8 "


def messages(what: Shown) -> list[Message]:
    """Return the messages that show an element: each with blocks, and with the same as text for screen readers and notifications."""
    lines = [short for line in what.lines for short in shortened(line, _LONGEST_LINE)]
    sections = list(_sections(lines, alarm=what.tone is Tone.DANGER))
    made: list[Message] = [
        {"text": escape(plain(group)), "blocks": [_text_block(part, what.tone) for _, part in parts]} for group, parts in _groups(sections)
    ]
    buttons = list(_actions(what.replies))
    if buttons and made and len(made[-1]["blocks"]) + len(buttons) <= MAX_BLOCKS:
        made[-1]["blocks"] += buttons
    elif buttons:
        titles = cut(", ".join(reply.title for reply in what.replies), MAX_TEXT // 5)
        made.append({"text": escape(titles[0]), "blocks": buttons[:MAX_BLOCKS]})
    return made


def escape(text: str) -> str:
    """Return a text in which nothing is a mention, a link or formatting."""
    return text.translate(_LITERAL).translate(_ESCAPES)


def answered(blocks: Sequence[Block], chosen: str) -> list[Block]:
    """Return the blocks of a message whose buttons were used: without buttons, with what was chosen."""
    kept = [block for block in blocks if block.get("type") != "actions"][: MAX_BLOCKS - 1]
    return [*kept, {"type": "context", "elements": [_mrkdwn(escape(chosen)[:MAX_SECTION])]}]


def _sections(lines: Sequence[Line], *, alarm: bool) -> Iterator[tuple[list[Line], str]]:
    """Yield lines that share a section, with what is written there; a section ends before a paragraph when it can."""
    held: list[Line] = []
    written = _ALARM if alarm else ""
    for line in lines:
        addition = _written(line)
        gap = ("\n\n" if line.opens else "\n") if held else ""
        if held and len(written) + len(gap) + len(addition) > MAX_SECTION:
            yield held, written
            held, written, gap = [], "", ""
        held.append(line)
        written += gap + addition
    if held:
        yield held, written


def _groups(sections: Iterable[tuple[list[Line], str]]) -> Iterator[tuple[list[Line], list[tuple[list[Line], str]]]]:
    """Yield sections that share a message, with the lines they hold."""
    held: list[tuple[list[Line], str]] = []
    for section in sections:
        if held and sum(len(part) for _, part in held) + len(section[1]) > MAX_TEXT - 100:
            yield [line for lines, _ in held for line in lines], held
            held = []
        held.append(section)
    if held:
        yield [line for lines, _ in held for line in lines], held


def _text_block(written: str, tone: Tone) -> Block:
    if tone is Tone.ASIDE:
        return {"type": "context", "elements": [_mrkdwn(written)]}
    return {"type": "section", "text": _mrkdwn(written), "expand": True}


def _mrkdwn(written: str) -> Block:
    return {"type": "mrkdwn", "text": written, "verbatim": True}


def _written(line: Line) -> str:
    """Return a line as mrkdwn; without links and bold in the odd case that these make it too long."""
    written = line.marker + "".join(_run(run) for run in line.runs)
    return written if len(written) <= MAX_SECTION - len(_ALARM) else escape(line.text)


def _run(run: Run) -> str:
    literal = escape(run.text)
    if run.url:
        literal = f"<{run.url.translate(_ESCAPES)}|{literal}>"
    bare = literal.strip()
    if not run.bold or not bare:
        return literal
    return literal.replace(bare, f"*{bare}*", 1)


def _actions(replies: Sequence[Reply]) -> Iterator[Block]:
    fitting = [reply for reply in replies if len(reply.payload) <= MAX_BUTTON_VALUE]
    for start in range(0, len(fitting), MAX_BUTTONS):
        chunk = fitting[start : start + MAX_BUTTONS]
        yield {"type": "actions", "elements": [_button(reply, start + place) for place, reply in enumerate(chunk)]}


def _button(reply: Reply, place: int) -> Block:
    title = reply.title if len(reply.title) <= MAX_BUTTON_TITLE else reply.title[: MAX_BUTTON_TITLE - 1] + "…"
    label = {"type": "plain_text", "text": title, "emoji": False}
    return {"type": "button", "action_id": f"reply_{place}", "text": label, "value": reply.payload}
