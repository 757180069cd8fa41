"""The command line: `python -m bot run | train | recognise`."""

from __future__ import annotations

import argparse
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Signaalwijzer")
    commands = parser.add_subparsers(dest="command", required=True, metavar="run|train|recognise")
    commands.add_parser("run", help="build, train when needed, start the servers and watch them")
    training = commands.add_parser("train", help="build the knowledge base and train the model when needed")
    training.add_argument("--force", action="store_true", help="train also when nothing changed")
    commands.add_parser("recognise", help="read JSON lines with a text, write JSON lines with the signals in it", add_help=False)
    given, rest = parser.parse_known_args(arguments)
    if rest and given.command != "recognise":
        parser.error(f"unknown arguments: {' '.join(rest)}")

    if given.command == "run":
        from bot import supervisor

        return supervisor.main()
    if given.command == "train":
        return _train(force=given.force)
    from bot import recognise_cli

    return int(recognise_cli.main(rest) or 0)


def _train(*, force: bool) -> int:
    from bot.preparation import Problem, Settings, build_knowledge, check_environment, train
    from bot.supervisor import tell

    try:
        settings = Settings.from_environment()
        check_environment()
        build_knowledge(settings, tell)
        model = train(settings, tell, force=force)
    except Problem as problem:
        tell(f"FOUT: {problem}")
        return 1
    except KeyboardInterrupt:
        return 130
    tell(f"model: {model}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
