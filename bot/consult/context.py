"""What stands around a mention: denied, asked, planned, considered, or about somebody else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.consult.text import Token
from kb.lexicon import Cue

_LIST_WORDS = frozenset(("of", "noch", "en"))
_LIST_LENGTH = 4
_DENIED_ANSWER = "denied_answer"


class Verdict(str, Enum):
    """What the context makes of a mention."""

    HOLDS = "holds"
    UNSURE = "unsure"
    DENIED = "denied"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Scope:
    """A cue found in the text, and the tokens that it governs."""

    cue: Cue
    start: int
    end: int
    first: int
    last: int

    def governs(self, start: int, end: int) -> bool:
        """Tell whether a mention from token `start` up to `end` stands under the cue."""
        if self.start < end and start < self.end:
            return False
        return self.first < end <= self.last if self.cue.direction == "after" else self.first <= start < self.last


def _concerns(cue: Cue, indicator: str) -> bool:
    """Tell whether a cue says anything about an indicator."""
    return (not cue.indicators or indicator in cue.indicators) and indicator not in cue.not_indicators


def _marks(cue: Cue) -> bool:
    """Tell whether a cue only marks a place and has no scope of its own."""
    return cue.kind.startswith("end_") or cue.kind == _DENIED_ANSWER


class Context:
    """The scopes of all cues of one text."""

    def __init__(
        self,
        tokens: Sequence[Token],
        cues: Iterable[tuple[Cue, int, int]],
        *,
        clause_words: Collection[str],
        plan_sections: Collection[str] = ("p",),
    ) -> None:
        self._tokens = tokens
        self._clause_words = clause_words
        self._plan_sections = plan_sections
        found = list(cues)
        self._stops: dict[str, set[int]] = {}
        for cue, start, _ in found:
            if cue.kind.startswith("end_"):
                self._stops.setdefault(cue.kind[4:], set()).add(start)
        self._denials = {start for cue, start, _ in found if cue.kind == _DENIED_ANSWER}
        self._scopes = [self._scope(cue, start, end) for cue, start, end in found if not _marks(cue)]

    def is_about_other(self, indicator: str, start: int, end: int) -> bool:
        """Tell whether a mention from token `start` up to `end` is about somebody else."""
        return any(scope.cue.kind == "other" and _concerns(scope.cue, indicator) and scope.governs(start, end) for scope in self._scopes)

    def judge(self, indicator: str, start: int, end: int, *, negated: bool, negatable: bool) -> Verdict:
        """Return what the context makes of a mention from token `start` up to `end`."""
        if self._tokens[start].section in self._plan_sections and indicator != "gevaar":
            return Verdict.LEFT_OUT
        denied = negated and negatable
        unsure = False
        for scope in self._scopes:
            cue = scope.cue
            if not _concerns(cue, indicator) or not scope.governs(start, end):
                continue
            if cue.kind == "negation" or self._is_denied(scope):
                denied = denied or negatable
            elif cue.kind == "unsure":
                unsure = True
            else:
                return Verdict.LEFT_OUT
        if denied:
            return Verdict.DENIED
        return Verdict.UNSURE if unsure else Verdict.HOLDS

    def _scope(self, cue: Cue, start: int, end: int) -> Scope:
        first, last = self._bounds(cue, start, end)
        return Scope(cue, start, end, first, last)

    def _bounds(self, cue: Cue, start: int, end: int) -> tuple[int, int]:
        match cue.direction:
            case "text":
                return 0, len(self._tokens)
            case "onward":
                return end, self._onward(end)
            case "sentence":
                return self._sentence(start)
            case "forward":
                return end, self._sentence(start)[1]
            case "asked":
                return self._asked(start), start
            case "after":
                return self._backward(cue, start), start
            case _:
                return end, self._forward(cue, start, end)

    def _is_denied(self, scope: Scope) -> bool:
        """Tell whether a scope is a question that the text answers with no right after it."""
        return scope.cue.direction == "asked" and bool(self._denials & set(range(scope.end, scope.end + 2)))

    def _onward(self, position: int) -> int:
        return min((stop for stop in self._stops.get("onward", ()) if stop > position), default=len(self._tokens))

    def _asked(self, mark: int) -> int:
        """Return where the part of the sentence begins that a question mark closes."""
        number = self._tokens[mark].sentence
        first = mark
        while first > 0 and self._tokens[first - 1].sentence == number and self._tokens[first - 1].norm != ",":
            first -= 1
        return first

    def _sentence(self, position: int) -> tuple[int, int]:
        number = self._tokens[position].sentence
        first = last = position
        while first > 0 and self._tokens[first - 1].sentence == number:
            first -= 1
        while last < len(self._tokens) and self._tokens[last].sentence == number:
            last += 1
        return first, last

    def _forward(self, cue: Cue, start: int, end: int) -> int:
        stops = self._stops.get(cue.kind, set())
        limit = self._sentence(start)[1]
        position, steps = end, 0
        while position < limit and steps < cue.reach:
            token = self._tokens[position]
            if position in stops:
                break
            if self._is_break(position, limit, stops) and not (position == end and token.norm == ":"):  # 'dd: depressie'
                break
            if token.norm == "en" and cue.kind == "negation" and self._starts_clause(position + 1, limit):
                break
            steps += token.is_word
            position += 1
        return position

    def _is_break(self, position: int, limit: int, stops: set[int]) -> bool:
        """Tell whether a mark ends a scope: any but a slash or quote, and a comma or bracket after which no list goes on."""
        token = self._tokens[position]
        if token.is_word or token.norm in "/+\"'":
            return False
        return token.norm not in ",(" or not self._list_goes_on(position, limit, stops)

    def _list_goes_on(self, comma: int, limit: int, stops: set[int]) -> bool:
        chunk, seen_joint, length = comma + 1, False, 0
        for position in range(chunk, limit):
            token = self._tokens[position]
            if token.norm == "," or not token.is_word:
                length = 0
                if token.norm not in ",":
                    break
                continue
            if position in stops or token.norm in self._clause_words:
                return seen_joint
            if token.norm in _LIST_WORDS:
                seen_joint, length = True, 0
                continue
            length += 1
            if length > _LIST_LENGTH:
                return seen_joint
        return seen_joint or all(count <= 2 for count in self._chunk_lengths(chunk, limit))

    def _chunk_lengths(self, start: int, limit: int) -> list[int]:
        lengths = [0]
        for position in range(start, limit):
            if self._tokens[position].is_word:
                lengths[-1] += 1
            else:
                lengths.append(0)
        return lengths

    def _starts_clause(self, position: int, limit: int) -> bool:
        return any(self._tokens[i].norm in self._clause_words for i in range(position, min(position + 3, limit)))

    def _backward(self, cue: Cue, start: int) -> int:
        stops = self._stops.get(cue.kind, set())
        number, clause = self._tokens[start].sentence, self._tokens[start].clause
        position, steps = start, 0
        while position > 0 and steps < cue.reach:
            token = self._tokens[position - 1]
            if token.sentence != number or position - 1 in stops or (token.clause != clause and token.norm not in ":("):
                break
            if token.norm in ":(":
                clause = self._tokens[position - 2].clause if position > 1 else clause
            steps += token.is_word
            position -= 1
        return position
