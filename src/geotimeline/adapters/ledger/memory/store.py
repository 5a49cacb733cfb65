"""The entries of a ledger in memory, with those that are open at hand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from geotimeline.interfaces.entries import OPEN_STATES, Entry, State

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(slots=True)
class Slot:
    """An entry, with what only the ledger itself needs to know of it.

    Attributes:
        entry: The entry as it stands.
        lease: Boot and reading of the lease clock at which the claim ends; None where
            nobody has claimed it since it was last settled.
        state_before: What a release goes back to.
    """

    entry: Entry
    lease: tuple[str, float] | None = None
    state_before: State = State.PLANNED


class MemoryStore:
    """Entries by their keys; all methods but the public ones need the lock held."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._slots: dict[str, Slot] = {}
        self._open: dict[str, Slot] = {}  # those in OPEN_STATES: all that is scanned
        self._members = defaultdict[str, set[str]](set)  # by the digest that tells them

    def _change(
        self,
        key: str,
        allowed: Callable[[Entry], bool],
        **fields: Any,  # noqa: ANN401 (whatever fields `Entry` has)
    ) -> bool:
        """Change an entry if it is there and may be changed; say whether it was."""
        slot = self._slots.get(key)
        if slot is None or not allowed(slot.entry):
            return False
        self._put(slot, replace(slot.entry, **fields))
        return True

    def _add(self, entry: Entry) -> None:
        """Keep an entry whose key is new."""
        slot = self._slots[entry.key] = Slot(entry)
        self._put(slot, entry)

    def _put(self, slot: Slot, entry: Entry) -> None:
        """Give an entry its new shape, and keep what is known of all of them true."""
        self._members[slot.entry.digest].discard(entry.key)
        if entry.digest:
            self._members[entry.digest].add(entry.key)
        slot.entry = entry
        if entry.state in OPEN_STATES:
            self._open[entry.key] = slot
        else:
            self._open.pop(entry.key, None)


def waits_for_itself(entry: Entry) -> bool:
    """Whether an entry is unsent, nobody is at it, and no digest is to tell it."""
    return is_unclaimed(entry) and not entry.digest


def is_unclaimed(entry: Entry) -> bool:
    """Whether an entry is unsent and nobody is at it."""
    return entry.state in {State.PLANNED, State.WAITING}
