"""Text in, findings out: the whole of recognition in one object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.consult.context import Context, Verdict
from bot.consult.findings import Finding, Recognition, Span, Status
from bot.consult.matching import Match, Patterns
from bot.consult.measures import AGE, LONG_DAYS, WORKING_HOURS, YOUNG, Age, is_long_day, read_age
from bot.consult.text import Reader, Token
from kb.lexicon import Lexicon, Relation

_DANGER = "gevaar"
_MEASURES = frozenset((_DANGER, AGE, WORKING_HOURS))


@dataclass(frozen=True, slots=True)
class _Mention:
    indicator: str
    status: Status
    start: int
    end: int
    certain: bool


class Recogniser:
    """Recognises signals in a text; built once per lexicon, used for every message."""

    def __init__(self, lexicon: Lexicon, lemmatise: Callable[[str], str], known: Callable[[str], bool] | None = None) -> None:
        self._lexicon = lexicon
        settings = lexicon.settings
        self._patterns = Patterns(
            [term.pattern for term in lexicon.terms] + [cue.pattern for cue in lexicon.cues],
            classes=lexicon.classes,
            lemmatise=lemmatise,
            known=known or (lambda word: lemmatise(word) != word),
            negations=settings.get("negations", ()),
            common=settings.get("common", ()),
        )
        self._reader = Reader(
            spelling=lexicon.spelling, abbreviations=settings.get("abbreviations", ()), keys_of=self._patterns.keys_of
        )
        self._clause_words = frozenset(settings.get("clause_words", ()))

    def recognise(self, text: str) -> Recognition:
        """Return what the text tells."""
        tokens = self._reader.read(text)
        if not tokens:
            return Recognition((), (), None, None)
        matches = self._patterns.find(tokens)
        count = len(self._lexicon.terms)
        cues = [(self._lexicon.cues[match.pattern - count], match.start, match.end) for match in matches if match.pattern >= count]
        context = Context(tokens, cues, clause_words=self._clause_words)
        mentions = list(self._mentions([match for match in matches if match.pattern < count], context))
        age = _age(mentions, tokens)
        danger = [mention for mention in mentions if mention.indicator == _DANGER and mention.status is Status.PRESENT]
        signals = [*_measured(mentions, age, tokens), *(mention for mention in mentions if mention.indicator not in _MEASURES)]
        findings = self._relate(_gather(signals, tokens, text))
        return Recognition(
            findings=tuple(findings),
            danger=tuple(dict.fromkeys(_span(mention.start, mention.end, tokens, text) for mention in danger)),
            minor=None if age is None else age.is_minor,
            age_span=None if age is None else _span(age.start, age.end, tokens, text),
        )

    def _mentions(self, matches: Sequence[Match], context: Context) -> Iterable[_Mention]:
        terms = self._lexicon.terms
        blocks = [(match, terms[match.pattern].blocks) for match in matches if terms[match.pattern].blocks]
        for match in matches:
            term = terms[match.pattern]
            if term.indicator is None or _is_blocked(match, term.indicator, blocks):
                continue
            verdict = context.judge(
                term.indicator, match.start, match.end, negated=match.negated, negatable=term.negatable, weigh=term.context
            )
            if verdict is Verdict.LEFT_OUT:
                continue
            status = Status(term.status)
            if verdict is Verdict.DENIED:
                if status is Status.ABSENT or term.indicator == _DANGER:
                    continue
                status = Status.ABSENT
            yield _Mention(term.indicator, status, match.start, match.end, term.certain and verdict is not Verdict.UNSURE)

    def _relate(self, findings: list[Finding]) -> list[Finding]:
        found = {finding.indicator_id: finding for finding in findings}
        for relation in self._lexicon.relations:
            present = {key for key, finding in found.items() if finding.status is Status.PRESENT}
            if not _holds(relation, present, set(found) - present):
                continue
            if relation.drop:
                found.pop(relation.then, None)
            elif relation.then not in present:
                grounds = [found[key] for key in (*relation.all, *relation.any) if key in found]
                spans = grounds[0].spans if grounds else ()
                found[relation.then] = Finding(relation.then, Status(relation.status), spans, relation.certain)
        return list(found.values())


def _age(mentions: Sequence[_Mention], tokens: Sequence[Token]) -> Age | None:
    """Return the patient's age: the first one that is told for certain, else the first that may be."""
    told = sorted((m for m in mentions if m.indicator == AGE and m.status is Status.PRESENT), key=lambda m: (not m.certain, m.start, -m.end))
    return next((age for mention in told if (age := read_age(tokens, mention.start, mention.end))), None)


def _measured(mentions: Sequence[_Mention], age: Age | None, tokens: Sequence[Token]) -> Iterable[_Mention]:
    """Yield the signals that numbers show."""
    if age is not None and age.is_young:
        yield _Mention(YOUNG, Status.PRESENT, age.start, age.end, certain=True)
    for mention in mentions:
        if mention.indicator == WORKING_HOURS and mention.status is Status.PRESENT and is_long_day(tokens, mention.start, mention.end):
            yield _Mention(LONG_DAYS, Status.PRESENT, mention.start, mention.end, certain=True)


def _holds(relation: Relation, present: set[str], absent: set[str]) -> bool:
    facts = present | {f"niet {key}" for key in absent}
    return (
        all(key in facts for key in relation.all)
        and (not relation.any or any(key in facts for key in relation.any))
        and not any(key in facts for key in relation.none)
    )


def _is_blocked(match: Match, indicator: str, blocks: Sequence[tuple[Match, tuple[str, ...]]]) -> bool:
    return any(
        ("*" in ids or indicator in ids) and block.start < match.end and match.start < block.end
        for block, ids in blocks
        if block is not match
    )


def _gather(mentions: Sequence[_Mention], tokens: Sequence[Token], text: str) -> list[Finding]:
    grouped: dict[str, list[_Mention]] = {}
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
                tuple(_span(mention.start, mention.end, tokens, text) for mention in _outermost(chosen)),
                any(mention.certain for mention in chosen),
            )
        )
    return findings


def _outermost(mentions: Sequence[_Mention]) -> list[_Mention]:
    kept: list[_Mention] = []
    for mention in mentions:
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start < kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _span(start: int, end: int, tokens: Sequence[Token], text: str) -> Span:
    first, last = tokens[start].start, tokens[end - 1].end
    return Span(first, last, text[first:last])
