"""What a process left behind when it died, or slept, in the middle of sending.

It may or may not have arrived. A plan looks at it as at all that is unsent: what is
still true is sent as a possible repeat, and what is not is closed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import Entry, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from geotimeline.interfaces.changes import Changes
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.services.delivering.holding_back import HoldingBack


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What is claimed, and nobody is at any more.

    Attributes:
        entries: By key, as they are to be looked at: planned.
    """

    entries: Mapping[str, Entry]

    @classmethod
    def of(cls, ledger: Ledger) -> LeftBehind:
        """Ask a ledger for it.

        Raises:
            LedgerError: It cannot be read.
        """
        found = (replace(one, state=State.PLANNED) for one in ledger.abandoned())
        return cls({entry.key: entry for entry in found})

    def opened(self, entries: Iterable[Entry]) -> Mapping[str, Entry]:
        """Give what the ledger holds unsent, by key."""
        return {**{entry.key: entry for entry in entries}, **self.entries}

    def states(self, states: Mapping[str, State]) -> Mapping[str, State]:
        """Give the states of planned keys as they are to be looked at."""
        mine = {key: State.PLANNED for key in self.entries if key in states}
        return {**states, **mine}

    def reopened(
        self, changes: Changes, holding: HoldingBack, *, now: datetime
    ) -> Changes:
        """Let what a plan does not close be sent again, when people want no quiet."""
        closed = {key for key, _, _ in changes.close}
        reopen = tuple(
            (key, holding.not_before(one.identity, now, expires_at=one.expires_at))
            for key, one in self.entries.items()
            if key not in closed
        )
        return replace(changes, reopen=reopen)
