"""Matters as the ledger keeps them: what was told of each, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import OPEN_STATES, Entry, State
from geotimeline.planning.matters import matter_keys
from geotimeline.planning.reminders import ESCALATED, FOLLOWING, SNOOZED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.interfaces.ledger import Ledger

_FAILING = (State.PLANNED, State.WAITING, State.DEAD, State.EXPIRED)
_TOLD = (State.SENT, State.ACKED)


@dataclass(frozen=True, slots=True)
class Matter:
    """All that the ledger keeps of one matter.

    Attributes:
        key: Key of the matter.
        entries: In the order in which the ledger learnt of them; at least one.
        looked_at: When the ledger was planned last: what was due by then, and is
            neither sent nor tried, is held up. None where that does not matter.
    """

    key: str
    entries: tuple[Entry, ...]
    looked_at: datetime | None = None

    @property
    def originals(self) -> tuple[Entry, ...]:
        """What was told first-hand, said again by the plan included."""
        derived = (*FOLLOWING, SNOOZED)
        return tuple(e for e in self.entries if e.identity.moment not in derived)

    @property
    def is_acknowledged(self) -> bool:
        """Whether anybody has taken note of any of it."""
        return any(entry.state is State.ACKED for entry in self.entries)

    @property
    def was_sent(self) -> bool:
        """Whether any channel has taken any of it."""
        return any(entry.sent_at is not None for entry in self.told)

    @property
    def told(self) -> tuple[Entry, ...]:
        """What was sent, or tried in vain, first-hand; what went out first comes first.

        Of what was said again to the same address only the first.
        """
        tried = [one for one in self.originals if one.sent_at or self._is_failing(one)]
        tried.sort(key=lambda one: (one.sent_at or one.due_at, one.key))
        first: dict[tuple[str, str], Entry] = {}
        for one in tried:
            first.setdefault((one.identity.recipient, one.identity.channel), one)
        return tuple(first.values())

    @property
    def first(self) -> Entry:
        """What went out first, else what was tried first, else what is known first."""
        sent = [one for one in self.told if one.sent_at is not None]
        return next(iter((*sent, *self.told, *self.entries)))

    @property
    def snoozed_until(self) -> datetime | None:
        """Until when somebody has put it off last; None where nobody has."""
        ends = [
            entry.sent_at or entry.not_before
            for entry in self.entries
            if entry.identity.moment == SNOOZED
            and (entry.state in OPEN_STATES or entry.state in _TOLD)
        ]
        return max(ends, default=None)

    def _is_failing(self, entry: Entry) -> bool:
        if entry.attempts:
            return entry.state in _FAILING
        is_open = entry.state in (State.PLANNED, State.WAITING)
        looked = self.looked_at
        return is_open and looked is not None and entry.not_before <= looked


def matters_of(
    ledger: Ledger, event: str, *, looked_at: datetime | None = None
) -> tuple[Matter, ...]:
    """Give all matters of an event, in the order in which the ledger learnt of them.

    Args:
        ledger: The ledger; only read.
        event: Id of the event.
        looked_at: When the ledger was planned last, as `Matter` has it.

    Raises:
        LedgerError: It cannot be read.
    """
    entries = sorted(
        ledger.entries(event=event), key=lambda one: (one.created_at, one.key)
    )
    keys = matter_keys({entry.key: entry.identity for entry in entries})
    by_matter = defaultdict[str, list[Entry]](list)
    for entry in entries:
        by_matter[keys[entry.key]].append(entry)
    return tuple(
        Matter(key, tuple(found), looked_at) for key, found in by_matter.items()
    )


def matter_with(ledger: Ledger, entry: Entry) -> Matter:
    """Give the matter of an entry; what is about no event stands for itself."""
    found = matters_of(ledger, entry.identity.event) if entry.identity.event else ()
    keys = {one.key: matter for matter in found for one in matter.entries}
    return keys.get(entry.key, Matter(entry.key, (entry,)))


def following(matter: Matter) -> Iterator[Entry]:
    """Yield what is still to be sent only because nobody has acknowledged."""
    for entry in matter.entries:
        identity = entry.identity
        follows = identity.moment == ESCALATED or identity.is_repetition
        if follows and entry.state in (State.PLANNED, State.WAITING):
            yield entry
