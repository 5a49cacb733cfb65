"""How a scheduler and its channels fare: values that are told in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.errors import (
    DeadLettersError,
    NotRunningError,
    OverduePassError,
    StalePlanError,
    StaleTickError,
)
from geotimeline.interfaces.entries import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from geotimeline.errors import GeotimelineError
    from geotimeline.interfaces.attempts import Outcome
    from geotimeline.interfaces.entries import Claimed
    from geotimeline.interfaces.standings import Standing

PULSE_EVERY = timedelta(minutes=1)
"""How often a scheduler writes down that it lives, at most."""

PLAN_EVERY = timedelta(hours=1)
"""How often a scheduler plans anew where nothing else asks for it."""

_LATE = timedelta(minutes=1)  # beyond what two ticks and the pulse explain


def patience(passes: timedelta) -> timedelta:
    """Say how old the last of regular passes may be: one may be late, or left out."""
    return 2 * passes + _LATE


@dataclass(frozen=True, slots=True)
class ChannelTally:
    """What has become of the attempts through one channel.

    Attributes:
        sent: Messages that the channel took.
        retried: Attempts that failed and were, or are, to be tried again.
        dead: Attempts that failed for good.
        failures: How many failed in a row, up to now; 0 after a success.
        late_seconds: How long after its instant the last one was sent.
        sent_at: When the channel last took one.
        failed_at: When an attempt last failed.
        error: Why it failed then, without secrets.
    """

    sent: int = 0
    retried: int = 0
    dead: int = 0
    failures: int = 0
    late_seconds: float = 0.0
    sent_at: datetime | None = None
    failed_at: datetime | None = None
    error: str = ""

    def after(self, claimed: Claimed, outcome: Outcome) -> ChannelTally:
        """Give the tally with one attempt more."""
        if outcome.state is State.SENT:
            late = (outcome.at - claimed.entry.due_at).total_seconds()
            return replace(
                self,
                sent=self.sent + 1,
                failures=0,
                late_seconds=max(late, 0.0),
                sent_at=outcome.at,
            )
        is_dead = outcome.state is State.DEAD
        return replace(
            self,
            dead=self.dead + is_dead,
            retried=self.retried + (not is_dead),
            failures=self.failures + 1,
            failed_at=outcome.at,
            error=outcome.error,
        )

    def then(self, later: ChannelTally) -> ChannelTally:
        """Give this tally with what happened afterwards."""
        return ChannelTally(
            sent=self.sent + later.sent,
            retried=self.retried + later.retried,
            dead=self.dead + later.dead,
            failures=later.failures + (0 if later.sent else self.failures),
            late_seconds=later.late_seconds if later.sent else self.late_seconds,
            sent_at=later.sent_at or self.sent_at,
            failed_at=later.failed_at or self.failed_at,
            error=later.error or self.error,
        )


@dataclass(frozen=True, slots=True)
class Pulse:
    """What a scheduler writes down to show that it lives.

    Attributes:
        started_at: When it began.
        tick_at: When it last looked at the ledger; up to a minute old as written.
        tick: At most this long it lets pass between two looks.
    """

    started_at: datetime
    tick_at: datetime
    tick: timedelta

    def is_stale(self, now: datetime) -> bool:
        """Whether the last tick is so old that something must be wrong."""
        return now - self.tick_at > PULSE_EVERY + 2 * self.tick + _LATE


@dataclass(frozen=True, slots=True)
class Health:
    """How the scheduler of one ledger fares.

    Attributes:
        at: When this was found out.
        holder: Which process holds the lock, and since when; None if none does.
        pulse: What the last scheduler wrote of itself; None if none ever ran.
        planned_at: When a plan was last made, by a scheduler or by `alerts send`.
        passed_at: When `alerts send` last came to its end; None if it never did.
        within: How old that may be where no scheduler runs; None where one should.
        next_due: When something is to be sent, or tried again.
        queue: How many reminders are planned, waiting and claimed.
        overdue: How many could be sent now, and are not being sent; without those that
            wait for their channel.
        dead: How many could not be delivered in the last day.
        channels: How each channel fared, by name; without those never used.
        standings: How each channel stands now, by name.
    """

    at: datetime
    holder: str | None
    pulse: Pulse | None
    planned_at: datetime | None
    next_due: datetime | None
    queue: Mapping[State, int]
    overdue: int
    dead: int
    channels: Mapping[str, ChannelTally]
    passed_at: datetime | None = None
    within: timedelta | None = None
    standings: Mapping[str, Standing] = field(default_factory=dict)

    @property
    def trouble(self) -> GeotimelineError | None:
        """What a monitor should wake somebody for, the worst of it; None if nothing."""
        if self.holder is None:
            trouble = self._trouble_without_scheduler()
        else:
            trouble = self._trouble_at_work(self.pulse) if self.pulse else None
        if trouble is not None:
            return trouble
        return DeadLettersError(self.dead) if self.dead else None

    def _trouble_at_work(self, pulse: Pulse) -> GeotimelineError | None:
        if pulse.is_stale(self.at):
            return StaleTickError(f"at {pulse.tick_at:%Y-%m-%d %H:%M:%S} UTC")
        since = max(self.planned_at or pulse.started_at, pulse.started_at)
        if self.at - since > patience(PLAN_EVERY):
            return StalePlanError(f"{since:%Y-%m-%d %H:%M:%S} UTC")
        return None

    def _trouble_without_scheduler(self) -> GeotimelineError | None:
        if self.within is None:
            return NotRunningError()
        if self.passed_at is None:
            return OverduePassError("never")
        if self.at - self.passed_at > self.within:
            return OverduePassError(f"at {self.passed_at:%Y-%m-%d %H:%M:%S} UTC")
        return None
