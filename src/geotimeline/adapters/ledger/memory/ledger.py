"""The ledger in memory: for replays, dry runs and tests; gone with its process."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.adapters.ledger.memory.claims import MemoryClaims
from geotimeline.adapters.ledger.memory.steering import MemorySteering
from geotimeline.adapters.ledger.memory.store import waits_for_itself
from geotimeline.interfaces.entries import Entry, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from geotimeline.adapters.leases import LeaseClock
    from geotimeline.interfaces.changes import Changes


class MemoryLedger(MemoryClaims, MemorySteering):
    """A ledger that several threads of one process may share.

    Args:
        lease_clock: What leases are measured by; the machine's own if None.
    """

    def __init__(self, *, lease_clock: LeaseClock | None = None) -> None:
        super().__init__(lease_clock=lease_clock)
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
        # All is read in full first: no half of a plan stays.
        closed, reopened = tuple(changes.close), tuple(changes.reopen)
        gathered = tuple(changes.gather)
        with self._lock:
            for entry in inserted:
                self._insert(entry)
            for key, payload, due_at, not_before, expires_at in refreshed:
                self._change(
                    key,
                    self._may_be_refreshed,
                    payload=payload,
                    due_at=due_at,
                    not_before=not_before,
                    expires_at=expires_at,
                )
            for key, state, note in closed:
                self._close(key, state, note)
                self._let_go(key)
            for key, not_before in reopened:
                self._reopen(key, not_before)
            for gathering in gathered:  # first all that becomes free
                self._leave_out(gathering)
            for gathering in gathered:
                self._gather(gathering)
            self._facts.update(changes.remember)
            earlier = self._planned_at or changes.planned_at
            self._planned_at = max(earlier, changes.planned_at)

    def next_due(self, *, after: datetime | None = None) -> datetime | None:
        """Give the earliest `not_before` of what is planned or waiting, if any is."""
        with self._lock:
            entries = (slot.entry for slot in self._open.values())
            instants = [one.not_before for one in entries if waits_for_itself(one)]
        return min((at for at in instants if after is None or at > after), default=None)

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
        slot, entry = self._slots.get(entry.key), replace(entry, digest="")
        if slot is None:
            self._add(entry)
        elif slot.entry.state in (State.SUPERSEDED, State.SILENCED):
            self._put(slot, _revived(slot.entry, entry))

    def _may_be_refreshed(self, entry: Entry) -> bool:
        return self._may_change(entry) and not entry.attempts

    def _close(self, key: str, state: State, note: str) -> None:
        """Close what nobody is at; of what was abandoned nobody knows the outcome."""
        slot = self._slots.get(key)
        if slot is None:
            return
        is_abandoned = self._is_abandoned(slot)
        if is_abandoned or self._may_change(slot.entry):
            unsure = is_abandoned or slot.entry.may_have_arrived
            closed = replace(
                slot.entry, state=state, note=note, may_have_arrived=unsure, digest=""
            )
            self._put(slot, closed)

    def _reopen(self, key: str, not_before: datetime) -> None:
        slot = self._slots.get(key)
        if slot is not None and self._is_abandoned(slot):
            again = replace(slot.entry, state=State.PLANNED, not_before=not_before)
            self._put(slot, replace(again, may_have_arrived=True))


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
        digest="",
    )
