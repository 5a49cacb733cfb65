"""How an event comes again: the days that a rule gives (RFC 5545 §3.3.10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import takewhile

from geotimeline.model.recurring_syntax import read_parts
from geotimeline.model.zones import zone

LONGEST_YEARS = 100
"""How many years after its first occurrence an event is still followed."""

_AROUND = 400  # years after which the Gregorian calendar repeats, weekdays included


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule by which an event comes again, in steps of whole days.

    Attributes:
        text: The rule in capitals, without `RRULE:`.
        pattern: The same without its end.
        count: How many occurrences there are in all; None without such an end.
        until: The last day or instant, as written; empty without such an end.
    """

    text: str
    pattern: str
    count: int | None = None
    until: str = ""

    @classmethod
    def parse(cls, text: str) -> Recurrence:
        """Read `FREQ=YEARLY`, `FREQ=MONTHLY;BYDAY=1MO;COUNT=12`.

        Raises:
            ValueError: It is no recurrence rule, or none that is taken.
        """
        parts = read_parts(text)
        whole = ";".join(f"{name}={value}" for name, value in parts.items())
        count, until = parts.pop("COUNT", ""), parts.pop("UNTIL", "")
        if until:
            _until(until)
        pattern = ";".join(f"{name}={value}" for name, value in parts.items())
        return cls(whole, pattern, int(count) if count else None, until)

    def __str__(self) -> str:
        return self.text

    def days(self, first: Start, last: date) -> tuple[date, ...]:
        """Give the days of its occurrences, the first one included, in order.

        The first one counts, whether it fits the rule or not.

        Args:
            first: Its first occurrence.
            last: Give none after this day; nor any 100 years after the first.
        """
        until = _last_day(self.until, first) if self.until else last
        found = _days(self.pattern, first.day, min(last, until, _century(first.day)))
        return found if self.count is None else found[: self.count]

    def fits(self, day: date) -> bool:
        """Say whether the rule itself gives the day on which it is to start."""
        return day in _given(self.pattern, day, day)


@dataclass(frozen=True, slots=True)
class Start:
    """The first occurrence of an event that comes again.

    Attributes:
        day: On which day it begins, in its zone.
        hour: When on that day, by the clocks of its zone; None if that is not known.
        timezone: IANA name of its zone.
    """

    day: date
    hour: time | None = None
    timezone: str = "UTC"


def _last_day(until: str, first: Start) -> date:
    """Give the last day on which an occurrence may begin."""
    end = _until(until)
    if "T" not in until:
        return end.date()
    if end.tzinfo is not None:
        end = end.astimezone(zone(first.timezone))
    too_late = first.hour is not None and first.hour > end.time()
    return end.date() - timedelta(days=1) if too_late else end.date()


def _until(text: str) -> datetime:
    """Read the end of a rule.

    Raises:
        ValueError: There is no such day or hour.
    """
    day, _, hour = text.removesuffix("Z").partition("T")
    try:
        end = datetime.fromisoformat(f"{day}T{hour or '000000'}")
    except ValueError as error:
        message = f"UNTIL={text}: there is no such day or hour"
        raise ValueError(message) from error
    return end.replace(tzinfo=UTC) if text.endswith("Z") else end


def _century(day: date) -> date:
    year = day.year + LONGEST_YEARS
    return date.max if year > date.max.year else date(year, day.month, 28)


@lru_cache(maxsize=512)
def _days(pattern: str, first: date, last: date) -> tuple[date, ...]:
    return (
        tuple(sorted({first, *_given(pattern, first, last)})) if first <= last else ()
    )


def _given(pattern: str, first: date, last: date) -> tuple[date, ...]:
    """Give the days first … last that a pattern gives, counted from the first.

    A rule that gives no more days would be followed to the year 9999. The calendar
    repeats every 400 years, so that end is brought near.
    """
    from dateutil.rrule import rrulestr  # noqa: PLC0415 (most events do not recur)

    away = (date.max.year - last.year) // _AROUND * _AROUND
    start = datetime(first.year + away, first.month, first.day)  # noqa: DTZ001 (days)
    found = (one.date() for one in rrulestr(pattern, dtstart=start))
    end = last.replace(year=last.year + away)
    return tuple(
        one.replace(year=one.year - away)
        for one in takewhile(lambda day: day <= end, found)
    )
