"""Escalation by real processes: after a kill, by cron, and to a channel of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.clock import OFFSET_VARIABLE
from geotimeline.interfaces.entries import State
from tests.servers.http import Hang

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.checking import Receiver
    from tests.faults.conftest import Child, Home

ASKED = "remind: [2h before start], channels: [hook], escalate: %s"
TO_HOOK = ASKED % "after 4h unacked to channel hook"


@pytest.fixture
def desk(home: Home) -> Home:
    """Give a home that is told at ten o'clock, and escalates at two."""
    home.rule(TO_HOOK)
    home.event("visit", "2025-12-04T12:00:00Z")
    return home


def kinds(server: Receiver) -> list[str]:
    return [json.loads(request.body)["kind"] for request in server.requests]


def geotimeline(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    places = ["--data", str(home.folder), "--state", str(home.state)]
    return subprocess.run(
        [sys.executable, "-m", "geotimeline", *arguments, *places],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {OFFSET_VARIABLE: str(home.folder / "clock")},
    )


def told_at_ten(desk: Home, run: Callable[..., Child]) -> Child:
    """Give a scheduler that has sent the reminder and knows what follows from it."""
    child = run()
    child.wait_for("planned", moment="2h before start")
    desk.set_clock("2025-12-04 10:00")
    child.wait_for("sent", moment="2h before start")
    child.wait_for("planned", moment="escalated")
    return child


def test_what_nobody_acknowledged_is_escalated_once(
    desk: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    child = told_at_ten(desk, run)

    desk.set_clock("2025-12-04 14:01")
    child.wait_for("sent", moment="escalated")
    assert child.stop() == 0
    run().wait_for("running")

    assert kinds(server) == ["reminder", "escalated"]


@pytest.mark.parametrize("hour", ["12:00", "15:00"], ids=["before it is due", "after"])
def test_a_killed_scheduler_escalates_when_it_is_back(
    desk: Home, server: Receiver, run: Callable[..., Child], hour: str
) -> None:
    told_at_ten(desk, run).kill()

    desk.set_clock(f"2025-12-04 {hour}")
    again = run()
    again.wait_for("running")
    desk.set_clock("2025-12-04 15:01")
    again.wait_for("sent", moment="escalated")

    assert kinds(server) == ["reminder", "escalated"]


def test_a_scheduler_killed_while_it_escalates_does_so_again_and_says_so(
    desk: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    child = told_at_ten(desk, run)
    server.script(Hang())
    desk.set_clock("2025-12-04 14:01")
    server.wait_for(2)

    child.kill()
    desk.forget_leases()
    run().wait_for("sent", moment="escalated", repeat="possible")

    _, first, second = (json.loads(request.body) for request in server.requests)
    assert first["key"] == second["key"]
    assert (first["possible_repeat"], second["possible_repeat"]) == (False, True)


def test_an_acknowledgement_from_another_process_stops_it(
    desk: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    child = told_at_ten(desk, run)

    geotimeline(desk, "alerts", "ack", "visit")
    desk.event("later", "2025-12-04T16:30:00Z")
    desk.set_clock("2025-12-04 14:31")
    child.wait_for("sent", event="later")
    assert child.stop() == 0

    assert kinds(server) == ["reminder", "reminder"]
    (stopped,) = (
        entry
        for entry in desk.entries()
        if (entry.identity.event, entry.identity.moment) == ("visit", "escalated")
    )
    assert stopped.state is State.SUPERSEDED


def test_passes_of_cron_escalate_too(desk: Home, server: Receiver) -> None:
    geotimeline(desk, "alerts", "send")
    for hour in ("10:00", "10:05", "13:55", "14:01", "14:05"):
        desk.set_clock(f"2025-12-04 {hour}")
        geotimeline(desk, "alerts", "send")

    assert kinds(server) == ["reminder", "escalated"]
