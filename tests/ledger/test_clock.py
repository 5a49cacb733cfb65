from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.clock import OFFSET_VARIABLE, FixedClock, SystemClock

if TYPE_CHECKING:
    from pathlib import Path


def test_the_system_clock_tells_the_present_in_utc() -> None:
    before = datetime.now(UTC)  # noqa: TID251 (what the clock is compared with)

    now = SystemClock().now()

    assert before <= now <= before + timedelta(minutes=1)
    assert now.tzinfo is UTC


def test_a_test_may_move_the_clock_of_a_running_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "offset"
    monkeypatch.setenv(OFFSET_VARIABLE, str(file))
    clock = SystemClock()
    start = clock.now()

    file.write_text("-3600\n")
    moved_back = clock.now() - start
    file.write_text("86400.5")
    moved_on = clock.now() - start
    file.write_text("")
    unmoved = clock.now() - start

    minute = timedelta(minutes=1)
    assert timedelta() <= moved_back + timedelta(hours=1) < minute
    assert timedelta() <= moved_on - timedelta(days=1, seconds=0.5) < minute
    assert timedelta() <= unmoved < minute


def test_a_fixed_clock_stands_still_and_in_utc() -> None:
    kolkata = timezone(timedelta(hours=5, minutes=30))
    clock = FixedClock(datetime(2025, 12, 4, 16, tzinfo=kolkata))

    assert clock.now() == clock.now() == datetime(2025, 12, 4, 10, 30, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


def test_a_fixed_clock_needs_an_instant() -> None:
    with pytest.raises(ValueError, match="names no zone"):
        FixedClock(datetime(2025, 12, 4, 16))  # noqa: DTZ001 (what is refused)
