"""Which occurrences of a long series are shown with all that is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geotimeline.model.recurring_names import is_occurrence
from geotimeline.model.zones import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from geotimeline.model.event import Event
    from geotimeline.model.timeline import Row

_NEXT = 5


class Shown(NamedTuple):
    """What is shown of an event.

    Attributes:
        rows: Every milestone that is no occurrence; of occurrences the last one that is
            over, the next five, and each that has claims of its own.
        left_out: How many occurrences are not among them.
    """

    rows: tuple[Row, ...]
    left_out: int


def shown_of(event: Event, rows: Iterable[Row], *, now: datetime) -> Shown:
    """Choose what is shown of an event that may come again many times.

    Args:
        event: The event as it is written; its occurrences are made for the moment.
        rows: All milestones of one event, earliest first.
        now: The present instant.
    """
    rows = tuple(rows)
    series = [row for row in rows if is_occurrence(event, row.belief.milestone)]
    over = [row for row in series if _is_over(row, now)]
    ahead = [row for row in series if not _is_over(row, now)]
    near = {row.belief.milestone for row in (*over[-1:], *ahead[:_NEXT])}
    far = {row.belief.milestone for row in series} - near - set(event.milestones)
    shown = tuple(row for row in rows if row.belief.milestone not in far)
    return Shown(shown, len(far))


def _is_over(row: Row, now: datetime) -> bool:
    last = row.belief.window.closing_day
    return last is not None and last < day_of(now, row.event.timezone)
