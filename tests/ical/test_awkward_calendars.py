"""A corpus of awkward calendars, each beside the files and messages that it gives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import _terminal, geotimeline  # fixtures, found by name

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ran

__all__ = ["_terminal", "geotimeline"]

CORPUS = sorted((Path(__file__).parent / "awkward").glob("*.ics"))
NOW = "2025-11-28T12:00Z"

pytest.importorskip("icalendar")


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_a_calendar_gives_these_events_and_these_messages(
    file: Path,
    tmp_path: Path,
    geotimeline: Callable[..., Ran],
    golden: Callable[[Path, str], None],
) -> None:
    (tmp_path / "events").mkdir()
    data = ("--data", str(tmp_path), "--now", NOW)

    ran = geotimeline("import", "ical", str(file), *data)
    again = geotimeline("import", "ical", str(file), *data)

    said = f"exit code {ran.code}\n\n{ran.err}"
    golden(file.with_suffix(".txt"), "\n".join([said, *_written(tmp_path)]))
    assert geotimeline("check", *data).code == 0
    assert again.code == ran.code
    assert again.out == ""  # an import that is repeated brings nothing


def _written(folder: Path) -> list[str]:
    """Give each file under its name, without what only the next import reads."""
    found = []
    for path in sorted((folder / "events").rglob("*.yaml")):
        lines = path.read_text("utf-8").splitlines()
        told = [line for line in lines if not _is_of_the_import(line)]
        name = path.relative_to(folder).as_posix()
        found.append("\n".join([f"# {name}", *told, ""]))
    return found


def _is_of_the_import(line: str) -> bool:
    return line.strip().startswith(("x-import:", "from: ", "seen: ", "recorded: "))
