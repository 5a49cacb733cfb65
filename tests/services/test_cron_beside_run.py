"""A pass of cron beside a running scheduler: newer data wins, in hand is no failure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.interfaces.changes import Changes
from geotimeline.services.scheduling.passing import loaded_since_last_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.services.conftest import Desk

NOON = datetime(2025, 11, 25, 12, tzinfo=UTC)


@dataclass
class RacingClock:
    """A clock at whose first look somebody else edits a file and plans."""

    race: Callable[[datetime], None]
    looks: list[datetime] = field(default_factory=list)

    def now(self) -> datetime:
        at = NOON + timedelta(seconds=len(self.looks))
        self.looks.append(at)
        if len(self.looks) == 1:
            self.race(at + timedelta(milliseconds=500))
        return at


def test_files_are_read_again_where_somebody_planned_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    ledger = MemoryLedger()

    def plan(at: datetime) -> None:
        ledger.apply(Changes(planned_at=at))

    clock = RacingClock(plan)
    loaded_since_last_plan(tmp_path, ledger, clock)

    assert len(clock.looks) == 2


def test_a_plan_in_the_future_does_not_hold_a_pass_for_ever(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    ledger = MemoryLedger()
    ledger.apply(Changes(planned_at=NOON + timedelta(days=30)))

    loaded = loaded_since_last_plan(tmp_path, ledger, RacingClock(lambda _: None))

    assert len(loaded.timeline) == 0


def test_what_another_process_has_in_hand_is_no_failure(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-01 09:00")
    due = datetime(2025, 11, 27, 9, tzinfo=UTC)
    desk.ledger.claim(now=due, owner="daemon", lease_seconds=60, limit=1)

    passed = desk.at("2025-11-27 09:00")

    assert (passed.sent, passed.failed) == ((), ())
