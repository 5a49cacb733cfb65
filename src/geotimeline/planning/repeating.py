"""Nagging: a reminder said again and again until somebody acknowledges it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.model.zones import LATEST
from geotimeline.planning.local_length import PATTERN, LocalLength

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_REPEAT = re.compile(rf"every {PATTERN} until acked, at most (?P<most>[1-9][0-9]?)")


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often a reminder is said again.

    Attributes:
        every: How long lies between two times.
        most: How many times it is said again at most.
    """

    every: LocalLength
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
        every = LocalLength(int(match["count"]), match["unit"])
        return cls(every, int(match["most"]))

    def __str__(self) -> str:
        return f"every {self.every} until acked, at most {self.most}"

    def after(self, at: datetime, timezone: str) -> Iterator[tuple[datetime, datetime]]:
        """Yield when it is said again, and when the next time is, in UTC.

        After the last time that is the end of the year 9999.

        Args:
            at: When it is said first.
            timezone: IANA zone of who is told.
        """
        try:
            for number in range(1, self.most + 1):
                due = self.every.after(at, timezone, times=number)
                is_last = number == self.most
                yield (
                    due,
                    LATEST
                    if is_last
                    else self.every.after(at, timezone, times=number + 1),
                )
        except OverflowError:  # beyond the year 9999
            return
