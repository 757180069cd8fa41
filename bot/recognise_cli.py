"""Recognition from the shell: JSON lines in (`id`, `text`), JSON lines out (`id`, `present`, `absent`, `acute`, `minor`)."""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.consult.recognise import Recogniser
from bot.nlu import recogniser
from bot.nlu.lemmas import lemmatise
from bot.recognition_changes import answer_of, changes
from bot.recognition_check import check
from bot.recognition_score import Answer, Gold, InvalidGold, Scores, read_gold, score
from kb.errors import KbError
from kb.lexicon import InvalidLexicon
from kb.loader import DATA

_PROJECT = Path(__file__).resolve().parents[1]
_TEXTS = _PROJECT / "kb" / "data" / "examples" / "open.jsonl"
_KNOWLEDGE = ("kb/data/recognition", "kb/data/examples")


def main(argv: Sequence[str] | None = None) -> int:
    """Run what is asked; return 0 when all is well, 1 when the knowledge is not."""
    parser = argparse.ArgumentParser(prog="python -m bot recognise", description=__doc__)
    parser.add_argument("--evidence", action="store_true", help="also write the words that each signal rests on")
    parser.add_argument("--check", action="store_true", help="only check the terms, cues and relations")
    parser.add_argument("--compare", nargs="?", const="HEAD", metavar="REV", help="only show what changed since a revision (HEAD)")
    parser.add_argument("--texts", type=Path, default=_TEXTS, help="the texts to compare on (default: %(default)s)")
    options = parser.parse_args(argv)
    try:
        if options.check:
            return _check()
        if options.compare:
            return _compare(options.compare, options.texts)
    except (InvalidGold, InvalidLexicon, KbError, OSError) as error:
        sys.stderr.write(f"recognise: {error}\n")
        return 1
    _recognise(recogniser.train(), evidence=options.evidence)
    return 0


def _recognise(recognise: Recogniser, *, evidence: bool) -> None:
    for line in sys.stdin:
        if not line.strip():
            continue
        case = json.loads(line)
        recognition = recognise.recognise(case["text"])
        told = answer_of(recognition)
        found = [finding.indicator_id for finding in recognition.findings]
        answer = {
            "id": case["id"],
            "present": [id_ for id_ in found if id_ in told.present],
            "absent": [id_ for id_ in found if id_ in told.absent],
            "acute": told.acute,
            "minor": told.minor,
        }
        if evidence:
            answer["evidence"] = {finding.indicator_id: [span.text for span in finding.spans] for finding in recognition.findings}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


def _check() -> int:
    faults = check(lemmatise)
    for fault in faults:
        sys.stderr.write(f"recognise: {fault}\n")
    return 1 if faults else 0


def _compare(revision: str, file: Path) -> int:
    """Print each signal that a text gains or loses by what changed in the files since a revision, and the figures before and after.

    Where only terms changed, terms are compared without the network: it knows these texts by heart, and would hide what a term does.
    """
    faults = _check()
    if faults:
        return faults
    texts = read_gold(file)
    with tempfile.TemporaryDirectory() as directory:
        _check_out(revision, Path(directory))
        old = Path(directory) / "kb" / "data"
        make = recogniser.phrases if recogniser.lessons(old) == recogniser.lessons(DATA) else recogniser.train
        before, after = (_heard(make(data), texts) for data in (old, DATA))
    shown = ""
    for change in changes(texts, before, after):
        if change.text_id != shown:
            sys.stdout.write(f"\n{change.text_id}: {change.text}\n")
            shown = change.text_id
        sys.stdout.write(f"  {change.sign} {change.signal} ({'goed' if change.right else 'fout'})\n")
    figures, new = _figures(score(texts, before)), _figures(score(texts, after))
    sys.stdout.write("\n" + "".join(f"{name:<22} {figures[name]:.3f} -> {new[name]:.3f}\n" for name in figures))
    return 0


def _figures(scores: Scores) -> dict[str, float]:
    return {
        "present": scores.present.f1,
        "absent": scores.absent.f1,
        "denied_called_present": scores.denied_called_present,
        "false_alarms": scores.false_alarms,
        "acute_caught": scores.acute.caught,
        "acute_false_alarms": scores.acute.false,
    }


def _heard(recognise: Recogniser, texts: Sequence[Gold]) -> list[Answer]:
    return [answer_of(recognise.recognise(text.text)) for text in texts]


def _check_out(revision: str, directory: Path) -> None:
    """Write the recognition files of a revision to a directory.

    Raises:
        OSError: there is no git here, or no such revision.
    """
    command = ["git", "-C", str(_PROJECT), "archive", "--format=tar", "--end-of-options", revision, *_KNOWLEDGE]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise OSError(done.stderr.decode(errors="replace").strip())
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(directory)  # noqa: S202 - our own repository


if __name__ == "__main__":
    sys.exit(main())
