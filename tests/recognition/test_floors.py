"""Recognition on texts of which the signals are known is at least as good as it was.

The floors lie under what was measured, by what two trainings differ. They may be raised when recognition gets better; whoever lowers one
says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.consult.recognise import Recogniser
from bot.recognition_changes import answer_of
from bot.recognition_score import read_gold, score
from kb.examples import DIRECTORY

HELD_OUT = Path(__file__).with_name("held_out.jsonl")
OPEN = DIRECTORY / "open.jsonl"


@dataclass(frozen=True)
class Floor:
    """The least F1 of present and of absent, and the most of what goes wrong."""

    present: float
    absent: float
    denied_called_present: float
    false_alarms: float
    minors_missed: int
    minors_false_alarms: int
    acute_missed: int
    acute_false_alarms: int


FLOORS = {OPEN: Floor(0.97, 0.93, 0.02, 0.15, 1, 3, 0, 4), HELD_OUT: Floor(0.795, 0.75, 0.05, 0.45, 3, 14, 2, 24)}


@pytest.mark.parametrize("file", FLOORS, ids=lambda file: file.stem)
def test_figures_are_not_under_the_floors(recogniser: Recogniser, file: Path) -> None:
    texts, floor = read_gold(file), FLOORS[file]
    found = score(texts, [answer_of(recogniser.recognise(text.text)) for text in texts])

    assert found.present.f1 >= floor.present
    assert found.absent.f1 >= floor.absent
    assert found.denied_called_present <= floor.denied_called_present
    assert found.false_alarms <= floor.false_alarms
    assert found.acute.hold - found.acute.caught <= floor.acute_missed
    assert found.acute.false <= floor.acute_false_alarms
    assert found.minor.hold - found.minor.caught <= floor.minors_missed
    assert found.minor.false <= floor.minors_false_alarms
