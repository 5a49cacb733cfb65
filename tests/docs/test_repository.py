"""What every commit must keep: plain pins, and a changelog that is kept."""

from __future__ import annotations

import re
from pathlib import Path

from geotimeline import __version__

ROOT = Path(__file__).parents[2]


def test_constraints_pin_versions_and_name_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()

    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[^ ;@]+", line) for line in lines)


def test_the_changelog_has_what_is_not_released_yet() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert f"## [{__version__}]" in text or "## [Unreleased]" in text
