"""Dates that are counted from another: "90d after in-force", "60d before visit"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from geotimeline.edtf import DaySet, DaySpan
from geotimeline.model.duration import add_months
from geotimeline.model.window import Window
from geotimeline.model.zones import day_of, instant_at, zone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from geotimeline.model.duration import Duration

ANCHOR_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]*(?:#[A-Za-z0-9][A-Za-z0-9._-]*)?"
"""How that from which a date is counted is named: `in-force`, `visit`, `visit#ends`."""

FOLLOWING_PATTERN = (
    rf"([0-9]{{1,4}}) ?(d|w|mo|y) +(before|after) +({ANCHOR_PATTERN})"  # as in Lead
)
_FOLLOWING = re.compile(FOLLOWING_PATTERN)


class CalendarUnit(Enum):
    """What a date is counted in: whole days or months of the calendar."""

    DAY = "d"
    WEEK = "w"
    MONTH = "mo"
    YEAR = "y"

    @property
    def days(self) -> int:
        """How many days it has; 0 for those that are counted in months."""
        return {"d": 1, "w": 7}.get(self.value, 0)

    @property
    def months(self) -> int:
        """How many months it has; 0 for those that are counted in days."""
        return {"mo": 1, "y": 12}.get(self.value, 0)


@dataclass(frozen=True, slots=True)
class Following:
    """A rule that gives a date by another one, and moves with it.

    Attributes:
        count: How many units; 0 is the same day.
        unit: In which unit.
        after: Whether it is counted past the other's beginning, or back from it.
        anchor: From what it is counted, as written: a milestone of the same event,
            else the id of an event, or id#milestone.
    """

    count: int
    unit: CalendarUnit
    after: bool
    anchor: str

    @classmethod
    def parse(cls, text: str) -> Following:
        """Read `90d after in-force`, `60d after visit`, `1mo before visit#signed`.

        Raises:
            ValueError: It is written otherwise.
        """
        match = _FOLLOWING.fullmatch(text.strip())
        if match is None:
            message = (
                f"cannot read {text!r}: expected such as `90d after in-force` (d, w, "
                "mo or y; before or after; then a milestone of this event, the id of "
                "another, or id#milestone)"
            )
            raise ValueError(message)
        count, unit, side, anchor = match.groups()
        return cls(int(count), CalendarUnit(unit), side == "after", anchor)

    def __str__(self) -> str:
        side = "after" if self.after else "before"
        return f"{self.count}{self.unit.value} {side} {self.anchor}"

    def day(self, day: date) -> date:
        """Count from one day; months end where the day is missing.

        The result stays within the years 1 and 9999.
        """
        count = self.count if self.after else -self.count
        if self.unit.months:
            return add_months(day, count * self.unit.months)
        ordinal = day.toordinal() + count * self.unit.days
        return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))

    def window(
        self, anchor: Window, zone_name: str, duration: Duration | None
    ) -> Window | None:
        """Count from a window: from each day on which the other may begin.

        Open bounds stay open. An instant keeps its local wall time.

        Args:
            anchor: When that from which is counted may begin.
            zone_name: IANA name of the zone in which the result is meant.
            duration: How long what is counted lasts.

        Returns:
            The window, or None where nothing is known of the other's beginning.
        """
        if anchor.is_unknown:
            return None
        there = self._instant(anchor.instant, zone_name)
        if there is None:
            starts = moved(anchor.starts, self.day)
        else:
            day = day_of(there, zone_name)
            starts = DaySet.of(day, day)
        return Window(starts, None, there, duration, anchor.qualifiers)

    def _instant(self, instant: datetime | None, zone_name: str) -> datetime | None:
        """Count from an instant; None where there is none, or beyond the year 9999."""
        if instant is None:
            return None
        try:
            local = instant.astimezone(zone(zone_name))
            there = instant_at(self.day(local.date()), local.time(), zone_name)
            day_of(there, zone_name)
        except OverflowError:
            return None
        return there


def moved(days: DaySet, move: Callable[[date], date]) -> DaySet:
    """Move every span of days by its two ends; what is open stays open.

    Days between the moved ends count as possible, also the few that no day of a
    shorter month leads to.
    """
    return DaySet.union(
        DaySpan(
            None if span.first is None else move(span.first),
            None if span.last is None else move(span.last),
        )
        for span in days.spans
    )
