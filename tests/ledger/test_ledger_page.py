"""docs/ledger.md says what is true."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.ledger.sqlite.faults import WORDS
from geotimeline.adapters.ledger.sqlite.ledger import SqliteLedger
from geotimeline.adapters.state_folder import StateFolder
from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import State
from geotimeline.testing.ledger import NOON, make_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text("utf-8")


def first_column(heading: str) -> Sequence[str]:
    """Give the first cells of the table whose first heading this is."""
    table = PAGE.split(f"| {heading} |")[1].split("\n\n")[0]
    return [row.split("|")[1].strip() for row in table.splitlines()[2:]]


def test_every_state_is_explained() -> None:
    explained = [cell.strip("`") for cell in first_column("state")]

    assert sorted(explained) == sorted(state.value for state in State)


def test_every_reason_why_it_cannot_be_used_has_its_remedy() -> None:
    told = first_column("it says")

    for words in set(WORDS.values()) - {"it may not be opened"}:
        shown = "the disk is full (or failing)" if "disk" in words else words
        assert shown in told


def test_every_file_is_named() -> None:
    folder = StateFolder(Path())

    named = " ".join(first_column("file"))

    assert f"`{folder.ledger.name}`" in named
    assert f"`{folder.lock.name}`" in named


@pytest.mark.parametrize("program", ["sqlite3", "python3"])
def test_a_backup_of_an_open_ledger_is_whole(tmp_path: Path, program: str) -> None:
    (line,) = re.findall(rf"^{program} .*backup.*$", PAGE, re.MULTILINE)
    command = shlex.split(line)
    if program == "python3":
        command[0] = sys.executable
    entry = make_entry()

    with closing(SqliteLedger(tmp_path / "ledger.sqlite3")) as ledger:
        ledger.apply(Changes(NOON, insert=(entry,)))
        try:
            subprocess.run(command, cwd=tmp_path, check=True)
        except FileNotFoundError:
            pytest.skip(f"no program {program} here")

    with closing(SqliteLedger(tmp_path / "ledger-backup.sqlite3")) as backup:
        assert list(backup.entries()) == [entry]
