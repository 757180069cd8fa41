"""What a case amounts to: facts that conditions speak of, and the forms of exploitation it points to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set

from bot.consult.case import Case
from bot.consult.findings import Status
from kb.schema import Condition, Fact, Indicator, Situation

WORK_FORMS = frozenset({"arbeid"})
ODD_JOB_FORMS = frozenset({"seksueel", "crimineel"})


def facts_of(case: Case, facts: Iterable[Fact]) -> frozenset[str]:
    """When called, this will name the facts that hold in a case."""
    held = {fact.id for fact in facts if case.present & set(fact.indicators)}
    held |= {"acuut"} if case.acute else set()
    held |= {"minderjarig"} if case.minor else set()
    return frozenset(held)


def holds(condition: Condition, facts: Set[str]) -> bool:
    """When called, this will tell whether a condition holds over the named facts."""
    one = not condition.any or any(fact in facts for fact in condition.any)
    return one and all(fact in facts for fact in condition.all) and not any(fact in facts for fact in condition.none)


def forms_of(case: Case, indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """When called, this will name the forms a case points to, strongest first; a form far behind the strongest is left out."""
    weight: Counter[str] = Counter()
    for indicator in indicators:
        if indicator.id in case.present:
            weight.update(dict.fromkeys(indicator.forms, indicator.telling))
    most = max(weight.values(), default=0)
    return tuple(form for form, points in weight.most_common() if points >= 2 and 2 * points >= most)


def situation_of(forms: Iterable[str]) -> Situation:
    """When called, this will choose the word for 'work' that fits the strongest form."""
    first = next(iter(forms), None)
    if first in WORK_FORMS:
        return Situation.WERK
    return Situation.KLUSSEN if first in ODD_JOB_FORMS else Situation.ALGEMEEN


def to_confirm(case: Case, indicators: Iterable[Indicator], asked: Set[str]) -> Indicator | None:
    """When called, this will give the most telling uncertain signal that was not put to the user yet."""
    unsure = {item.indicator_id for item in case.with_status(Status.PRESENT) if not item.certain} - asked
    candidates = [indicator for indicator in indicators if indicator.id in unsure]
    return max(candidates, key=lambda indicator: indicator.telling, default=None)
