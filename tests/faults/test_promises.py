"""Each fault that delivery must stand, and a checker that counts what went wrong."""

from __future__ import annotations

import socket
import threading
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import State
from geotimeline.planning.reminders import FALLBACK
from geotimeline.services.delivering.falling_back import origin_of
from tests.faults.checking import check
from tests.faults.conftest import until
from tests.servers.http import (
    Answer,
    Cut,
    Hang,
    Hold,
    Reset,
    ScriptedHttpServer,
    refused_port,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.interfaces.entries import Entry
    from tests.faults.checking import Receiver, Verdict
    from tests.faults.conftest import Child, Home

COUNT = 20
AN_HOUR = timedelta(hours=1)
IN_FLIGHT = 4  # of two schedulers: half of the hands each, since there is one channel


def plan(home: Home, child: Child) -> None:
    """Let a scheduler plan reminders of ten o'clock, and make it ten o'clock."""
    child.wait_for("planned", COUNT)
    home.set_clock("2025-12-04 10:00")


def visits(home: Home) -> None:
    for number in range(COUNT):
        home.event(f"visit-{number}", "2025-12-04T12:00:00Z")


def verdict(home: Home, server: Receiver) -> Verdict:
    until(lambda: {entry.state for entry in home.entries()} == {State.SENT})
    keys = [entry.key for entry in home.entries()]
    assert len(keys) == COUNT
    return check(keys, server.arrivals)


def test_two_schedulers_share_the_work(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    release = threading.Event()
    server.script(*[Hold(release)] * IN_FLIGHT)
    visits(home)
    first, second = run(), run("--second-instance")
    second.wait_for("running")

    until(lambda: len(home.entries()) == COUNT)
    home.set_clock("2025-12-04 10:00")
    server.wait_for(IN_FLIGHT)
    release.set()

    judged = verdict(home, server)
    assert judged.clean
    assert (first.stop(), second.stop()) == (0, 0)
    assert judged.repeats <= first.unsure() + second.unsure()


def test_one_frozen_past_its_lease_is_replaced_and_comes_too_late(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    release = threading.Event()
    server.script(*[Hold(release)] * 2)
    visits(home)
    frozen = run()
    plan(home, frozen)
    server.wait_for(2)
    home.freeze(frozen)
    release.set()
    home.end_leases()

    other = run("--second-instance")
    judged = verdict(home, server)
    frozen.thaw()
    frozen.wait_for("lost")

    assert judged.clean
    assert (frozen.stop(), other.stop()) == (0, 0)
    assert 0 < judged.repeats <= 2 + frozen.unsure() + other.unsure()


def test_one_that_sleeps_past_its_own_lease_takes_nothing_from_itself(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    release = threading.Event()
    server.script(Hold(release))
    visits(home)
    child = run()
    plan(home, child)
    server.wait_for(1)
    home.freeze(child)
    home.end_leases()
    home.turn_clock(timedelta(minutes=5))
    child.thaw()
    until(lambda: any(entry.attempts > 1 for entry in home.entries()))  # its own again
    release.set()

    judged = verdict(home, server)

    assert judged.clean
    assert child.stop() == 0
    assert judged.repeats <= child.unsure()
    assert not [line for line in child.log if line["decision"] == "lost"]


def test_a_kill_after_the_claim_and_before_sending_loses_nothing(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    with closing(socket.socket()) as deaf, closing(socket.socket()) as queued:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        queued.connect(deaf.getsockname())  # nobody else gets through now
        port = deaf.getsockname()[1]
        home.hook(url=f"http://127.0.0.1:{port}")
        visits(home)
        child = run()
        plan(home, child)
        until(lambda: any(one.state is State.CLAIMED for one in home.entries()))
        child.kill()

    home.forget_leases()
    home.hook()
    child = run()

    judged = verdict(home, server)
    assert judged.clean
    assert child.stop() == 0
    assert judged.repeats <= child.unsure()


def test_a_kill_after_sending_repeats_at_most_what_was_in_flight(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    release = threading.Event()
    server.script(*[Answer()] * 5, *[Hold(release)] * 2)
    visits(home)
    child = run()
    plan(home, child)
    server.wait_for(7)

    child.kill()
    release.set()
    home.forget_leases()
    other = run()
    other.wait_for("planned again")

    judged = verdict(home, server)
    assert judged.clean
    assert other.stop() == 0
    assert judged.repeats <= 4 + child.unsure() + other.unsure()


def test_what_was_cancelled_while_its_process_was_dead_is_not_sent_again(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    release = threading.Event()
    server.script(*[Hold(release)] * 2)
    home.event("visit", "2025-12-04T12:00:00Z")
    child = run()
    child.wait_for("planned")
    home.set_clock("2025-12-04 10:00")
    server.wait_for(1)
    child.kill()
    release.set()
    home.forget_leases()
    home.event("visit", "2025-12-04T12:00:00Z\nstatus: cancelled")

    other = run()
    told = other.wait_for("sent")

    lead, news = sorted(home.entries(), key=lambda entry: entry.created_at)
    assert lead.state is State.SUPERSEDED
    assert lead.may_have_arrived
    assert (told["key"], news.identity.moment) == (news.key, "moved")
    assert other.stop() == 0
    assert [one.key for one in server.arrivals] == [lead.key, news.key]


def test_a_kill_after_settling_repeats_nothing(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    visits(home)
    child = run()
    plan(home, child)
    child.wait_for("sent", COUNT)

    child.kill()
    run().wait_for("running")

    judged = verdict(home, server)
    assert judged.clean
    assert judged.repeats <= child.unsure()


def test_a_flapping_receiver_delays_only_its_own(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    faults = (Answer(503), Answer(429, {"Retry-After": "1"}), Reset(), Cut(), Hang())
    server.script(*faults * 2)
    server.default = Answer(503)
    home.hook(timeout=1)
    home.channel("shell", "notifier: command, command: [cat]")
    home.rule("remind: [2h before start], channels: [hook, shell]")
    for number in range(COUNT // 2):
        home.event(f"visit-{number}", "2025-12-04T12:00:00Z")
    child = run()
    plan(home, child)

    child.wait_for("sent", COUNT // 2, channel="shell")
    healthy = [e for e in home.entries() if e.state is State.SENT]
    server.wait_for(2 * len(faults))
    server.default = Answer()
    home.turn_clock(AN_HOUR)  # all that was put off is due
    until(lambda: {entry.state for entry in home.entries()} == {State.SENT})

    keys = [e.key for e in home.entries() if e.identity.channel == "hook"]
    judged = check(keys, server.arrivals)
    assert judged.clean
    assert child.stop() == 0
    assert judged.repeats <= child.unsure()
    told = [(e.identity.channel, e.attempts) for e in healthy]
    assert told == [("shell", 1)] * (COUNT // 2)


def test_a_receiver_that_refuses_connections_gets_all_when_it_is_back(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    home.settings(rest="1h")
    visits(home)
    with refused_port() as port:
        home.hook(url=f"http://127.0.0.1:{port}")
        child = run()
        plan(home, child)
        child.wait_for("resting", channel="hook")
        untried = [entry for entry in home.entries() if not entry.attempts]

        home.hook()

        judged = verdict(home, server)
    assert judged.clean
    assert child.stop() == 0
    assert judged.repeats <= child.unsure()
    assert untried  # what waits behind a channel that rests burns no attempt


def test_a_kill_between_a_refusal_and_the_fallback_loses_nothing(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    release = threading.Event()
    server.script(*[Answer()] * 3, *[Hold(release)] * 2)
    with ScriptedHttpServer() as refusing:
        refusing.default = Answer(403)
        home.channel("other", home.channels["hook"])
        home.hook("fallback: other", url=refusing.url)
        visits(home)
        child = run()
        plan(home, child)
        server.wait_for(5)

        child.kill()
        release.set()
        home.forget_leases()
        other = run()
        until(lambda: [e.state for e in ways(home)].count(State.SENT) == COUNT)

        origins = [entry.key for entry in home.entries() if entry not in ways(home)]
        judged = check([entry.key for entry in ways(home)], server.arrivals)
        assert other.stop() == 0
    assert judged.clean
    assert judged.repeats <= 4 + child.unsure() + other.unsure()
    assert {origin_of(entry) for entry in ways(home)} == set(origins)
    assert len(origins) == COUNT


def ways(home: Home) -> list[Entry]:
    return [e for e in home.entries() if e.identity.moment == FALLBACK]


def test_a_clock_set_ahead_ends_no_lease(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    release = threading.Event()
    home.hook(timeout=200)
    server.script(*[Hold(release)] * 2)
    visits(home)
    first = run()
    plan(home, first)
    server.wait_for(2)
    second = run("--second-instance")  # with hands for what the first has in hand
    until(lambda: sent(home) == COUNT - 2)

    home.turn_clock(AN_HOUR)
    for child in (first, second):
        child.wait_for("clock moved")
    for count, name in enumerate(("another", "a-third"), start=1):
        home.event(name, "2025-12-04T23:00:00Z")
        second.wait_for("reloaded", count)  # and had looked at what is left behind
    release.set()
    until(lambda: sent(home) == COUNT)

    came = [one.key for one in server.arrivals]
    assert (first.stop(), second.stop()) == (0, 0)
    assert len(set(came)) == COUNT
    assert len(came) <= COUNT + first.unsure() + second.unsure()


def sent(home: Home) -> int:
    return [entry.state for entry in home.entries()].count(State.SENT)


def test_clocks_that_jump_lose_nothing_and_repeat_nothing(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    visits(home)
    child = run()
    child.wait_for("planned", COUNT)
    home.set_clock("2025-12-04 09:59:58")
    child.wait_for("clock moved")
    server.wait_for(1)

    home.turn_clock(-AN_HOUR)
    child.wait_for("clock moved", 2)
    home.turn_clock(2 * AN_HOUR)

    judged = verdict(home, server)
    assert not judged.lost
    assert not judged.unexcused
    assert child.stop() == 0
    assert judged.repeats <= child.unsure()
