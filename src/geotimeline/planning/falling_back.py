"""Fallbacks: through which other channel a message goes when its own one fails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from geotimeline.planning.channels import Channel

AFTER = timedelta(minutes=30)
"""How long a channel may fail by default before the fallback is used."""


@dataclass(frozen=True, slots=True)
class Fallback:
    """Where messages go that a channel does not take.

    Attributes:
        to: Name of the other channel.
        after: How long a message waits for a channel that fails, but may work again.
            What is refused for good does not wait.
    """

    to: str
    after: timedelta = AFTER

    def due(self, began: datetime, *, expires_at: datetime) -> datetime:
        """Say when a message is not to wait any longer.

        Never later than half of the time for which it was of use: the other channel
        needs some of it too.

        Args:
            began: When it could first have been sent, or was first tried.
            expires_at: When it is of no use any more.
        """
        half = max((expires_at - began) / 2, timedelta())
        return began + min(self.after, half)


def circles(channels: Mapping[str, Channel]) -> Iterator[tuple[str, ...]]:
    """Yield the names of channels that fall back on each other in a circle.

    Each circle once, beginning with the name that comes first in the alphabet.
    """
    found: set[tuple[str, ...]] = set()
    for name in channels:
        way = [name]
        while (then := _next(way[-1], channels)) is not None and then not in way:
            way.append(then)
        if then is not None:
            circle = way[way.index(then) :]
            first = circle.index(min(circle))
            found.add((*circle[first:], *circle[:first]))
    yield from sorted(found)


def _next(name: str, channels: Mapping[str, Channel]) -> str | None:
    channel = channels.get(name)
    return channel.fallback.to if channel and channel.fallback else None
