"""The shipped events in every format, byte for byte."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.changes.conftest import THIRD_CLAIM, add_claim
from tests.cli.conftest import (  # fixtures, found by name
    _terminal,
    desk,
    geotimeline,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ran

__all__ = ["_terminal", "desk", "geotimeline"]

GOLDEN = Path(__file__).parent / "golden"
DECEMBER = "2025-12-02T09:00Z"
OPTIONS: dict[str, tuple[str, ...]] = {
    "atom": (),
    "csv": (),
    "jsonld": (),
    "markdown": ("--option", "since=2025-11-26"),
}


@pytest.mark.parametrize("name", OPTIONS)
def test_the_shipped_events_are_as_in_the_golden_file(
    geotimeline: Callable[..., Ran],
    golden: Callable[[Path, str], None],
    desk: Path,
    name: str,
) -> None:
    add_claim(desk, THIRD_CLAIM)

    exported = geotimeline("export", name, "--now", DECEMBER, *OPTIONS[name])

    assert (exported.code, exported.err) == (0, "")
    golden(GOLDEN / f"shipped.{name}", exported.out)


@pytest.mark.parametrize("name", OPTIONS)
def test_only_the_utc_day_changes_the_bytes(
    geotimeline: Callable[..., Ran], desk: Path, name: str
) -> None:
    add_claim(desk, THIRD_CLAIM)

    morning = geotimeline("export", name, "--now", "2025-12-06T00:00Z")
    evening = geotimeline("export", name, "--now", "2025-12-06T23:59Z")

    assert morning == evening
