"""What became of attempts, one line of the log each."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import State
from geotimeline.services.decisions import decided
from geotimeline.services.delivering.falling_back import log_fallback

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.interfaces.attempts import Outcome
    from geotimeline.interfaces.entries import Claimed
    from geotimeline.planning.breaking import Breaker

WORDS = {State.SENT: "sent", State.DEAD: "dead", State.PLANNED: "retry"}
"""What each outcome of an attempt is called in the log."""


def log_attempt(claimed: Claimed, outcome: Outcome, *, kept: bool) -> None:
    """Log how an attempt ended.

    Args:
        claimed: What was tried.
        outcome: How it ended.
        kept: Whether that was written down; not where somebody else has it by now.
    """
    identity = claimed.entry.identity
    decided(
        WORDS[outcome.state] if kept else "lost",
        level=logging.INFO if outcome.state is State.SENT else logging.WARNING,
        key=claimed.entry.key,
        event=identity.event,
        moment=identity.moment,
        channel=identity.channel,
        attempt=claimed.entry.attempts,
        again=_second(outcome.not_before),
        repeat="possible" if claimed.possible_repeat else None,
        arrived="possible" if outcome.may_have_arrived else None,
        why=outcome.error,
    )
    if kept and outcome.instead is not None:
        log_fallback(outcome.instead)


def log_rest(channel: str, breaker: Breaker, *, now: datetime) -> None:
    """Log that a channel is left alone, if it is."""
    until = breaker.rests_until(now)
    if until is not None and breaker.is_open:
        decided(
            "resting",
            level=logging.WARNING,
            channel=channel,
            until=_second(until),
            why="it failed again and again; one message will show whether it works",
        )


def _second(instant: datetime | None) -> str | None:
    return None if instant is None else f"{instant:%Y-%m-%dT%H:%M:%SZ}"
