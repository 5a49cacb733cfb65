"""What runs for long keeps its last good data while files cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geotimeline.services.data.holding import HeldData
from geotimeline.services.data.loading import alerts_of, read, settings_of

if TYPE_CHECKING:
    from pathlib import Path

TOO_LONG = "x" * 300  # no file has such a name: nobody can look whether it is there


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("events", "alerts"):
        (tmp_path / name).mkdir()
    (tmp_path / "events/visit.yaml").write_text("title: v\ntype: visit\n")
    (tmp_path / "alerts/settings.yaml").write_text("tick: 5s\n")
    return tmp_path


def test_settings_that_nobody_may_look_at_are_a_problem_and_no_bug(
    folder: Path,
) -> None:
    held = HeldData(folder)
    settings = folder / "alerts/settings.yaml"
    settings.unlink()
    settings.symlink_to(TOO_LONG)

    assert not held.refresh()

    assert held.problems
    assert len(held.loaded.timeline) == 1
    told = [str(problem) for problem in read(folder).problems]
    assert "alerts/settings.yaml:1: cannot be read: File name too long" in told


def test_what_asks_only_for_settings_goes_on_without_them(folder: Path) -> None:
    settings = folder / "alerts/settings.yaml"
    settings.unlink()
    settings.symlink_to(TOO_LONG)

    assert settings_of(folder).tick.total_seconds() == 15
    assert not alerts_of(folder).rules


def test_a_folder_that_nobody_may_look_into_is_a_problem_and_no_bug(
    folder: Path,
) -> None:
    held = HeldData(folder)
    (folder / "events").rename(folder / "elsewhere")
    (folder / "events").symlink_to(TOO_LONG)

    assert not held.refresh()

    assert len(held.loaded.timeline) == 1
    (told,) = (str(problem) for problem in read(folder).problems)
    assert told == "events:1: cannot be listed: File name too long"


def test_what_is_mended_is_taken(folder: Path) -> None:
    held = HeldData(folder)
    (folder / "alerts/settings.yaml").unlink()
    (folder / "alerts/settings.yaml").symlink_to(TOO_LONG)
    held.refresh()
    (folder / "alerts/settings.yaml").unlink()

    assert held.refresh()

    assert held.problems == 0
    assert held.loaded.settings.tick.total_seconds() == 15
