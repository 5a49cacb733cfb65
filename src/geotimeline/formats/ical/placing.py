"""Where in a calendar a window stands: as a day, a span, or a marker on one day.

A calendar knows days and hours, no windows. docs/ical.md has the table of what becomes
of each, and why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from geotimeline.model.postponing import window_before

if TYPE_CHECKING:
    from geotimeline.edtf import DaySet
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event
    from geotimeline.model.window import Window

MOST_DAYS = 14
"""The longest window that is shown as a span: a longer one drowns the month."""

_ONE_DAY = timedelta(days=1)


class Uncertain(Enum):
    """What becomes of a beginning that is not known to the day."""

    AUTO = "auto"
    SPAN = "span"
    DEADLINE = "deadline"
    BOTH = "both"
    TODO = "todo"
    SKIP = "skip"


class Shape(Enum):
    """What an entry stands for."""

    KNOWN = "the day or the hour is known"
    SPAN = "the days on one of which it begins"
    BY = "a marker on the last possible day"
    FROM = "a marker on the first possible day"
    PERIOD = "the period of a statistic, or a marker on its last day"


class LeftOut(Enum):
    """Why something has no place in a calendar."""

    DATELESS = "without any date"
    UNCERTAIN = "with an uncertain date"
    GONE = "cancelled more than 90 days ago"


@dataclass(frozen=True, slots=True)
class Placement:
    """The place of one entry in a calendar.

    Attributes:
        shape: What it stands for.
        first: First day that it covers.
        last: Last day that it covers, inclusive.
        instant: When exactly it begins, in UTC; None for entries of whole days.
        end_instant: When exactly it ends, in UTC, if that is known.
    """

    shape: Shape
    first: date
    last: date
    instant: datetime | None = None
    end_instant: datetime | None = None

    @property
    def start(self) -> date:
        """DTSTART: the instant, else the first day."""
        return self.instant or self.first

    @property
    def end(self) -> date | None:
        """DTEND, exclusive: the instant, else the day after the last; None unknown."""
        if self.instant is not None:
            return self.end_instant
        return None if self.last == date.max else self.last + _ONE_DAY


def place(
    window: Window, uncertain: Uncertain, zone_name: str, *, is_period: bool = False
) -> Placement | LeftOut:
    """Find the place of a window.

    Args:
        window: When it may begin, and end.
        uncertain: What becomes of a beginning that is not known to the day.
        zone_name: IANA name of the event's zone.
        is_period: Whether the window is the period of a statistic.
    """
    first, last = window.first, window.last
    dateless = first is None and last is None
    if uncertain is Uncertain.SKIP and not (dateless or is_sure(window, is_period)):
        return LeftOut.UNCERTAIN
    if first is None or last is None:
        return _marker(first, last)
    if is_period:
        return _period(first, window.final_day)
    return _dated(window, first, last, uncertain, zone_name)


def is_sure(window: Window, is_period: bool = False) -> bool:  # noqa: FBT001, FBT002 (as in `place`)
    """Say whether a beginning is known to the day, with no doubt about it."""
    return is_period or (
        window.first == window.last is not None and not window.qualifiers
    )


def placement_of(
    event: Event, belief: Belief, uncertain: Uncertain
) -> tuple[Placement | LeftOut, bool]:
    """Place what is believed; and say whether it stands on its old day, put off."""
    before = window_before(event, belief)
    if before is not None:
        return place_before(before, uncertain, event.timezone), True
    zone_name, is_period = event.timezone, event.is_period
    return place(belief.window, uncertain, zone_name, is_period=is_period), False


def place_before(
    old: Window, uncertain: Uncertain, zone_name: str
) -> Placement | LeftOut:
    """Find the place of what was put off with no new date: its old last day."""
    placed = place(old, uncertain, zone_name)
    if isinstance(placed, LeftOut):
        return placed
    day = old.last or placed.first
    return replace(placed, first=day, last=day, instant=None, end_instant=None)


def _dated(
    window: Window, first: date, last: date, uncertain: Uncertain, zone_name: str
) -> Placement:
    """Place a window that has both a first and a last possible day."""
    if first == last:
        return _known(window, first, uncertain, zone_name)
    if _is_narrow(window.starts, uncertain):
        return Placement(Shape.SPAN, first, _end_day(window, last, uncertain))
    return Placement(Shape.BY, last, last)


def _known(
    window: Window, first: date, uncertain: Uncertain, zone_name: str
) -> Placement:
    if window.instant is not None:
        end = window.end_instant(zone_name)
        return Placement(Shape.KNOWN, first, first, window.instant, end)
    ends = window.last_days
    last = _end_day(window, first, uncertain)
    end_is_known = ends is None or last == ends.first
    return Placement(Shape.KNOWN if end_is_known else Shape.SPAN, first, last)


def _end_day(window: Window, last: date, uncertain: Uncertain) -> date:
    """Give the last day to cover: where it may end, or at least surely goes on."""
    ends = window.last_days
    if ends is None:
        return last
    if ends.last is not None and _is_narrow(ends, uncertain):
        return max(last, ends.last)
    return max(last, ends.first or last)


def _is_narrow(days: DaySet, uncertain: Uncertain) -> bool:
    size = days.hull.size
    if size is None or uncertain in (Uncertain.DEADLINE, Uncertain.BOTH):
        return size == 1
    return size <= MOST_DAYS or uncertain in (Uncertain.SPAN, Uncertain.TODO)


def _marker(first: date | None, last: date | None) -> Placement | LeftOut:
    if last is not None:
        return Placement(Shape.BY, last, last)
    if first is not None:
        return Placement(Shape.FROM, first, first)
    return LeftOut.DATELESS


def _period(first: date, last: date | None) -> Placement:
    if last is None:
        return Placement(Shape.FROM, first, first)
    short = (last - first).days < MOST_DAYS
    return Placement(Shape.PERIOD, first if short else last, last)
