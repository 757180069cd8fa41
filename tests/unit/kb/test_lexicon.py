"""The recognition files and the examples: how they are read, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.examples import Consultation, Example, Shows, load_consultations, load_examples
from kb.lexicon import Cue, InvalidLexicon, Lexicon, Relation, Term, load_lexicon


def lexicon(directory: Path, **files: str) -> Lexicon:
    for name, content in files.items():
        (directory / f"{name}.yml").write_text(content, encoding="utf-8")
    return load_lexicon(directory)


def test_groups_of_terms_say_what_a_phrase_does(tmp_path: Path) -> None:
    content = "terms:\n  soa:\n    present: |\n      # a comment\n      chlamydia\n\n      lues\n    unsure: |\n      jeuk\n"
    content += "    asserted: |\n      soa\n    absent: |\n      geen soa\n    not: |\n      soa-spreekuur\n"
    assert lexicon(tmp_path, a=content).terms == (
        Term("soa", "chlamydia"),
        Term("soa", "lues"),
        Term("soa", "jeuk", certain=False),
        Term("soa", "soa", negatable=False),
        Term("soa", "geen soa", status="absent"),
        Term(None, "soa-spreekuur", blocks=("soa",)),
    )


def test_files_add_up(tmp_path: Path) -> None:
    found = lexicon(
        tmp_path,
        a="classes: {baas: [chef, 12]}\nspelling: {sao: soa}\nsettings: {common: [de]}",
        b="classes: {hij: [hij]}\nsettings: {helpers: [x]}\nexclusions: [{pattern: griep, blocks: [soa, '*']}]",
        c="cues:\n  other:\n    - {direction: onward, reach: 3, indicators: [soa], patterns: 'krant'}\n"
        "relations:\n  - {then: soa, any: [x], drop: true}",
    )
    assert found == Lexicon(
        classes={"baas": ("chef", "12"), "hij": ("hij",)},
        spelling={"sao": "soa"},
        terms=(Term(None, "griep", blocks=("soa", "*")),),
        cues=(Cue("other", "krant", "onward", 3, ("soa",)),),
        relations=(Relation("soa", any=("x",), drop=True),),
        settings={"common": ["de"], "helpers": ["x"]},
    )
    assert Lexicon.from_json(found.to_json()) == found


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("temrs: {}", ["unknown key 'temrs'"]),
        ("terms:\n  soa:\n    presnt: x", ["soa", "unknown key 'presnt'", "present"]),
        ("relations:\n  - {than: soa}", ["than"]),
        ("cues:\n  other:\n    - {raech: 3, patterns: x}", ["raech"]),
        ("exclusions:\n  - {block: [soa], pattern: x}", ["block"]),
    ],
)
def test_unknown_key_is_named_with_its_file(tmp_path: Path, content: str, parts: list[str]) -> None:
    with pytest.raises(InvalidLexicon) as raised:
        lexicon(tmp_path, odd=content)
    assert [part for part in ["odd.yml", *parts] if part not in str(raised.value)] == []


def test_class_defined_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidLexicon, match=r"b\.yml: classes that another file has as well: baas"):
        lexicon(tmp_path, a="classes: {baas: [chef], hij: [hij]}", b="classes: {baas: [boer]}")


def test_examples_are_read_with_what_they_show(tmp_path: Path) -> None:
    content = (
        "soa:\n  present: |\n    jeuk van onderen [+ schaamte bang]\n\n    heeft lues\n  absent: |\n    geen lues\n  none: |\n    folder\n"
    )
    (tmp_path / "a.yml").write_text(content, encoding="utf-8")
    assert load_examples(tmp_path) == (
        Example("jeuk van onderen", ("soa", "schaamte", "bang"), Shows.PRESENT),
        Example("heeft lues", ("soa",), Shows.PRESENT),
        Example("geen lues", ("soa",), Shows.ABSENT),
        Example("folder", ("soa",), Shows.NONE),
    )


def test_unknown_key_of_an_example_is_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.yml").write_text("soa:\n  maybe: x", encoding="utf-8")
    with pytest.raises(InvalidLexicon, match=r"odd\.yml: soa: unknown key 'maybe', expected one of .*'present'"):
        load_examples(tmp_path)


def test_texts_have_danger_among_their_signals(tmp_path: Path) -> None:
    lines = [
        '{"text": "een lues, bang", "present": {"soa": "lues"}, "absent": {}, "acute": "bang", "minor": ""}',
        "",
        '{"text": "kind 3", "present": {}, "absent": {}, "acute": "", "minor": "kind 3"}',
    ]
    (tmp_path / "t.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert load_consultations(tmp_path) == (
        Consultation("een lues, bang", {"soa": "lues", "gevaar": "bang"}, {}),
        Consultation("kind 3", {}, {}, "kind 3"),
    )


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"text": "een", "present": {"soa": "twee"}, "absent": {}, "acute": "", "minor": ""}', "'twee' is not in the text"),
        ('{"text": "een", "present": {}, "absent": {"soa": ""}, "acute": "", "minor": ""}', "'' is not in the text"),
        ('{"text": "een", "present": ["soa"], "absent": {}, "acute": "", "minor": ""}', "TypeError"),
        ('{"text": "een", "present": {}, "absent": {}, "acute": ""}', "'minor'"),
        ("een", "Expecting value"),
    ],
)
def test_text_that_quotes_nothing_of_itself_is_refused(tmp_path: Path, line: str, complaint: str) -> None:
    (tmp_path / "t.jsonl").write_text(f"\n{line}", encoding="utf-8")
    with pytest.raises(InvalidLexicon, match=rf"t\.jsonl:2: .*{complaint}"):
        load_consultations(tmp_path)
