"""What people ask of reminders that stand in a ledger in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.adapters.ledger.memory.digests import MemoryDigests
from geotimeline.adapters.ledger.memory.store import is_unclaimed
from geotimeline.interfaces.entries import Entry, State
from geotimeline.planning.steering import Silence

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.interfaces.steering import Acknowledgement


class MemorySteering(MemoryDigests):
    """Acknowledgements, snoozes, silences and second tries, gone with the process."""

    def __init__(self) -> None:
        super().__init__()
        self._acknowledgements: dict[str, Acknowledgement] = {}
        self._silences: list[Silence] = []  # number n stands at n - 1

    def with_key(self, beginning: str) -> tuple[Entry, ...]:
        """Give the entries whose key begins so, by key; case counts."""
        with self._lock:
            keys = sorted(key for key in self._slots if key.startswith(beginning))
            return tuple(self._slots[key].entry for key in keys)

    def acknowledge(self, acknowledgement: Acknowledgement) -> bool:
        """Take note of a reminder; False if there is nothing to take note of."""
        with self._lock:
            taken = self._acknowledge(acknowledgement)
            members = self._members.get(acknowledgement.key, ()) if taken else ()
            for key in tuple(members):
                self._acknowledge(replace(acknowledgement, key=key))
            return taken

    def _acknowledge(self, acknowledgement: Acknowledgement) -> bool:
        key, at = acknowledgement.key, acknowledgement.at
        taken = self._change(key, _may_be_acknowledged, state=State.ACKED, acked_at=at)
        if taken:
            self._acknowledgements[key] = acknowledgement
        return taken

    def acknowledgement(self, key: str) -> Acknowledgement | None:
        """Give who acknowledged a reminder, if anybody did."""
        with self._lock:
            return self._acknowledgements.get(key)

    def snooze(self, key: str, *, until: datetime, note: str) -> bool:
        """Hold back what is planned or waiting until an instant; False if it is not."""
        with self._lock:
            return self._change(
                key, self._may_change, not_before=until, note=note, digest=""
            )

    def retry(
        self, key: str, *, now: datetime, expires_at: datetime, note: str
    ) -> bool:
        """Plan what is dead again, due at once; False if it is not dead."""
        with self._lock:
            return self._change(
                key,
                _is_dead,
                state=State.PLANNED,
                not_before=now,
                expires_at=expires_at,
                note=note,
                digest="",
            )

    def silences(self) -> tuple[Silence, ...]:
        """Give every silence there ever was, in the order in which they were made."""
        with self._lock:
            return tuple(self._silences)

    def add_silence(
        self, matcher: str, *, starts: datetime, ends: datetime, by: str, why: str
    ) -> Silence:
        """Keep a new silence; what it covers is held by the next plan."""
        with self._lock:
            number = len(self._silences) + 1
            silence = Silence(number, matcher, starts, ends, by, why)
            self._silences.append(silence)
            return silence

    def end_silence(self, number: int, *, at: datetime) -> bool:
        """End a silence early; False if there is none of that number that lasts."""
        with self._lock:
            if not 0 < number <= len(self._silences):
                return False
            silence = self._silences[number - 1]
            if silence.ended_at is not None or silence.ends <= at:
                return False
            self._silences[number - 1] = replace(silence, ended_at=at)
            return True

    def silenced_entries(self) -> tuple[Entry, ...]:
        """Give all that is silenced, by `due_at`, then key."""
        with self._lock:
            entries = [slot.entry for slot in self._slots.values()]
        silenced = (entry for entry in entries if entry.state is State.SILENCED)
        return tuple(sorted(silenced, key=lambda entry: (entry.due_at, entry.key)))


def _may_be_acknowledged(entry: Entry) -> bool:
    return is_unclaimed(entry) or entry.state in {State.SENT, State.DEAD}


def _is_dead(entry: Entry) -> bool:
    return entry.state is State.DEAD
