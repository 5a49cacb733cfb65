"""How an attempt is written down: sent, to be repeated at an instant, or given up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.interfaces.attempts import Outcome
from geotimeline.interfaces.entries import State
from geotimeline.planning.retrying import asked_until, next_try
from geotimeline.services.delivering.falling_back import instead_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from geotimeline.errors import DeliveryError
    from geotimeline.interfaces.entries import Entry
    from geotimeline.services.delivering.holding_back import HoldingBack


@dataclass(frozen=True, slots=True)
class Ending:
    """What came of one attempt.

    Attributes:
        entry: What was to be sent.
        answer: The receiver's id of the message, or what went wrong.
        at: When it ended, in UTC.
        milliseconds: How long it took.
    """

    entry: Entry
    answer: str | DeliveryError
    at: datetime
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Endings:
    """Turns what came of attempts into outcomes.

    Attributes:
        holding: Says when what failed may be tried again, as far as people want quiet.
        draw: Gives the jitter of a wait, as `random.uniform` does.
        redact: Takes secrets out of a text.
    """

    holding: HoldingBack
    draw: Callable[[float, float], float]
    redact: Callable[[str], str]

    def outcome(self, ending: Ending) -> Outcome:
        """Say what is to be written down."""
        answer = ending.answer
        if isinstance(answer, str):
            return Outcome(
                State.SENT, ending.at, ending.milliseconds, message_id=answer
            )
        again = self._again(ending, answer) if answer.retryable else None
        error = self.redact(answer.reason)
        return Outcome(
            State.DEAD if again is None else State.PLANNED,
            ending.at,
            ending.milliseconds,
            error=error,
            status=answer.status,
            not_before=again,
            may_have_arrived=answer.may_have_arrived,
            is_passing=answer.retryable,
            asked_until=asked_until(ending.at, answer.retry_after_seconds),
            instead=self._instead(ending, error) if again is None else None,
        )

    def _instead(self, ending: Ending, error: str) -> Entry | None:
        return instead_of(ending.entry, error, self.holding, now=ending.at)

    def _again(self, ending: Ending, error: DeliveryError) -> datetime | None:
        """Say when to try again; None if it would be of no use any more."""
        entry = ending.entry
        again = next_try(
            ending.at,
            attempts=entry.attempts,
            expires_at=entry.expires_at,
            asked_seconds=error.retry_after_seconds,
            draw=self.draw,
        )
        if again is None:
            return None
        return self.holding.not_before(
            entry.identity, again, expires_at=entry.expires_at
        )
