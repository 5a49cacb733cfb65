"""The port through which reminders are remembered: the truth about what was sent.

States of an entry: planned → claimed → sent, with waiting, acked, dead, superseded,
silenced and expired beside it. An entry is claimed with a lease and a fence; whoever
settles must show the fence of his own claim. What somebody claimed and never settled
is planned again, or closed, by the next plan: it may have become untrue meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from geotimeline.interfaces.channel_record import ChannelRecord
from geotimeline.interfaces.steering import Steerable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from geotimeline.interfaces.attempts import Attempt, Outcome
    from geotimeline.interfaces.gathering import Gathering
    from geotimeline.planning.limiting import Allowance
    from geotimeline.planning.reminders import Identity

NO_ALLOWANCES: Mapping[str, Allowance] = MappingProxyType({})
"""Of every channel as much as is due."""


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


@dataclass(frozen=True, slots=True)
class Changes:
    """What one planning pass asks of the ledger, applied whole or not at all.

    Attributes:
        insert: New entries, in any state. A key that is known already is left alone,
            unless it was superseded or silenced: then the plan asks for it again, and
            it takes the new state, instants, priority, payload and note, and belongs
            to no digest. How often it was tried, and when it became known first, stays.
        close: (key, new state, note) for entries that are unsent and that nobody is at:
            planned, waiting or abandoned. Others are left alone.
        refresh: (key, payload, due_at, not_before, expires_at) for entries that are
            planned or waiting and have never been tried; others are left alone.
        reopen: (key, not_before) of abandoned entries that are to be sent all the same:
            planned again, as a possible repeat. Others are left alone.
        gather: Which digests tell what; each as `Gathering` says.
        remember: (name, value) of small facts to keep, as `Ledger.remember` does.
        planned_at: When the plan was made; the ledger keeps the latest.

    What is inserted comes first, then `refresh`, `close`, `reopen` and `gather`.
    """

    planned_at: datetime
    insert: tuple[Entry, ...] = ()
    close: tuple[tuple[str, State, str], ...] = ()
    refresh: tuple[tuple[str, str, datetime, datetime, datetime], ...] = ()
    reopen: tuple[tuple[str, datetime], ...] = ()
    gather: tuple[Gathering, ...] = ()
    remember: tuple[tuple[str, str], ...] = ()


class Ledger(ChannelRecord, Steerable, Protocol):
    """Durable memory of reminders; safe to use from several processes and threads.

    Every method raises `LedgerError` when the store cannot be used; nothing is then
    half-written.
    """

    def last_planned_at(self) -> datetime | None:
        """Say when a plan was last applied; None before the first one ever."""
        ...

    def states(self, keys: Collection[str]) -> Mapping[str, State]:
        """Give the state of those of `keys` that are known."""
        ...

    def open_entries(self) -> tuple[Entry, ...]:
        """Give all that is planned, waiting or claimed, by `not_before`, then key."""
        ...

    def abandoned(self) -> tuple[Entry, ...]:
        """Give what is claimed and whose lease ran out, by `not_before`, then key.

        Whoever claimed it is dead, frozen or asleep; it may or may not have arrived.
        """
        ...

    def apply(self, changes: Changes) -> None:
        """Apply a plan in one transaction."""
        ...

    def next_due(self, *, after: datetime | None = None) -> datetime | None:
        """Give the earliest `not_before` of what is planned or waiting, if anything is.

        What a digest tells does not count, the digest does.
        What has expired counts until a plan closes it. What is claimed does not: a
        lease that runs out is found by the next regular tick.

        Args:
            after: Only what is due later than this; all if None.
        """
        ...

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
        """Take up to `limit` entries that are due, in the order they should be sent.

        Due is what is planned or waiting with `not_before` ≤ now < `expires_at`, unless
        a digest tells it. The order is: highest priority, then earliest `not_before`,
        then key. Leases do not follow `now`: setting the wall clock neither ends nor
        lengthens them.

        Args:
            now: The present instant, in UTC.
            owner: Who claims, for the log.
            lease_seconds: How long the claim holds unless it is renewed.
            limit: How many entries to take at most; 0 takes none.
            without_channels: Channels whose entries are left for later.
            allowances: How much of each channel may be taken, counted in the same
                transaction (`planning.limiting`); all that is due where none is named.
        """
        ...

    def renew(self, claimed: Claimed, *, lease_seconds: float) -> bool:
        """Begin the lease anew just before sending; False if the claim is lost.

        A claim is lost when, after the lease ran out, somebody else claimed the entry
        or a plan closed it. A lease that ran out unnoticed is simply begun anew, also
        where a plan has reopened the entry meanwhile.
        """
        ...

    def release(self, claimed: Claimed) -> bool:
        """Give a claim back untried, as it was before; False if the claim is lost.

        What was planned or waiting is so again. Only the fence keeps its rise.
        """
        ...

    def settle(self, claimed: Claimed, outcome: Outcome) -> bool:
        """Record how an attempt ended; False, and nothing written, if it was lost.

        Lost as with `renew`. What the outcome gives `instead` is entered in the same
        transaction, unless its key is known already. Where it was lost, `attempts` of
        the entry counts one more than `attempts(key)` has lines.
        """
        ...

    def entries(
        self, *, states: Iterable[State] | None = None, event: str | None = None
    ) -> Iterator[Entry]:
        """Give entries, oldest due first; all states when `states` is None."""
        ...

    def attempts(self, key: str) -> tuple[Attempt, ...]:
        """Give the attempts at one reminder, oldest first."""
        ...

    def remember(self, name: str, value: str) -> None:
        """Keep a small fact between runs."""
        ...

    def recall(self, name: str) -> str | None:
        """Give what was remembered under that name, or None."""
        ...

    def recall_all(self, prefix: str) -> Mapping[str, str]:
        """Give every fact whose name begins with `prefix`, by the rest of its name."""
        ...

    def close(self) -> None:
        """Let go of files and connections; calling it twice does no harm."""
        ...
