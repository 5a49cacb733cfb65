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

    timeout_seconds = 30.0

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
            self.finish(30)
        return begun


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
