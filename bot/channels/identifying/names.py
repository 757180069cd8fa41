"""Names of people: those of the lists, those after a cue, and unknown words with a capital where only a name can stand.

Each rule looks at one word and tells whether a name begins there; what belongs to it is then taken along to both sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.channels.identifying.lexicon import Lexicon, fold, is_finite_verb, load_lexicon
from bot.channels.identifying.spans import Span
from bot.channels.identifying.tokens import Token, tokenise

KIND = "naam"
_AGE_FOLLOWS = re.compile(
    r"(?:['’]s)?\s?[,(]*\s?(?:v|m|vrouw|man|♀|♂)?[ ,]?\d{1,2}\s?(?:j\b|jr\b|jaar|jarig|jr\.|\)|,|;|v\b|m\b|mnd|maanden)", re.IGNORECASE
)
_SEX_FOLLOWS = re.compile(
    r"\s?\((?:v|m|man|vrouw|roepnaam|alias|zus|broer|vriend|vriendin|partner|moeder|vader|baas|dochter|zoon)[),\s]", re.IGNORECASE
)
_INITIAL_GAP = re.compile(r"\.\s?")
_JOINED = " "
_QUOTED = (" ", "' ", '" ', "’ ", "” ")
_QUOTES = "'\"‘’“”"
_CLOSE = (" ", "-", "'", "’", " '", " ’")
_LONGEST_ABBREVIATION = 4
_SHORTEST_WITH_S = 4
_COMMON_STARTS = (
    "patiente",
    "patient",
    "mevrouw",
    "meneer",
    "vrouw",
    "meisje",
    "jongen",
    "client",
    "vandaag",
    "gisteren",
    "vannacht",
    "daarna",
    "volgens",
    "verder",
    "vriend",
    "vriendin",
    "moeder",
    "vader",
)
_SAME_WORD = 84


def find_names(text: str) -> Iterable[Span]:
    """Yield the names of people in a text."""
    reader = Reader(text, load_lexicon())
    place = 0
    while place < len(reader.tokens):
        start = reader.name_begins(place)
        if start is None:
            place += 1
            continue
        first, last = reader.extent(start)
        yield Span(reader.tokens[first].start, reader.tokens[last].end, KIND)
        place = last + 1


@dataclass(frozen=True)
class Reader:
    """Reads one text, word by word."""

    text: str
    lexicon: Lexicon
    tokens: list[Token]

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "lexicon", lexicon)
        object.__setattr__(self, "tokens", tokenise(text, lexicon))

    def name_begins(self, place: int) -> int | None:
        """Return where the name is that begins at a word, if one does: at the word itself or after the particles there."""
        rules: tuple[Callable[[int], bool], ...] = (
            self._after_title,
            self._after_naming,
            self._before_named,
            self._after_person,
            self._listed_first,
            self._listed_last,
            self._after_initials,
            self._unknown,
        )
        if any(rule(place) for rule in rules):
            return place
        ahead = self._after_particles(place)
        return ahead if ahead is not None and ahead != place and self._is_surname_with_particles(place, ahead) else None

    # What a word is by itself.

    def _in(self, place: int, cue: str) -> bool:
        """Tell whether there is a word at a place and it is in a list of cues."""
        return 0 <= place < len(self.tokens) and self.tokens[place].lower in self.lexicon.cues[cue]

    def _is_abbreviation(self, token: Token) -> bool:
        return token.shouted and len(token.lower) <= _LONGEST_ABBREVIATION

    def _is_clear(self, token: Token) -> bool:
        """Tell whether a word is a listed first name, perhaps with the s of a possession, and hardly ever anything else."""
        return self._listed_form(token) in self.lexicon.lower_names and not token.kept

    def _listed_form(self, token: Token) -> str:
        """Return the first name that a word is: `Ancas` is one of `anca`."""
        bare = token.folded.removesuffix("s")
        if token.folded in self.lexicon.first_names or bare not in self.lexicon.lower_names:
            return token.folded
        return token.folded if len(bare) < _SHORTEST_WITH_S or self.lexicon.is_ordinary(token.lower) else bare

    def _is_unknown(self, token: Token) -> bool:
        """Tell whether a word is no name of the lists and no Dutch word either."""
        if any(token.lower in self.lexicon.cues[cue] for cue in ("titles", "people")):
            return False
        return not token.kept and len(token.lower) > 1 and not self.lexicon.is_ordinary(token.lower) and not self._is_misspelt(token)

    def _is_misspelt(self, token: Token) -> bool:
        """Tell whether a word is likely a frequent one with a typing error."""
        return any(fuzz.ratio(token.folded, word) >= _SAME_WORD for word in _COMMON_STARTS)

    def _may_be_name(self, token: Token) -> bool:
        """Tell whether a word with a capital can be a name where a cue asks for one."""
        if token.lower in self.lexicon.cues["titles"] or token.lower in self.lexicon.cues["people"]:
            return False
        return token.capital and not self._is_abbreviation(token) and (not token.kept or token.folded in self.lexicon.first_names)

    # What stands around it.

    def _joins(self, place: int, *gaps: str) -> bool:
        """Tell whether a word follows the one before it with nothing but a space, or one of these, between them."""
        return 0 < place < len(self.tokens) and self.tokens[place].gap in (gaps or (_JOINED,))

    def _follows(self, place: int, cue: str, gaps: tuple[str, ...] = (" ", ": ", ", ", ". ", " (", ":", "."), fillers: int = 0) -> bool:
        """Tell whether a word stands after a cue, perhaps with some filling words between."""
        back = place - 1
        if back < 0 or self.tokens[place].gap not in gaps:
            return False
        while fillers and back > 0 and self._in(back, "fillers") and self.tokens[back].gap in (" ", ": ", ":"):
            back, fillers = back - 1, fillers - 1
        return self._in(back, cue)

    def _is_person_context(self, place: int) -> bool:
        """Tell whether what follows a word shows that it is a person: what persons do, an age, a possession."""
        token = self.tokens[place]
        after = self.text[token.end : token.end + 20]
        if token.possessive or _AGE_FOLLOWS.match(after) or _SEX_FOLLOWS.match(after):
            return True
        if self._joins(place + 1, *_QUOTED) and (
            self._in(place + 1, "person_verbs") or (self._in(place + 1, "after_name") and self._is_unknown(token))
        ):
            return True
        if self._joins(place + 1) and not self.tokens[place + 1].capital and is_finite_verb(self.tokens[place + 1].lower):
            return True
        return self._joins(place + 1) and self._in(place + 1, "joining") and self._joins(place + 2) and self._is_name_at(place + 2)

    def _is_name_at(self, place: int) -> bool:
        """Tell whether a word with a capital is a listed or an unknown name."""
        token = self.tokens[place]
        return token.capital and not token.kept and (self.lexicon.is_name(token.folded) or self._is_unknown(token))

    def _after_particles(self, place: int) -> int | None:
        """Return the place after the particles that stand at a place, at most three."""
        ahead = place
        while ahead - place < 3 and self._is_particle(ahead) and (ahead == place or self._is_close(ahead)):
            ahead += 1
        return ahead if ahead < len(self.tokens) and (ahead == place or self._is_close(ahead)) else None

    def _is_particle(self, place: int) -> bool:
        """Tell whether a word is part of a surname; a single capital is an initial."""
        return self._in(place, "particles") and not (len(self.tokens[place].text) == 1 and self.tokens[place].capital)

    def _is_close(self, place: int) -> bool:
        """Tell whether a word follows the particle before it as in a name: `van den`, `van 't`, `v. d.`."""
        gap = self.tokens[place].gap
        return gap in _CLOSE or (len(self.tokens[place - 1].lower) < 3 and gap in (". ", "."))

    # The rules.

    def _after_title(self, place: int) -> bool:
        """A title, then a name: `mevrouw De Vries`, `mw yilmaz`, `dr. K. Smit`."""
        if not self._follows(place, "titles", (" ", ". ", ".", ": ", "/")):
            return False
        ahead = self._after_particles(place)
        if ahead is None:
            return False
        token = self.tokens[ahead]
        if self._may_be_name(token) or (token.capital and token.lower in self.lexicon.places and not self._in(ahead - 1, "before_place")):
            return token.lower not in self.lexicon.cues["placeholders"] and (
                len(token.lower) > 1 or self.text[token.end : token.end + 1] == "." or token.first is False
            )
        listed = token.folded in self.lexicon.surnames if ahead == place else self.lexicon.is_particle_surname(token.folded)
        unknown = ahead > place + 1 or (self._is_unknown(token) and (ahead > place or self._is_person_context(ahead)))
        return (
            not token.capital
            and self._in(place - 1, "forms_of_address")
            and (listed or self._is_clear(token) or unknown)
            and not self._in(ahead, "fillers")
        )

    def _after_naming(self, place: int) -> bool:
        """What is called so: `genaamd ionut`, `naam: Roos`, `zij noemt zich lola`."""
        called = self._follows(place, "calling", (" ",), 2) and self._in(place - 1, "fillers")
        if not called and not self._follows(place, "naming", (" ", ": ", ":", ' "', " '", " ‘", " “", " = ", ", "), 3):
            return False
        ahead = self._after_particles(place)
        token = self.tokens[place if ahead is None else ahead]
        if self._in(place, "fillers") or self._in(place, "naming"):
            return False
        if token.capital:
            return self._may_be_name(token)
        return not token.kept and (self.lexicon.is_name(token.folded) or (self._is_unknown(token) and len(token.lower) > 2 and not called))

    def _before_named(self, place: int) -> bool:
        """`Lola genoemd`, `lola geheten`."""
        token = self.tokens[place]
        return (
            self._joins(place + 1)
            and self._in(place + 1, "named")
            and not token.kept
            and (self._may_be_name(token) or token.folded in self.lexicon.first_names)
        )

    def _after_person(self, place: int) -> bool:
        """A relation or a role, then a capital: `haar dochter Layla`, `pt K. M.`."""
        token = self.tokens[place]
        if not token.capital or not self._follows(place, "people", (" ", ", ", ". ", ": ", " (", ' "', " '")):
            return False
        if len(token.lower) == 1:
            return self._is_initial(place) and token.lower not in self.lexicon.cues["placeholders"]
        if token.first:
            return self._may_be_name(token) and (self.lexicon.is_name(token.folded) or self._is_unknown(token)) and not token.kept
        if token.gap != " ":
            return self._may_be_name(token) and (self.lexicon.is_name(token.folded) or self._is_unknown(token))
        return self._may_be_name(token)

    def _listed_first(self, place: int) -> bool:
        """A first name of the lists, if it can't be an ordinary word here."""
        token = self.tokens[place]
        if self._listed_form(token) not in self.lexicon.first_names and not self._is_compound_name(token):
            return False
        if not token.capital:
            return (self._is_clear(token) and token.text.islower()) or (self._is_clear(token) and not token.shouted)
        if self._is_abbreviation(token) and not self._is_surname_next(place):
            return False
        if self._is_clear(token) or self._is_compound_name(token):
            return not self._is_saint(place)
        if token.kept:
            return not self._in(place - 1, "before_thing") and (
                (self._is_person_context(place) and not token.first) or self._is_surname_next(place) or token.possessive
            )
        if token.first:
            return (
                (self._is_person_context(place) and not self._in(place, "things")) or self._is_surname_next(place) or self._is_aged(place)
            )
        return not self._is_article(place - 1) and len(token.lower) > 1

    def _listed_last(self, place: int) -> bool:
        """A surname of the lists, or with an ending that only surnames have."""
        token = self.tokens[place]
        ending = len(token.folded) > 6 and token.folded.endswith(tuple(self.lexicon.cues["surname_endings"]))
        if token.kept or not (token.folded in self.lexicon.surnames or ending):
            return False
        if not token.capital:
            return (
                not self.lexicon.is_ordinary(token.lower)
                and (ending or len(token.folded) > 5)
                and token.folded in self.lexicon.surnames
                and token.lower not in self.lexicon.cues["ordinary"]
            )
        if self._is_abbreviation(token) or self._in(place - 1, "before_place"):
            return False
        if not self.lexicon.is_ordinary(token.lower):
            return not self._is_saint(place)
        return not token.first and not self._is_article(place - 1)

    def _is_surname_with_particles(self, place: int, ahead: int) -> bool:
        """`van den Berg`, `El Amrani`, `Van Dijk`: particles, then a surname."""
        token, particle = self.tokens[ahead], self.tokens[place]
        if not token.capital or token.kept or self._is_abbreviation(token):
            return False
        listed = self.lexicon.is_particle_surname(token.folded)
        if particle.capital and self._in(place, "leading_particles"):
            return True
        if particle.capital and not particle.first:
            return listed or self._is_unknown(token) or ahead - place > 1
        return (ahead - place > 1 and (listed or self._is_person_context(ahead)) and self._in(place, "particles")) or (
            listed and particle.first and particle.capital and self._is_person_context(ahead)
        )

    def _after_initials(self, place: int) -> bool:
        """`A.B. de Vries`, `J. Jansen`; not `hepatitis C. Patiënt` and not `E. coli`."""
        if not self._is_initial(place) or self._in(place - 1, "before_letter"):
            return False
        last = self._last_initial(place)
        ahead = self._after_particles(last + 1)
        if ahead is None or not _INITIAL_GAP.fullmatch(self.tokens[last + 1].gap):
            return last > place and (self._follows(place, "people") or self._follows(place, "titles") or self._follows(place, "naming"))
        token = self.tokens[ahead]
        if not token.capital or token.kept or token.lower in self.lexicon.cues["after_initial"] or self._is_abbreviation(token):
            return False
        return (
            last > place
            or ahead > last + 1
            or token.folded in self.lexicon.surnames
            or token.folded in self.lexicon.first_names
            or self._is_unknown(token)
        )

    def _unknown(self, place: int) -> bool:
        """A word with a capital that is in no list and no dictionary, where only a person can stand."""
        token = self.tokens[place]
        if not token.capital or token.shouted or len(token.lower) < 3 or not self._is_unknown(token) or self._in(place, "particles"):
            return False
        if self._is_person_context(place) or self._is_quoted(token):
            return not self._is_article(place - 1) and not self._is_suspicious(token)
        if token.first:
            return self._joins(place + 1) and self.tokens[place + 1].capital and self.tokens[place + 1].folded in self.lexicon.surnames
        if self._in(place - 1, "before_thing") and token.gap == " ":
            return False
        return token.gap == " " and (self._in(place - 1, "before_name") or self._is_capital_pair(place))

    # Parts of the rules.

    def _is_quoted(self, token: Token) -> bool:
        """Tell whether a word stands between quotation marks, alone."""
        before, after = self.text[max(0, token.start - 1) : token.start], self.text[token.end : token.end + 1]
        return bool(before) and before in _QUOTES and after in _QUOTES and after != ""

    def _is_suspicious(self, token: Token) -> bool:
        """Tell whether a word at the start of a sentence is rather a rare word than a name."""
        return token.first and len(token.lower) > 13 and "-" not in token.lower

    def _is_compound_name(self, token: Token) -> bool:
        """Tell whether all parts of a word with hyphens are names: `Anne-Marie`, `El-Amrani`."""
        parts = token.folded.replace("‐", "-").replace("‑", "-").split("-")
        known = [part for part in parts if self.lexicon.is_name(part)]
        return (
            len(parts) > 1
            and bool(known)
            and all(self.lexicon.is_name(part) or part in self.lexicon.cues["particles"] for part in parts)
            and (token.capital or all(part in self.lexicon.lower_names for part in parts))
        )

    def _is_capital_pair(self, place: int) -> bool:
        """Tell whether two unknown words with a capital stand side by side."""
        following = place + 1
        if not self._joins(following):
            return False
        token = self.tokens[following]
        return token.capital and not token.shouted and not token.kept and (self._is_unknown(token) or self.lexicon.is_name(token.folded))

    def _is_surname_next(self, place: int) -> bool:
        """Tell whether a surname follows: with a capital and in the list, or after particles."""
        ahead = self._after_particles(place + 1)
        if ahead is None or not self._joins(place + 1):
            return False
        token = self.tokens[ahead]
        if self._is_initial(ahead):
            return True
        return (
            token.capital
            and not token.kept
            and not self._is_abbreviation(token)
            and (
                token.folded in self.lexicon.surnames
                or (ahead > place + 1 and self.lexicon.is_particle_surname(token.folded))
                or ahead > place + 2
                or self._is_unknown(token)
            )
        )

    def _is_aged(self, place: int) -> bool:
        after = self.text[self.tokens[place].end : self.tokens[place].end + 16]
        return _AGE_FOLLOWS.match(after) is not None

    def _is_article(self, place: int) -> bool:
        return self._in(place, "articles")

    def _is_saint(self, place: int) -> bool:
        """Tell whether a name is that of a hospital or a church."""
        return self._in(place - 1, "saints") or (self._joins(place + 1) and self._in(place + 1, "houses"))

    def _is_initial(self, place: int) -> bool:
        token = self.tokens[place]
        return len(token.text) == 1 and token.capital and self.text[token.end : token.end + 1] == "."

    def _last_initial(self, place: int) -> int:
        """Return the last of the initials that begin at a place."""
        while place + 1 < len(self.tokens) and self._is_initial(place + 1) and _INITIAL_GAP.fullmatch(self.tokens[place + 1].gap):
            place += 1
        return place

    # How far a name goes.

    def extent(self, place: int) -> tuple[int, int]:
        """Return the first and the last word of the name of which this word is a part."""
        return self._leftmost(place), self._rightmost(place)

    def _leftmost(self, place: int) -> int:
        """Take along initials, particles and unknown first names before it."""
        while place > 0:
            before, token = self.tokens[place - 1], self.tokens[place]
            if (
                (
                    token.gap in _CLOSE
                    and self._is_particle(place - 1)
                    and (before.capital or self.lexicon.is_particle_surname(self.tokens[place].folded))
                    and (not before.first or self._in(place, "surname_only") or before.capital)
                    and before.lower not in ("in", "op", "te", "het", "en", "aan")
                )
                or (self._is_initial(place - 1) and _INITIAL_GAP.fullmatch(token.gap))
                or (
                    token.gap == " "
                    and token.capital
                    and before.capital
                    and not before.shouted
                    and self._is_unknown(before)
                    and len(before.lower) > 2
                )
            ):
                place -= 1
            else:
                break
        return place

    def _rightmost(self, place: int) -> int:
        """Take along surnames, with their particles and initials, after it."""
        last = place
        while True:
            following = self._next_part(last)
            if following is None:
                return last
            last = following

    def _next_part(self, last: int) -> int | None:
        """Return the last word of the next part of a name, or None when it ends here."""
        if self.tokens[last].possessive:
            return None
        ahead = self._after_particles(last + 1)
        if ahead is None:
            return None
        first_gap = self.tokens[last + 1].gap
        initial = self._is_initial(last)
        if not (first_gap in _CLOSE or (initial and _INITIAL_GAP.fullmatch(first_gap))):
            return None
        token = self.tokens[ahead]
        crossed = ahead > last + 1
        if token.capital and token.kept and self._is_particle(ahead - 1) and self.tokens[ahead - 1].capital:
            return ahead
        return ahead if self._belongs(token, crossed=crossed or self._ends_in_particle(last), after_initial=initial) else None

    def _ends_in_particle(self, place: int) -> bool:
        """Tell whether a word ends as `Jansen-de` does, or is a particle itself."""
        return self.tokens[place].lower.rsplit("-", 1)[-1] in self.lexicon.cues["particles"]

    def _belongs(self, token: Token, *, crossed: bool, after_initial: bool) -> bool:
        """Tell whether a word goes on with a name."""
        if token.capital:
            if len(token.lower) == 1:
                return self.text[token.end : token.end + 1] == "." or after_initial
            return (not token.kept or (token.folded in self.lexicon.surnames and crossed)) and not (
                self._is_abbreviation(token) and not self.lexicon.is_name(token.folded)
            )
        if token.kept or after_initial:
            return False
        listed = self.lexicon.is_particle_surname(token.folded) if crossed else token.folded in self.lexicon.surnames
        ending = len(token.folded) > 5 and token.folded.endswith(tuple(self.lexicon.cues["surname_endings"]))
        if crossed:
            return listed or (self._is_unknown(token) and len(token.lower) > 3)
        return self._is_clear(token) or ending or (listed and not self.lexicon.is_ordinary(token.lower))


def is_name(word: str) -> bool:
    """Tell whether one word is in the lists of names."""
    return load_lexicon().is_name(fold(word))
