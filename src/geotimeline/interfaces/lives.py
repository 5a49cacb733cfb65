"""The life of a reminder, put together from what a ledger keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geotimeline.interfaces.attempts import Attempt
    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.steering import Acknowledgement
    from geotimeline.planning.plan import NotPlanned


@dataclass(frozen=True, slots=True)
class Life:
    """One reminder, from when the ledger learnt of it.

    Attributes:
        entry: As it stands.
        attempts: Each attempt that was settled, oldest first.
        acknowledgement: Who took note of it; None if nobody did.
        waits_for: What its channel waits for, where it is due; empty for nothing.
        told_in: What told it together with others, or was to: digests, and what went
            instead of them; oldest due first.
    """

    entry: Entry
    attempts: tuple[Attempt, ...]
    acknowledgement: Acknowledgement | None
    waits_for: str = ""
    told_in: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Why there were reminders, and why there were none.

    Attributes:
        lives: Oldest due first; empty where an event has never had a reminder.
        not_planned: Moments that rules name and the event does not have.
        is_unasked: Whether it is an event that no rule asks for.
    """

    lives: tuple[Life, ...]
    not_planned: tuple[NotPlanned, ...] = ()
    is_unasked: bool = False
