"""Holding back: what is due in quiet hours waits for their end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import Entry, State
from geotimeline.planning.priority import Priority
from geotimeline.planning.reminders import ESCALATED
from geotimeline.planning.steering import HELD_BACK, IN_DIGEST, QUIET_HOURS, RETRIED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from geotimeline.interfaces.changes import Changes
    from geotimeline.planning.alerts import Alerts
    from geotimeline.planning.reminders import Identity

Refresh = tuple[str, str, "datetime", "datetime", "datetime"]


@dataclass(frozen=True, slots=True)
class HoldingBack:
    """Says when messages may go, by what channels, recipients and rules want.

    Attributes:
        alerts: The rules, channels and recipients.
    """

    alerts: Alerts

    def priority(self, identity: Identity) -> Priority:
        """Give how loud a message is: as its rule says; an escalation is urgent.

        A rule of low priority escalates quietly.
        """
        names = (one.priority for one in self.alerts.rules if one.name == identity.rule)
        priority = next(names, Priority.NORMAL)
        if identity.moment == ESCALATED and priority is not Priority.LOW:
            return Priority.URGENT
        return priority

    def not_before(
        self, identity: Identity, at: datetime, *, expires_at: datetime
    ) -> datetime:
        """Say when a message that is to go at an instant may go.

        What is loud does not wait, nor what would be stale by the end of the quiet:
        told at a bad hour is better than not told. What says something again waits all
        the same: by then the next one stands for it.
        """
        if self.priority(identity).is_loud:
            return at
        later = self._end_of_quiet(identity, at)
        return later if later < expires_at or identity.is_repetition else at

    def _end_of_quiet(self, identity: Identity, at: datetime) -> datetime:
        channel = self.alerts.channels.get(identity.channel)
        recipient = self.alerts.recipients.get(identity.recipient)
        quiet = [one.quiet for one in (channel, recipient) if one and one.quiet]
        while (later := max([hours.until(at) for hours in quiet], default=at)) != at:
            at = later  # the quiet of one may end in that of the other
            if len(quiet) == 1:
                break
        return at


def held_back(
    changes: Changes,
    opened: Mapping[str, Entry],
    holding: HoldingBack,
    *,
    now: datetime,
) -> Changes:
    """Give a plan's changes with what is due in quiet hours waiting for their end.

    Args:
        changes: What the plan asks of the ledger.
        opened: What the ledger holds unsent, by key.
        holding: Says when messages may go.
        now: The present instant: what is overdue would go now.
    """
    refreshed = {one[0]: one for one in changes.refresh}
    closed = {key for key, _, _ in changes.close}
    moved = {
        one[0]: one
        for entry in opened.values()
        if entry.key not in closed
        for one in _moved(entry, refreshed.get(entry.key), holding, now)
    }
    return replace(
        changes,
        insert=tuple(_entered(entry, holding, now) for entry in changes.insert),
        refresh=tuple((refreshed | moved).values()),
    )


def _entered(entry: Entry, holding: HoldingBack, now: datetime) -> Entry:
    rank = holding.priority(entry.identity).rank
    entry = replace(entry, priority=rank)
    if entry.state is not State.PLANNED:
        return entry
    at = max(entry.not_before, now)
    later = holding.not_before(entry.identity, at, expires_at=entry.expires_at)
    if later == at:
        return entry
    note = f"{QUIET_HOURS} {later:%Y-%m-%d %H:%M} UTC"
    return replace(entry, state=State.WAITING, not_before=later, note=note)


def _moved(
    entry: Entry, refresh: Refresh | None, holding: HoldingBack, now: datetime
) -> Iterator[Refresh]:
    """Yield the change of what is to go at another time than the ledger has it."""
    is_asked_by_hand = entry.note.startswith((HELD_BACK, RETRIED))
    if entry.attempts or entry.state is State.CLAIMED or is_asked_by_hand:
        if refresh is not None:
            yield refresh
        return
    _, payload, due_at, not_before, expires_at = refresh or (
        entry.key,
        entry.payload,
        entry.due_at,
        entry.not_before,
        entry.expires_at,
    )
    if entry.note.startswith((QUIET_HOURS, IN_DIGEST)):
        not_before = due_at  # as the rules stand now, they may be shorter
    at = max(not_before, now)
    later = holding.not_before(entry.identity, at, expires_at=expires_at)
    wanted = not_before if later == at else later
    if wanted != entry.not_before or refresh is not None:
        yield entry.key, payload, due_at, wanted, expires_at
