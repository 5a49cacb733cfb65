"""Nagging: a reminder said again and again until somebody acknowledges it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from geotimeline.model.zones import instant_at, zone

if TYPE_CHECKING:
    from collections.abc import Iterator

_REPEAT = re.compile(
    r"every (?P<count>[1-9][0-9]{0,3}) ?(?P<unit>min|h|d|w) until acked, "
    r"at most (?P<most>[1-9][0-9]?)"
)
_EXACT = {"min": timedelta(minutes=1), "h": timedelta(hours=1)}
_DAYS = {"d": 1, "w": 7}


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often a reminder is said again.

    Attributes:
        count: How many units lie between two times.
        unit: `min` and `h` are exact time; `d` and `w` keep the hour of local clocks.
        most: How many times it is said again at most.
    """

    count: int
    unit: str
    most: int

    @classmethod
    def parse(cls, text: str) -> Repeat:
        """Read `every 1d until acked, at most 5`.

        Raises:
            ValueError: It is written otherwise.
        """
        match = _REPEAT.fullmatch(" ".join(text.split()))
        if match is None:
            message = (
                f"cannot read {text!r}: expected such as `every 1d until acked, at "
                "most 5` (min, h, d, w; at most 99)"
            )
            raise ValueError(message)
        return cls(int(match["count"]), match["unit"], int(match["most"]))

    def __str__(self) -> str:
        return f"every {self.count}{self.unit} until acked, at most {self.most}"

    def after(self, at: datetime, timezone: str) -> Iterator[tuple[datetime, datetime]]:
        """Yield when it is said again, and when the time after that would be, in UTC.

        Args:
            at: When it is said first.
            timezone: IANA zone of who is told.
        """
        try:
            for number in range(1, self.most + 1):
                yield (
                    self._nth(at, number, timezone),
                    self._nth(at, number + 1, timezone),
                )
        except OverflowError:  # beyond the year 9999
            return

    def _nth(self, at: datetime, number: int, timezone: str) -> datetime:
        if self.unit in _EXACT:
            return at + number * self.count * _EXACT[self.unit]
        local = at.astimezone(zone(timezone))
        days = timedelta(days=number * self.count * _DAYS[self.unit])
        return instant_at(local.date() + days, local.time(), timezone)
