"""Limits, breakers and secrets with real schedulers that are killed and share work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import State
from tests.faults.checking import check
from tests.faults.conftest import until
from tests.servers.http import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.checking import Receiver
    from tests.faults.conftest import Child, Home

COUNT = 12
LIMIT = 4
AN_HOUR = timedelta(hours=1)


def visits(home: Home) -> None:
    home.rule("remind: [12h before start], channels: [hook]")
    for number in range(COUNT):
        home.event(f"visit-{number}", "2025-12-04T22:00:00Z")


def sent(home: Home) -> int:
    return sum(entry.state is State.SENT for entry in home.entries())


def until_sent(home: Home, count: int) -> None:
    until(lambda: sent(home) >= count)


def test_a_limit_holds_for_two_schedulers_and_across_a_kill(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    home.hook(f"limit: {LIMIT} per hour")
    visits(home)
    first, second = run("--second-instance"), run("--second-instance")
    for child in (first, second):
        child.wait_for("running")
    until(lambda: len(home.entries()) == COUNT)
    home.set_clock("2025-12-04 10:00")

    until_sent(home, LIMIT)
    first.kill()
    third = run("--second-instance")
    third.wait_for("running")
    for number in range(2, COUNT // LIMIT + 1):
        home.turn_clock(AN_HOUR + timedelta(minutes=1))
        until_sent(home, number * LIMIT)

    keys = [entry.key for entry in home.entries()]
    judged = check(keys, server.arrivals)
    assert judged.clean
    assert (second.stop(), third.stop()) == (0, 0)
    arrived = [one.at for one in server.arrivals]
    spans = zip(arrived, arrived[LIMIT:], strict=False)
    assert all(later - earlier >= AN_HOUR for earlier, later in spans)


def test_a_new_start_tries_a_channel_that_rests_with_one_message(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    server.default = Answer(503)
    home.settings(rest="1h")
    visits(home)
    child = run()
    child.wait_for("planned", COUNT)
    home.set_clock("2025-12-04 10:00")
    child.wait_for("resting", channel="hook")
    child.kill()
    home.forget_leases()
    before = len(server.arrivals)
    server.default = Answer()

    other = run()
    other.wait_for("works again", channel="hook")
    until_sent(home, COUNT)

    assert other.stop() == 0
    tried = [line for line in other.log if line["decision"] in ("sent", "retry")]
    assert tried[0]["decision"] == "sent"
    assert before < COUNT  # what waited had burnt no attempt


def test_a_secret_that_comes_later_needs_no_edit_and_no_restart(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    home.hook(url="${file:address}")
    visits(home)
    child = run()
    child.wait_for("unusable channel", channel="hook")
    child.wait_for("planned", COUNT)
    home.set_clock("2025-12-04 10:00")
    child.wait_for("retry", channel="hook")

    home.write("alerts/address", server.url)

    child.wait_for("channel ready", channel="hook")
    until_sent(home, COUNT)
    assert child.stop() == 0
    assert server.url not in str(child.log)
