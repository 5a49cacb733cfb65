"""Run commands in this process, with streams, terminal and state of the test's own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from geotimeline.__main__ import run

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKOUT = Path(__file__).parents[2]
NOVEMBER = "2025-11-25T09:00Z"
A_YEAR_LATER = "2026-11-22"


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in ("GEOTIMELINE_DATA", "GEOTIMELINE_STATE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def geotimeline(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run a command: geotimeline("list", "--now", NOVEMBER)."""

    def call(*arguments: str) -> Ran:
        code = run(list(arguments))
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return call


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name the shipped events as the data folder."""
    monkeypatch.setenv("GEOTIMELINE_DATA", str(CHECKOUT))
    return CHECKOUT


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the shipped events and rules, to be changed by a test."""
    folder = tmp_path / "desk"
    for name in ("events", "alerts"):
        shutil.copytree(CHECKOUT / name, folder / name)
    monkeypatch.setenv("GEOTIMELINE_DATA", str(folder))
    return folder
