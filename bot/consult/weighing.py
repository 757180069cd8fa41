"""What the phrases and the network say together: how much each voice counts, and from which chance on a signal is reported.

The numbers are logistic regressions on texts by writers whose texts the network had not learned from, and who did not know the phrases:
a phrase that was found, and the network's log-odds, against what the writer meant. Two weigh more than the regressions gave them, for
what is said plainly: a phrase without doubt (2.24 for a signal, 1.93 for danger), and one that the context dismisses (next to nothing).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.consult.findings import Finding, Recognition, Span, Status
from bot.consult.mentions import span_of
from bot.consult.network import MINOR, Judgement
from bot.consult.text import Token
from kb.lexicon import DANGER, denied, is_denial


def log_odds(chance: float) -> float:
    """Return the logarithm of the odds of a chance between 0 and 1."""
    return math.log(chance / (1 - chance))


@dataclass(frozen=True)
class Balance:
    """The log-odds that something holds: a sum of what speaks for and against it.

    Attributes:
        bias: with nothing found at all.
        network: per unit of the network's log-odds.
        certain, unsure: when a phrase says so, without doubt or with.
        contrary: when a phrase says the opposite.
        dismissed: when a phrase is there, but the context takes it from the patient: somebody else, a test, a plan, the news.
        least: the log-odds from which on it is reported.
    """

    bias: float
    network: float
    certain: float
    unsure: float
    contrary: float
    least: float
    dismissed: float = 0.0

    def odds(
        self, network: float, *, certain: bool = False, unsure: bool = False, contrary: bool = False, dismissed: bool = False
    ) -> float:
        """Return the log-odds that it holds."""
        phrase = self.certain * certain + self.unsure * unsure + self.contrary * contrary + self.dismissed * dismissed
        return self.bias + self.network * network + phrase


_PRESENT = Balance(bias=-2.24, network=0.58, certain=3.4, unsure=1.32, contrary=-0.35, dismissed=-2.0, least=log_odds(0.38))
_ABSENT = Balance(bias=-1.81, network=0.67, certain=2.33, unsure=0.72, contrary=-0.26, least=log_odds(0.35))
_DANGER = Balance(bias=-1.63, network=0.58, certain=2.40, unsure=2.40, contrary=0, least=log_odds(0.22))
_MINOR = Balance(bias=-1.11, network=0.54, certain=2.64, unsure=2.64, contrary=-2.88, least=log_odds(0.2))
_CERTAIN = log_odds(0.94)
_MARGIN = 1.0  # by so much, in log-odds, holding must outdo being denied where both may be


def weigh(
    phrases: Recognition, dismissed: Collection[str], judgements: Mapping[str, Judgement], tokens: Sequence[Token], text: str
) -> Recognition:
    """Return what a text tells when the network is heard as well.

    Args:
        phrases: what the phrases found.
        dismissed: signals whose phrases are there, but not about this patient.
        judgements: what the network says per label.
        tokens, text: what both have read.
    """

    def span(label: str) -> Span:
        return span_of(judgements[label].start, judgements[label].end, tokens, text)

    found = {finding.indicator_id: finding for finding in phrases.findings}
    unheard = [finding for finding in phrases.findings if finding.indicator_id not in judgements]
    signals = [label for label in judgements if label not in (DANGER, MINOR) and not is_denial(label)]
    voices = {signal: _Phrase(found.get(signal), dismissed=signal in dismissed) for signal in signals}
    weighed = [finding for signal in signals if (finding := _finding(signal, voices[signal], judgements, span)) is not None]
    return replace(
        _with_minor(_with_danger(phrases, judgements, span), judgements, span),
        findings=tuple(sorted([*unheard, *weighed], key=_place)),
    )


def _place(finding: Finding) -> tuple[int, ...]:
    return tuple(span.start for span in finding.spans)


@dataclass(frozen=True)
class _Phrase:
    """What the phrases say of one signal, if anything."""

    finding: Finding | None
    dismissed: bool

    def voice(self, status: Status) -> dict[str, bool]:
        """Return what it says about the signal's holding, or its denial."""
        if self.finding is None:
            return {"dismissed": self.dismissed}
        if self.finding.status is not status:
            return {"contrary": True}
        return {"certain": self.finding.certain, "unsure": not self.finding.certain}

    def spans(self, status: Status) -> tuple[Span, ...]:
        """Return the words that say so."""
        return self.finding.spans if self.finding is not None and self.finding.status is status else ()


def _finding(signal: str, phrase: _Phrase, judgements: Mapping[str, Judgement], span: Callable[[str], Span]) -> Finding | None:
    """Return what holds of one signal, resting on the words of the phrase where it says the same; None when nothing is reported."""
    holds = _PRESENT.odds(judgements[signal].score, **phrase.voice(Status.PRESENT))
    no = denied(signal)
    denies = _ABSENT.odds(judgements[no].score, **phrase.voice(Status.ABSENT)) if no in judgements else -math.inf
    may_be_denied = denies >= _ABSENT.least
    if holds >= _PRESENT.least and (holds >= denies + _MARGIN or not may_be_denied):
        status, label, odds = Status.PRESENT, signal, holds
    elif may_be_denied:
        status, label, odds = Status.ABSENT, no, denies
    else:
        return None
    return Finding(signal, status, phrase.spans(status) or (span(label),), certain=odds >= _CERTAIN)


def _with_danger(phrases: Recognition, judgements: Mapping[str, Judgement], span: Callable[[str], Span]) -> Recognition:
    if DANGER not in judgements:
        return phrases
    if _DANGER.odds(judgements[DANGER].score, certain=phrases.acute) < _DANGER.least:
        return replace(phrases, danger=())
    return replace(phrases, danger=phrases.danger or (span(DANGER),))


def _with_minor(phrases: Recognition, judgements: Mapping[str, Judgement], span: Callable[[str], Span]) -> Recognition:
    if MINOR not in judgements:
        return phrases
    odds = _MINOR.odds(judgements[MINOR].score, certain=phrases.minor is True, contrary=phrases.minor is False)
    if odds >= _MINOR.least:
        return phrases if phrases.minor else replace(phrases, minor=True, age_span=span(MINOR))
    return replace(phrases, minor=None, age_span=None) if phrases.minor else phrases
