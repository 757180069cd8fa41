"""Mentions of signals in a text, and how they add up to findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.consult.findings import Finding, Span, Status
from bot.consult.text import Token


@dataclass(frozen=True, slots=True)
class Mention:
    """A signal affirmed or denied by the tokens from `start` up to `end`."""

    indicator: str
    status: Status
    start: int
    end: int
    certain: bool


def gather(mentions: Sequence[Mention], tokens: Sequence[Token], text: str) -> list[Finding]:
    """When called, this will make a finding per signal; where a text both affirms and denies it, it holds."""
    grouped: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda mention: (mention.start, mention.end)):
        grouped.setdefault(mention.indicator, []).append(mention)
    findings = []
    for indicator, group in grouped.items():
        present = [mention for mention in group if mention.status is Status.PRESENT]
        chosen = present or group
        findings.append(
            Finding(
                indicator,
                chosen[0].status,
                tuple(span_of(mention.start, mention.end, tokens, text) for mention in _outermost(chosen)),
                any(mention.certain for mention in chosen),
            )
        )
    return findings


def _outermost(mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start < kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def span_of(start: int, end: int, tokens: Sequence[Token], text: str) -> Span:
    """When called, this will give the stretch of the text from token `start` up to `end`."""
    first, last = tokens[start].start, tokens[end - 1].end
    return Span(first, last, text[first:last])
