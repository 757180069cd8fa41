"""The command line: ``python -m kb validate | build | show ID | export``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from kb.build import build, engine_for, shown_url
from kb.checks import validated
from kb.errors import KbError, UnknownId
from kb.loader import DATA
from kb.plain import plain
from kb.reading import entry_name, walk
from kb.schema import KnowledgeBase


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 when all is well, 1 when the knowledge or the database is not, 2 when the command is not."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], None] = options.command
    try:
        command(options)
        sys.stdout.flush()
    except KbError as error:
        print(f"kb: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read our output has gone; nothing is left to flush
    except (SQLAlchemyError, OSError, ImportError) as error:
        print(f"kb: {shown_url()}: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kb", description="The knowledge base of Signaalwijzer.")
    parser.add_argument("--data", type=Path, default=DATA, help="the directory with the knowledge files (default: %(default)s)")
    commands = parser.add_subparsers(required=True, metavar="command")
    commands.add_parser("validate", help="check the knowledge files").set_defaults(command=_validate)
    commands.add_parser("build", help="check the knowledge files and write the database").set_defaults(command=_build)
    show = commands.add_parser("show", help="show an entry, or the graph of the framework as Mermaid with 'meldcode'")
    show.add_argument("id", help="an id of anything in the knowledge files, or 'meldcode'")
    show.set_defaults(command=_show)
    commands.add_parser("export", help="print the whole knowledge base as JSON").set_defaults(command=_export)
    return parser


def _validate(options: argparse.Namespace) -> None:
    knowledge = validated(options.data)
    counts = {name: len(getattr(knowledge, name)) for name in ("indicators", "questions", "contacts", "routes", "faq", "practice_cases")}
    print(f"{options.data}: valid ({', '.join(f'{count} {name}' for name, count in counts.items())})")


def _build(options: argparse.Namespace) -> None:
    engine = engine_for()
    changed = build(engine, validated(options.data))
    print(f"{shown_url()}: {'built' if changed else 'up to date'}")


def _show(options: argparse.Namespace) -> None:
    knowledge = validated(options.data)
    if options.id == "meldcode":
        print(graph(knowledge))
        return
    found = list(_named(knowledge, options.id))
    if not found:
        raise UnknownId(options.id, near=get_close_matches(options.id, _names(knowledge)))
    for key, entry in found:
        print(f"# {key}\n{_json(entry)}")


def _export(options: argparse.Namespace) -> None:
    print(_json(validated(options.data)))


def graph(knowledge: KnowledgeBase) -> str:
    """Return the afwegingskader as a Mermaid flow chart."""
    framework = knowledge.framework
    lines = ["flowchart TD", f"    start([meldcode]) --> q{framework.first_question}"]
    lines += [f'    q{question.number}{{"{question.number}. {question.title}"}}' for question in framework.questions]
    lines += [f'    {outcome.id}["{outcome.title}"]' for outcome in framework.outcomes]
    for question in framework.questions:
        for answer, transition in question.transitions.items():
            norm = f" (norm {transition.norm})" if transition.norm else ""
            targets = [transition.outcome, f"q{transition.to}" if transition.to else None]
            lines += [f'    q{question.number} -->|"{answer.value}{norm}"| {target}' for target in targets if target]
    return "\n".join(lines)


def _named(knowledge: KnowledgeBase, id_: str) -> list[tuple[str, Any]]:
    return [(key, entry) for key, entry in _entries(knowledge) if entry_name(entry) == id_]


def _names(knowledge: KnowledgeBase) -> list[str]:
    return sorted({entry_name(entry) for _, entry in _entries(knowledge)})


def _entries(knowledge: KnowledgeBase) -> list[tuple[str, Any]]:
    lists = [(visit.key, visit.value) for visit in walk(knowledge) if isinstance(visit.value, tuple)]
    return [
        (f"{key}[{entry_name(entry)}]", entry) for key, entries in lists for entry in entries if is_dataclass(entry) and entry_name(entry)
    ]


def _json(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False, indent=2)


if __name__ == "__main__":
    sys.exit(main())
