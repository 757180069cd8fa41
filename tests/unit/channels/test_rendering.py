"""One element, written for Slack and for Teams: within the limits, complete, and with nothing in it that was not meant."""

from __future__ import annotations

import json
import re
from typing import Any, ClassVar

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels import adaptive_card, block_kit
from bot.channels.markup import Kind, Line, Run, cut, plain, read, shortened
from bot.channels.shown import Tone, shown
from bot.preparation import ROOT
from tests.surfaces.limits import card_faults, slack_faults
from tests.surfaces.microsoft import text_of

DOMAIN = yaml.safe_load((ROOT / "bot/domain.yml").read_text(encoding="utf-8"))
FIXED = [(name, answer) for name, answers in DOMAIN["responses"].items() for answer in answers]
DESK = {"id": "veilig_thuis", "name": "Veilig Thuis", "phone": "0800-2000"}
HOSTILE = "<!channel> <@U1> &lt; *vet* _s_ ~x~ `c` ```d``` <https://kwaad.nl|klik> [x](javascript:y) [z](https://a.nl|b) 112"

parts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40) | st.sampled_from(
    [
        "**",
        "# ",
        "- ",
        "1. ",
        "\n",
        "\n\n",
        "https://www.knmg.nl/x",
        "[a](https://b.nl)",
        "<",
        "&",
        "*",
        "0800-2000",
        "woord ",
        "x" * 700,
        "&" * 900,
        "😀" * 600,
    ]
)
texts = st.lists(parts, max_size=15).map("".join)
buttons = st.lists(
    st.fixed_dictionaries({"title": st.text(min_size=1, max_size=90), "payload": st.text(min_size=1, max_size=90)}), max_size=40
)
kinds = st.sampled_from([None, "emergency", "outcome", "privacy", "weighing", "note"])


def element(text: str, kind: str | None = None, **more: Any) -> dict[str, Any]:
    return {"text": text, "custom": {"type": kind, "contacts": [DESK], "number": 2} if kind else None, **more}


def words(text: str) -> str:
    return "".join(text.split())


def in_teams(what: dict[str, Any]) -> str:
    cards = [{"content": card} for card in adaptive_card.cards(shown(what))]
    return text_of({"attachments": cards})


@settings(max_examples=60, deadline=None)
@given(texts, kinds, buttons)
def test_slack_takes_any_element_and_shows_all_of_it(text: str, kind: str | None, replies: list[dict[str, str]]) -> None:
    what = element(text, kind, buttons=[reply for reply in replies if reply["title"].strip() and reply["payload"].strip()])
    made = block_kit.messages(shown(what))
    assert [fault for message in made for fault in slack_faults(message)] == []
    told = "".join(message["text"] for message in made if any(block["type"] != "actions" for block in message["blocks"]))
    assert words(told) == words(block_kit.escape(plain(read(text))))
    values = [each["value"] for message in made for block in message["blocks"] for each in block.get("elements", ()) if "value" in each]
    assert values == [reply["payload"] for reply in what["buttons"]]


@settings(max_examples=60, deadline=None)
@given(texts, kinds, buttons)
def test_teams_takes_any_element_and_shows_all_of_it(text: str, kind: str | None, replies: list[dict[str, str]]) -> None:
    what = element(text, kind, buttons=[reply for reply in replies if reply["title"].strip() and reply["payload"].strip()])
    cards = adaptive_card.cards(shown(what))
    assert [fault for card in cards for fault in card_faults(card) if "text was expected" not in fault] == []
    assert all(len(json.dumps(card).encode()) < 27_000 for card in cards)
    assert words(in_teams(what)) == words(plain(read(text)))


@pytest.mark.parametrize(("name", "answer"), FIXED, ids=[name for name, _ in FIXED])
def test_fixed_answers_fit_both(name: str, answer: dict[str, Any]) -> None:
    assert [fault for message in block_kit.messages(shown(answer)) for fault in slack_faults(message)] == []
    assert [fault for card in adaptive_card.cards(shown(answer)) for fault in card_faults(card)] == []


def test_bold_headings_items_and_links_are_written_as_slack_wants_them() -> None:
    [message] = block_kit.messages(shown(element("# Kop\n- **vet** en [KNMG](https://www.knmg.nl)\n2. https://a.nl/b.", "contacts")))
    assert message["blocks"][0]["text"]["text"] == "*Kop*\n• *vet* en <https://www.knmg.nl|KNMG>\n2. <https://a.nl/b|https://a.nl/b>."


def test_numbers_of_desks_can_be_dialled_in_slack() -> None:
    [message] = block_kit.messages(shown(element("Bel **0800-2000**, niet 10800-20001.", "contacts")))
    assert message["blocks"][0]["text"]["text"] == "Bel *<tel:08002000|0800-2000>*, niet 10800-20001."


def test_hostile_text_is_literal_in_slack() -> None:
    [message] = block_kit.messages(shown(element(HOSTILE)))
    written = message["blocks"][0]["text"]["text"]
    assert written.startswith("&lt;!channel&gt; &lt;@U1&gt; &amp;lt;")
    assert not set("*_~`") & set(written)
    assert re.findall("<.*?>", written) == ["<https://kwaad.nl|https://kwaad.nl>"]


def test_hostile_text_is_literal_in_teams() -> None:
    card = adaptive_card.cards(shown(element("*vet* [x](javascript:alert(1)) [y](http://kwaad.nl) {{DATE(2017-02-14T06:00Z)}}")))[0]
    assert in_teams(element("*vet* [x](javascript:alert(1))")) == "*vet* [x](javascript:alert(1))"
    assert "selectAction" not in json.dumps(card)


def test_danger_stands_out() -> None:
    what = shown(element("**Bel 112.**", "emergency"))
    assert what.tone is Tone.DANGER
    assert block_kit.messages(what)[0]["blocks"][0]["text"]["text"].startswith("\U0001f6a8")
    assert adaptive_card.cards(what)[0]["body"][0]["style"] == "attention"


def test_step_is_drawn_in_teams_and_said_in_words_everywhere() -> None:
    columns = adaptive_card.cards(shown(element("Afweging 2 van 5", "weighing")))[0]["body"][0]["columns"]
    assert [column["style"] for column in columns] == ["accent", "accent", "emphasis", "emphasis", "emphasis"]


@pytest.mark.parametrize("number", [None, 0, 6, "2", 2.5])
def test_odd_step_is_not_drawn(number: object) -> None:
    assert shown({"text": "x", "custom": {"type": "weighing", "number": number}}).step is None


def test_section_ends_before_a_paragraph() -> None:
    message = block_kit.messages(shown(element("\n\n".join(f"Alinea {number}. " + "woord " * 70 for number in range(12)))))
    sections = [block["text"]["text"] for each in message for block in each["blocks"]]
    assert len(sections) > 1
    assert all(section.startswith("Alinea") for section in sections)


def test_buttons_without_title_or_word_are_left_out() -> None:
    assert (
        shown({"text": "x", "buttons": [{"title": "Ja"}, {"payload": "ja"}, {"title": "Nee", "payload": "nee"}]}).replies[0].payload
        == "nee"
    )
    assert len(shown({"text": "x", "buttons": [{"title": "Ja"}]}).replies) == 0


def test_long_title_is_shortened_and_its_word_is_not() -> None:
    what = shown({"text": "x", "buttons": [{"title": "lang " * 40, "payload": "woord"}]})
    button = block_kit.messages(what)[0]["blocks"][-1]["elements"][0]
    assert len(button["text"]["text"]) == 75
    assert button["value"] == "woord"


@pytest.mark.parametrize("value", [None, 3, [], {}, {"payload": 3}, {"payload": ""}, "geen JSON", '{"payload": []}', "[" * 100_000])
def test_value_without_a_payload_has_none(value: object) -> None:
    assert adaptive_card.payload_of(value) is None


@given(st.text(min_size=1), st.integers(1, 50))
def test_cut_loses_nothing_and_keeps_to_the_limit(text: str, limit: int) -> None:
    pieces = cut(text, limit)
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= limit for piece in pieces)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Een regel.\nDe volgende regel", "Een regel.\n"),
        ("Een hele zin. De volgende zin", "Een hele zin. "),
        ("Eerst dit, en dan komt nog dat", "Eerst dit, "),
        ("woorden zonder enig leesteken", "woorden zonder "),
        ("eenwoordzondereinde" * 3, "eenwoordzondereinde"),
    ],
)
def test_cut_parts_at_a_sensible_place(text: str, first: str) -> None:
    assert cut(text, 19)[0] == first


def test_line_that_is_too_long_goes_on_without_marker_and_keeps_its_style() -> None:
    line = Line((Run("een twee ", bold=True), Run("drie vier vijf")), Kind.ITEM, marker="• ")
    first, *rest = shortened(line, 12)
    assert first.marker == "• "
    assert first.runs[0].bold
    assert all(not each.marker and not each.opens for each in rest)
    assert "".join(each.text for each in (first, *rest)) == line.text


class TestLimits:
    """The readings of what Slack and Teams take notice what is wrong."""

    GOOD: ClassVar[dict[str, Any]] = {
        "text": "x",
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x", "verbatim": True}}],
    }

    def test_good_message_has_no_faults(self) -> None:
        assert slack_faults(self.GOOD) == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"text": ""},
            {"text": "x" * 4_001},
            {"text": "<!channel>"},
            {"blocks": []},
            {"blocks": GOOD["blocks"] * 51},
            {"blocks": [{"type": "video"}]},
            {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_001, "verbatim": True}}]},
            {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}}]},
            {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "a & b", "verbatim": True}}]},
            {"blocks": [{"type": "section", "kleur": "rood", "text": {"type": "mrkdwn", "text": "x", "verbatim": True}}]},
            {"blocks": [{"type": "actions", "elements": []}]},
            {
                "blocks": [
                    {
                        "type": "actions",
                        "elements": [{"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "x" * 76}, "value": "v"}],
                    }
                ]
            },
            {
                "blocks": [
                    {
                        "type": "actions",
                        "elements": [{"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "x"}, "value": ""}],
                    }
                ]
            },
        ],
    )
    def test_wrong_message_has_faults(self, wrong: dict[str, Any]) -> None:
        assert slack_faults({**self.GOOD, **wrong})

    @pytest.mark.parametrize(
        "body",
        [
            [],
            [{"type": "TextBlock", "text": "x"}],
            [{"type": "RichTextBlock", "inlines": []}],
            [{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": ""}]}],
            [{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "x", "weight": "Fat"}]}],
            [
                {
                    "type": "RichTextBlock",
                    "inlines": [{"type": "TextRun", "text": "x", "selectAction": {"type": "Action.OpenUrl", "url": "tel:112"}}],
                }
            ],
            [{"type": "Container", "style": "rood", "items": [{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "x"}]}]}],
            [{"type": "ActionSet", "actions": []}],
            [{"type": "ActionSet", "actions": [{"type": "Action.Submit", "title": "x", "data": {"payload": "x"}}]}],
        ],
    )
    def test_wrong_card_has_faults(self, body: list[dict[str, Any]]) -> None:
        assert list(card_faults({"type": "AdaptiveCard", "version": "1.5", "body": body}))
