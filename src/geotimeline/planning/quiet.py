"""Quiet hours: when nobody wants to be told, and when they end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from geotimeline.model.zones import MIDNIGHT, instant_at, zone

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOUR = "([01][0-9]|2[0-3]):([0-5][0-9])"
_SPAN = re.compile(
    rf"{_HOUR} ?- ?(?:{_HOUR}|24:00)"
    rf"(?: on (?P<days>(?:{'|'.join(_WEEKDAYS)})(?:[ ,]+(?:{'|'.join(_WEEKDAYS)}))*))?"
)
_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_SOME_MONDAY = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class QuietSpan:
    """One stretch of quiet, by local clocks.

    Attributes:
        start: When it begins, inclusive.
        end: When it ends, exclusive; on the next day unless it lies after `start`.
        weekdays: On which days it begins, Monday being 0.
    """

    start: time
    end: time
    weekdays: frozenset[int] = frozenset(range(7))

    @classmethod
    def parse(cls, text: str) -> QuietSpan:
        """Read `22:00-07:00`, `00:00-24:00 on sat, sun`.

        Raises:
            ValueError: It is written otherwise, or begins when it ends.
        """
        match = _SPAN.fullmatch(" ".join(text.lower().split()))
        if match is None:
            message = (
                f"cannot read the quiet hours {text!r}: expected such as `22:00-07:00` "
                "or `00:00-24:00 on sat, sun`"
            )
            raise ValueError(message)
        start = time(int(match[1]), int(match[2]))
        end = time(int(match[3]), int(match[4])) if match[3] else MIDNIGHT
        if start == end and match[3]:
            message = f"{text!r} ends when it begins; a whole day is `00:00-24:00`"
            raise ValueError(message)
        named = re.findall("[a-z]+", match["days"] or "") or _WEEKDAYS
        return cls(start, end, frozenset(_WEEKDAYS.index(name) for name in named))

    def end_around(self, instant: datetime, timezone: str) -> datetime | None:
        """Give the end of the quiet that an instant lies in; None if it does not."""
        today = instant.astimezone(zone(timezone)).date()
        for day in (today - _DAY, today):
            if day.weekday() in self.weekdays:
                start, end = self._on(day, timezone)
                if start <= instant < end:
                    return end
        return None

    def _on(self, day: date, timezone: str) -> tuple[datetime, datetime]:
        last = day if self.start < self.end else day + _DAY
        return (
            instant_at(day, self.start, timezone),
            instant_at(last, self.end, timezone),
        )


@dataclass(frozen=True, slots=True)
class QuietHours:
    """All the quiet of a channel or of somebody.

    Attributes:
        spans: When it is quiet; they may overlap.
        timezone: IANA zone of their hours.
    """

    spans: tuple[QuietSpan, ...]
    timezone: str = "UTC"

    def __post_init__(self) -> None:
        if _until(_SOME_MONDAY, self.spans, "UTC") >= _SOME_MONDAY + _WEEK:
            message = "quiet hours must leave some hour of the week to be told in"
            raise ValueError(message)

    def until(self, instant: datetime) -> datetime:
        """Give the first instant from the given one on that is not quiet, in UTC."""
        return _until(instant, self.spans, self.timezone)


def _until(instant: datetime, spans: tuple[QuietSpan, ...], timezone: str) -> datetime:
    """Go from end to end while spans meet or overlap, for a week at most."""
    limit = instant + _WEEK
    while instant < limit:
        ends = [span.end_around(instant, timezone) for span in spans]
        inside = [end for end in ends if end is not None]
        if not inside:
            break
        instant = max(inside)
    return instant
