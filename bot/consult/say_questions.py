"""Cards with safe questions and with how to ask them."""

from __future__ import annotations

from collections.abc import Set

from bot.consult.ask import Asked, wording
from bot.consult.assess import holds
from bot.consult.cards import Card, bullets, phrase, replies
from kb.schema import KnowledgeBase, Situation, Theme

MOST_ADVICE = 5


def questions_card(kb: KnowledgeBase, asked: Asked, situation: Situation) -> Card:
    """When called, this will hand over the questions by theme."""
    if not asked.questions:
        return Card(
            phrase(kb, "vragen_op"),
            {"type": "safe_questions", "questions": [], "more": False},
            replies(kb, "meldcode", "contact", "samenvatting"),
        )
    blocks = [phrase(kb, "vragen_kop")]
    for theme in Theme:
        if lines := [wording(q, situation) for q in asked.questions if q.theme is theme]:
            blocks.append(f"**{phrase(kb, 'thema_' + theme.value)}**\n{bullets(lines)}")
    blocks.append(phrase(kb, "vragen_terugkoppelen"))
    questions = [{"id": q.id, "theme": q.theme.value, "text": wording(q, situation), "for": list(q.clears_up)} for q in asked.questions]
    buttons = ("meer vragen",) if asked.more else ()
    data = {"type": "safe_questions", "questions": questions, "more": asked.more}
    return Card("\n\n".join(blocks), data, replies(kb, *buttons, "meldcode", "contact", "samenvatting"))


def how_to_ask_card(kb: KnowledgeBase, facts: Set[str]) -> Card:
    """When called, this will say how to ask: what always holds, and of the rest what fits this case best."""
    fitting = [entry for entry in kb.advice if holds(entry.when, facts)]
    room = MOST_ADVICE - sum(entry.core for entry in fitting)
    chosen = [entry.id for entry in fitting if not entry.core][: max(room, 0)]
    advice = [entry for entry in fitting if entry.core or entry.id in chosen]
    text = phrase(kb, "hoe_vragen_kop") + "\n" + bullets(entry.text for entry in advice)
    return Card(text, {"type": "how_to_ask", "advice": [{"id": entry.id, "text": entry.text} for entry in advice]})
