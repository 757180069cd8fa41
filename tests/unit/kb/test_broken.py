"""Each file in `tests/broken` is a file of the small knowledge base with one fault; its last lines say what the message must hold."""

import shutil
from pathlib import Path

import pytest

from kb.checks import validated
from kb.errors import InvalidKb
from tests.unit.kb.conftest import SMALL

BROKEN = Path(__file__).parents[2] / "broken"
MARK = "# fault: "


@pytest.mark.parametrize("broken", sorted(BROKEN.glob("*/*.yml")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_fault_is_reported_with_file_key_and_what_is_right(broken: Path, tmp_path: Path) -> None:
    directory = tmp_path / "data"
    shutil.copytree(SMALL, directory)
    shutil.copy(broken, directory / f"{broken.parent.name}.yml")
    words = [line.removeprefix(MARK) for line in broken.read_text(encoding="utf-8").splitlines() if line.startswith(MARK)]

    with pytest.raises(InvalidKb) as raised:
        validated(directory, catalogue_size=2)

    message = str(raised.value)
    assert words
    assert [part for part in words if part not in message] == [], message
    assert f"{broken.parent.name}.yml" in message


def test_small_knowledge_base_has_no_fault() -> None:
    assert len(validated(SMALL, catalogue_size=2).indicators) == 2
