"""Digests under faults: none lost, none of what they tell twice, whoever is killed."""

from __future__ import annotations

import json
import threading
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from geotimeline.interfaces.entries import State
from geotimeline.services.reminding.told_together import is_digest
from tests.faults.conftest import until
from tests.servers.http import Answer, Hang, Hold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geotimeline.interfaces.entries import Entry
    from tests.faults.checking import Receiver
    from tests.faults.conftest import Child, Home

COUNT = 12
TOGETHER = "digest: more than 5 at once"


@pytest.fixture
def visits(home: Home) -> Home:
    """A home whose webhook is told twelve visits together, at ten o'clock."""
    home.hook(TOGETHER)
    for number in range(COUNT):
        home.event(f"visit-{number}", "2025-12-04T12:00:00Z")
    return home


def planned(home: Home, child: Child) -> None:
    """Let a scheduler plan, and make it ten o'clock."""
    child.wait_for("planned", COUNT + 1)
    home.set_clock("2025-12-04 10:00")


def told(server: Receiver) -> Sequence[dict[str, Any]]:
    """Give what the receiver was sent, every attempt of it."""
    return [json.loads(request.body) for request in server.requests]


def all_sent(home: Home) -> None:
    until(lambda: {entry.state for entry in home.entries()} == {State.SENT})


def members(home: Home) -> Sequence[Entry]:
    return [entry for entry in home.entries() if not is_digest(entry)]


def test_two_schedulers_send_one_digest(
    visits: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    first, second = run(), run("--second-instance")
    second.wait_for("running")
    until(lambda: len(visits.entries()) == COUNT + 1)

    visits.set_clock("2025-12-04 10:00")
    all_sent(visits)

    assert (first.stop(), second.stop()) == (0, 0)
    assert {message["kind"] for message in told(server)} == {"digest"}
    assert len({message["key"] for message in told(server)}) == 1
    assert all(message["possible_repeat"] for message in told(server)[1:])


def test_a_process_killed_while_it_sends_a_digest_sends_it_again_and_says_so(
    visits: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    server.script(Hang())
    child = run()
    planned(visits, child)
    server.wait_for(1)

    child.kill()
    visits.forget_leases()
    run()
    all_sent(visits)

    first, *others = told(server)
    assert all(message["key"] == first["key"] for message in others)
    assert all(message["possible_repeat"] for message in others)
    assert {entry.digest for entry in members(visits)} == {first["key"]}


def test_a_process_killed_after_a_digest_was_sent_repeats_none_of_it(
    visits: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    child = run()
    planned(visits, child)
    child.wait_for("sent")

    child.kill()
    again = run()
    again.wait_for("running")
    visits.set_clock("2025-12-04 10:01")
    again.stop()

    assert {entry.state for entry in visits.entries()} == {State.SENT}
    assert len({message["key"] for message in told(server)}) == 1


def test_what_is_in_a_digest_stays_there_while_it_is_sent(
    visits: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    release = threading.Event()
    server.script(Hold(release))
    child = run()
    planned(visits, child)
    server.wait_for(1)

    visits.event("visit-0", "2025-12-20T12:00:00Z")
    child.wait_for("reloaded")
    release.set()
    sent = [State.SENT] * (COUNT + 2)
    until(lambda: [e.state for e in visits.entries() if e.sent_at] == sent)

    first, *others = told(server)
    moved = [one for one in others if one["kind"] == "reminder"]
    assert len(first["members"]) == COUNT
    assert ["you were told" in str(one["reason"]) for one in moved] == [True]


def test_what_a_refused_digest_was_to_tell_arrives_one_by_one(
    visits: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    server.script(Answer(413))
    child = run()
    planned(visits, child)
    child.wait_for("dead")
    child.kill()
    visits.forget_leases()

    run()
    until(lambda: all(entry.state is State.SENT for entry in members(visits)))

    _, *others = told(server)
    taken = Counter(message["key"] for message in others)
    assert set(taken) == {entry.key for entry in members(visits)}
    assert {message["kind"] for message in others} == {"reminder"}


def test_what_falls_due_in_a_sleep_is_told_together(
    home: Home, server: Receiver, run: Callable[..., Child]
) -> None:
    home.hook(TOGETHER)
    for number in range(COUNT):
        home.event(f"visit-{number}", f"2025-12-04T12:{number:02}:00Z")
    child = run()
    child.wait_for("planned", COUNT)

    home.set_clock("2025-12-04 10:30")
    all_sent(home)

    assert child.stop() == 0
    assert {message["kind"] for message in told(server)} == {"digest"}
