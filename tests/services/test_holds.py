"""What a process holds stays its own when it slept past its own lease."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.errors import LedgerError
from geotimeline.interfaces.attempts import Outcome
from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import Claimed, State
from geotimeline.services.delivering.holds import Holds
from geotimeline.testing.ledger import (
    NOON,
    MovableLeaseClock,
    claim,
    make_entry,
    reopen,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SENT = Outcome(State.SENT, NOON)


@dataclass
class Slept:
    """A ledger with one due entry, and a process that may sleep past its leases."""

    clock: MovableLeaseClock = field(
        default_factory=lambda: MovableLeaseClock("boot", 0.0)
    )

    def __post_init__(self) -> None:
        self.ledger = MemoryLedger(lease_clock=self.clock)
        self.ledger.apply(Changes(NOON, insert=(make_entry("visit"),)))
        self.holds = Holds(self.ledger)

    def take(self) -> tuple[Claimed, ...]:
        reopen(self.ledger, *self.ledger.abandoned())
        return self.holds.take(lambda: claim(self.ledger, limit=1))

    def sleep(self) -> None:
        self.clock.seconds += 3600

    @property
    def states(self) -> list[State]:
        return [entry.state for entry in self.ledger.entries()]


class FullDisk(MemoryLedger):
    """A ledger that cannot write settlements and renewals a few times."""

    refusals: Iterator[int] = iter(())

    def settle(self, claimed: Claimed, outcome: Outcome) -> bool:
        self._refuse()
        return super().settle(claimed, outcome)

    def renew(self, claimed: Claimed, *, lease_seconds: float) -> bool:
        self._refuse()
        return super().renew(claimed, lease_seconds=lease_seconds)

    def _refuse(self) -> None:
        if next(self.refusals, None) is not None:
            raise LedgerError("ledger", "the disk is full")


def test_what_is_in_hand_is_not_begun_a_second_time_after_a_sleep() -> None:
    slept = Slept()
    (one,) = slept.take()
    slept.sleep()

    assert slept.take() == ()
    assert slept.holds.renew(one.entry.key, lease_seconds=60)
    assert slept.holds.settle(one.entry.key, SENT)
    assert slept.states == [State.SENT]


def test_what_another_process_took_meanwhile_is_lost() -> None:
    slept = Slept()
    (one,) = slept.take()
    slept.sleep()
    reopen(slept.ledger, *slept.ledger.abandoned())
    claim(slept.ledger, limit=1)

    assert not slept.holds.renew(one.entry.key, lease_seconds=60)
    assert not slept.holds.settle(one.entry.key, SENT)


def test_what_was_dropped_can_be_taken_again() -> None:
    slept = Slept()
    (one,) = slept.take()
    slept.holds.drop(one.entry.key)
    slept.sleep()

    (again,) = slept.take()

    assert again.possible_repeat


def test_a_settlement_waits_for_the_disk_even_while_the_process_ends() -> None:
    ledger = FullDisk()
    ledger.refusals = iter(range(1))
    ledger.apply(Changes(NOON, insert=(make_entry("visit"),)))
    holds = Holds(ledger)
    (one,) = holds.take(lambda: claim(ledger, limit=1))
    holds.stop()

    assert holds.settle(one.entry.key, SENT)


def test_a_renewal_waits_for_the_disk_but_not_while_the_process_ends() -> None:
    ledger = FullDisk()
    ledger.refusals = iter(range(10**6))
    ledger.apply(Changes(NOON, insert=(make_entry("visit"),)))
    holds = Holds(ledger)
    (one,) = holds.take(lambda: claim(ledger, limit=1))
    answers: list[bool] = []
    waiting = threading.Thread(
        target=lambda: answers.append(holds.renew(one.entry.key, lease_seconds=60))
    )
    waiting.start()

    holds.stop()
    waiting.join(30)

    assert answers == [False]
