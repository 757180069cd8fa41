"""The pattern language of the terms, and a matcher that finds many patterns in one text at a cost linear in its length.

A pattern is read word by word; case and accents don't count:

    blauwe plek          the words, in any inflection
    =was                 exactly this form
    mishandel*  *zalf    words that begin or end so
    (chef|baas|man)      one of these; each may have several words
    @baas                one of a class in `klassen.yml`
    woord?               may be left out
    <n>  <10-24>         a number, in digits or in words; one in that range
    ^  $                 here a part of the sentence begins, ends
    ..  ..3              at most five (three) other words, within one part of the sentence
    ...                  at most ten other words, within the sentence
    a & b & c            all of these close together, in any order
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.consult.numbers import value_of
from bot.consult.text import Token, fold, words

_ITEM = re.compile(r"\s*(?:(\.\.\.|\.\.)(\d*)|(\()|(\))(\?)?|(\|)|(&)|([^\s()|&]+))")
_NUMBER = re.compile(r"<(?:n|(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?))>")
_GAP, _WIDE_GAP, _NEAR = 5, 10, 9
_GLUE_LENGTH = 7
_MEND_LENGTH = 6

Ends = dict[int, bool]
_NOWHERE: Ends = {}


class InvalidPattern(ValueError):
    """A pattern that cannot be read."""


@dataclass(frozen=True, slots=True)
class Match:
    """Pattern number `pattern` found from token `start` up to `end`; `negated` when a negation stands in one of its gaps."""

    pattern: int
    start: int
    end: int
    negated: bool


class _Page:
    """The tokens of one text with what matches at each of them.

    Attributes:
        hits: per token the atoms that it matches.
        glued: per token the atoms that it matches when it is written together with the next.
        negations: per token whether it denies.
        cache: ends of choices that were looked for before.
    """

    __slots__ = ("cache", "glued", "hits", "negations", "tokens")

    def __init__(self, tokens: Sequence[Token], hits: list[frozenset[int]], glued: list[frozenset[int]], negations: frozenset[str]) -> None:
        self.tokens = tokens
        self.hits = hits
        self.glued = glued
        self.negations = [token.norm in negations for token in tokens]
        self.cache: dict[tuple[int, int], Ends] = {}

    def starts(self, atoms: frozenset[int] | None, start: int, end: int) -> Iterable[int]:
        """Return the tokens from `start` up to `end` at which one of the atoms stands; all of them when atoms is None."""
        if atoms is None:
            return range(start, end)
        return [place for place in range(start, end) if any(atom in self.hits[place] or atom in self.glued[place] for atom in atoms)]


class _Node:
    def ends(self, page: _Page, start: int) -> Ends:
        """Return where a match that begins at `start` may end, and whether a negation stands in a gap of it."""
        raise NotImplementedError

    def first(self) -> frozenset[int] | None:
        """Return atoms of which one begins every match; None when a match may begin with anything."""
        return self.atoms()

    def atoms(self) -> frozenset[int] | None:
        """Return atoms of which at least one is in every match; None when a match may be empty."""
        raise NotImplementedError


class _Word(_Node):
    def __init__(self, atom: int, item: str = "") -> None:
        self.atom = atom
        self.item = item

    def ends(self, page: _Page, start: int) -> Ends:
        if start >= len(page.hits):
            return _NOWHERE
        if self.atom in page.glued[start]:
            return {start + 1: False, start + 2: False} if self.atom in page.hits[start] else {start + 2: False}
        return {start + 1: False} if self.atom in page.hits[start] else _NOWHERE

    def atoms(self) -> frozenset[int] | None:
        return frozenset((self.atom,))


class _Choice(_Node):
    def __init__(self, nodes: Sequence[_Node]) -> None:
        self.nodes = nodes

    def ends(self, page: _Page, start: int) -> Ends:
        key = (id(self), start)
        if key not in page.cache:
            found: Ends = {}
            for node in self.nodes:
                _merge(found, node.ends(page, start))
            page.cache[key] = found
        return page.cache[key]

    def atoms(self) -> frozenset[int] | None:
        found: set[int] = set()
        for node in self.nodes:
            atoms = node.atoms()
            if atoms is None:
                return None
            found |= atoms
        return frozenset(found)

    def first(self) -> frozenset[int] | None:
        sets = [node.first() for node in self.nodes]
        return None if None in sets else frozenset().union(*(atoms for atoms in sets if atoms is not None))


class _Optional(_Node):
    def __init__(self, node: _Node) -> None:
        self.node = node

    def ends(self, page: _Page, start: int) -> Ends:
        return {start: False} | self.node.ends(page, start)

    def atoms(self) -> frozenset[int] | None:
        return None


class _Gap(_Node):
    def __init__(self, size: int, *, wide: bool) -> None:
        self.size = size
        self.wide = wide

    def ends(self, page: _Page, start: int) -> Ends:
        found: Ends = {start: False}
        if start == 0 or start >= len(page.tokens):
            return found
        origin = page.tokens[start - 1]
        negated, steps, position = False, 0, start
        while position < len(page.tokens) and steps < self.size:
            token = page.tokens[position]
            if token.sentence != origin.sentence or (not self.wide and token.clause != origin.clause):
                break
            negated = negated or page.negations[position]
            steps += token.is_word
            position += 1
            found[position] = negated
        return found

    def atoms(self) -> frozenset[int] | None:
        return None


class _Edge(_Node):
    """The beginning or the end of a part of a sentence; takes no words."""

    def __init__(self, *, begins: bool) -> None:
        self.begins = begins

    def ends(self, page: _Page, start: int) -> Ends:
        tokens = page.tokens
        if self.begins:
            at_edge = start == 0 or (
                start < len(tokens) and (not tokens[start - 1].is_word or tokens[start].clause != tokens[start - 1].clause)
            )
        else:
            at_edge = start >= len(tokens) or not tokens[start].is_word or tokens[start].clause != tokens[start - 1].clause
        return {start: False} if at_edge else {}

    def atoms(self) -> frozenset[int] | None:
        return None


class _Sequence(_Node):
    def __init__(self, nodes: Sequence[_Node]) -> None:
        self.nodes = nodes
        self.begins = self.first()

    def ends(self, page: _Page, start: int) -> Ends:
        current: Ends = {start: False}
        for node in self.nodes:
            following: Ends = {}
            for position, negated in current.items():
                for end, inside in node.ends(page, position).items():
                    following[end] = following.get(end, True) and (negated or inside)
            if not following:
                return {}
            current = following
        return current

    def atoms(self) -> frozenset[int] | None:
        sets = self.required()
        return min(sets, key=len) if sets else None

    def first(self) -> frozenset[int] | None:
        found: frozenset[int] = frozenset()
        for node in self.nodes:
            if isinstance(node, _Edge):
                continue
            skippable = isinstance(node, _Optional)
            atoms = node.node.first() if isinstance(node, _Optional) else node.first()
            if atoms is None:
                return None
            found |= atoms
            if not skippable:
                return found
        return None

    def required(self) -> list[frozenset[int]]:
        return [atoms for node in self.nodes if (atoms := node.atoms()) is not None]


def _single_word(sequence: _Sequence) -> str:
    """Return the word that a sequence consists of; empty when it is more, or a number or a class."""
    node = sequence.nodes[0] if len(sequence.nodes) == 1 else None
    return node.item if isinstance(node, _Word) else ""


def _merge(target: Ends, source: Ends) -> None:
    for end, negated in source.items():
        target[end] = target.get(end, True) and negated


class _Vocabulary:
    """The words of all patterns, numbered."""

    def __init__(self, lemmatise: Callable[[str], str], everyday: Collection[str]) -> None:
        self._lemmatise = lemmatise
        self._everyday = everyday
        self._atoms: dict[str, int] = {}
        self.exact: dict[str, set[int]] = {}
        self.literal: dict[str, set[int]] = {}
        self.prefix: dict[str, set[int]] = {}
        self.suffix: dict[str, set[int]] = {}
        self.infix: dict[str, set[int]] = {}
        self.numbers: dict[tuple[float, float], int] = {}

    def _new(self, name: str) -> int:
        return self._atoms.setdefault(name, len(self._atoms))

    def group(self, name: str) -> int:
        return self._new(f"@{name}")

    def number(self, item: str) -> int:
        match = _NUMBER.fullmatch(item)
        if match is None:
            raise InvalidPattern(f"{item} is no number: write <n> or <10-24>")
        low, high = match.groups()
        return self.numbers.setdefault((float(low or 0), float(high or "inf")), self._new(item))

    def either(self, items: Iterable[str]) -> int:
        """Return one atom for any of some words."""
        chosen = sorted(set(items))
        atom = self._new("|".join(chosen))
        for item in chosen:
            self.add(atom, item)
        return atom

    def word(self, item: str) -> int:
        atom = self._new(item)
        self.add(atom, item)
        return atom

    def add(self, atom: int, item: str) -> None:
        exactly = item.startswith("=")
        item = item.lstrip("=")
        core = fold(item.strip("*"))
        if item.startswith("*") and item.endswith("*"):
            self.infix.setdefault(core, set()).add(atom)
        elif item.endswith("*"):
            self.prefix.setdefault(core, set()).add(atom)
        elif item.startswith("*"):
            self.suffix.setdefault(core, set()).add(atom)
        elif exactly:
            self.literal.setdefault(core, set()).add(atom)
        else:
            self.exact.setdefault(core, set()).add(atom)
            lemma = fold(self._lemmatise(core))
            if lemma not in self._everyday:  # 'gêne' is no 'geen'
                self.exact.setdefault(lemma, set()).add(atom)


class Patterns:
    """Many patterns, compiled together."""

    def __init__(
        self,
        patterns: Sequence[str],
        *,
        classes: Mapping[str, Sequence[str]],
        lemmatise: Callable[[str], str],
        known: Callable[[str], bool],
        negations: Iterable[str],
        common: Iterable[str],
    ) -> None:
        self._lemmatise = lemmatise
        self._known = known
        self._negations = frozenset(negations)
        common = frozenset(common)
        self._everyday = self._negations | common
        self._vocabulary = _Vocabulary(lemmatise, self._everyday)
        self._classes_source = classes
        self._classes: dict[str, _Node] = {}
        self._parts: list[list[_Sequence]] = []
        for pattern in patterns:
            try:
                self._parts.append(self._parse(pattern))
            except (InvalidPattern, IndexError) as error:
                raise InvalidPattern(f"{pattern!r}: {error}") from error
        self._mendable = self._deletions()
        self._keys: dict[str, tuple[str, ...]] = {}
        self._word_atoms: dict[tuple[str, ...], frozenset[int]] = {}
        self._index(common)

    # --- reading patterns ---------------------------------------------------------------------------------------------

    def _parse(self, pattern: str) -> list[_Sequence]:
        items = [match.groups() for match in _ITEM.finditer(pattern)]
        parts: list[_Sequence] = []
        position = 0
        while position < len(items):
            node, position = self._sequence(items, position, pattern)
            parts.append(node)
            if position < len(items):
                if items[position][6] is None:
                    raise InvalidPattern("a bracket too many, or | outside brackets")
                position += 1
        if not parts or any(not part.required() for part in parts):
            raise InvalidPattern("has no word that must be there")
        return parts

    def _sequence(self, items: list[tuple[str, ...]], position: int, pattern: str) -> tuple[_Sequence, int]:
        nodes: list[_Node] = []
        while position < len(items):
            gap, size, opening, closing, _, bar, both, word = items[position]
            if closing or bar or both:
                break
            position += 1
            if gap:
                wide = gap == "..."
                nodes.append(_Gap(int(size) if size else _WIDE_GAP if wide else _GAP, wide=wide))
            elif opening:
                choices = []
                while True:
                    node, position = self._sequence(items, position, pattern)
                    choices.append(node)
                    if position >= len(items):
                        raise InvalidPattern("a bracket is not closed")
                    position += 1
                    if items[position - 1][3]:
                        break
                choice = self._choice(choices)
                nodes.append(_Optional(choice) if items[position - 1][4] else choice)
            else:
                nodes.extend(self._unit(word))
        return _Sequence(nodes), position

    def _choice(self, sequences: Sequence[_Sequence]) -> _Node:
        """Return a choice in which all single words together are one atom."""
        items = [item for sequence in sequences if (item := _single_word(sequence))]
        if len(items) < 2:
            return _Choice(sequences)
        word = _Word(self._vocabulary.either(items))
        rest = [sequence for sequence in sequences if not _single_word(sequence)]
        return _Choice([word, *rest]) if rest else word

    def _unit(self, word: str) -> list[_Node]:
        optional = word.endswith("?") and len(word) > 1
        if optional:
            word = word[:-1]
        nodes: list[_Node]
        if word in ("^", "$"):
            nodes = [_Edge(begins=word == "^")]
        elif word.startswith("@"):
            nodes = [self._class(word[1:])]
        elif word.startswith("<"):
            nodes = [_Word(self._vocabulary.number(word))]
        else:
            prefix = "=" if word.startswith("=") else ""
            opening = "*" if word.lstrip("=").startswith("*") else ""
            closing = "*" if word.endswith("*") else ""
            pieces = words(word.strip("=*"))
            if not pieces:
                raise InvalidPattern(f"no word in {word!r}")
            last = len(pieces) - 1
            nodes = [
                self._word(prefix + (opening if i == 0 else "") + piece + (closing if i == last else "")) for i, piece in enumerate(pieces)
            ]
        return [_Optional(_Sequence(nodes))] if optional else nodes

    def _word(self, item: str) -> _Word:
        return _Word(self._vocabulary.word(item), item)

    def _class(self, name: str) -> _Node:
        if name not in self._classes:
            if name not in self._classes_source:
                raise InvalidPattern(f"no class @{name}")
            atom = self._vocabulary.group(name)
            phrases: list[_Node] = [_Word(atom)]
            for member in self._classes_source[name]:
                if re.search(r"[\s()|@?.&<-]", member):
                    parts = self._parse(member)
                    phrases.append(parts[0])
                else:
                    self._vocabulary.add(atom, member)
            self._classes[name] = _Choice(phrases)
        return self._classes[name]

    def _index(self, common: frozenset[str]) -> None:
        weight: dict[int, int] = {}
        for word in common:
            for atom in self._vocabulary.exact.get(fold(word), ()):
                weight[atom] = 50
        self._required: list[list[frozenset[int]]] = []
        self._by_atom: dict[int, list[int]] = {}
        for number, parts in enumerate(self._parts):
            required = [atoms for part in parts for atoms in part.required()]
            self._required.append(required)
            rarest = min(required, key=lambda atoms: sum(weight.get(atom, 1) for atom in atoms))
            for atom in rarest:
                self._by_atom.setdefault(atom, []).append(number)

    # --- words of a text ----------------------------------------------------------------------------------------------

    def _deletions(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for word in self._vocabulary.exact:
            if len(word) >= _MEND_LENGTH and word.isalpha():
                for i in range(len(word)):
                    found.setdefault(word[:i] + word[i + 1 :], word)
        return found

    def keys_of(self, word: str) -> tuple[str, ...]:
        """Return the forms under which patterns find a folded word."""
        if word not in self._keys:
            if len(self._keys) > 50_000:
                self._keys.clear()
            self._keys[word] = self._find_keys(word)
        return self._keys[word]

    def forget(self) -> None:
        """Drop every word that was looked up."""
        self._keys.clear()
        self._word_atoms.clear()

    def _find_keys(self, word: str) -> tuple[str, ...]:
        exact = self._vocabulary.exact
        lemma = fold(self._lemmatise(word))
        keys = [word] if lemma == word else [word, lemma]
        if word in exact or word in self._vocabulary.literal or lemma in exact or self._known(word):
            return tuple(keys)
        if (word.endswith("e") and word + "n" in exact) or self._known(word + "n"):
            keys += [word + "n", fold(self._lemmatise(word + "n"))]
        elif (mended := self._mend(word)) is not None:
            keys += [mended, fold(self._lemmatise(mended))]
        return tuple(dict.fromkeys(keys))

    def _mend(self, word: str) -> str | None:
        if len(word) < _MEND_LENGTH or not word.isalpha():
            return None
        exact = self._vocabulary.exact
        if word in self._mendable:
            return self._mendable[word]
        for i in range(len(word)):
            shorter = word[:i] + word[i + 1 :]
            if len(shorter) >= _MEND_LENGTH and shorter in exact:
                return shorter
            candidate = self._mendable.get(shorter)
            if candidate is not None and len(candidate) == len(word) and candidate[0] == word[0]:
                return candidate
        return None

    def _atoms_of(self, keys: tuple[str, ...]) -> frozenset[int]:
        if keys not in self._word_atoms:
            if len(self._word_atoms) > 50_000:
                self._word_atoms.clear()
            self._word_atoms[keys] = frozenset(self._find_atoms(keys))
        return self._word_atoms[keys]

    def _find_atoms(self, keys: tuple[str, ...]) -> set[int]:
        vocabulary = self._vocabulary
        found: set[int] = set(vocabulary.literal.get(keys[0], ()))
        for key in keys:
            found |= vocabulary.exact.get(key, set())
            for i in range(2, len(key) + 1):
                found |= vocabulary.prefix.get(key[:i], set())
                found |= vocabulary.suffix.get(key[-i:], set())
            for core, atoms in vocabulary.infix.items():
                if core in key:
                    found |= atoms
        value = value_of(keys[0])
        if value is not None:
            found.update(atom for (low, high), atom in vocabulary.numbers.items() if low <= value <= high)
        return found

    def _glued(self, tokens: Sequence[Token]) -> list[frozenset[int]]:
        """Return per token the atoms of the word that it makes with the next, where a pattern has that word: 'blauwe plekken'."""
        found = [frozenset[int]()] * len(tokens)
        for i, (token, following) in enumerate(pairwise(tokens)):
            if token.is_word and following.is_word and len(token.norm) > 1 and not {token.norm, following.norm} & self._everyday:
                word = token.norm + following.norm
                if len(word) >= _GLUE_LENGTH and word in self._vocabulary.exact:
                    found[i] = self._atoms_of((word,))
        return found

    # --- finding ------------------------------------------------------------------------------------------------------

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """Return every match: per pattern and start the shortest."""
        hits = [self._atoms_of(token.keys) for token in tokens]
        page = _Page(tokens, hits, self._glued(tokens), self._negations)
        found: list[Match] = []
        for start, end in _sentences(tokens):
            atoms = frozenset().union(*hits[start:end], *page.glued[start:end])
            candidates = {number for atom in atoms for number in self._by_atom.get(atom, ())}
            for number in sorted(candidates):
                if all(not atoms.isdisjoint(required) for required in self._required[number]):
                    found += self._match(page, number, start, end)
        return found

    def _match(self, page: _Page, number: int, start: int, end: int) -> list[Match]:
        parts = self._parts[number]
        if len(parts) == 1:
            return [Match(number, s, e, n) for s, e, n in _spans(page, parts[0], start, end)]
        spans = [_spans(page, part, start, end) for part in parts]
        if not all(spans):
            return []
        found = []
        for first in spans[0]:
            chosen = _nearest(first, spans[1:])
            if chosen is not None:
                left, right = min(s for s, _, _ in chosen), max(e for _, e, _ in chosen)
                inside = {i for s, e, _ in chosen for i in range(s, e)}
                negated = any(n for _, _, n in chosen) or any(page.negations[i] for i in range(left, right) if i not in inside)
                found.append(Match(number, left, right, negated))
        return found[:3]


def _nearest(first: tuple[int, int, bool], others: list[list[tuple[int, int, bool]]]) -> list[tuple[int, int, bool]] | None:
    chosen = [first]
    for spans in others:
        best = None
        for span in spans:
            if any(span[0] < e and s < span[1] for s, e, _ in chosen):
                continue
            left, right = min(span[0], *(s for s, _, _ in chosen)), max(span[1], *(e for _, e, _ in chosen))
            gaps = right - left - sum(e - s for s, e, _ in (*chosen, span))
            if gaps <= _NEAR and (best is None or gaps < best[0]):
                best = (gaps, span)
        if best is None:
            return None
        chosen.append(best[1])
    return chosen


def _spans(page: _Page, node: _Sequence, start: int, end: int) -> list[tuple[int, int, bool]]:
    found = []
    for position in page.starts(node.begins, start, end):
        ends = {e: negated for e, negated in node.ends(page, position).items() if position < e <= end}
        if ends:
            last = min(ends)
            found.append((position, last, ends[last]))
    return found


def _sentences(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    start = 0
    for i in range(1, len(tokens) + 1):
        if i == len(tokens) or tokens[i].sentence != tokens[start].sentence:
            bounds.append((start, i))
            start = i
    return bounds
