"""A lexicon of a few words, to test recognition with; independent of what the real one holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.consult.matching import Match, Patterns
from bot.consult.text import Reader, Token
from kb.lexicon import Cue, Lexicon, Relation, Term

NEGATIONS = ("geen", "niet", "nooit", "zonder")
SETTINGS = {
    "negations": list(NEGATIONS),
    "abbreviations": ["pt", "evt"],
    "clause_words": ["heeft", "hij", "ze", "wel", "maar", "slaapt"],
    "common": ["de", "een", "en", "van"],
    "helpers": ["herkomst"],
}
CUES = (
    Cue("negation", "(geen|niet|nooit|zonder|ontkent)", reach=6),
    Cue("negation", "(negatief|ontkend)", "after", reach=4),
    Cue("end_negation", "(maar|wel|behalve)"),
    Cue("other", "(buurvrouw|collega)", reach=5, not_indicators=("blauw",)),
    Cue("other", "(nascholing|krant)", "onward"),
    Cue("other", "niet onze patient", "text"),
    Cue("end_onward", "zelf heeft"),
    Cue("question", "hoe herken", "forward"),
    Cue("question", "?", "asked"),
    Cue("denied_answer", "^ (nee|nooit)"),
    Cue("plan", "(test op|verwijzing voor)"),
    Cue("differential", "dd"),
    Cue("unsure", "(vermoedelijk|waarschijnlijk)"),
    Cue("hypothetical", "stel dat", "sentence"),
)
TERMS = (
    Term("blauw", "blauwe plek*"),
    Term("slaap", "(slaapt slecht|slaapproblemen)"),
    Term("soa", "(soa|chlamydia)"),
    Term("hoofdpijn", "hoofdpijn"),
    Term("dwang", "moet werken", certain=False),
    Term("arts", "mag niet naar de dokter"),
    Term("paspoort", "heeft eigen paspoort", status="absent"),
    Term("bang", "bang", negatable=False),
    Term(None, "niet bang voor muizen", blocks=("bang",)),
    Term("herkomst", "(roemeen|roemeense)"),
    Term("gevaar", "achtervolgd"),
    Term("leeftijd", "<8-99> jaar", negatable=False),
    Term("werktijd", "van <0-24> tot <0-24>", negatable=False),
)
RELATIONS = (
    Relation("migratie", all=("herkomst",), any=("dwang", "niet soa")),
    Relation("hoofdpijn", all=("blauw",), drop=True),
    Relation("angst", all=("bang",), none=("slaap",), certain=True),
)


def lexicon(
    terms: Sequence[Term] = TERMS,
    cues: Sequence[Cue] = CUES,
    relations: Sequence[Relation] = RELATIONS,
    classes: Mapping[str, tuple[str, ...]] | None = None,
) -> Lexicon:
    """A lexicon of these terms, cues and relations."""
    return Lexicon(classes or {}, {"pij": "pijn", "ernstigepijn": "ernstige pijn"}, tuple(terms), tuple(cues), tuple(relations), SETTINGS)


def same(word: str) -> str:
    """No lemma but the word itself."""
    return word


def patterns(*texts: str, lemmas: Mapping[str, str] | None = None, **classes: Sequence[str]) -> Patterns:
    """Compiled patterns, with these lemmas and word classes."""
    lemmas = lemmas or {}
    return Patterns(
        texts,
        classes=classes,
        lemmatise=lambda word: lemmas.get(word, word),
        known=lambda word: word in lemmas,
        negations=NEGATIONS,
        common=("de", "het", "een", "van"),
    )


def read(text: str, compiled: Patterns | None = None) -> list[Token]:
    """The tokens of a text."""
    keys_of = compiled.keys_of if compiled else lambda word: (word,)
    return Reader(spelling={}, abbreviations=("pt",), keys_of=keys_of).read(text)


def found(pattern: str, text: str, **classes: Sequence[str]) -> list[str]:
    """The stretches of a text that a pattern matches."""
    compiled = patterns(pattern, **classes)
    tokens = read(text, compiled)
    return [text[tokens[match.start].start : tokens[match.end - 1].end] for match in compiled.find(tokens)]


def matches(pattern: str, text: str, lemmas: Mapping[str, str] | None = None) -> list[Match]:
    """The matches of a pattern in a text."""
    compiled = patterns(pattern, lemmas=lemmas)
    return compiled.find(read(text, compiled))
