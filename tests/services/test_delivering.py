"""Sending many at once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import State
from geotimeline.services.delivering.delivery import Delivery
from geotimeline.services.messages.composing import as_payload, compose_test
from geotimeline.testing.ledger import NOON, make_entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from geotimeline.interfaces.messages import Message
    from tests.services.conftest import Desk

COUNT = 100


class Gate:
    """A notifier that sends as many messages as it is permitted to."""

    timeout_seconds = 60.0

    def __init__(self) -> None:
        self.permits = threading.Semaphore(0)

    def send(self, _: Message) -> None:
        self.permits.acquire()


class Unlucky(Delivery):
    """Finds no hand free, and a moment later everybody at rest."""

    def send_due(self, now: datetime) -> int:
        begun = Delivery.send_due(self, now)
        gate = self.notifiers["mail"]
        assert isinstance(gate, Gate)
        gate.permits.release(1 if begun else COUNT)
        if not begun:
            self.finish(60)
        return begun


def test_what_is_in_flight_is_known_by_its_channel(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first", channels=("console", "mail"))
    desk.at("2025-11-01 09:00")
    gate = Gate()
    delivery = desk.delivery
    delivery.notifiers = {**delivery.notifiers, "mail": gate}
    (desk.clock.instant,) = {one.due_at for one in desk.ledger.open_entries()}

    one_has_ended = threading.Event()
    delivery.done = one_has_ended.set

    begun = delivery.send_due(desk.clock.instant)
    assert one_has_ended.wait(60)
    in_flight = delivery.channels_in_flight()
    gate.permits.release()

    assert begun == 2
    assert in_flight == {"mail"}
    assert delivery.finish(60)
    assert delivery.channels_in_flight() == set()


def test_a_pass_ends_when_all_that_is_due_was_sent(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04")
    desk.clock.instant = NOON + timedelta(minutes=1)
    words = as_payload(compose_test("mail", now=NOON))
    entries = [make_entry(f"event-{number}", channel="mail") for number in range(COUNT)]
    told = tuple(replace(one, payload=words) for one in entries)
    desk.ledger.apply(Changes(NOON, insert=told))
    usual = desk.delivery
    unlucky = Unlucky(
        ledger=desk.ledger,
        clock=desk.clock,
        notifiers={"mail": Gate()},
        settings=usual.settings,
        owner="unlucky",
    )

    begun = unlucky.send_all()

    assert begun == COUNT
    assert {entry.state for entry in desk.ledger.entries()} == {State.SENT}
