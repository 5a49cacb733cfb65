"""What the plan asks for once more, though it was sent for another claim."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import TOLD_STATES, State

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.model.bounding import Key
    from geotimeline.planning.reminders import Reminder


def without_repeats(
    planned: Sequence[Reminder],
    ledger: Ledger,
    *,
    now: datetime,
    moved: Collection[Key],
    being_told: Collection[str],
) -> tuple[Reminder, ...]:
    """Leave out what was sent already, though for another claim of the same date.

    A claim that is written down later, but was said earlier, may become the one that
    set a bound: the bound has not moved, and nobody is to be told of it again.

    Args:
        planned: What the rules ask for.
        ledger: Knows what was sent.
        now: The present instant.
        moved: Milestones whose days have changed since the last pass.
        being_told: Keys of what digests tell that are being sent.
    """
    known = ledger.states([r.key for r in planned if r.due_at <= now])
    new = {
        r.key: replace(r.identity, claim="")
        for r in planned
        if r.due_at <= now
        and r.key not in known
        and (r.identity.event, r.identity.milestone) not in moved
    }
    sent = {
        replace(entry.identity, claim="")
        for event in {identity.event for identity in new.values()}
        for entry in ledger.entries(states=(*TOLD_STATES, State.WAITING), event=event)
        if entry.state is not State.WAITING or entry.key in being_told
    }
    return tuple(r for r in planned if new.get(r.key) not in sent)
