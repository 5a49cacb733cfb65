"""Commands are run as in tests/cli; the worked case adds a third claim to the visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import (  # fixtures, found by name
    _terminal,
    desk,
    geotimeline,
    shipped,
)

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["_terminal", "desk", "geotimeline", "shipped"]

VISIT = "ru-in-putin-visit-new-delhi"
THIRD_CLAIM = """
  - id: kremlin-dates
    date: 2025-12-04/2025-12-05
    status: confirmed
    by: {name: Dmitry Peskov, role: Kremlin spokesman}
    said: 2025-11-28
    source: {title: A statement, publisher: Kremlin press service}
    quote: on 4 and 5 December
    recorded: 2025-11-28T10:00:00Z
"""


@pytest.fixture
def confirmed(desk: Path) -> Path:
    """Copy the shipped events and add the claim that names the days of the visit."""
    add_claim(desk, THIRD_CLAIM)
    return desk


def add_claim(folder: Path, text: str, event: str = VISIT) -> None:
    """Write a claim below the others of an event's file."""
    file = folder / "events" / f"{event}.yaml"
    file.write_text(file.read_text("utf-8").rstrip() + text, "utf-8")
