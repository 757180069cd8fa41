"""Our phrases with clinlp's context rules (in an environment of its own) in place of ours."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from bench.systems import Hear, load_ours, without_context
from bot.recognition_changes import answer_of
from bot.recognition_score import Answer

ROOT = Path(__file__).parents[1]
PYTHON = ROOT / "var" / "tools" / "clinlp" / "bin" / "python"


class NotInstalled(RuntimeError):
    """What a comparison needs is not there."""


def load(folder: Path) -> Hear:
    """Start clinlp.

    Raises:
        NotInstalled: its environment could not be made.
    """
    if not PYTHON.is_file():
        raise NotInstalled("clinlp is not in var/tools/clinlp; make bench-recognition fetches it")
    recognise = load_ours(folder, without_context, second_stage=False).recognise
    script = str(Path(__file__).with_name("run_clinlp.py"))
    process = subprocess.Popen([str(PYTHON), script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
    to, back = process.stdin, process.stdout
    assert to is not None  # noqa: S101 - a pipe
    assert back is not None  # noqa: S101 - a pipe

    def hear(text: str) -> Answer:
        recognition = recognise(text)
        found = answer_of(recognition)
        spans = [[span.start, span.end] for finding in recognition.findings for span in finding.spans]
        to.write(json.dumps({"text": text, "spans": spans}) + "\n")
        to.flush()
        judged = iter(json.loads(back.readline()))
        verdicts = {finding.indicator_id: [next(judged) for _ in finding.spans] for finding in recognition.findings}
        unheld = {name for name in found.present if verdicts[name] and "holds" not in verdicts[name]}
        denied = {name for name in unheld if "denied" in verdicts[name]}
        return Answer(found.present - unheld, found.absent | denied, found.acute, found.minor)

    return hear
