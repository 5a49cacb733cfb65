from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters import leases
from geotimeline.adapters.leases import SystemLeaseClock
from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.adapters.ledger.sqlite.ledger import SqliteLedger
from geotimeline.interfaces.changes import Changes
from geotimeline.testing.ledger import (
    NOON,
    MovableLeaseClock,
    claim,
    make_entry,
    reopen,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geotimeline.interfaces.ledger import Ledger


@pytest.fixture
def lease_clock() -> MovableLeaseClock:
    return MovableLeaseClock()


@pytest.fixture(params=["memory", "sqlite"])
def ledger(
    request: pytest.FixtureRequest, lease_clock: MovableLeaseClock, tmp_path: Path
) -> Iterator[Ledger]:
    if request.param == "memory":
        yield MemoryLedger(lease_clock=lease_clock)
        return
    path = tmp_path / "ledger.sqlite3"
    with closing(SqliteLedger(path, lease_clock=lease_clock)) as ledger:
        yield ledger


def test_a_reboot_ends_every_lease(
    ledger: Ledger, lease_clock: MovableLeaseClock
) -> None:
    ledger.apply(Changes(NOON, insert=(make_entry(),)))
    claim(ledger)

    lease_clock.reboot()
    reopen(ledger, *ledger.abandoned())

    (claimed,) = claim(ledger)
    assert claimed.possible_repeat


def test_the_lease_clock_only_runs_forward() -> None:
    clock = SystemLeaseClock()

    readings = [clock.now() for _ in range(1000)]

    assert readings == sorted(readings)
    assert readings[0] > 0


def test_every_process_gives_this_boot_the_same_name() -> None:
    assert SystemLeaseClock().boot == SystemLeaseClock().boot != ""


def test_a_machine_without_boot_ids_still_has_one_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(leases, "_LINUX_BOOT_ID", tmp_path / "absent")
    monkeypatch.setattr(leases, "_SYSCTL", str(tmp_path / "absent"))

    assert SystemLeaseClock().boot == "unnamed boot"


def test_other_systems_are_asked_by_sysctl(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sysctl = tmp_path / "sysctl"
    sysctl.write_text('#!/bin/sh\n[ "$2" = kern.boottime ] && echo "{ sec = 17 }"\n')
    sysctl.chmod(0o700)
    monkeypatch.setattr(leases, "_LINUX_BOOT_ID", tmp_path / "absent")
    monkeypatch.setattr(leases, "_SYSCTL", str(sysctl))

    assert SystemLeaseClock().boot == "{ sec = 17 }"
