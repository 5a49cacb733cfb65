"""Calendars as text, a desk without events, and commands run as in tests/cli."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import _terminal, geotimeline  # fixtures, found by name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

    Import = Callable[..., Ran]

__all__ = ["_terminal", "geotimeline"]

NOW = "2025-11-28T12:00Z"
LATER = "2025-11-30T12:00Z"
FIELDS = {
    "UID": "council-1@example.org",
    "SUMMARY": "Council",
    "DTSTART": "20251204T150000Z",
    "DTEND": "20251204T180000Z",
    "LOCATION": "Chamber",
    "STATUS": "CONFIRMED",
    "SEQUENCE": "0",
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a data folder without events, and name it to the program."""
    folder = tmp_path / "desk"
    (folder / "events").mkdir(parents=True)
    monkeypatch.setenv("GEOTIMELINE_DATA", str(folder))
    return folder


@pytest.fixture
def bring(desk: Path, geotimeline: Callable[..., Ran]) -> Import:
    """Import the text of a calendar: bring(calendar(entry()), "--dry-run")."""

    def call(text: str, *options: str, now: str = NOW) -> Ran:
        file = desk.parent / "council.ics"
        file.write_bytes(text.encode())
        return geotimeline("import", "ical", str(file), *options, "--now", now)

    return call


def entry(**changes: str | None) -> str:
    """Give a VEVENT; None for a property that it shall not have."""
    said = FIELDS | {name.replace("_", "-"): value for name, value in changes.items()}
    lines = [f"{name}:{value}" for name, value in said.items() if value is not None]
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def calendar(*entries: str, name: str = "Council") -> str:
    """Give a VCALENDAR."""
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\n"
    return f"{head}X-WR-CALNAME:{name}\r\n{''.join(entries)}END:VCALENDAR\r\n"


def tree(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder, byte for byte."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
