"""Entries of a ledger: reminders, and where each stands.

States: planned → claimed → sent, with waiting, acked, dead, superseded, silenced and
expired beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.planning.reminders import Identity


class State(Enum):
    """Where a reminder stands."""

    PLANNED = "planned"
    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    ACKED = "acked"
    DEAD = "dead"
    SUPERSEDED = "superseded"
    SILENCED = "silenced"
    EXPIRED = "expired"


OPEN_STATES = frozenset({State.PLANNED, State.WAITING, State.CLAIMED})
"""What is neither sent nor closed."""


TOLD_STATES = frozenset({State.SENT, State.ACKED, State.CLAIMED})
"""What was told, or is being told while somebody looks."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One reminder as the ledger keeps it; every instant is in UTC.

    Attributes:
        identity: The parts of the key.
        key: Primary key, `identity.key`.
        due_at: The intended instant; never changes.
        not_before: `due_at`, then back-off, quiet hours and the like.
        expires_at: From here on it is stale.
        payload: The message as JSON text, frozen at the first attempt.
        state: Where it stands.
        created_at: When the ledger learnt of it.
        priority: Higher goes first among those due.
        attempts: How many attempts began: claims, also those cut off, without those
            given back untried.
        fence: Rises with every claim; 0 before the first.
        owner: Who claimed it last.
        message_id: What the receiver or protocol called it.
        note: Why it is expired, superseded or silenced, in words.
        last_error: Why the last attempt failed, in words without secrets.
        sent_at: When it was settled as sent.
        acked_at: When somebody acknowledged it.
        may_have_arrived: Some attempt got no answer, or was cut off; once true, it
            stays true. The ledger alone sets it.
        digest: Key of the digest that tells it, or was to; empty where none does.
    """

    identity: Identity
    key: str
    due_at: datetime
    not_before: datetime
    expires_at: datetime
    payload: str
    state: State
    created_at: datetime
    priority: int = 0
    attempts: int = 0
    fence: int = 0
    owner: str = ""
    message_id: str = ""
    note: str = ""
    last_error: str = ""
    sent_at: datetime | None = None
    acked_at: datetime | None = None
    may_have_arrived: bool = False
    digest: str = ""

    @property
    def may_have_been_told(self) -> bool:
        """Whether its reader may know of it, as far as anybody can tell."""
        return self.state in TOLD_STATES or self.may_have_arrived


@dataclass(frozen=True, slots=True)
class Claimed:
    """An entry that this process alone may try to send until its lease ends.

    Attributes:
        entry: The entry, with the fence of this claim.
        possible_repeat: The message may have arrived already: some earlier claim was
            never settled, or was settled as `may_have_arrived`. Once true, it stays
            true for every later claim of this entry.
    """

    entry: Entry
    possible_repeat: bool
