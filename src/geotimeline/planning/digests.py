"""Digests: messages told together, at an hour or because they are many at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import count

from geotimeline.model.zones import LATEST, day_of, instant_at

WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_HOUR = "(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9])"
_WEEKLY = f"weekly on (?P<day>{'|'.join(WEEKDAYS)})"
_SCHEDULED = f"(?:daily|{_WEEKLY}) at {_HOUR}"
_AT_ONCE = "more than (?P<count>[1-9][0-9]{0,2}|[a-z]+) at once"
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Told together at an hour of every day, or of one day of the week.

    Attributes:
        at: The hour, by local clocks.
        weekday: On which day, Monday being 0; None for every day.
        timezone: IANA zone of the hour.
    """

    at: time
    weekday: int | None = None
    timezone: str = "UTC"

    def __str__(self) -> str:
        if self.weekday is None:
            return f"daily at {self.at:%H:%M}"
        return f"weekly on {WEEKDAYS[self.weekday]} at {self.at:%H:%M}"

    def next_at(self, instant: datetime) -> datetime:
        """Give the first instant of a digest from the given one on, in UTC.

        There is one for each local day, or week: an hour that clocks skip is the one
        after, of one that comes twice it is the first. Beyond the year 9999 it is the
        end of that year.
        """
        try:
            # What clocks skip at the end of a day comes in the next one.
            yesterday = day_of(instant, self.timezone) - _DAY
            days = (yesterday + number * _DAY for number in count())
            return next(
                at
                for day in days
                if self.weekday in (None, day.weekday())
                and (at := instant_at(day, self.at, self.timezone)) >= instant
            )
        except OverflowError:
            return LATEST


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Told together where so many are due at the same time.

    Attributes:
        more_than: So many still come one by one.
    """

    more_than: int = 5

    def __str__(self) -> str:
        return f"more than {self.more_than} at once"


@dataclass(frozen=True, slots=True)
class OneByOne:
    """Never told together."""

    def __str__(self) -> str:
        return "none"


Digest = Scheduled | AtOnce | OneByOne


def read_digest(text: str) -> Digest:
    """Read `daily at 08:00`, `weekly on monday at 08:00`, `more than 5 at once`.

    Also `none`. The zone of a scheduled one is UTC as yet.

    Raises:
        ValueError: It is written otherwise.
    """
    plain = " ".join(text.lower().split())
    if plain == "none":
        return OneByOne()
    if match := re.fullmatch(_SCHEDULED, plain):
        day = match["day"]
        at = time(int(match["hour"]), int(match["minute"]))
        return Scheduled(at, WEEKDAYS.index(day) if day else None)
    match = re.fullmatch(_AT_ONCE, plain)
    number = _number(match["count"]) if match else 0
    if not number:
        message = (
            f"cannot read the digest {text!r}: expected such as `daily at 08:00`, "
            "`weekly on monday at 08:00`, `more than 5 at once` or `none`"
        )
        raise ValueError(message)
    return AtOnce(number)


def in_zone(digest: Digest, timezone: str) -> Digest:
    """Give the digest at the same hour by the clocks of another zone."""
    if isinstance(digest, Scheduled):
        return replace(digest, timezone=timezone)
    return digest


def _number(text: str) -> int:
    """Read `5` or `five`; 0 where it is neither."""
    if text in _NUMBERS:
        return _NUMBERS.index(text) + 2
    return int(text) if text.isdigit() else 0
