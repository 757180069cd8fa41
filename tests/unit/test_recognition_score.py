from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.recognition_score import Answer, Gold, InvalidGold, Share, interval, macro_f1, per_group, read_gold, score, share

A, B, C = "soa", "migratie", "angst"
NONE: frozenset[str] = frozenset()


def ids(*names: str) -> frozenset[str]:
    return frozenset(names)


def gold(*present: str, kind: str = "signal", absent: tuple[str, ...] = (), acute: bool = False, minor: bool = False) -> Gold:
    return Gold("1", "tekst", kind, "chat", Answer(ids(*present), ids(*absent), acute, minor))


def test_micro_counts_over_all_texts_together() -> None:
    result = share([(ids(A, B), ids(A, C)), (ids(A), ids(A))])

    assert (result.precision, result.recall, result.f1) == (2 / 3, 2 / 3, pytest.approx(2 / 3))


def test_precision_and_recall_are_told_apart() -> None:
    result = share([(ids(A), ids(A, B, C))])

    assert (result.precision, result.recall, result.f1) == (1 / 3, 1, 0.5)


@pytest.mark.parametrize("nothing", [Share(0, 0, 0), Share(0, 3, 0), Share(0, 0, 3)])
def test_without_hits_nothing_is_divided_by_nothing(nothing: Share) -> None:
    assert (nothing.precision, nothing.recall, nothing.f1) == (0, 0, 0)


def test_macro_gives_a_rare_signal_the_weight_of_a_frequent_one() -> None:
    pairs = [(ids(A), ids(A))] * 9 + [(ids(B), NONE)]

    assert macro_f1(pairs) == 0.5
    assert share(pairs).f1 > 0.9


def test_macro_leaves_out_what_holds_nowhere() -> None:
    assert macro_f1([(ids(A), ids(A, C))]) == 1
    assert macro_f1([(NONE, ids(C))]) == 0


def test_interval_holds_the_score_and_shrinks_with_more_texts() -> None:
    pairs = [(ids(A), ids(A)), (ids(A), NONE), (ids(B), ids(B, C))]
    low, high = interval(pairs * 4)
    narrow_low, narrow_high = interval(pairs * 100)

    assert low < narrow_low < share(pairs).f1 < narrow_high < high


def test_interval_of_a_faultless_system_is_one() -> None:
    assert interval([(ids(A), ids(A))] * 5) == (1, 1)


def test_false_alarms_count_only_in_quiet_texts() -> None:
    cases = [gold(A), gold(kind="benign"), gold(B, kind="hard_negative")]

    assert score(cases, [Answer(ids(C)), Answer(ids(A, C)), Answer(ids(B))]).false_alarms == 1


def test_denied_called_present_is_a_share_of_what_is_denied() -> None:
    cases = [gold(A, absent=(B, C)), gold(absent=(A, B))]
    scores = score(cases, [Answer(ids(A, B), ids(C)), Answer(NONE, ids(A, B))])

    assert scores.denied_called_present == 0.25
    assert scores.absent.recall == 0.75


def test_alarms_count_what_is_caught_and_what_is_false() -> None:
    cases = [gold(acute=True), gold(acute=True), gold(minor=True), gold()]
    scores = score(cases, [Answer(NONE, acute=True), Answer(NONE, minor=True), Answer(NONE, minor=True), Answer(NONE, acute=True)])

    assert (scores.acute.caught, scores.acute.hold, scores.acute.false) == (1, 2, 1)
    assert (scores.minor.caught, scores.minor.hold, scores.minor.false) == (1, 1, 1)


def test_groups_are_scored_apart() -> None:
    found = per_group([gold(A, B)], [Answer(ids(A, C))], {"lichaam": [A], "rest": [B, C]})

    assert (found["lichaam"].f1, found["rest"].f1) == (1, 0)


def test_an_answer_for_every_text_is_asked_for() -> None:
    with pytest.raises(ValueError, match="zip"):
        score([gold(A), gold(B)], [Answer(ids(A))])


def test_gold_is_read_from_json_lines(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    line = {"id": "1", "kind": "signal", "style": "soep", "text": "t", "present": [A], "absent": [B], "acute": True, "minor": False}
    file.write_text(json.dumps(line) + "\n\n", encoding="utf-8")

    assert read_gold(file) == [Gold("1", "t", "signal", "soep", Answer(ids(A), ids(B), acute=True, minor=False))]


@pytest.mark.parametrize(("text", "fault"), [("", "no texts"), ("{}", "gold.jsonl:1"), ("\nniets", "gold.jsonl:2"), ("[]", "gold.jsonl:1")])
def test_what_is_no_gold_is_refused_with_its_place(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidGold, match=fault):
        read_gold(file)
