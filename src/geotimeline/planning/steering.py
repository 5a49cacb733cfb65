"""How people steer reminders: silences, snoozes, and what is tried again on request."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.model.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from geotimeline.model.timeline import Row
    from geotimeline.planning.rules import Rule

RETRIED = "tried again on request"
"""How the note of what was dead, and is to be tried again, begins."""

QUIET_HOURS = "quiet hours until"
"""How the note of what waits for the end of quiet hours begins."""

IN_DIGEST = "in the digest of"
"""How the note of what waits to be told with others begins."""

LET_GO = "alone, since its digest could not be delivered"
"""The note of what was to be told with others, and now goes by itself."""

EMPTY = "nothing is left to tell in it"
"""The note of a digest whose every member is gone."""

SCATTERED = "what it was to tell is told otherwise"
"""The note of a digest that could not be had whole."""

HELD_BACK = "snoozed until"
"""How the note of what was snoozed begins."""

FROM_PLAN = "reminder"
"""How the bound of a snoozed message begins that once more tells a planned reminder."""

ONE_OFF = "message"
"""How it begins for what happened once, such as a revision or a digest."""

_NOTICE_AT_MOST = timedelta(days=1)
_NOTICE_PART = 10
_LENGTH = re.compile(r"([0-9]{1,4})\s*(min|h|d|w)")
_UNITS: Mapping[str, timedelta] = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}


@dataclass(frozen=True, slots=True)
class Silence:
    """A span during which nothing is told of some events.

    Attributes:
        number: Its number in the ledger, from 1.
        matcher: Which events, in the query language.
        starts: From when on, inclusive, in UTC.
        ends: Until when, exclusive, in UTC.
        by: Who asked for it; empty where nobody said.
        why: What for.
        ended_at: When somebody ended it early; None if nobody did.
    """

    number: int
    matcher: str
    starts: datetime
    ends: datetime
    by: str = ""
    why: str = ""
    ended_at: datetime | None = None

    @property
    def until(self) -> datetime:
        """When it ends or ended, exclusive."""
        return self.ends if self.ended_at is None else min(self.ends, self.ended_at)

    @property
    def notice_at(self) -> datetime:
        """When to say that it will end: a day before, or a tenth of a short one."""
        length = self.ends - self.starts
        return self.ends - min(_NOTICE_AT_MOST, length / _NOTICE_PART)

    def covers(self, at: datetime) -> bool:
        """Whether it holds what would be sent at that instant."""
        return self.starts <= at < self.until


class Hush:
    """The silences that matter from some instant on, ready to be asked."""

    def __init__(self, silences: Iterable[Silence], *, now: datetime) -> None:
        """Leave out what is over.

        Raises:
            QuerySyntaxError: One of them cannot be read.
        """
        self._now = now
        self.lasting = tuple(
            (one, Query.parse(one.matcher)) for one in silences if now < one.until
        )

    def over(self, row: Row, at: datetime) -> Silence | None:
        """Give the silence over a message that is meant for an instant, if any is.

        What is overdue would be sent now, so that a silence that begins later does not
        hold it. Of several the one that lasts longest is given.
        """
        at = max(at, self._now)
        found = [
            one
            for one, query in self.lasting
            if one.covers(at) and query.matches(row.event, row.belief)
        ]
        return max(found, key=lambda one: one.until, default=None)


def places_held(
    query: Query, rows: Iterable[Row], rules: Iterable[Rule]
) -> tuple[tuple[str, str], ...]:
    """Give recipient and channel of all that a silence keeps quiet, sorted."""
    held = [row for row in rows if query.matches(row.event, row.belief)]
    places = {
        (address.recipient, address.channel)
        for rule in rules
        if any(rule.match.matches(row.event, row.belief) for row in held)
        for address in rule.addresses
    }
    return tuple(sorted(places))


def read_length(text: str) -> timedelta:
    """Read how long to snooze: `30min`, `4h`, `2d`, `1w`; a day is 24 hours.

    Raises:
        ValueError: It is written otherwise, or no time at all.
    """
    match = _LENGTH.fullmatch(text.strip())
    length = int(match[1]) * _UNITS[match[2]] if match else timedelta(0)
    if not length:
        message = f"cannot read the length {text!r}"
        raise ValueError(message)
    return length
