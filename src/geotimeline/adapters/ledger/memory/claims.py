"""Claims on a ledger in memory: who may send what, and for how long."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.adapters.leases import LeaseClock, SystemLeaseClock
from geotimeline.adapters.ledger.memory.attempts import MemoryAttempts
from geotimeline.adapters.ledger.memory.digests import MemoryDigests
from geotimeline.adapters.ledger.memory.store import Slot, waits_for_itself
from geotimeline.interfaces.entries import Claimed, Entry, State
from geotimeline.interfaces.ledger import NO_ALLOWANCES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from geotimeline.interfaces.attempts import Outcome
    from geotimeline.planning.limiting import Allowance


class MemoryClaims(MemoryDigests, MemoryAttempts):
    """Leases and fences, by a clock that nobody sets.

    Args:
        lease_clock: What leases are measured by; the machine's own if None.
    """

    def __init__(self, *, lease_clock: LeaseClock | None = None) -> None:
        super().__init__()
        self._lease_clock = lease_clock or SystemLeaseClock()

    def claim(
        self,
        *,
        now: datetime,
        owner: str,
        lease_seconds: float,
        limit: int,
        without_channels: Collection[str] = (),
        allowances: Mapping[str, Allowance] = NO_ALLOWANCES,
    ) -> tuple[Claimed, ...]:
        """Take up to `limit` entries that are due, in the order they should be sent."""
        with self._lock:
            due = [
                slot
                for slot in self._open.values()
                if waits_for_itself(slot.entry)
                and slot.entry.not_before <= now < slot.entry.expires_at
                and slot.entry.identity.channel not in without_channels
            ]
            due.sort(key=lambda slot: _sending_order(slot.entry))
            admitted = tuple(self._admitted(due, allowances, now))
            return tuple(
                self._claim(slot, owner, lease_seconds) for slot in admitted[:limit]
            )

    def renew(self, claimed: Claimed, *, lease_seconds: float) -> bool:
        """Begin the lease anew just before sending; False if the claim is lost."""
        with self._lock:
            slot = self._held(claimed)
            if slot is None:
                return False
            slot.lease = self._lease(lease_seconds)
            self._put(slot, replace(slot.entry, state=State.CLAIMED))
            return True

    def release(self, claimed: Claimed) -> bool:
        """Give a claim back untried, as it was before; False if the claim is lost."""
        with self._lock:
            slot = self._held(claimed)
            if slot is None:
                return False
            slot.lease = None
            tried = slot.entry.attempts - 1
            self._put(
                slot, replace(slot.entry, state=slot.state_before, attempts=tried)
            )
            return True

    def settle(self, claimed: Claimed, outcome: Outcome) -> bool:
        """Record how an attempt ended; False, and nothing written, if it was lost."""
        with self._lock:
            slot = self._held(claimed)
            if slot is None:
                return False
            slot.lease = None
            self._put(slot, _settled(slot.entry, outcome))
            self._keep(slot.entry, outcome)
            if outcome.instead is not None and outcome.instead.key not in self._slots:
                self._add(outcome.instead)
            self._end_together(slot.entry.key, outcome)
            return True

    def abandoned(self) -> tuple[Entry, ...]:
        """Give what is claimed and whose lease ran out, by `not_before`, then key."""
        with self._lock:
            entries = [
                slot.entry for slot in self._open.values() if self._is_abandoned(slot)
            ]
        return tuple(sorted(entries, key=lambda entry: (entry.not_before, entry.key)))

    # What follows is called with the lock held.

    def _admitted(
        self, due: Iterable[Slot], allowances: Mapping[str, Allowance], now: datetime
    ) -> Iterator[Slot]:
        """Yield what the allowance of its channel lets through, in the same order."""
        rooms = {
            channel: allowance.room(
                [one.spent(self._ends(channel), now=now) for one in allowance.limits],
                under_way=self._under_way(channel),
            )
            for channel, allowance in allowances.items()
        }
        places = Counter[str]()
        for slot in due:
            channel = slot.entry.identity.channel
            places[channel] += 1
            room = rooms.get(channel)
            if room is None or room.admits(places[channel], slot.entry.priority):
                yield slot

    def _under_way(self, channel: str) -> int:
        entries = (slot.entry for slot in self._open.values())
        return sum(
            one.state is State.CLAIMED and one.identity.channel == channel
            for one in entries
        )

    def _claim(self, slot: Slot, owner: str, lease_seconds: float) -> Claimed:
        entry = slot.entry
        slot.state_before = entry.state
        slot.lease = self._lease(lease_seconds)
        claimed = replace(
            entry,
            state=State.CLAIMED,
            owner=owner,
            attempts=entry.attempts + 1,
            fence=entry.fence + 1,
        )
        self._put(slot, claimed)
        return Claimed(claimed, possible_repeat=claimed.may_have_arrived)

    def _lease(self, seconds: float) -> tuple[str, float]:
        return self._lease_clock.boot, self._lease_clock.now() + seconds

    def _is_abandoned(self, slot: Slot) -> bool:
        if slot.entry.state is not State.CLAIMED:
            return False
        if slot.lease is None:
            return True
        boot, until = slot.lease
        return boot != self._lease_clock.boot or self._lease_clock.now() >= until

    def _held(self, claimed: Claimed) -> Slot | None:
        """Find what a claim holds, unless it was settled, closed or claimed anew."""
        slot = self._open.get(claimed.entry.key)
        if slot is None or slot.lease is None:
            return None
        return slot if slot.entry.fence == claimed.entry.fence else None


def _sending_order(entry: Entry) -> tuple[int, datetime, str]:
    return -entry.priority, entry.not_before, entry.key


def _settled(entry: Entry, outcome: Outcome) -> Entry:
    return replace(
        entry,
        state=outcome.state,
        not_before=outcome.not_before or entry.not_before,
        message_id=outcome.message_id,
        last_error=outcome.error,
        sent_at=outcome.at if outcome.state is State.SENT else None,
        may_have_arrived=entry.may_have_arrived or outcome.may_have_arrived,
    )
