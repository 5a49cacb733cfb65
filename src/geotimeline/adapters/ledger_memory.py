"""The ledger in memory: for replays, dry runs and tests; gone with its process."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.adapters.leases import LeaseClock, SystemLeaseClock
from geotimeline.adapters.ledger_memory_steering import MemorySteering
from geotimeline.adapters.ledger_memory_store import Slot, is_unclaimed
from geotimeline.interfaces.ledger import (
    OUTCOMES,
    Attempt,
    Claimed,
    Entry,
    State,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from geotimeline.interfaces.ledger import Changes, Outcome


class MemoryLedger(MemorySteering):
    """A ledger that several threads of one process may share.

    Args:
        lease_clock: What leases are measured by; the machine's own if None.
    """

    def __init__(self, *, lease_clock: LeaseClock | None = None) -> None:
        super().__init__()
        self._lease_clock = lease_clock or SystemLeaseClock()
        self._attempts: list[Attempt] = []
        self._facts: dict[str, str] = {}
        self._planned_at: datetime | None = None

    def last_planned_at(self) -> datetime | None:
        """Say when a plan was last applied; None before the first one ever."""
        return self._planned_at

    def states(self, keys: Collection[str]) -> Mapping[str, State]:
        """Give the state of those of `keys` that are known."""
        with self._lock:
            found = {key: self._slots.get(key) for key in keys}
            return {key: slot.entry.state for key, slot in found.items() if slot}

    def open_entries(self) -> tuple[Entry, ...]:
        """Give all that is planned, waiting or claimed, by `not_before`, then key."""
        with self._lock:
            entries = [slot.entry for slot in self._open.values()]
        return tuple(sorted(entries, key=lambda entry: (entry.not_before, entry.key)))

    def apply(self, changes: Changes) -> None:
        """Apply a plan whole or not at all."""
        inserted, refreshed = tuple(changes.insert), tuple(changes.refresh)
        closed = tuple(changes.close)  # read in full first: no half of a plan stays
        with self._lock:
            for entry in inserted:
                self._insert(entry)
            for key, payload, due_at, not_before, expires_at in refreshed:
                self._change(
                    key,
                    _is_untried,
                    payload=payload,
                    due_at=due_at,
                    not_before=not_before,
                    expires_at=expires_at,
                )
            for key, state, note in closed:
                self._change(key, is_unclaimed, state=state, note=note)
            self._facts.update(changes.remember)
            earlier = self._planned_at or changes.planned_at
            self._planned_at = max(earlier, changes.planned_at)

    def next_due(self) -> datetime | None:
        """Give the earliest `not_before` of what is planned or waiting, if any is."""
        with self._lock:
            entries = (slot.entry for slot in self._open.values())
            return min(
                (entry.not_before for entry in entries if is_unclaimed(entry)),
                default=None,
            )

    def claim(
        self,
        *,
        now: datetime,
        owner: str,
        lease_seconds: float,
        limit: int,
        without_channels: Collection[str] = (),
    ) -> tuple[Claimed, ...]:
        """Take up to `limit` entries that are due, in the order they should be sent."""
        with self._lock:
            due = [
                slot
                for slot in self._open.values()
                if self._is_due(slot, now)
                and slot.entry.identity.channel not in without_channels
            ]
            due.sort(key=lambda slot: _sending_order(slot.entry))
            return tuple(
                self._claim(slot, owner, lease_seconds) for slot in due[:limit]
            )

    def renew(self, claimed: Claimed, *, lease_seconds: float) -> bool:
        """Begin the lease anew just before sending; False if the claim is lost."""
        with self._lock:
            slot = self._held(claimed)
            if slot is None:
                return False
            slot.lease = self._lease(lease_seconds)
            return True

    def release(self, claimed: Claimed) -> bool:
        """Give a claim back untried, as it was before; False if the claim is lost."""
        with self._lock:
            slot = self._held(claimed)
            if slot is None:
                return False
            slot.lease = None
            entry = slot.entry
            self._put(
                slot,
                replace(entry, state=slot.state_before, attempts=entry.attempts - 1),
            )
            return True

    def settle(self, claimed: Claimed, outcome: Outcome) -> bool:
        """Record how an attempt ended; False, and nothing written, if it was lost."""
        with self._lock:
            slot = self._held(claimed)
            if slot is None:
                return False
            slot.lease = None
            slot.may_have_arrived |= outcome.may_have_arrived
            self._put(slot, _settled(slot.entry, outcome))
            self._attempts.append(_attempt(slot.entry.key, outcome))
            return True

    def entries(
        self, *, states: Iterable[State] | None = None, event: str | None = None
    ) -> Iterator[Entry]:
        """Give entries, oldest due first; all states when `states` is None."""
        chosen = frozenset(State if states is None else states)
        with self._lock:
            entries = [slot.entry for slot in self._slots.values()]
        return iter(
            sorted(
                (
                    entry
                    for entry in entries
                    if entry.state in chosen and event in {None, entry.identity.event}
                ),
                key=lambda entry: (entry.due_at, entry.key),
            )
        )

    def attempts(self, key: str) -> tuple[Attempt, ...]:
        """Give the attempts at one reminder, oldest first."""
        with self._lock:
            return tuple(attempt for attempt in self._attempts if attempt.key == key)

    def remember(self, name: str, value: str) -> None:
        """Keep a small fact for as long as the process lives."""
        with self._lock:
            self._facts[name] = value

    def recall_all(self, prefix: str) -> Mapping[str, str]:
        """Give every fact whose name begins with `prefix`, by the rest of its name."""
        with self._lock:
            return {
                name.removeprefix(prefix): value
                for name, value in self._facts.items()
                if name.startswith(prefix)
            }

    def recall(self, name: str) -> str | None:
        """Give what was remembered under that name, or None."""
        with self._lock:
            return self._facts.get(name)

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""

    # What follows is called with the lock held.

    def _insert(self, entry: Entry) -> None:
        slot = self._slots.get(entry.key)
        if slot is None:
            slot = self._slots[entry.key] = Slot(entry)
            self._put(slot, entry)
        elif slot.entry.state in (State.SUPERSEDED, State.SILENCED):
            self._put(slot, _revived(slot.entry, entry))

    def _is_due(self, slot: Slot, now: datetime) -> bool:
        entry = slot.entry
        if entry.state is State.CLAIMED:
            return not self._is_leased(slot)
        return entry.not_before <= now < entry.expires_at

    def _is_leased(self, slot: Slot) -> bool:
        if slot.lease is None:
            return False
        boot, until = slot.lease
        return boot == self._lease_clock.boot and self._lease_clock.now() < until

    def _claim(self, slot: Slot, owner: str, lease_seconds: float) -> Claimed:
        entry = slot.entry
        slot.state_before = entry.state
        slot.may_have_arrived |= entry.state is State.CLAIMED
        slot.lease = self._lease(lease_seconds)
        claimed = replace(
            entry,
            state=State.CLAIMED,
            owner=owner,
            attempts=entry.attempts + 1,
            fence=entry.fence + 1,
        )
        self._put(slot, claimed)
        return Claimed(claimed, possible_repeat=slot.may_have_arrived)

    def _lease(self, seconds: float) -> tuple[str, float]:
        return self._lease_clock.boot, self._lease_clock.now() + seconds

    def _held(self, claimed: Claimed) -> Slot | None:
        """Find what a claim holds, unless somebody else claimed or settled it since."""
        slot = self._open.get(claimed.entry.key)
        if slot is None or slot.entry.state is not State.CLAIMED:
            return None
        return slot if slot.entry.fence == claimed.entry.fence else None


def _is_untried(entry: Entry) -> bool:
    return entry.state in {State.PLANNED, State.WAITING} and entry.attempts == 0


def _sending_order(entry: Entry) -> tuple[int, datetime, str]:
    return -entry.priority, entry.not_before, entry.key


def _revived(superseded: Entry, asked: Entry) -> Entry:
    return replace(
        superseded,
        state=asked.state,
        due_at=asked.due_at,
        not_before=asked.not_before,
        expires_at=asked.expires_at,
        priority=asked.priority,
        payload=asked.payload,
        note=asked.note,
    )


def _settled(entry: Entry, outcome: Outcome) -> Entry:
    return replace(
        entry,
        state=outcome.state,
        not_before=outcome.not_before or entry.not_before,
        message_id=outcome.message_id,
        last_error=outcome.error,
        sent_at=outcome.at if outcome.state is State.SENT else None,
    )


def _attempt(key: str, outcome: Outcome) -> Attempt:
    return Attempt(
        key=key,
        at=outcome.at,
        outcome=OUTCOMES[outcome.state],
        status=outcome.status,
        milliseconds=outcome.milliseconds,
        error=outcome.error,
    )
