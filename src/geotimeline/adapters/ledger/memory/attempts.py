"""What a ledger in memory keeps of attempts, by reminder and by channel."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geotimeline.adapters.ledger.memory.store import MemoryStore
from geotimeline.interfaces.attempts import OUTCOMES, Attempt, Outcome
from geotimeline.interfaces.entries import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry


class MemoryAttempts(MemoryStore):
    """Every attempt since the process began."""

    def __init__(self) -> None:
        super().__init__()
        self._attempts: dict[str, list[Attempt]] = {}  # by channel

    def attempts(self, key: str) -> tuple[Attempt, ...]:
        """Give the attempts at one reminder, oldest first."""
        with self._lock:
            slot = self._slots.get(key)
            if slot is None:
                return ()
            kept = self._attempts.get(slot.entry.identity.channel, ())
            return tuple(attempt for attempt in kept if attempt.key == key)

    def recent_attempts(self, channel: str, *, count: int) -> tuple[Attempt, ...]:
        """Give the last attempts through a channel, newest first."""
        with self._lock:
            kept = self._attempts.get(channel, [])
            return tuple(kept[-1 : -count - 1 : -1])

    def dead_since(self, since: datetime) -> Mapping[str, int]:
        """Count what was given up since an instant, and still is, by channel."""
        with self._lock:
            dead = {
                (channel, attempt.key)
                for channel, kept in self._attempts.items()
                for attempt in kept
                if attempt.outcome == OUTCOMES[State.DEAD]
                and attempt.at >= since
                and self._slots[attempt.key].entry.state is State.DEAD
            }
            return Counter(channel for channel, _ in dead)

    def _ends(self, channel: str) -> list[datetime]:
        """Give when the attempts through a channel ended; needs the lock held."""
        return [attempt.at for attempt in self._attempts.get(channel, ())]

    def _keep(self, entry: Entry, outcome: Outcome) -> None:
        """Keep how an attempt ended; needs the lock held."""
        attempt = Attempt(
            key=entry.key,
            at=outcome.at,
            outcome=OUTCOMES[outcome.state],
            status=outcome.status,
            milliseconds=outcome.milliseconds,
            error=outcome.error,
            is_passing=outcome.is_passing,
            asked_until=outcome.asked_until,
        )
        self._attempts.setdefault(entry.identity.channel, []).append(attempt)
