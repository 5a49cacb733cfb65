"""Rate limits: how many attempts one channel is given in how long a span."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.planning.priority import Priority

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

PASSES_LIMITS = Priority.URGENT.rank
"""What has this priority, or a higher one, does not wait for a limit; it counts."""

UNBOUNDED = 2**31
"""More than anybody sends."""

_WRITTEN = re.compile(r"([1-9][0-9]{0,4}) per (minute|hour|day)")
_SPANS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most so many attempts in any span of that length.

    Attributes:
        count: How many, at least one.
        span: How long; it slides, and does not begin with the hour or the day.
    """

    count: int
    span: timedelta

    @classmethod
    def parse(cls, text: str) -> RateLimit:
        """Read `30 per hour`.

        Raises:
            ValueError: It is written otherwise.
        """
        match = _WRITTEN.fullmatch(" ".join(text.split()))
        if match is None:
            message = (
                f"cannot read the limit {text!r}: expected such as `30 per hour` "
                "(per minute, hour or day; 1 to 99999)"
            )
            raise ValueError(message)
        return cls(int(match[1]), _SPANS[match[2]])

    def __str__(self) -> str:
        unit = next(name for name, span in _SPANS.items() if span == self.span)
        return f"{self.count} per {unit}"

    def spent(self, attempts: Iterable[datetime], *, now: datetime) -> int:
        """Count the attempts that ended within one span of an instant.

        What lies ahead was written before the clock was set back: it counts for a span
        at most, and not until the clock has caught up.
        """
        return sum(abs(now - at) < self.span for at in attempts)

    def opens_at(
        self, attempts: Iterable[datetime], *, now: datetime
    ) -> datetime | None:
        """Say when one more is allowed; None if it is now."""
        within = sorted(at for at in attempts if abs(now - at) < self.span)
        if len(within) < self.count:
            return None
        return within[-self.count] + self.span


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much of what is due one channel may be given.

    Attributes:
        limits: All of them hold.
        at_once: How many may be under way at the same time; None for any number.
    """

    limits: tuple[RateLimit, ...] = ()
    at_once: int | None = None

    def room(self, spent: Sequence[int], *, under_way: int) -> Room:
        """Give what is left of it.

        Args:
            spent: What each limit has been spent of, in their order.
            under_way: How many are claimed now; those count as spent too.
        """
        left = [
            limit.count - used - under_way
            for limit, used in zip(self.limits, spent, strict=True)
        ]
        at_once = UNBOUNDED if self.at_once is None else self.at_once - under_way
        return Room(left=min(left, default=UNBOUNDED), at_once=at_once)


@dataclass(frozen=True, slots=True)
class Room:
    """How many entries of a channel may be claimed now; below 1 none may.

    Attributes:
        left: As far as limits go.
        at_once: As far as it matters how many are under way.
    """

    left: int
    at_once: int

    def admits(self, place: int, priority: int) -> bool:
        """Say whether the entry at a place of the channel's queue may be claimed.

        Args:
            place: From 1, in the order in which they should be sent.
            priority: The entry's; urgent ones pass limits.
        """
        return place <= self.at_once and (
            place <= self.left or priority >= PASSES_LIMITS
        )
