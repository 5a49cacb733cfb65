"""All that ever changed in what is believed of a timeline, and what then lapsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.model.histories import histories
from geotimeline.model.query import EVERYTHING, Query
from geotimeline.model.turns import Change, Turn, lapses, turns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.model.timeline import Timeline


def changes(
    timeline: Timeline, *, as_of: datetime, until: datetime, query: Query = EVERYTHING
) -> Iterator[Change]:
    """Yield every change, in no particular order.

    Args:
        timeline: All events, also those that bound others or that others count from.
        as_of: An instant in UTC; claims known from later on are left out.
        until: Last instant, in UTC and inclusive, at which a window may have lapsed.
        query: Which changes, by what was believed after them.
    """
    for (event_id, _), steps in histories(timeline, as_of=as_of):
        event = timeline.by_id[event_id]
        told = (turn for turn in turns(event, steps) if turn.revisions)
        yield from (turn for turn in told if query.matches(event, turn.belief))
        for lapse in lapses(event, steps, until=until):
            if query.matches(event, lapse.belief):
                yield lapse


def newest_first(change: Change) -> tuple[float, str, str, bool]:
    """Sort key: newest first; then by event, and a turn before the lapse it led to."""
    at = -change.at.timestamp()
    belief = change.belief
    return at, belief.event, belief.milestone, not isinstance(change, Turn)
