"""The part of the ledger's port by which people steer reminders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry
    from geotimeline.planning.steering import Silence


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Somebody has taken note of a reminder.

    Attributes:
        key: The reminder's key.
        at: When, in UTC.
        by: Who; empty where nobody said.
        via: By what means: `cli`, `link`.
        note: What the person had to say; may be empty.
    """

    key: str
    at: datetime
    by: str = ""
    via: str = "cli"
    note: str = ""


class Steerable(Protocol):
    """What people ask of reminders that stand in the ledger already.

    Each method is one transaction. Every one raises `LedgerError` when the store
    cannot be used; nothing is then half-written.
    """

    def with_key(self, beginning: str) -> tuple[Entry, ...]:
        """Give the entries whose key begins so, by key; case counts."""
        ...

    def acknowledge(self, acknowledgement: Acknowledgement) -> bool:
        """Take note of a reminder: what is sent, dead, planned or waiting is `acked`.

        Returns:
            False, and nothing is written, for every other state and unknown keys: the
            first acknowledgement stays.
        """
        ...

    def acknowledgement(self, key: str) -> Acknowledgement | None:
        """Give who acknowledged a reminder, if anybody did."""
        ...

    def snooze(self, key: str, *, until: datetime, note: str) -> bool:
        """Hold back what is planned or waiting until an instant; False if it is not."""
        ...

    def retry(
        self, key: str, *, now: datetime, expires_at: datetime, note: str
    ) -> bool:
        """Plan what is dead again, due at once; False if it is not dead."""
        ...

    def silences(self) -> tuple[Silence, ...]:
        """Give every silence there ever was, in the order in which they were made."""
        ...

    def add_silence(
        self, matcher: str, *, starts: datetime, ends: datetime, by: str, why: str
    ) -> Silence:
        """Keep a new silence; what it covers is held by the next plan."""
        ...

    def end_silence(self, number: int, *, at: datetime) -> bool:
        """End a silence early; False if there is none of that number that still lasts.

        One that has not begun by then never will.
        """
        ...

    def silenced_entries(self) -> tuple[Entry, ...]:
        """Give all that is silenced, by `due_at`, then key."""
        ...
