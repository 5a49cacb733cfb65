"""Commands are run as in tests/cli; a desk of one event makes small claims plain."""

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

NOW = "2025-11-28T12:00Z"
LONG = """\
# A comment on the whole event.
title: The visit   # kept
type: visit
claims:
- id: first   # two blanks
  date: 2025-12
  status: confirmed
  recorded: 2025-11-01T00:00:00Z
  # below the last claim

tags: [kept]
"""
RULES = """\
rules:
  - name: visits
    match: type:visit
    remind: [7d before first, 1d before last]
    on: [narrowed, slipped, cancelled, contradicted]
    at: "09:00"
    timezone: Europe/Berlin
    channels: [console, log]
channels:
  log: {notifier: console}
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a desk of one event and one rule with two channels."""
    folder = tmp_path / "small"
    write(folder / "events/visit.yaml", LONG)
    write(folder / "alerts/rules.yaml", RULES)
    monkeypatch.setenv("GEOTIMELINE_DATA", str(folder))
    return folder


def write(path: Path, text: str) -> None:
    """Write a file byte for byte, its folders too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def read(path: Path) -> str:
    """Read a file byte for byte."""
    return path.read_bytes().decode()
