"""What a ledger under test brings along: handles on one store, and a way to wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from geotimeline.interfaces.ledger import Ledger


class Leases(Protocol):
    """Lets the time pass that leases are measured by."""

    def advance(self, seconds: float) -> None:
        """Let every lease on the store come that much nearer to its end."""
        ...


@dataclass(slots=True)
class MovableLeaseClock:
    """A `LeaseClock` that moves only when told to.

    Attributes:
        boot: Which boot it measures from.
        seconds: What it shows.
    """

    boot: str = "first boot"
    seconds: float = 1000.0

    def now(self) -> float:
        """Give the seconds since boot."""
        return self.seconds

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds

    def reboot(self) -> None:
        """Begin another boot, whose seconds count from 0 again."""
        self.boot, self.seconds = f"after {self.boot}", 0.0


class LedgerStore:
    """The fixtures that the contract asks for; `ledger` must be given."""

    @pytest.fixture
    def lease_clock(self) -> Leases:
        """Give what makes lease time pass.

        A ledger that takes a `LeaseClock` is given this one; a ledger on a database's
        own time overrides the fixture, for instance by moving the ends of all leases.
        """
        return MovableLeaseClock()

    @pytest.fixture
    def ledger(self, lease_clock: Leases) -> Ledger:
        """Give a ledger on an empty store; every test gets a fresh one."""
        raise NotImplementedError

    @pytest.fixture
    def second(self, ledger: Ledger) -> Ledger:
        """Give another handle on the same store, as another process would have it.

        A ledger that lives in one process has no other: it is its own second.
        """
        return ledger
