"""Runs in clinlp's environment: JSON lines with `text` and `spans` in, per span `holds`, `denied` or `left out` out."""

from __future__ import annotations

import json
import sys

import clinlp  # noqa: F401 - makes its language and pipes known
import spacy
from spacy.tokens import Doc, Span

_DENIED = "Negation.Negated"
_PLAIN = {"Negation.Affirmed", "Plausibility.Plausible", "Temporality.Current", "Temporality.Historical", "Experiencer.Patient"}


def main() -> None:
    """Answer line by line until the input ends."""
    nlp = spacy.blank("clinlp")
    for pipe in ("clinlp_normalizer", "clinlp_sentencizer", "clinlp_context_algorithm"):
        nlp.add_pipe(pipe)
    for line in sys.stdin:
        case = json.loads(line)
        verdicts = [_verdict(nlp, case["text"], start, end) for start, end in case["spans"]]
        sys.stdout.write(json.dumps(verdicts) + "\n")
        sys.stdout.flush()


def _verdict(nlp: spacy.Language, text: str, start: int, end: int) -> str:
    doc: Doc = nlp.make_doc(text)
    span = doc.char_span(start, end, label="signaal", alignment_mode="expand")
    doc.ents = [span] if isinstance(span, Span) else []
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    found = {str(qualifier) for ent in doc.ents for qualifier in ent._.qualifiers}
    if _DENIED in found:
        return "denied"
    return "holds" if found <= _PLAIN else "left out"


if __name__ == "__main__":
    main()
