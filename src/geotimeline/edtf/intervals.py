"""What lasts from one date to another, and how its two sides bound each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from geotimeline.edtf.days import DaySet
from geotimeline.edtf.values import (
    Date,
    EdtfValue,
    combined,
)


class End(Enum):
    """A side of an interval or range that is not dated."""

    OPEN = ".."
    UNKNOWN = ""

    @property
    def text(self) -> str:
        """What stands on that side of the `/`."""
        return self.value


Side = Date | End
"""What may stand on either side of an interval."""


def lasting(start: Side, end: Side) -> tuple[DaySet, DaySet]:
    """The days on which it may start, and may end, if it goes from one to the other.

    Raises:
        ValueError: Every end would precede every start, or neither side is dated.
    """
    if isinstance(start, Date):
        if isinstance(end, Date):
            return _in_order(start.starts, end.ends)
        return start.starts, DaySet.of(start.first, None)
    if isinstance(end, Date):
        return DaySet.of(None, end.last), end.ends
    message = "a date is needed on one side"
    raise ValueError(message)


def _in_order(starts: DaySet, ends: DaySet) -> tuple[DaySet, DaySet]:
    """Clip so that nothing starts after the last end or ends before the first start."""
    if starts.last and ends.first and starts.last <= ends.first:
        return starts, ends
    clipped = starts.clipped(last=ends.last), ends.clipped(first=starts.first)
    if not all(clipped):
        message = "an interval cannot end before it starts"
        raise ValueError(message)
    return clipped


def is_northern(side: Side) -> bool:
    """Whether the side was read as a northern season."""
    return isinstance(side, Date) and side.has_northern_season


def in_the_south(side: Side) -> Side:
    """The side with its season, if it names no hemisphere, read as southern."""
    return side.southern() if isinstance(side, Date) else side


@dataclass(frozen=True, slots=True)
class Interval(EdtfValue):
    """Something that lasts from one date to another.

    Attributes:
        start: When it begins.
        end: When it ends.
    """

    start: Side = field(kw_only=True, repr=False)
    end: Side = field(kw_only=True, repr=False)

    @classmethod
    def between(cls, start: Side, end: Side) -> Interval:
        """The interval, its starts and ends clipped so that no end precedes a start.

        Raises:
            ValueError: It would run backwards, or neither end is dated.
        """
        dated = [side for side in (start, end) if isinstance(side, Date)]
        starts, ends = lasting(start, end)
        return cls(
            f"{start.text}/{end.text}",
            starts,
            ends,
            *combined(dated),
            start=start,
            end=end,
        )

    @property
    def lasts(self) -> bool:
        """An interval goes on from its start to its end."""
        return True

    @property
    def unknown_start(self) -> bool:
        """Whether nobody has said when it starts."""
        return self.start is End.UNKNOWN or _is_unknown(self.start)

    @property
    def unknown_end(self) -> bool:
        """Whether nobody has said when it ends."""
        return self.end is End.UNKNOWN or _is_unknown(self.end)

    @property
    def has_northern_season(self) -> bool:
        """Whether one of its sides was read as a northern season."""
        return is_northern(self.start) or is_northern(self.end)

    def southern(self) -> Interval:
        """The interval between its sides as read in the southern hemisphere."""
        if not self.has_northern_season:
            return self
        try:
            return Interval.between(in_the_south(self.start), in_the_south(self.end))
        except ValueError:  # backwards: it was not meant for the south
            return self


def _is_unknown(side: Side) -> bool:
    return isinstance(side, Date) and side.unknown_start
