"""A disk that is full for a while: nothing sent that cannot be written down."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.faults.checking import check
from tests.faults.disks import FileSizeLimit, reading, small_disk
from tests.servers.http import Hold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.checking import Receiver
    from tests.faults.conftest import Child, Home
    from tests.faults.disks import Disk

COUNT = 12
IN_FLIGHT = 2  # half of the hands, since there is one channel


SMALL, LIMIT = "small disk", "file-size limit"


@pytest.fixture(params=[SMALL])
def disk(request: pytest.FixtureRequest, home: Home) -> Iterator[Disk]:
    """Give a small disk, or what comes nearest to one here."""
    limit = FileSizeLimit(home.state / "ledger.sqlite3-wal")
    if request.param == LIMIT:
        yield limit
        return
    with small_disk(home.state) as mounted:
        found = mounted or limit
        home.inside = found.inside
        yield found


@pytest.fixture
def planned(disk: Disk, home: Home, run: Callable[..., Child]) -> Iterator[Child]:
    """Start a scheduler that has planned on a disk that is about to fill."""
    for number in range(COUNT):
        home.event(f"visit-{number}", "2025-12-04T12:00:00Z")
    child = run()
    child.wait_for("planned", COUNT)
    disk.child = child
    with reading(home.state / "ledger.sqlite3", disk.inside):
        yield child


def keys(child: Child) -> list[str]:
    return [line["key"] for line in child.log if line["decision"] == "planned"]


@pytest.mark.parametrize("disk", [SMALL, LIMIT], indirect=True)
def test_nothing_is_sent_while_the_disk_is_full_and_everything_after(
    home: Home, server: Receiver, disk: Disk, planned: Child
) -> None:
    disk.fill()
    home.set_clock("2025-12-04 10:00")
    planned.wait_for("ledger trouble")
    sent_meanwhile = len(server.requests)

    disk.free()
    planned.wait_for("sent", COUNT)

    judged = check(keys(planned), server.arrivals)
    assert sent_meanwhile == 0
    assert judged.clean
    assert judged.repeats <= planned.unsure()
    assert planned.stop() == 0


def test_what_was_sent_as_the_disk_filled_is_settled_when_it_can_be(
    home: Home, server: Receiver, disk: Disk, planned: Child
) -> None:
    release = threading.Event()
    server.script(*[Hold(release)] * IN_FLIGHT)
    home.set_clock("2025-12-04 10:00")
    server.wait_for(IN_FLIGHT)

    home.end_leases()
    disk.fill()
    release.set()
    planned.wait_for("cannot settle", IN_FLIGHT)
    sent_meanwhile = len(server.requests)
    disk.free()
    planned.wait_for("sent", COUNT)

    assert sent_meanwhile == IN_FLIGHT
    assert planned.stop() == 0
    assert len(server.requests) <= COUNT + planned.unsure()


def test_a_full_disk_does_not_keep_it_from_ending(
    home: Home,
    server: Receiver,
    disk: Disk,
    planned: Child,
    run: Callable[..., Child],
) -> None:
    release = threading.Event()
    server.script(*[Hold(release)] * IN_FLIGHT)
    home.set_clock("2025-12-04 10:00")
    server.wait_for(IN_FLIGHT)
    home.hook(timeout=0.1)  # what it will wait for at its end, and seconds more
    planned.wait_for("reloaded")
    disk.fill()
    release.set()
    planned.wait_for("cannot settle", IN_FLIGHT)

    code = planned.stop()
    disk.free()
    home.hook()
    home.end_leases()
    other = run()
    other.wait_for("sent", COUNT)

    judged = check(keys(planned), server.arrivals)
    assert code == 0
    assert planned.log[-2]["decision"] == "left in flight"
    assert judged.clean
    assert other.stop() == 0
    assert IN_FLIGHT <= judged.repeats <= IN_FLIGHT + other.unsure()
