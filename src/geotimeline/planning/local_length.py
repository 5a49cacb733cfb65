"""Lengths of time as people wait: exact below a day, by local clocks above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from geotimeline.model.zones import instant_at, zone

if TYPE_CHECKING:
    from collections.abc import Mapping

PATTERN = r"(?P<count>[1-9][0-9]{0,3}) ?(?P<unit>min|h|d|w)"
"""How one is written, for regular expressions; groups `count` and `unit`."""

_EXACT: Mapping[str, timedelta] = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
}
_DAYS: Mapping[str, int] = {"d": 1, "w": 7}
_WORDS = {"min": "minute", "h": "hour", "d": "day", "w": "week"}


@dataclass(frozen=True, slots=True)
class LocalLength:
    """So many minutes, hours, days or weeks.

    Attributes:
        count: How many, from 1.
        unit: `min` and `h` are exact time; `d` and `w` keep the hour of local clocks.
    """

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"

    @property
    def words(self) -> str:
        """Say it in words: `4 hours`."""
        return f"{self.count} {_WORDS[self.unit]}{'' if self.count == 1 else 's'}"

    @property
    def usual(self) -> timedelta:
        """How long it is where no clocks are changed."""
        if self.unit in _EXACT:
            return self.count * _EXACT[self.unit]
        return timedelta(days=self.count * _DAYS[self.unit])

    def after(self, at: datetime, timezone: str, *, times: int = 1) -> datetime:
        """Give the instant so much later, in UTC.

        Args:
            at: What it is counted from.
            timezone: IANA zone of the local clocks.
            times: How often the length is added.

        Raises:
            OverflowError: That lies beyond the year 9999.
        """
        if self.unit in _EXACT:
            return at + times * self.usual
        local = at.astimezone(zone(timezone))
        return instant_at(local.date() + times * self.usual, local.time(), timezone)
