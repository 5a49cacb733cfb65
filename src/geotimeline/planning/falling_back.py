"""Fallbacks: through which other channel a message goes when its own one fails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

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
