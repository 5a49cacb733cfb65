"""The claims that this process holds, and what it writes down by their proof.

A process that slept past a lease, with its machine or because the disk was full, finds
its own reminder free and claims it a second time. That must not send it a second time:
the new claim is handed to the worker that still has the reminder in hand.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geotimeline.errors import LedgerError
from geotimeline.services.decisions import decided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geotimeline.interfaces.attempts import Outcome
    from geotimeline.interfaces.entries import Claimed
    from geotimeline.interfaces.ledger import Ledger

_AGAIN_SECONDS = 0.5


@dataclass(slots=True)
class Holds:
    """What is in hand, by key; safe for several threads.

    Attributes:
        ledger: Where claims are proven.
    """

    ledger: Ledger
    _newest: dict[str, Claimed] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def take(self, claim: Callable[[], Iterable[Claimed]]) -> tuple[Claimed, ...]:
        """Claim, and give what was not in hand before.

        Raises:
            LedgerError: As `claim` does.
        """
        with self._lock:  # nobody may see the ledger's new fence before ours
            claimed = tuple(claim())
            fresh = tuple(one for one in claimed if one.entry.key not in self._newest)
            self._newest.update((one.entry.key, one) for one in claimed)
        return fresh

    def drop(self, key: str) -> None:
        """Have nothing more to do with a reminder."""
        with self._lock:
            del self._newest[key]

    def stop(self) -> None:
        """Begin to send nothing more; what was sent is still settled."""
        self._stopping.set()

    def renew(self, key: str, *, lease_seconds: float) -> bool:
        """Make sure that the claim is still ours, and will be while it is sent.

        Waits for as long as the ledger cannot be written: nothing is sent that could
        not be written down.

        Returns:
            False where it is somebody else's now, or the process is to end.
        """
        return self._write(
            "cannot renew",
            key,
            lambda held: self.ledger.renew(held, lease_seconds=lease_seconds),
            until=self._stopping,
        )

    def settle(self, key: str, outcome: Outcome) -> bool:
        """Write down how an attempt ended, however long that takes.

        Returns:
            False where it is somebody else's now, and nothing was written.
        """
        return self._write(
            "cannot settle",
            key,
            lambda held: self.ledger.settle(held, outcome),
            until=threading.Event(),
        )

    def _write(
        self,
        trouble: str,
        key: str,
        write: Callable[[Claimed], bool],
        *,
        until: threading.Event,
    ) -> bool:
        told = False
        while True:
            held = self._held(key)
            try:
                if write(held):
                    return True
            except LedgerError as error:
                if not told:
                    decided(trouble, key=key, why=error, level=logging.ERROR)
                told = True
                if until.wait(_AGAIN_SECONDS):
                    return False
                continue
            if self._held(key) is held:  # and no newer claim of our own
                return False

    def _held(self, key: str) -> Claimed:
        with self._lock:
            return self._newest[key]
