"""The part of the ledger's port that tells how the attempts of channels have ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from geotimeline.interfaces.attempts import Attempt


class ChannelRecord(Protocol):
    """What was tried through each channel, by any process, ever.

    Every method raises `LedgerError` when the store cannot be used.
    """

    def recent_attempts(self, channel: str, *, count: int) -> tuple[Attempt, ...]:
        """Give the last attempts through a channel, newest first, `count` at most."""
        ...

    def dead_since(self, since: datetime) -> Mapping[str, int]:
        """Count what was given up at `since` or later, and still is, by channel.

        Channels without any are left out.
        """
        ...
