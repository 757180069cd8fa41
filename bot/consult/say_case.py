"""Cards about the case: the signals heard and denied, what to confirm, a summary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from bot.consult.assess import forms_of
from bot.consult.cards import Card, bullets, phrase, replies
from bot.consult.case import Case, Heard
from bot.consult.findings import Status
from kb.schema import Form, Indicator, KnowledgeBase


def signals_card(kb: KnowledgeBase, case: Case, new: Sequence[str], *, first: bool) -> Card:
    """When called, this will show the signals of the whole case so far, with the words they rest on.

    Args:
        new: ids that this message added.
        first: whether this is the first description in the conversation.
    """
    text = "\n\n".join(part for part in _parts(kb, case, new, first=first) if part)
    buttons = ("veilige vragen", "meldcode", "contact", "samenvatting") if case.heard else ("veilige vragen", "meldcode", "contact", "praktijkvoorbeeld")
    return Card(text, signals_data(kb, case, new), replies(kb, *buttons))


def signals_data(kb: KnowledgeBase, case: Case, new: Sequence[str]) -> dict[str, Any]:
    """When called, this will give the case as the contract's `signals`."""
    known = {indicator.id: indicator for indicator in kb.indicators}
    present = [_data(known[h.indicator_id], h) | {"group": known[h.indicator_id].group, "certain": h.certain} for h in _ordered(kb, case, Status.PRESENT)]
    absent = [_data(known[h.indicator_id], h) for h in _ordered(kb, case, Status.ABSENT)]
    return {
        "type": "signals",
        "present": present,
        "absent": absent,
        "new": list(new),
        "forms": list(forms_of(case, kb.indicators)),
        "acute": case.acute,
        "minor": bool(case.minor),
    }


def confirm_card(kb: KnowledgeBase, indicator: Indicator) -> Card:
    """When called, this will put an uncertain signal to the user."""
    return Card(indicator.confirm, {"type": "confirm", "id": indicator.id, "question": indicator.confirm}, replies(kb, "ja", "nee", "weet ik niet"))


def signal_lines(kb: KnowledgeBase, case: Case, status: Status, *, certain: bool | None = None) -> list[str]:
    """When called, this will give a line per signal with its words; `certain` selects, None takes all."""
    labels = {indicator.id: indicator.label for indicator in kb.indicators}
    chosen = [h for h in _ordered(kb, case, status) if certain is None or h.certain is certain]
    return [_line(kb, labels[h.indicator_id], h) for h in chosen]


def _parts(kb: KnowledgeBase, case: Case, new: Sequence[str], *, first: bool) -> Iterable[str]:
    if not case.present:
        yield phrase(kb, "signalen_geen" if first else "signalen_niets_nieuws")
    else:
        yield phrase(kb, "signalen_kop" if new else "signalen_kop_ongewijzigd")
        yield _by_group(kb, case)
    if denied := signal_lines(kb, case, Status.ABSENT):
        yield phrase(kb, "signalen_ontkend") + "\n" + bullets(denied)
    if case.present:
        yield from _meaning(kb, case)


def _meaning(kb: KnowledgeBase, case: Case) -> Iterable[str]:
    if risks := [risk.label for risk in kb.risk_groups if case.present & set(risk.indicators)]:
        yield phrase(kb, "signalen_risico", risico=", ".join(risks).lower())
    forms: dict[str, Form] = {form.id: form for form in kb.forms}
    if pointed := [forms[form].label.lower() for form in forms_of(case, kb.indicators)]:
        yield phrase(kb, "signalen_vormen", vormen=" of ".join(pointed))
    if case.minor:
        yield phrase(kb, "signalen_minderjarig")
    causes = dict.fromkeys(cause for i in kb.indicators if i.id in case.present for cause in i.other_causes)
    if causes:
        yield phrase(kb, "signalen_anders", oorzaken=", ".join(list(causes)[:4]))
    yield phrase(kb, "signalen_voorbehoud")


def _by_group(kb: KnowledgeBase, case: Case) -> str:
    indicators = {indicator.id: indicator for indicator in kb.indicators}
    titles = {group.id: group.label for group in kb.groups}
    blocks = []
    for group, members in groupby(_ordered(kb, case, Status.PRESENT), key=lambda h: indicators[h.indicator_id].group):
        lines = [_line(kb, indicators[h.indicator_id].label, h) for h in members]
        blocks.append(f"**{titles[group]}**\n{bullets(lines)}")
    return "\n\n".join(blocks)


def _line(kb: KnowledgeBase, label: str, heard: Heard) -> str:
    words = ", ".join(f"‘{quote}’" for quote in heard.evidence)
    line = f"{label}: {words}" if words else label
    return line if heard.certain else phrase(kb, "signalen_onzeker_regel", regel=line)


def _data(indicator: Indicator, heard: Heard) -> dict[str, Any]:
    return {"id": indicator.id, "label": indicator.label, "evidence": list(heard.evidence)}


def _ordered(kb: KnowledgeBase, case: Case, status: Status) -> list[Heard]:
    place = {indicator.id: number for number, indicator in enumerate(kb.indicators)}
    groups = {group.id: number for number, group in enumerate(kb.groups)}
    group_of = {indicator.id: groups[indicator.group] for indicator in kb.indicators}
    return sorted(case.with_status(status), key=lambda h: (group_of[h.indicator_id], place[h.indicator_id]))
