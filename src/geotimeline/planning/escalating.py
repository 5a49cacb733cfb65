"""Escalation: who else is told when nobody acknowledges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from geotimeline.planning.local_length import PATTERN, LocalLength
from geotimeline.planning.recipients import Address, Recipient, addresses

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_NAME = "[A-Za-z0-9][A-Za-z0-9._-]*"
_ESCALATION = re.compile(
    rf"after {PATTERN} unacked to (?:channel (?P<channel>{_NAME})|(?P<to>{_NAME}))"
)
LONGEST = timedelta(days=30)
"""Links that acknowledge are good for so long."""


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who is told when a message was not acknowledged for so long.

    Attributes:
        wait: How long after the message was first sent.
        to: Who is told, through their own channels; None where a channel is named.
        channel: Through which channel, where nobody is named.
    """

    wait: LocalLength
    to: Recipient | None = None
    channel: str = ""

    @classmethod
    def parse(cls, text: str) -> Escalation:
        """Read `after 4h unacked to duty-officer`, `after 2d unacked to channel desk`.

        The recipient is known by name only.

        Raises:
            ValueError: It is written otherwise, or waits for longer than 30 days.
        """
        match = _ESCALATION.fullmatch(" ".join(text.split()))
        if match is None:
            message = (
                f"cannot read {text!r}: expected such as `after 4h unacked to "
                "duty-officer` or `after 30min unacked to channel pager` "
                "(min, h, d, w; who is named under `recipients` or `channels`)"
            )
            raise ValueError(message)
        wait = LocalLength(int(match["count"]), match["unit"])
        if wait.usual > LONGEST:
            message = f"{text!r} waits for longer than {LONGEST.days} days"
            raise ValueError(message)
        to = Recipient(match["to"]) if match["to"] else None
        return cls(wait, to, match["channel"] or "")

    def __str__(self) -> str:
        return f"after {self.wait} unacked to {self.target}"

    @property
    def target(self) -> str:
        """Name who is told, as the file does: `duty-officer`, `channel pager`."""
        return f"channel {self.channel}" if self.to is None else self.to.name

    def addresses(self, timezone: str) -> tuple[Address, ...]:
        """List where it goes, each place once.

        Args:
            timezone: The rule's IANA zone, for who has none.
        """
        to = () if self.to is None else (self.to,)
        channels = (self.channel,) if self.channel else ()
        return addresses(to, channels=channels, timezone=timezone)

    def due(self, since: datetime, timezone: str) -> datetime | None:
        """Give when it is told, in UTC; None beyond the year 9999.

        Args:
            since: When the message was sent.
            timezone: IANA zone by whose clocks days are counted.
        """
        try:
            return self.wait.after(since, timezone)
        except OverflowError:
            return None


def out_of_order(escalations: Sequence[Escalation]) -> str:
    """Say which escalation stands before one that comes earlier; empty if none does."""
    for one, following in pairwise(escalations):
        if following.wait.usual < one.wait.usual:
            return f"`{following}` comes before `{one}`: write the shorter wait first"
    twice = {str(one) for one in escalations if escalations.count(one) > 1}
    return f"`{min(twice)}` stands there twice" if twice else ""
