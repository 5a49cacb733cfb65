"""What is drawn of a window: possible days thin, sure ones thick, open ends as arrows.

The shapes are the same on a terminal and in an SVG; only the pen differs.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geotimeline.model.timeline import Row
    from geotimeline.model.window import Window


class Kind(Enum):
    """What a stroke says of its days."""

    PERIOD = "the period that a statistic speaks of"
    MAY_LAST = "it may still go on"
    POSSIBLE = "it begins on one of them"
    LASTS = "it surely goes on"
    THAT_DAY = "it begins on that day"


class Stroke(NamedTuple):
    """Days from `first` to `last`, both included; None where open.

    Attributes:
        kind: What is said of them.
        first: First day.
        last: Last day.
    """

    kind: Kind
    first: date | None
    last: date | None


def strokes(row: Row) -> tuple[Stroke, ...]:
    """Give what to draw of a row, in the order in which to draw it."""
    window = row.belief.window
    if row.event.is_period:
        return (Stroke(Kind.PERIOD, window.first, window.final_day),)
    kind = Kind.THAT_DAY if window.size == 1 else Kind.POSSIBLE
    starts = (Stroke(kind, span.first, span.last) for span in window.starts.spans)
    return (*_after_start(window), *starts)


def _after_start(window: Window) -> Iterator[Stroke]:
    """Yield the days after the last possible start on which it goes on, or may."""
    ends, begun = window.last_days, window.last
    if ends is None or begun is None or ends.last == begun:
        return
    yield Stroke(Kind.MAY_LAST, begun, ends.last)
    if ends.first is not None and ends.first > begun:
        yield Stroke(Kind.LASTS, begun, ends.first)
