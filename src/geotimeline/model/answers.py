"""Questions to an uncertain date have three answers: certainly, possibly, never."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geotimeline.model.window import Window


class Answer(Enum):
    """How sure it is that something holds."""

    CERTAINLY = "certainly"
    POSSIBLY = "possibly"
    NEVER = "never"


def falls_within(window: Window, first: date | None, last: date | None) -> Answer:
    """Say whether something happens on one of the days first … last.

    Something that lasts falls into a range as soon as one of its days does.

    Args:
        window: When it may begin and end, in days of the event's zone.
        first: First day of the range, inclusive; None for no limit.
        last: Last day of the range, inclusive; None for no limit.
    """
    low, high = first or date.min, last or date.max
    ends = window.last_days
    earliest, latest = window.first or date.min, window.last or date.max
    surely_until = max(earliest, (ends.first or date.min) if ends else earliest)
    maybe_until = latest if ends is None else (ends.last or date.max)
    if latest <= high and surely_until >= low:
        return Answer.CERTAINLY
    begins_there = window.starts.overlaps(low, high)
    goes_on_there = earliest < low and ends is not None and maybe_until >= low
    return Answer.POSSIBLY if begins_there or goes_on_there else Answer.NEVER
