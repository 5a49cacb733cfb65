"""How long an event lasts: ISO 8601 durations, kept in calendar units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from geotimeline.edtf.months import days_in_month
from geotimeline.model.zones import instant_at, local_time

_PATTERN = (
    r"P(?=[0-9T])(?:([0-9]{1,4})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?"
    r"(?:T(?=[0-9])(?:([0-9]{1,5})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,7})S)?)?"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in calendar months, days and seconds (ISO 8601-1 §5.5.2).

    Attributes:
        months: Calendar months; a year is twelve.
        days: Calendar days; a week is seven.
        seconds: Exact seconds, below the day.
    """

    months: int = 0
    days: int = 0
    seconds: int = 0

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read `P2D`, `PT90M`, `P1Y6M`, `P2W`.

        Raises:
            ValueError: The text is not an ISO 8601 duration, or is no time at all.
        """
        match = re.fullmatch(_PATTERN, text)
        numbers = [int(part or 0) for part in match.groups()] if match else []
        if not any(numbers):
            message = (
                f"expected an ISO 8601 duration such as P2D or PT90M, not {text!r}"
            )
            raise ValueError(message)
        years, months, weeks, days, hours, minutes, seconds = numbers
        return cls(
            months=12 * years + months,
            days=7 * weeks + days,
            seconds=3600 * hours + 60 * minutes + seconds,
        )

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        hours, rest = divmod(self.seconds, 3600)
        minutes, seconds = divmod(rest, 60)
        day_part = _units((years, "Y"), (months, "M"), (self.days, "D"))
        time_part = _units((hours, "H"), (minutes, "M"), (seconds, "S"))
        return f"P{day_part}" + (f"T{time_part}" if time_part else "")

    def last_day_from(self, first: date) -> date:
        """Give the last day of something that begins on `first`: P2D is two days."""
        past = add_months(first, self.months)
        days = self.days + -(-self.seconds // 86_400)
        return _shifted(past, max(days - 1, -1 if self.months else 0))

    def after(self, start: datetime, zone_name: str) -> datetime:
        """Give the instant, in UTC, at which something that begins at `start` ends.

        Months and days keep the hour that local clocks show, hours and less are exact
        (RFC 5545 §3.3.6).

        Raises:
            OverflowError: The end lies beyond the year 9999.
        """
        if not (self.months or self.days):
            return start + timedelta(seconds=self.seconds)
        local = local_time(start, zone_name)
        past = add_months(local.date(), self.months)
        if self.months and past == date.max:
            raise OverflowError
        moved = instant_at(past + timedelta(days=self.days), local.time(), zone_name)
        return moved + timedelta(seconds=self.seconds)


def add_months(day: date, months: int) -> date:
    """Move by calendar months, to the month's last day where the day is missing.

    The result stays within the years 1 and 9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    month += 1
    return date(year, month, min(day.day, days_in_month(year, month)))


def _shifted(day: date, days: int) -> date:
    ordinal = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def _units(*parts: tuple[int, str]) -> str:
    return "".join(f"{number}{unit}" for number, unit in parts if number)
