"""Windows: the days, or the instant, on which something may begin and may end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geotimeline.edtf import EVERY_DAY, DaySet, Qualifiers

if TYPE_CHECKING:
    from datetime import date, datetime

    from geotimeline.model.duration import Duration

SURE = Qualifiers(uncertain=False, approximate=False)


@dataclass(frozen=True, slots=True)
class Window:
    """Where a milestone may begin, and what is known of its end.

    Starts are narrowed with starts and ends with ends. Days are those of the event's
    time zone.

    Attributes:
        starts: The days on which it may begin.
        ends: The days on which it may end, where something says so.
        instant: When exactly it begins, in UTC, if that is known.
        duration: How long it lasts, if that is said instead of its end.
        qualifiers: Uncertain, approximate: carried along, never widening.
    """

    starts: DaySet = EVERY_DAY
    ends: DaySet | None = None
    instant: datetime | None = None
    duration: Duration | None = None
    qualifiers: Qualifiers = SURE

    @property
    def first(self) -> date | None:
        """First possible day of its beginning; None where open."""
        return self.starts.first

    @property
    def last(self) -> date | None:
        """Last possible day of its beginning; None where open."""
        return self.starts.last

    @property
    def is_unknown(self) -> bool:
        """Whether nothing at all bounds its beginning."""
        return self.starts == EVERY_DAY

    @property
    def size(self) -> int | None:
        """How many days are possible for its beginning; None where open."""
        return self.starts.size

    @property
    def last_days(self) -> DaySet | None:
        """The days on which it may end, said or reckoned from the duration."""
        if self.ends is not None or self.duration is None:
            return self.ends
        first, last = self.first, self.last
        return DaySet.of(
            None if first is None else self.duration.last_day_from(first),
            None if last is None else self.duration.last_day_from(last),
        )

    @property
    def final_day(self) -> date | None:
        """Last day on which it may still go on, as far as is known; None where open."""
        ends = self.last_days
        return self.last if ends is None else ends.last

    @property
    def closing_day(self) -> date | None:
        """Last day on which it may still be going on, or else may begin; None if open.

        Something that lasts has not failed to come while it may be under way.
        """
        return self.final_day or self.last

    def end_instant(self, zone_name: str) -> datetime | None:
        """Say when exactly it ends, in UTC, if a beginning and a duration say so.

        None also where that is beyond the year 9999.

        Args:
            zone_name: IANA name of the event's zone, in which days are counted.
        """
        if self.instant is None or self.duration is None:
            return None
        try:
            return self.duration.after(self.instant, zone_name)
        except OverflowError:
            return None

    def intersected(self, other: Window) -> Window | None:
        """Give what both allow, or None where they cannot both be true.

        Of two durations that of `other` stands: fold the newer into the older.
        """
        starts = self.starts & other.starts
        ends = _both(self.ends, other.ends)
        if ends is not None and starts:
            ends = ends.clipped(first=starts.first)
            starts = starts.clipped(last=ends.last) if ends else starts
        instants = {i for i in (self.instant, other.instant) if i is not None}
        if not starts or (ends is not None and not ends) or len(instants) > 1:
            return None
        return Window(
            starts=starts,
            ends=ends,
            instant=instants.pop() if instants else None,
            duration=other.duration or self.duration,
        )

    def clipped(self, first: date | None, last: date | None) -> Window | None:
        """Give the window without the days outside first … last, or None if empty."""
        starts = self.starts.clipped(first=first, last=last)
        return replace(self, starts=starts) if starts else None

    def doubted(self, qualifiers: Qualifiers) -> Window:
        """Give the same window with these doubts instead of its own."""
        same = self.qualifiers == qualifiers
        return self if same else replace(self, qualifiers=qualifiers)


UNKNOWN = Window()


def _both(mine: DaySet | None, theirs: DaySet | None) -> DaySet | None:
    if mine is None or theirs is None:
        return theirs if mine is None else mine
    return mine & theirs
