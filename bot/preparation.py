"""What must be there before the servers start: the settings, the knowledge base and a model trained on what is there now.

Messages are for the person who runs the assistant, and in Dutch.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODEL_NAME = "signaalwijzer"
TRAINING_SECONDS = 1800.0
KNOWLEDGE_SECONDS = 300.0

# Everything the model rests on: files, and folders with the kinds of file below.
MODEL_SOURCES = (
    "bot/config.yml",
    "bot/domain.yml",
    "bot/domain",
    "bot/data",
    "bot/nlu",
    "bot/consult",
    "kb",
    "requirements/bot.txt",
)
SOURCE_KINDS = {".py", ".yml", ".yaml", ".json", ".jsonl", ".txt"}

Say = Callable[[str], None]
Pause = Callable[[float], None]


class Problem(Exception):
    """Something that the operator must solve: what is wrong, and the way out."""

    def __init__(self, what: str, way_out: str = "", output: str = "") -> None:
        """Keep what is wrong and how to go on.

        Args:
            what: what is wrong, in one sentence.
            way_out: what the operator can do about it.
            output: the last lines that the failing part wrote itself.
        """
        super().__init__(what)
        self.what = what
        self.way_out = way_out
        self.output = output

    def __str__(self) -> str:
        """Return all of it, for a terminal."""
        output = f"Laatste regels van dit onderdeel:\n{self.output}" if self.output else ""
        return "\n".join(part for part in (self.what, output, self.way_out) if part)


@dataclass(frozen=True)
class Settings:
    """Where everything is and at which ports it listens."""

    root: Path = ROOT
    var: Path = ROOT / "var"
    bot_host: str = "127.0.0.1"
    bot_port: int = 5005
    actions_port: int = 5055

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings that the environment variables ask for.

        Raises:
            Problem: when a port is no port, or both are the same.
        """
        bot_port = _port(environment, "BOT_PORT", cls.bot_port)
        actions_port = _port(environment, "ACTIONS_PORT", cls.actions_port)
        if bot_port == actions_port:
            raise Problem(f"BOT_PORT en ACTIONS_PORT zijn allebei {bot_port}.", "Geef ze elk een eigen poort.")
        var = Path(environment.get("SIGNAALWIJZER_VAR") or cls.var).resolve()
        return cls(var=var, bot_host=environment.get("BOT_HOST") or cls.bot_host, bot_port=bot_port, actions_port=actions_port)

    @property
    def model(self) -> Path:
        """The trained model."""
        return self.var / "models" / f"{MODEL_NAME}.tar.gz"

    @property
    def stamp(self) -> Path:
        """What the trained model was made from."""
        return self.var / "models" / f"{MODEL_NAME}.json"

    @property
    def actions_url(self) -> str:
        """Where Rasa finds the action server."""
        return f"http://127.0.0.1:{self.actions_port}/webhook"

    def environment(self) -> dict[str, str]:
        """Return the environment that every part runs in."""
        quiet = {
            "LOG_LEVEL_LIBRARIES": "ERROR",
            "MPLBACKEND": "Agg",
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        }
        # Compiled modules are kept, also where the surroundings forbid it: without them, every start compiles thousands of files anew.
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(self.var / "pycache")}
        fixed = {"ACTION_ENDPOINT_URL": self.actions_url, "RASA_TELEMETRY_ENABLED": "false", "SANIC_HOST": "127.0.0.1"}
        defaults = {**quiet, "KB_DATABASE_URL": f"sqlite:///{self.var / 'kb.sqlite'}"}
        return {**defaults, **{name: value for name, value in os.environ.items() if value}, **compiled, **fixed}


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise Problem(
            f"{name} is '{value}', maar moet een poortnummer zijn (1 tot en met 65535).", f"Bijvoorbeeld: {name}={default} make run"
        )
    return int(value)


def check_environment() -> None:
    """Raise a `Problem` when this Python is not the one of the project or lacks its packages."""
    missing = [name for name in ("rasa", "rasa_sdk", "spacy", "sqlalchemy") if importlib.util.find_spec(name) is None]
    if sys.version_info[:2] != (3, 10) or missing:
        version = ".".join(map(str, sys.version_info[:2]))
        lacking = f", zonder {', '.join(missing)}" if missing else ""
        raise Problem(
            f"Dit is Python {version}{lacking}; de assistent heeft Python 3.10 met zijn eigen pakketten nodig.", "Draai: make install"
        )


def check_port(host: str, port: int, variable: str) -> None:
    """Raise a `Problem` when something else already listens at a port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Problem(
                f"Poort {port} kan niet worden gebruikt ({error.strerror}).",
                f"Stop het programma dat daar al draait, of kies een andere poort, bijvoorbeeld: {variable}={_free_port()} make run",
            ) from None


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fingerprint(root: Path = ROOT) -> str:
    """Return what identifies everything that the model rests on."""
    digest = hashlib.sha256()
    digest.update(f"python {sys.version_info[:2]} nl_core_news_sm {importlib.util.find_spec('nl_core_news_sm') is not None}".encode())
    digest.update(os.environ.get("SIGNAALWIJZER_SPACY_MODEL", "").encode())
    for source in MODEL_SOURCES:
        path = root / source
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if file.is_file() and file.suffix in SOURCE_KINDS:
                digest.update(f"\0{file.relative_to(root).as_posix()}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def build_knowledge(settings: Settings, say: Say, pause: Pause = time.sleep) -> None:
    """Build the knowledge base from its files.

    Raises:
        Problem: when the files hold a fault.
    """
    say("kennisbank bouwen")
    settings.var.mkdir(parents=True, exist_ok=True)
    code, output = run([sys.executable, "-m", "kb", "build"], settings, KNOWLEDGE_SECONDS, pause)
    if code != 0:
        raise Problem("De kennisbank kon niet worden gebouwd.", "Herstel wat hierboven staat in kb/data en probeer het opnieuw.", output)


def is_trained(settings: Settings) -> bool:
    """Tell whether there is a whole model of what is there now."""
    try:
        stamp = json.loads(settings.stamp.read_text(encoding="utf-8"))
        return bool(stamp == {"sources": fingerprint(settings.root), "model": _hash(settings.model)})
    except (OSError, ValueError):
        return False


def train(settings: Settings, say: Say, pause: Pause = time.sleep, *, force: bool = False) -> Path:
    """Train the model, unless there is one of what is there now, and return where it is.

    A model is put in place only when it is whole. Two trainings at once wait for each other.

    Raises:
        Problem: when the training fails.
    """
    folder = settings.model.parent
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder / ".lock", pause):
        if not force and is_trained(settings):
            say("model is actueel")
            return settings.model
        say("model trainen (de eerste keer vier tot zes minuten, daarna een minuut)")
        sources = fingerprint(settings.root)
        new = folder / "new"
        shutil.rmtree(new, ignore_errors=True)
        command = [
            sys.executable,
            "-m",
            "rasa",
            "train",
            "--force",
            "--skip-validation",
            "--config",
            "bot/config.yml",
            "--domain",
            _domain(settings.root),
        ]
        command += ["--data", "bot/data", "--out", str(new), "--fixed-model-name", MODEL_NAME]
        environment = {"RASA_MAX_CACHE_SIZE": "0", "RASA_CACHE_DIRECTORY": str(settings.var / "cache")}
        code, output = run(command, settings, TRAINING_SECONDS, pause, environment)
        made = new / settings.model.name
        if code != 0 or not made.is_file() or not tarfile.is_tarfile(made):
            shutil.rmtree(new, ignore_errors=True)
            raise Problem(
                "Het trainen van het model is mislukt.", "Herstel wat hierboven staat in bot/ of kb/data en draai: make train", output
            )
        settings.stamp.unlink(missing_ok=True)
        made.replace(settings.model)
        settings.stamp.write_text(json.dumps({"sources": sources, "model": _hash(settings.model)}), encoding="utf-8")
        shutil.rmtree(new, ignore_errors=True)
    return settings.model


def _domain(root: Path) -> str:
    return "bot/domain.yml" if (root / "bot/domain.yml").is_file() else "bot/domain"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextlib.contextmanager
def _alone(lock: Path, pause: Pause) -> Iterator[None]:
    """Let one process at a time do what follows; the lock goes with the process that holds it."""
    with lock.open("w") as handle:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                pause(0.5)
        yield


def run(
    command: list[str], settings: Settings, seconds: float, pause: Pause, environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run a part to its end, in a process group of its own, and return its exit code and the last lines it wrote.

    Raises:
        Problem: when it takes longer than `seconds`.
    """
    import tempfile

    from bot.processes import end_group

    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(  # noqa: S603 - our own command line
            command,
            cwd=settings.root,
            env={**settings.environment(), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        deadline = time.monotonic() + seconds
        try:
            while process.poll() is None:
                if time.monotonic() > deadline:
                    raise Problem(
                        f"'{' '.join(command[1:4])}' is na {seconds:.0f} seconden nog niet klaar en is gestopt.", "Probeer het opnieuw."
                    )
                pause(0.2)
        finally:
            end_group(process)
        output.seek(0)
        lines = output.read().decode("utf-8", "replace").splitlines()
    return process.returncode, "\n".join(lines[-30:])
