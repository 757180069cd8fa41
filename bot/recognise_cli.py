"""Recognition from the shell: JSON lines in (`id`, `text`), JSON lines out (`id`, `present`, `absent`, `acute`, `minor`)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from bot.consult.findings import Status
from bot.nlu import recogniser


def main(argv: Sequence[str] | None = None) -> int:
    """Read cases from standard input and write what is recognised to standard output."""
    parser = argparse.ArgumentParser(prog="python -m bot recognise", description=__doc__)
    parser.add_argument("--evidence", action="store_true", help="also write the words that each signal rests on")
    options = parser.parse_args(argv)
    recognise = recogniser.train().recognise
    for line in sys.stdin:
        if not line.strip():
            continue
        case = json.loads(line)
        recognition = recognise(case["text"])
        answer = {
            "id": case["id"],
            "present": [finding.indicator_id for finding in recognition.findings if finding.status is Status.PRESENT],
            "absent": [finding.indicator_id for finding in recognition.findings if finding.status is Status.ABSENT],
            "acute": recognition.acute,
            "minor": bool(recognition.minor),
        }
        if options.evidence:
            answer["evidence"] = {finding.indicator_id: [span.text for span in finding.spans] for finding in recognition.findings}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
