"""What `status` says of a real scheduler, living and dead."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from geotimeline.adapters.clock import OFFSET_VARIABLE
from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.errors import StalePlanError
from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.vitals import Pulse
from geotimeline.services.health.vital_signs import examine
from tests.faults.conftest import DEADLINE_SECONDS, until
from tests.servers.http import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.conftest import Child, Home
    from tests.servers.http import ScriptedHttpServer


@dataclass
class Status:
    """Asks from another process, as a container's health check does."""

    home: Home
    told: dict[str, Any] = field(default_factory=dict)  # JSON comes in

    def __call__(self, *options: str) -> int:
        """Give the exit code, and keep what was said."""
        ran = self.run("status", "--json", *options)
        self.told = json.loads(ran.stdout)
        return ran.returncode

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command on the same data, by the same clock."""
        places = ["--data", str(self.home.folder), "--state", str(self.home.state)]
        return subprocess.run(  # noqa: PLW1510 (the exit code is what is asserted)
            [sys.executable, "-m", "geotimeline", *command, *places],
            capture_output=True,
            text=True,
            timeout=DEADLINE_SECONDS,
            env=os.environ | {OFFSET_VARIABLE: str(self.home.folder / "clock")},
        )

    def becomes(self, code: int) -> None:
        """Wait until it is so: the last tick is written after what is logged."""
        until(lambda: self() == code and bool(self.told["last_tick"]))


@pytest.fixture
def status(home: Home) -> Status:
    return Status(home)


def test_a_scheduler_at_work_is_well_and_a_killed_one_is_not_running(
    home: Home,
    run: Callable[..., Child],
    status: Status,
) -> None:
    home.event("visit", "2025-12-04T12:00:00Z")
    assert status() == 21
    child = run()
    child.wait_for("planned")

    status.becomes(0)

    told = status.told
    assert (told["ok"], told["running"]) == (True, True)
    assert told["next_due"] == "2025-12-04T10:00:00Z"
    assert told["queue"] == {"planned": 1, "waiting": 0, "claimed": 0}
    assert f"process {child.process.pid}," in told["process"]
    assert told["last_tick"] >= "2025-12-04T08:00:00Z"

    child.kill()

    assert status() == 21
    assert (status.told["ok"], status.told["running"]) == (False, False)


def test_a_scheduler_that_does_not_tick_is_told_from_one_that_works(
    home: Home,
    run: Callable[..., Child],
    status: Status,
) -> None:
    child = run()
    child.wait_for("running")
    status.becomes(0)
    home.freeze(child)
    home.set_clock("2025-12-04 09:00")

    code = status()

    child.thaw()
    assert code == 22
    assert "the last tick was at 2025-12-04 08:" in status.told["trouble"]


@pytest.mark.parametrize(
    ("planned_at", "started_at", "words"),
    [
        ("2025-12-04T09:59Z", "2025-12-01T00:00Z", None),
        ("2025-12-04T09:58Z", "2025-12-01T00:00Z", "the last plan was made at"),
        ("2025-12-01T00:00Z", "2025-12-04T11:59Z", None),
        (None, "2025-12-04T11:59Z", None),
        (None, "2025-12-04T09:58Z", "at 2025-12-04 09:58:00 UTC"),
    ],
    ids=["in time", "late", "just started", "first plan", "never planned"],
)
def test_a_scheduler_that_ticks_and_does_not_plan_is_no_scheduler_that_works(
    planned_at: str | None, started_at: str, words: str | None
) -> None:
    now = datetime(2025, 12, 4, 12, tzinfo=UTC)
    ledger = MemoryLedger()
    if planned_at is not None:
        ledger.apply(Changes(datetime.fromisoformat(planned_at)))
    pulse = Pulse(datetime.fromisoformat(started_at), now, timedelta(seconds=15))

    trouble = examine(ledger, holder="process 1", now=now, pulse=pulse).trouble

    if words is None:
        assert trouble is None
    else:
        assert isinstance(trouble, StalePlanError)
        assert words in str(trouble)


def test_where_cron_sends_its_last_pass_counts(home: Home, status: Status) -> None:
    home.settings(passes="1h")
    home.event("visit", "2025-12-04T12:00:00Z")
    assert status() == 22
    assert "was completed never" in status.told["trouble"]

    status.run("alerts", "send")

    assert status() == 0
    assert (status.told["running"], status.told["ok"]) == (False, True)
    assert "2025-12-04T08:" in str(status.told["last_pass"])
    home.set_clock("2025-12-04 09:50")
    assert status() == 0
    home.set_clock("2025-12-04 11:10")
    assert status() == 22
    assert "was completed at 2025-12-04 08:" in status.told["trouble"]
    assert status("--within", "6h") == 0


def test_without_a_word_of_cron_a_pass_is_no_scheduler(
    home: Home, status: Status
) -> None:
    home.event("visit", "2025-12-04T12:00:00Z")
    status.run("alerts", "send")

    assert status() == 21
    assert status("--within", "10min") == 0


def test_what_was_given_up_is_trouble_for_a_day(
    home: Home,
    server: ScriptedHttpServer,
    run: Callable[..., Child],
    status: Status,
) -> None:
    server.default = Answer(403)
    home.event("visit", "2025-12-04T12:00:00Z")
    child = run()
    child.wait_for("planned")
    home.set_clock("2025-12-04 10:00")
    child.wait_for("dead")
    child.stop()
    run().wait_for("running")

    status.becomes(23)

    assert status.told["dead_in_last_day"] == 1
    hook = status.told["channels"]["hook"]
    assert (hook["dead"], hook["failures_in_a_row"]) == (1, 1)
    assert hook["last_error"].startswith("answered 403")
    assert hook["last_failure"].startswith("2025-12-04T10:00")
    home.set_clock("2025-12-05 10:30")
    status.becomes(0)
