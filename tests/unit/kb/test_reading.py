"""YAML becomes dataclasses as their type hints say, or a fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum
from pathlib import Path
from typing import Any, Literal

import pytest

from kb.errors import InvalidKb
from kb.reading import Faults, listed, read_file, walk


class Colour(Enum):
    RED = "rood"
    BLUE = "blauw"


@dataclass(frozen=True)
class Inner:
    number: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Thing:
    id: str
    size: float = 1.0
    on: bool = False
    day: date | None = None
    at: time | None = None
    colour: Colour = Colour.RED
    level: Literal["laag", "hoog"] = "laag"
    inner: tuple[Inner, ...] = ()
    by_colour: Mapping[Colour, Inner] = field(default_factory=dict)
    pair: tuple[str, int] = ("", 0)
    kinds: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError(f"a size of {self.size}")


Read = Callable[[str], Any]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that reads the YAML of one thing."""

    def read_thing(text: str) -> Any:
        path = tmp_path / "things.yml"
        path.write_text(f"thing: {text}", encoding="utf-8")
        faults = Faults(tmp_path)
        content = read_file(path, {"thing": Thing}, faults)
        faults.raise_if_any()
        return content["thing"]

    return read_thing


def test_every_kind_of_value_is_read(read: Read) -> None:
    text = """{id: a, size: 2.5, on: true, day: 2026-11-24, at: "09:30", colour: blauw, level: hoog,
        inner: [{number: 3, words: [x, y]}], by_colour: {rood: {number: 1}}, pair: [z, 7], kinds: [k]}"""

    assert read(text) == Thing(
        "a",
        2.5,
        True,
        date(2026, 11, 24),
        time(9, 30),
        Colour.BLUE,
        "hoog",
        (Inner(3, ("x", "y")),),
        {Colour.RED: Inner(1)},
        ("z", 7),
        frozenset({"k"}),
    )


@pytest.mark.parametrize("written", ["113", "no", "on", "2026-11-24", "1e3", "0x1f", "09:00"])
def test_what_yaml_takes_for_something_else_stays_text_where_text_is_expected(read: Read, written: str) -> None:
    assert read(f"{{id: {written}}}") == Thing(written)


def test_a_time_without_quotes_is_no_number_of_minutes(read: Read) -> None:
    assert read("{id: a, at: 09:30}").at == time(9, 30)


def test_null_is_only_right_where_nothing_is_allowed(read: Read) -> None:
    assert read("{id: a, day: null}").day is None
    with pytest.raises(InvalidKb, match=r"thing\.id: found nothing; expected text"):
        read("{id: ~}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{id: a, size: big}", "thing.size: found 'big'; expected a number"),
        ("{id: a, on: yes}", "thing.on: found 'yes'; expected true or false"),
        ("{id: a, day: 2026-02-30}", "thing.day: found '2026-02-30'; expected a date like 2026-11-24"),
        ("{id: a, at: 25:00}", "thing.at: found '25:00'; expected a time like \"09:00\""),
        ("{id: a, colour: blouw}", "thing.colour: found 'blouw'; expected rood or blauw (did you mean 'blauw'?)"),
        ("{id: a, level: hoger}", "thing.level: found 'hoger'; expected laag or hoog (did you mean 'hoog'?)"),
        ("{id: a, inner: [{number: 3}, {number: x}]}", "thing.inner[x].number: found 'x'; expected a whole number"),
        ("{id: a, inner: [{number: 3, words: [x, [y]]}]}", "thing.inner[3].words[2]: found a list; expected text"),
        ("{id: a, inner: {number: 3}}", "thing.inner: found a mapping; expected a list (of a mapping (Inner))"),
        ("{id: a, pair: [z]}", "thing.pair: found 1 values; expected 2 values"),
        ("{id: a, by_colour: {groen: {number: 1}}}", "thing.by_colour.groen: found 'groen'; expected rood or blauw"),
        ("{id: a, size: -1}", "thing: found a size of -1.0; expected a valid Thing"),
        ("{[a]: b, id: a}", "thing: found a list as a key; expected a word as a key"),
        ("[a]", "thing: found a list; expected a mapping"),
    ],
)
def test_wrong_value_is_a_fault(read: Read, text: str, message: str) -> None:
    with pytest.raises(InvalidKb) as raised:
        read(text)

    assert message in str(raised.value)


def test_every_fault_is_reported_at_once(read: Read) -> None:
    with pytest.raises(InvalidKb) as raised:
        read("{size: big, on: maybe, colour: groen, smell: none}")

    assert [fault.key for fault in raised.value.faults] == ["thing.smell", "thing", "thing.size", "thing.on", "thing.colour"]


def test_fault_has_the_line_in_the_file(read: Read) -> None:
    with pytest.raises(InvalidKb, match=r"things\.yml:4: thing\.size"):
        read("\n  id: a\n\n  size: big\n")


def test_top_level_key_may_be_left_out_when_none_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: 1", encoding="utf-8")
    faults = Faults()

    assert read_file(path, {"a": int, "b": str | None}, faults) == {"a": 1, "b": None}
    assert len(faults) == 0


def test_unreadable_file_leaves_empty_lists(tmp_path: Path) -> None:
    faults = Faults(tmp_path)

    assert read_file(tmp_path / "no.yml", {"a": tuple[str, ...], "b": Mapping[str, str]}, faults) == {"a": (), "b": {}}
    assert str(faults.found[0]) == "no.yml: found no such file; expected a YAML file"


def test_file_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes("a: café".encode("latin-1"))
    faults = Faults(tmp_path)

    read_file(path, {"a": str}, faults)

    assert "expected a YAML file in UTF-8" in str(faults.found[0])


def test_later_check_finds_the_line_of_a_key(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("things:\n  - id: a\n    size: 3\n", encoding="utf-8")
    faults = Faults(tmp_path)
    read_file(path, {"things": tuple[Thing, ...]}, faults)

    faults.add("x.yml", "things[a].size", found="3", expected="less")
    faults.add("x.yml", "things[a].colour.deep[2]", found="x", expected="y")

    assert [fault.line for fault in faults.found] == [3, 2]


def test_walk_names_fields_as_faults_does() -> None:
    things = (Thing("a", inner=(Inner(3, ("x",)), Inner(4))),)

    keys = [visit.key for visit in walk(things, "things")]

    assert "things[a].inner[3].words" in keys
    assert "things[a].inner[4].number" in keys


@pytest.mark.parametrize(("words", "text"), [([], "nothing"), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")])
def test_listed_reads_as_a_choice(words: list[str], text: str) -> None:
    assert listed(words) == text
