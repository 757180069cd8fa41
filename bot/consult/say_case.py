"""Cards about the case: the signals heard and denied, what to confirm, a summary."""

from __future__ import annotations

from collections.abc import Iterable, Set
from itertools import groupby
from typing import Any

from bot.consult.assess import forms_of
from bot.consult.cards import Card, bullets, phrase, replies
from bot.consult.case import Case, Heard, new_signals
from bot.consult.findings import Status
from kb.schema import Indicator, KnowledgeBase

MAX_CAUSES = 4


def signals_card(kb: KnowledgeBase, case: Case, *, before: Case) -> Card:
    """When called, this will show the signals of the case, with the words they rest on.

    Args:
        before: the case before this message. When it held something already, what changed comes first and the rest in short.
    """
    parts = _update(kb, case, before) if before.heard else _picture(kb, case)
    buttons = (
        ("veilige vragen", "meldcode", "contact", "samenvatting")
        if case.heard
        else ("veilige vragen", "meldcode", "contact", "praktijkvoorbeeld")
    )
    return Card("\n\n".join(parts), signals_data(kb, case, before=before), replies(kb, *buttons))


def signals_data(kb: KnowledgeBase, case: Case, *, before: Case) -> dict[str, Any]:
    """When called, this will give the case as the contract's `signals`."""
    present = [_present(kb, h) for h in _ordered(kb, case, Status.PRESENT)]
    absent = [_labelled(kb, h) for h in _ordered(kb, case, Status.ABSENT)]
    return {
        "type": "signals",
        "present": present,
        "absent": absent,
        "new": list(new_signals(before, case)),
        "forms": list(forms_of(case, kb.indicators)),
        "acute": case.acute,
        "minor": bool(case.minor),
        "groups": {group.id: group.label for group in kb.groups},
        "form_labels": {form.id: form.label for form in kb.forms},
    }


def confirm_card(kb: KnowledgeBase, indicator: Indicator) -> Card:
    """When called, this will put an uncertain signal to the user."""
    return Card(
        indicator.confirm, {"type": "confirm", "id": indicator.id, "question": indicator.confirm}, replies(kb, "ja", "nee", "weet ik niet")
    )


def signal_lines(kb: KnowledgeBase, case: Case, status: Status, *, certain: bool | None = None) -> list[str]:
    """When called, this will give a line per signal with its words; `certain` selects, None takes all."""
    return [_line(kb, h) for h in _ordered(kb, case, status) if certain is None or h.certain is certain]


def labels_of(kb: KnowledgeBase, case: Case, status: Status) -> list[str]:
    """When called, this will name the signals with that status, marked where they are unsure."""
    return [_marked(kb, _label(kb, h), h) for h in _ordered(kb, case, status)]


def _picture(kb: KnowledgeBase, case: Case) -> Iterable[str]:
    """The whole case, as it is shown the first time."""
    if case.present:
        yield phrase(kb, "signalen_kop")
        yield _by_group(kb, case)
    else:
        yield phrase(kb, "signalen_geen")
    if denied := signal_lines(kb, case, Status.ABSENT):
        yield phrase(kb, "signalen_ontkend") + "\n" + bullets(denied)
    if case.present:
        yield from _meaning(kb, case)
        yield from _caution(kb, case.present)


def _update(kb: KnowledgeBase, case: Case, before: Case) -> Iterable[str]:
    """What this message changed, in full; the rest in short."""
    known = {h.indicator_id: (h.status, h.certain) for h in before.heard}
    changed = [h for h in case.heard if known.get(h.indicator_id) != (h.status, h.certain)]
    new = [h for h in _ordered(kb, case, Status.PRESENT) if h.indicator_id in new_signals(before, case)]
    settled = [h for h in _ordered(kb, case, Status.PRESENT) if h in changed and h not in new]
    denied = [h for h in _ordered(kb, case, Status.ABSENT) if h in changed]
    for title, items in (("signalen_kop_nieuw", new), ("signalen_kop_bijgewerkt", settled), ("signalen_nu_ontkend", denied)):
        if items:
            yield phrase(kb, title) + "\n" + bullets(_line(kb, h) for h in items)
    if not changed:
        yield phrase(kb, "signalen_kop_ongewijzigd" if len(case.heard) >= len(before.heard) else "signalen_vervallen")
    if rest := [_marked(kb, _label(kb, h), h) for h in _ordered(kb, case, Status.PRESENT) if h not in changed]:
        yield phrase(kb, "signalen_eerder", signalen="; ".join(rest))
    said = set(_meaning(kb, before))
    yield from (line for line in _meaning(kb, case) if line not in said)
    yield from _caution(kb, frozenset(h.indicator_id for h in new))


def _meaning(kb: KnowledgeBase, case: Case) -> Iterable[str]:
    """What the case as a whole amounts to."""
    if risks := [risk.label for risk in kb.risk_groups if case.present & set(risk.indicators)]:
        yield phrase(kb, "signalen_risico", risico=", ".join(risks).lower())
    labels = {form.id: form.label.lower() for form in kb.forms}
    if pointed := [labels[form] for form in forms_of(case, kb.indicators)]:
        yield phrase(kb, "signalen_vormen", vormen=" of ".join(pointed))
    if case.minor:
        yield phrase(kb, "signalen_minderjarig")


def _caution(kb: KnowledgeBase, explained: Set[str]) -> Iterable[str]:
    """What else may explain these signals, and who decides."""
    causes = dict.fromkeys(cause for i in kb.indicators if i.id in explained for cause in i.other_causes)
    if causes:
        yield phrase(kb, "signalen_anders", oorzaken=", ".join(list(causes)[:MAX_CAUSES]))
        yield phrase(kb, "signalen_voorbehoud")


def _by_group(kb: KnowledgeBase, case: Case) -> str:
    titles = {group.id: group.label for group in kb.groups}
    blocks = []
    for group, members in groupby(_ordered(kb, case, Status.PRESENT), key=lambda h: _indicator(kb, h).group):
        blocks.append(f"**{titles[group]}**\n{bullets(_line(kb, h) for h in members)}")
    return "\n\n".join(blocks)


def _line(kb: KnowledgeBase, heard: Heard) -> str:
    words = ", ".join(f"‘{quote}’" for quote in heard.evidence)
    label = _label(kb, heard)
    return _marked(kb, f"{label}: {words}" if words else label, heard)


def _marked(kb: KnowledgeBase, line: str, heard: Heard) -> str:
    return line if heard.certain else phrase(kb, "signalen_onzeker_regel", regel=line)


def _present(kb: KnowledgeBase, heard: Heard) -> dict[str, Any]:
    indicator = _indicator(kb, heard)
    return _labelled(kb, heard) | {"group": indicator.group, "certain": heard.certain, "explanation": indicator.explanation}


def _labelled(kb: KnowledgeBase, heard: Heard) -> dict[str, Any]:
    return {"id": heard.indicator_id, "label": _label(kb, heard), "evidence": list(heard.evidence)}


def _label(kb: KnowledgeBase, heard: Heard) -> str:
    return _indicator(kb, heard).label


def _indicator(kb: KnowledgeBase, heard: Heard) -> Indicator:
    return next(indicator for indicator in kb.indicators if indicator.id == heard.indicator_id)


def _ordered(kb: KnowledgeBase, case: Case, status: Status) -> list[Heard]:
    place = {indicator.id: number for number, indicator in enumerate(kb.indicators)}
    groups = {group.id: number for number, group in enumerate(kb.groups)}
    return sorted(case.with_status(status), key=lambda h: (groups[_indicator(kb, h).group], place[h.indicator_id]))
