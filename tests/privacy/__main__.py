"""`make bench-privacy`: the filter on the sentences beside this file, its cost and effect on recognition, and deduce."""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot.channels.privacy import find_spans, redact
from bot.consult.findings import Status
from bot.consult.recognise import Recogniser
from bot.nlu import recogniser as recognition
from bot.preparation import ROOT
from tests.privacy.sentences import Score, Sentence, read, score

DEDUCE = ROOT / "var" / "tools" / "deduce"
FILES = {"tune.txt": "tuned on", "report.txt": "not tuned on"}
NAMES = (
    "Anca Popescu",
    "Gheorghe",
    "mevrouw Yılmaz",
    "Nguyen Thi Linh",
    "meneer van den Berg",
    "Blessing",
    "Mohammed El Amrani",
    "Agnieszka",
)
_EXAMPLE = re.compile(r"^\s+- (?!intent:|regex:|lookup:|synonym:)(?P<text>.{25,})$", re.MULTILINE)
_FIRST_WORD = re.compile(r"\b(?:[Zz]ij|[Zz]e|[Hh]ij|[Pp]ati[eë]nte?|[Mm]evrouw|[Mm]eneer)\b")


def main() -> int:
    """Print every figure."""
    before = _resident()
    redact("Anca Popescu, 06-12345678")
    memory = _resident() - before
    for name, remark in FILES.items():
        _show(f"{name} ({remark})", score(read(name), _found))
    sentences = [sentence for name in FILES for sentence in read(name)]
    times = [_milliseconds(sentence.text) for sentence in sentences]
    longest = " ".join(sentence.text for sentence in sentences)[:4000]
    sys.stdout.write(
        f"cost: {statistics.mean(times):.2f} ms a message "
        f"(worst {max(times):.1f}), {_milliseconds(longest):.0f} ms for 4,000 characters, {memory:.0f} MB besides Rasa\n"
    )
    _recognition()
    _deduce(sentences)
    return 0


def _found(text: str) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in find_spans(text)]


def _milliseconds(text: str) -> float:
    start = time.perf_counter()
    redact(text)
    return (time.perf_counter() - start) * 1000


def _resident() -> float:
    """Return the memory of this process in MB."""
    return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]) * 4096 / 1e6


def _show(title: str, result: Score) -> None:
    kinds = ", ".join(f"{kind} {result.found.get(kind, 0)}/{total}" for kind, total in sorted(result.total.items()))
    sys.stdout.write(f"{title}: {kinds}; ordinary sentences touched {len(result.touched)}/{result.ordinary}\n")


def _recognition() -> None:
    """Compare what is recognised in the training examples with what is recognised when names stand in them and are taken out."""
    recogniser = recognition.train()
    texts = [found["text"] for found in _EXAMPLE.finditer((ROOT / "bot/data/nlu.yml").read_text(encoding="utf-8"))]
    total = kept = new = 0
    for number, text in enumerate(texts):
        plain = _signals(recogniser, text)
        named = _signals(recogniser, redact(_FIRST_WORD.sub(NAMES[number % len(NAMES)], text, count=1)).text)
        untouched = _signals(recogniser, redact(text).text)
        assert untouched == plain or redact(text).removed, text
        total, kept, new = total + len(plain), kept + len(plain & named), new + len(named - plain)
    heard = f"{kept} are still heard when a name was put in and taken out, and {new} are new"
    sys.stdout.write(f"recognition: of {total} signals in {len(texts)} examples {heard}\n")


def _signals(recogniser: Recogniser, text: str) -> set[tuple[str, Status]]:
    return {(finding.indicator_id, finding.status) for finding in recogniser.recognise(text).findings}


def _deduce(sentences: list[Sentence]) -> None:
    """Run deduce, in an environment of its own, over the same sentences."""
    python = DEDUCE / "bin" / "python"
    if not python.is_file():
        sys.stdout.write("deduce: not installed in var/tools/deduce; make bench-privacy fetches it\n")
        return
    script = Path(__file__).with_name("run_deduce.py")
    texts = json.dumps([sentence.text for sentence in sentences])
    answer = subprocess.run([str(python), str(script)], input=texts, capture_output=True, text=True, check=False, timeout=900)
    if answer.returncode:
        sys.stdout.write(f"deduce: did not run: {answer.stderr.strip().splitlines()[-1:]}\n")
        return
    result = json.loads(answer.stdout.splitlines()[-1])
    removed = {sentence.text: [(start, end) for start, end in spans] for sentence, spans in zip(sentences, result["spans"], strict=True)}
    find: Callable[[str], list[tuple[int, int]]] = removed.__getitem__
    for name, remark in FILES.items():
        _show(f"deduce {result['version']}, {name} ({remark} by us)", score(read(name), find))
    sys.stdout.write(f"deduce: {result['milliseconds']:.2f} ms a message, {result['memory']:.0f} MB, {result['start']:.0f} s to start\n")


if __name__ == "__main__":
    sys.exit(main())
