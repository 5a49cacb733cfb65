"""How each channel stands now, put together from what the ledger knows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geotimeline.interfaces.standings import Standing
from geotimeline.services.health.confirming import confirmations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry
    from geotimeline.services.delivering.gates import Gates


def standings(
    gates: Gates, waiting: Iterable[Entry], dead: Mapping[str, int], *, now: datetime
) -> Mapping[str, Standing]:
    """Say how each channel stands, by its name, in order.

    Args:
        gates: The channels, and what they may be given.
        waiting: What is due and waits for its channel.
        dead: How many were given up of late, by channel.
        now: The present instant.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    confirmed = confirmations(gates.ledger)
    queued = Counter(entry.identity.channel for entry in waiting)
    names = {*gates.channels, *dead, *confirmed}
    return {
        name: Standing(
            obstacle=gates.obstacle(name, now),
            waiting=queued[name],
            dead=dead.get(name, 0),
            fallback=_fallback(gates, name),
            confirmation=confirmed.get(name),
        )
        for name in sorted(names)
    }


def _fallback(gates: Gates, name: str) -> str:
    channel = gates.channels.get(name)
    return channel.fallback.to if channel and channel.fallback else ""
