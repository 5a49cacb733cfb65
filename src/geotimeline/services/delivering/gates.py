"""Gates: what a channel may be given now, by its limits and by how it fares.

Nothing is kept here. Both follow from the attempts in the ledger, so they hold across
restarts, passes of cron, and schedulers that share a ledger.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import State
from geotimeline.interfaces.standings import Obstacle
from geotimeline.planning.breaking import Breaker
from geotimeline.planning.limiting import Allowance, Room
from geotimeline.planning.retrying import SHORTEST_REST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime, timedelta

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.planning.channels import Channel

_LOOKED_AT = 20  # attempts: with the rests between them, more than a day of failures


@dataclass(frozen=True, slots=True)
class Admission:
    """What may be claimed now, as `Ledger.claim` takes it.

    Attributes:
        closed: Channels that rest.
        allowances: Of the others, those that are not given all that is due.
    """

    closed: frozenset[str]
    allowances: Mapping[str, Allowance]


@dataclass(frozen=True, slots=True)
class Gates:
    """The gates of all channels; every method may raise `LedgerError`.

    Attributes:
        ledger: Knows every attempt; only read.
        channels: By name, as alerts/ describes them.
        shortest: How long a channel rests at first when it keeps failing.
        mended: When a channel's settings changed last, as far as this process knows.
    """

    ledger: Ledger
    channels: Mapping[str, Channel]
    shortest: timedelta = SHORTEST_REST
    mended: Mapping[str, datetime] = field(default_factory=dict)

    def admit(self, now: datetime) -> Admission:
        """Say what may be claimed at an instant."""
        breakers = {name: self.breaker(name) for name in self.channels}
        closed = {name for name, one in breakers.items() if one.rests_until(now)}
        allowances = {
            name: Allowance(channel.limits, 1 if breakers[name].is_open else None)
            for name, channel in self.channels.items()
            if channel.limits or breakers[name].is_open
        }
        return Admission(frozenset(closed), allowances)

    def breaker(self, name: str) -> Breaker:
        """Say how a channel has failed of late."""
        recent = self.ledger.recent_attempts(name, count=_LOOKED_AT)
        failing = tuple(takewhile(lambda one: one.is_passing, recent))
        return Breaker(
            failures=tuple(one.at for one in failing),
            asked_until=failing[0].asked_until if failing else None,
            shortest=self.shortest,
            mended_at=self.mended.get(name),
        )

    def failing(self, name: str) -> str:
        """Say how a channel failed at the last attempt; empty if it did not."""
        last = self.ledger.recent_attempts(name, count=1)
        return last[0].error if last and last[0].is_passing else ""

    def obstacle(self, name: str, now: datetime) -> Obstacle | None:
        """Say what keeps a channel from being given all that is due; None if nothing.

        Urgent messages pass a limit.
        """
        breaker = self.breaker(name)
        if breaker.is_open or breaker.rests_until(now):
            until = breaker.rests_until(now)
            return Obstacle(_failing(breaker), until, is_failure=True)
        limited = self._limited(name, now)
        return None if limited is None else Obstacle(*limited, is_failure=False)

    def divide(
        self, due: Iterable[Entry], *, now: datetime
    ) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """Divide what is due into what would be sent and what waits for its channel."""
        admission = self.admit(now)
        opened = self.ledger.open_entries()
        rooms = {
            name: self._room(name, allowance, opened, now)
            for name, allowance in admission.allowances.items()
        }
        through: list[Entry] = []
        waiting: list[Entry] = []
        places = Counter[str]()
        for entry in sorted(due, key=_sending_order):
            channel = entry.identity.channel
            places[channel] += 1
            room = rooms.get(channel)
            is_full = room and not room.admits(places[channel], entry.priority)
            is_kept = channel in admission.closed or is_full
            (waiting if is_kept else through).append(entry)
        return tuple(through), tuple(waiting)

    def _room(
        self, name: str, allowance: Allowance, opened: Iterable[Entry], now: datetime
    ) -> Room:
        claimed = (one for one in opened if one.state is State.CLAIMED)
        under_way = sum(one.identity.channel == name for one in claimed)
        limits = allowance.limits
        spent = [one.spent(self._ends(name, one.count), now=now) for one in limits]
        return allowance.room(spent, under_way=under_way)

    def _limited(self, name: str, now: datetime) -> tuple[str, datetime] | None:
        channel = self.channels.get(name)
        used_up = [
            (opens, str(limit))
            for limit in (channel.limits if channel else ())
            if (opens := limit.opens_at(self._ends(name, limit.count), now=now))
        ]
        if not used_up:
            return None
        opens, limit = max(used_up)
        return f"its limit of {limit} is used up", opens

    def next_opening(self, now: datetime) -> datetime | None:
        """Give when the next channel may be given more than now; None if none waits."""
        return min(self._openings(now), default=None)

    def _openings(self, now: datetime) -> Iterator[datetime]:
        for name in self.channels:
            rests = self.breaker(name).rests_until(now)
            if rests is not None:
                yield rests
            limited = self._limited(name, now)
            if limited is not None:
                yield limited[1]

    def _ends(self, name: str, count: int) -> list[datetime]:
        return [one.at for one in self.ledger.recent_attempts(name, count=count)]


def _failing(breaker: Breaker) -> str:
    if not breaker.is_open:
        return "it asked to be left alone"
    since = f"{breaker.failures[-1]:%Y-%m-%d %H:%M} UTC"
    return f"it has failed since {since} and is left alone"


def _sending_order(entry: Entry) -> tuple[int, datetime, str]:
    return -entry.priority, entry.not_before, entry.key
