"""What is wrong with the terms, cues and relations: told with file, line, pattern and reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from bot.consult.matching import InvalidPattern, Patterns
from bot.consult.measures import AGE, WORKING_HOURS
from bot.consult.text import Reader
from kb.errors import Fault
from kb.lexicon import DANGER, Lexicon, load_lexicon, signal_of
from kb.loader import DATA, load

_APART = "qq"  # a word that no pattern has


def check(lemmatise: Callable[[str], str], data: Path = DATA) -> list[Fault]:
    """When called, this will return every fault of the recognition files in a directory of knowledge."""
    directory = data / "recognition"
    lexicon = load_lexicon(directory)
    known = {indicator.id for indicator in load(data).indicators} | {DANGER, AGE, WORKING_HOURS, *lexicon.settings.get("helpers", ())}
    lines = {file.name: file.read_text(encoding="utf-8").splitlines() for file in sorted(directory.glob("*.yml"))}
    return [*_unknown_ids(lexicon, known, lines), *_patterns(lexicon, lemmatise, lines)]


def _unknown_ids(lexicon: Lexicon, known: set[str], lines: dict[str, list[str]]) -> Iterator[Fault]:
    named = {id_ for term in lexicon.terms for id_ in (term.indicator, *term.blocks) if id_ and id_ != "*"}
    named |= {id_ for cue in lexicon.cues for id_ in (*cue.indicators, *cue.not_indicators)}
    named |= {signal_of(id_) for rule in lexicon.relations for id_ in (rule.then, *rule.all, *rule.any, *rule.none)}
    for id_ in sorted(named - known):
        file, line = _place(id_, lines)
        yield Fault(
            file, id_, found="no indicator with this id", expected="an id of indicators.yml, or a helper of the settings", line=line
        )


def _patterns(lexicon: Lexicon, lemmatise: Callable[[str], str], lines: dict[str, list[str]]) -> Iterator[Fault]:
    """Yield what cannot be read, or, when all can, terms that one everyday word is enough for."""
    owners = {cue.pattern: f"cue {cue.kind}" for cue in lexicon.cues}
    owners |= {term.pattern: term.indicator or f"not {' '.join(term.blocks)}" for term in lexicon.terms}
    try:
        compiled = _compile(list(owners), lexicon, lemmatise)
    except InvalidPattern:
        yield from _unreadable(owners, lexicon, lemmatise, lines)
        return
    terms = {term.pattern for term in lexicon.terms if term.indicator}
    reader = Reader(spelling={}, abbreviations=(), keys_of=compiled.keys_of)
    for word in lexicon.settings.get("common", ()):
        for match in compiled.find(reader.read(f"{_APART} {word} {_APART}")):
            pattern = list(owners)[match.pattern]
            if pattern in terms:
                file, line = _place(pattern, lines)
                found = f"'{pattern}', which '{word}' alone is enough for"
                yield Fault(file, owners[pattern], found=found, expected="at least one word that is not an everyday one", line=line)


def _unreadable(owners: dict[str, str], lexicon: Lexicon, lemmatise: Callable[[str], str], lines: dict[str, list[str]]) -> Iterator[Fault]:
    for pattern, owner in owners.items():
        try:
            _compile([pattern], lexicon, lemmatise)
        except InvalidPattern as error:
            file, line = _place(pattern, lines)
            yield Fault(file, owner, found=str(error), expected="a pattern as in docs/termen-aanpassen.md", line=line)


def _compile(patterns: list[str], lexicon: Lexicon, lemmatise: Callable[[str], str]) -> Patterns:
    settings = lexicon.settings
    return Patterns(
        patterns,
        classes=lexicon.classes,
        lemmatise=lemmatise,
        known=lambda _: True,
        negations=settings.get("negations", ()),
        common=settings.get("common", ()),
    )


def _place(what: str, lines: dict[str, list[str]]) -> tuple[str, int | None]:
    """Return the file and line of a pattern or id; the first line that is it, else that has it."""
    for fits in (lambda line: line.strip().rstrip(":") == what, lambda line: what in line):
        for file, texts in lines.items():
            for number, line in enumerate(texts, 1):
                if fits(line):
                    return file, number
    return "recognition", None
