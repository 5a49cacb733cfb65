"""When to try again: exponential back-off with full jitter, and its end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

LONGEST = timedelta(minutes=15)
"""No wait between two attempts is longer, unless the receiver asks for more."""

SHORTEST_REST = timedelta(seconds=30)
"""How long a channel that keeps failing is left alone at first (`breaking`)."""


def next_try(
    now: datetime,
    *,
    attempts: int,
    expires_at: datetime,
    asked_seconds: float | None,
    draw: Callable[[float, float], float],
) -> datetime | None:
    """Say when a failed reminder is due again.

    Between nothing and 2ⁿ seconds after the n-th attempt, at most 15 minutes, drawn
    evenly so that many failures do not come back at once; never before the receiver
    asked to be tried again.

    Args:
        now: When the attempt failed, in UTC.
        attempts: How many attempts have been made; at least 1.
        expires_at: When the reminder is of no use any more.
        asked_seconds: What the receiver asked for (Retry-After), if anything.
        draw: Gives a number between two, such as `random.uniform`.

    Returns:
        The instant, or None if the reminder would be stale by then.
    """
    most = min(LONGEST.total_seconds(), 2.0 ** min(attempts, 30))
    wait = max(draw(0.0, most), asked_seconds or 0.0)
    try:
        at = now + timedelta(seconds=wait)
    except OverflowError:
        return None
    return at if at < expires_at else None


def asked_until(now: datetime, asked_seconds: float | None) -> datetime | None:
    """Say until when a receiver wants to be left alone, whatever the message.

    Longer than the longest wait it is not believed: the message that it refused waits
    as long as it asks, the others do not.

    Args:
        now: When it said so, in UTC.
        asked_seconds: What it asked for (Retry-After), if anything.
    """
    if not asked_seconds:
        return None
    return now + timedelta(seconds=min(asked_seconds, LONGEST.total_seconds()))
