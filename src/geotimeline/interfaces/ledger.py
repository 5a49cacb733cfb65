"""The port through which reminders are remembered: the truth about what was sent.

An entry is claimed with a lease and a fence; whoever settles must show the fence of
his own claim. What somebody claimed and never settled is planned again, or closed, by
the next plan: it may have become untrue meanwhile.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from geotimeline.interfaces.channel_record import ChannelRecord
from geotimeline.interfaces.steering import Steerable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from geotimeline.interfaces.attempts import Attempt, Outcome
    from geotimeline.interfaces.changes import Changes
    from geotimeline.interfaces.entries import Claimed, Entry, State
    from geotimeline.planning.limiting import Allowance

NO_ALLOWANCES: Mapping[str, Allowance] = MappingProxyType({})
"""Of every channel as much as is due."""


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
