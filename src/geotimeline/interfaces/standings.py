"""How a channel stands: what keeps it from sending, and who last saw it work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a channel from being given all that is due.

    Attributes:
        why: In words.
        until: Until when nothing, or nothing but urgent messages, is sent; None where
            one message at a time shows whether it works again.
        is_failure: Whether the channel fails; not where a limit alone is used up.
    """

    why: str
    until: datetime | None
    is_failure: bool

    @property
    def words(self) -> str:
        """Say why, and until when."""
        if self.until is None:
            return f"{self.why}; the next message shows whether it works again"
        return f"{self.why}, until {self.until:%Y-%m-%d %H:%M:%S} UTC"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a person said of a test message.

    Attributes:
        at: When, in UTC.
        arrived: Whether it arrived.
        by: Who said so; empty where nobody gave a name.
    """

    at: datetime
    arrived: bool
    by: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a channel stands now.

    Attributes:
        obstacle: What keeps it from being given all that is due; None if nothing does.
        waiting: How many messages are due and wait for it.
        dead: How many were given up in the last day, and still are.
        fallback: Name of the channel that is used when it fails; empty for none.
        confirmation: What a person last said of a test; None if nobody ever did.
    """

    obstacle: Obstacle | None = None
    waiting: int = 0
    dead: int = 0
    fallback: str = ""
    confirmation: Confirmation | None = None
