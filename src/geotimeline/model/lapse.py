"""Lapses: the window closed, and nothing says what became of the event."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from geotimeline.model.vocabulary import EVENT_ITSELF, Status
from geotimeline.model.zones import start_of

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event

_OUTCOMES = (Status.HELD, Status.CANCELLED)


def lapses_at(event: Event, belief: Belief) -> datetime | None:
    """Say when a window closes without an outcome: 00:00 after its last day.

    The last day is that of its beginning, or of its end where that is said.

    Returns:
        The instant, in UTC, reckoned in the event's zone; None where there is an
        outcome, where the window never closes, for a statistic, whose date is a
        period and no day to come, and for a series, whose occurrences lapse instead.
    """
    last = belief.window.closing_day
    is_series = event.recurs is not None and belief.milestone == EVENT_ITSELF
    never = event.is_period or is_series or belief.status in _OUTCOMES
    if never or last is None or last == date.max:
        return None
    return start_of(last + timedelta(days=1), event.timezone)


def has_lapsed(event: Event, belief: Belief, *, now: datetime) -> bool:
    """Say whether the window has closed and nothing says what became of it."""
    at = lapses_at(event, belief)
    return at is not None and at <= now
