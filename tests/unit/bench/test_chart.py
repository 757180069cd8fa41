from __future__ import annotations

from xml.etree import ElementTree

from bench.chart import as_svg, as_text

BARS = {"Geld & bezit": {"ours": 0.8, "others": 0.25}, "Werk": {"ours": 1.0, "others": 0.0}}
SVG = "{http://www.w3.org/2000/svg}"


def test_bars_of_text_are_as_long_as_their_values() -> None:
    lines = as_text(BARS).splitlines()

    assert [line.count("█") for line in lines] == [0, 32, 10, 0, 40, 0]
    assert [line.split()[1] for line in lines if line.startswith("  ")] == ["0.80", "0.25", "1.00", "0.00"]


def test_picture_is_sound_and_has_a_bar_per_group_and_system() -> None:
    root = ElementTree.fromstring(as_svg(BARS, "F1 < 1"))
    widths = [int(bar.attrib["width"]) for bar in root.iter(f"{SVG}rect") if bar.attrib["height"] == "9"]
    texts = [text.text for text in root.iter(f"{SVG}text")]

    assert widths == [336, 105, 420, 0]
    assert {"F1 < 1", "Geld & bezit", "Werk", "ours", "others", "0.80"} <= set(texts)
