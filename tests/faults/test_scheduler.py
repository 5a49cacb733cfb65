"""The scheduler as a user runs it: a process that is killed, stopped and edited."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import State
from tests.servers.http import Answer, Hang, Hold

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.conftest import Child, Home
    from tests.servers.http import ScriptedHttpServer


def test_a_process_killed_while_it_sends_sends_again_and_says_so(
    home: Home, server: ScriptedHttpServer, run: Callable[..., Child]
) -> None:
    server.script(Hang())
    home.event("visit", "2025-12-04T12:00:00Z")
    child = run()
    child.wait_for("planned")
    home.set_clock("2025-12-04 10:00")
    server.wait_for(1)

    child.kill()
    home.forget_leases()
    again = run()
    server.wait_for(2)
    again.wait_for("sent", repeat="possible")

    first, second = (json.loads(request.body) for request in server.requests)
    assert (
        first["key"] == second["key"] == server.requests[1].headers["idempotency-key"]
    )
    assert (first["possible_repeat"], second["possible_repeat"]) == (False, True)
    assert [(e.state, e.attempts) for e in home.entries()] == [(State.SENT, 2)]


def test_a_process_killed_between_passes_neither_loses_nor_repeats(
    home: Home, server: ScriptedHttpServer, run: Callable[..., Child]
) -> None:
    for number in range(5):
        home.event(f"visit-{number}", f"2025-12-04T12:{number:02}:00Z")
    child = run()
    child.wait_for("planned", 5)
    home.set_clock("2025-12-04 10:02")
    child.wait_for("sent", 3)

    child.kill()
    home.set_clock("2025-12-04 10:30")
    run().wait_for("sent", 2)

    keys = [json.loads(request.body)["key"] for request in server.requests]
    assert len(set(keys)) == 5
    assert len(keys) == 5


def test_sigterm_lets_the_delivery_in_flight_finish(
    home: Home, server: ScriptedHttpServer, run: Callable[..., Child]
) -> None:
    release = threading.Event()
    server.script(Hold(release))
    home.event("visit", "2025-12-04T12:00:00Z")
    child = run()
    child.wait_for("planned")
    home.set_clock("2025-12-04 10:00")
    server.wait_for(1)

    child.process.terminate()
    child.wait_for("stopping")
    release.set()

    assert child.wait() == 0
    assert [entry.state for entry in home.entries()] == [State.SENT]


def test_a_channel_that_hangs_holds_no_other(
    home: Home, server: ScriptedHttpServer, run: Callable[..., Child]
) -> None:
    server.default = Hang()
    home.hook(timeout=120)
    home.channel("shell", "notifier: command, command: [cat]")
    home.rule("remind: [2h before start], channels: [hook, shell]")
    for number in range(8):
        home.event(f"visit-{number}", "2025-12-04T12:00:00Z")
    child = run()
    child.wait_for("planned", 16)

    home.set_clock("2025-12-04 10:00")

    child.wait_for("sent", 8, channel="shell")
    unsent = [e for e in home.entries() if e.state is not State.SENT]
    assert {e.identity.channel for e in unsent} == {"hook"}
    assert len(unsent) == 8


def test_a_receiver_that_fails_is_tried_again(
    home: Home, server: ScriptedHttpServer, run: Callable[..., Child]
) -> None:
    server.script(Answer(503), Answer(429, {"Retry-After": "1"}))
    home.event("visit", "2025-12-04T12:00:00Z")
    child = run()
    child.wait_for("planned")

    home.set_clock("2025-12-04 10:00")
    child.wait_for("sent")

    assert [(e.state, e.attempts) for e in home.entries()] == [(State.SENT, 3)]


def test_a_second_scheduler_on_the_same_ledger_is_refused(
    run: Callable[..., Child],
) -> None:
    run().wait_for("running")

    other = run()

    assert other.wait() == 17
    assert "another geotimeline already runs" in other.log[0]["text"]


def test_an_edit_is_noticed_and_one_that_breaks_a_file_keeps_the_last_good_data(
    home: Home, server: ScriptedHttpServer, run: Callable[..., Child]
) -> None:
    home.event("visit", "2025-12-04T12:00:00Z")
    child = run()
    child.wait_for("planned")

    home.event("second", "2025-12-04T12:30:00Z")
    child.wait_for("reloaded", events="2")
    home.event("second", "2025-02-30")
    broken = child.wait_for("kept the last good data")
    home.set_clock("2025-12-04 10:31")
    server.wait_for(2)

    assert "events/second.yaml:3" in broken["first"]
    child.wait_for("sent", 2)


def test_a_clock_that_jumps_an_hour_ahead_is_followed_within_a_tick(
    home: Home, server: ScriptedHttpServer, run: Callable[..., Child]
) -> None:
    home.event("visit", "2025-12-04T12:00:00Z")
    child = run()
    child.wait_for("planned")

    home.set_clock("2025-12-04 11:00")
    server.wait_for(1)
    child.wait_for("clock moved")
    home.set_clock("2025-12-04 08:00")
    child.wait_for("clock moved", 2)

    message = json.loads(server.requests[0].body)
    assert message["reason"].endswith("late by 1 hour")
    assert child.stop() == 0
    assert len(server.requests) == 1


def test_secrets_never_reach_the_log_or_the_ledger(
    home: Home, server: ScriptedHttpServer, run: Callable[..., Child]
) -> None:
    server.default = Answer(403, body=b"token hunter2-hunter2 is wrong")
    (home.folder / "alerts/token").write_text("hunter2-hunter2")
    home.hook(url=f"{server.url}/${{file:token}}/post")
    home.event("visit", "2025-12-04T12:00:00Z")
    child = run()
    child.wait_for("planned")

    home.set_clock("2025-12-04 10:00")
    child.wait_for("dead")
    child.stop()

    assert server.requests[0].path == "/hunter2-hunter2/post"
    assert "hunter2" not in str(child.log)
    assert b"hunter2" not in (home.state / "ledger.sqlite3").read_bytes()


def test_a_folder_that_is_moved_away_for_a_moment_loses_nothing(
    home: Home, run: Callable[..., Child]
) -> None:
    home.event("visit", "2025-12-04T12:00:00Z")
    child = run()
    child.wait_for("planned")

    (home.folder / "events").rename(home.folder / "elsewhere")
    child.wait_for("kept the last good data")
    (home.folder / "elsewhere").rename(home.folder / "events")
    home.set_clock("2025-12-04 10:00")

    child.wait_for("sent")
    assert "Traceback" not in str(child.log)
