"""Text in, findings out: the whole of recognition in one object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.consult.context import Context, Verdict
from bot.consult.findings import Finding, Recognition, Status
from bot.consult.matching import Match, Patterns
from bot.consult.measures import AGE, LONG_DAYS, WORKING_HOURS, YOUNG, Age, is_long_day, read_age
from bot.consult.mentions import Mention, gather, span_of
from bot.consult.network import Network
from bot.consult.text import Reader, Token
from bot.consult.weighing import weigh
from kb.lexicon import DANGER, Lexicon, Relation, denied

_MEASURES = frozenset((DANGER, AGE, WORKING_HOURS))

_FEWEST_WORDS = 5  # in a shorter text only phrases count


class Recogniser:
    """Recognises signals in a text; built once per lexicon, used for every message."""

    def __init__(
        self,
        lexicon: Lexicon,
        lemmatise: Callable[[str], str],
        known: Callable[[str], bool] | None = None,
        *,
        network: Network | None = None,
    ) -> None:
        """Compile the phrases.

        Args:
            lexicon: the phrases and cues.
            lemmatise: gives a word's lemma.
            known: tells whether a word exists; one that does is not taken for a misspelling.
            network: the second stage; without it only phrases count.
        """
        self.lexicon = lexicon
        self.network = network
        settings = lexicon.settings
        self._patterns = Patterns(
            [term.pattern for term in lexicon.terms] + [cue.pattern for cue in lexicon.cues],
            classes=lexicon.classes,
            lemmatise=lemmatise,
            known=known or (lambda word: lemmatise(word) != word),
            negations=settings.get("negations", ()),
            common=settings.get("common", ()),
        )
        self._reader = Reader(spelling=lexicon.spelling, abbreviations=settings.get("abbreviations", ()), keys_of=self._patterns.keys_of)
        self._clause_words = frozenset(settings.get("clause_words", ()))
        self._negations = frozenset(settings.get("negations", ()))
        self._helpers = frozenset(settings.get("helpers", ()))

    def recognise(self, text: str) -> Recognition:
        """Return what the text tells."""
        tokens = self._reader.read(text)
        if not tokens:
            return Recognition((), (), None, None)
        phrases, dismissed = self._find(tokens, text)
        if self.network is None or sum(token.is_word for token in tokens) < _FEWEST_WORDS:
            return phrases
        return weigh(phrases, dismissed, self.network.judge(tokens), tokens, text)

    def _find(self, tokens: Sequence[Token], text: str) -> tuple[Recognition, set[str]]:
        """Return what the phrases tell, and the signals whose phrases the context dismisses."""
        matches = self._patterns.find(tokens)
        count = len(self.lexicon.terms)
        cues = [(self.lexicon.cues[match.pattern - count], match.start, match.end) for match in matches if match.pattern >= count]
        context = Context(tokens, cues, clause_words=self._clause_words)
        read = list(self._mentions([match for match in matches if match.pattern < count], tokens, context))
        mentions = [mention for _, mention in read if mention is not None]
        age = _age(mentions, tokens)
        mentions += _measured(mentions, age, tokens)
        danger = [mention for mention in mentions if mention.indicator == DANGER and mention.status is Status.PRESENT]
        findings = self._relate(gather([mention for mention in mentions if mention.indicator not in _MEASURES], tokens, text))
        recognition = Recognition(
            findings=tuple(findings),
            danger=tuple(dict.fromkeys(span_of(mention.start, mention.end, tokens, text) for mention in danger)),
            minor=None if age is None else age.is_minor,
            age_span=None if age is None else span_of(age.start, age.end, tokens, text),
        )
        return recognition, {indicator for indicator, mention in read if mention is None}

    def _mentions(self, matches: Sequence[Match], tokens: Sequence[Token], context: Context) -> Iterable[tuple[str, Mention | None]]:
        """Yield for each phrase the signal that it is of, and what it says; nothing where the context dismisses it."""
        terms = self.lexicon.terms
        blocks = [(match, terms[match.pattern].blocks) for match in matches if terms[match.pattern].blocks]
        for match in matches:
            term = terms[match.pattern]
            if term.indicator is None or (term.status == Status.PRESENT.value and _is_blocked(match, term.indicator, blocks)):
                continue
            if term.indicator == AGE:
                if not context.is_about_other(AGE, match.start, match.end):
                    yield AGE, Mention(AGE, Status.PRESENT, match.start, match.end, term.certain)
                continue
            negatable = term.negatable and not self._denies_itself(match, tokens)
            verdict = context.judge(term.indicator, match.start, match.end, negated=match.negated, negatable=negatable)
            if verdict is Verdict.LEFT_OUT:
                yield term.indicator, None
                continue
            status = Status(term.status)
            if verdict is Verdict.DENIED:
                if status is Status.ABSENT or term.indicator == DANGER:
                    continue
                status = Status.ABSENT
            yield term.indicator, Mention(term.indicator, status, match.start, match.end, term.certain and verdict is not Verdict.UNSURE)

    def read(self, text: str) -> list[Token]:
        """When called, this will cut a text into tokens as recognition does."""
        return self._reader.read(text)

    def forget(self) -> None:
        """Drop every word that was looked up: what somebody typed may be among them."""
        self._patterns.forget()
        if self.network is not None:
            self.network.forget()

    def _denies_itself(self, match: Match, tokens: Sequence[Token]) -> bool:
        """Tell whether a negation belongs to the phrase: 'mag niet naar de dokter' is not denied by its own 'niet'."""
        return not match.negated and any(token.norm in self._negations for token in tokens[match.start : match.end])

    def _relate(self, findings: list[Finding]) -> list[Finding]:
        found = {finding.indicator_id: finding for finding in findings}
        for relation in self.lexicon.relations:
            present = {key for key, finding in found.items() if finding.status is Status.PRESENT}
            if not _holds(relation, present, set(found) - present):
                continue
            if relation.drop:
                found.pop(relation.then, None)
            elif relation.then not in present:
                grounds = [found[key] for key in (*relation.all, *relation.any) if key in found]
                spans = grounds[0].spans if grounds else ()
                found[relation.then] = Finding(relation.then, Status(relation.status), spans, relation.certain)
        return [finding for key, finding in found.items() if key not in self._helpers]


def _age(mentions: Sequence[Mention], tokens: Sequence[Token]) -> Age | None:
    """Return the patient's age: the first one that is told for certain, else the first that may be."""
    told = sorted(
        (m for m in mentions if m.indicator == AGE and m.status is Status.PRESENT), key=lambda m: (not m.certain, m.start, -m.end)
    )
    return next((age for mention in told if (age := read_age(tokens, mention.start, mention.end))), None)


def _measured(mentions: Sequence[Mention], age: Age | None, tokens: Sequence[Token]) -> Iterable[Mention]:
    """Yield the signals that numbers show."""
    if age is not None and age.is_young:
        yield Mention(YOUNG, Status.PRESENT, age.start, age.end, certain=True)
    for mention in mentions:
        if mention.indicator == WORKING_HOURS and mention.status is Status.PRESENT and is_long_day(tokens, mention.start, mention.end):
            yield Mention(LONG_DAYS, Status.PRESENT, mention.start, mention.end, certain=True)


def _holds(relation: Relation, present: set[str], absent: set[str]) -> bool:
    facts = present | set(map(denied, absent))
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
