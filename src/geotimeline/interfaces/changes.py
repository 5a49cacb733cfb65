"""What one planning pass asks of a ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry, State
    from geotimeline.interfaces.gathering import Gathering


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
