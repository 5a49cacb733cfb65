"""Catch-up: what becomes of a plan on a ledger that slept, or that is new.

A policy and not an accident (DESIGN §5). What is overdue and still useful is sent
once, the most urgent of several; what is stale is told in one digest of the missed.
On a first run everything due earlier is taken as known: no flood.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from datetime import datetime, timedelta

    from geotimeline.planning.reminders import Reminder


class Verdict(Enum):
    """What becomes of a reminder that the ledger is to learn of; the value says why."""

    SEND = "due, or still to come"
    FIRST_RUN = "already past when geotimeline first looked"
    KNOWN_LATE = "already stale when the event or the rule became known"
    COVERED = "a more urgent reminder of the same event was sent instead"
    MISSED = "stale before geotimeline could send it"


@dataclass(frozen=True, slots=True)
class Judged:
    """A planned reminder with the verdict on it."""

    reminder: Reminder
    verdict: Verdict


def judge(
    reminders: Iterable[Reminder],
    *,
    now: datetime,
    grace: timedelta,
    last_planned_at: datetime | None,
    awaited: Container[str],
    told: Iterable[Reminder],
) -> tuple[Judged, ...]:
    """Decide on planned reminders that have not been sent.

    Args:
        reminders: What the plan asks for and nobody has been sent yet.
        now: The present instant.
        grace: How late a reminder may be without being called overdue.
        last_planned_at: When the ledger last saw a plan; None on a first run.
        awaited: Keys that an earlier plan put into the ledger.
        told: What the plan asks for and has been sent already.

    Returns:
        Each with its verdict, in the order given.
    """
    judged = [
        Judged(one, _verdict(one, now, last_planned_at, awaited)) for one in reminders
    ]
    sendable = [one.reminder for one in judged if one.verdict is Verdict.SEND]
    past = [one for one in (*told, *sendable) if one.due_at <= now]
    urgent = _most_urgent(past)
    return tuple(
        Judged(one.reminder, Verdict.COVERED)
        if one.verdict is Verdict.SEND
        and one.reminder.due_at < now - grace
        and urgent[_group(one.reminder)] != one.reminder.key
        else one
        for one in judged
    )


def _verdict(
    reminder: Reminder,
    now: datetime,
    last_planned_at: datetime | None,
    awaited: Container[str],
) -> Verdict:
    if last_planned_at is None:
        return Verdict.FIRST_RUN if reminder.due_at < now else Verdict.SEND
    if reminder.expires_at > now:
        return Verdict.SEND
    was_awaited = reminder.key in awaited or reminder.due_at >= last_planned_at
    return Verdict.MISSED if was_awaited else Verdict.KNOWN_LATE


def _most_urgent(past: Iterable[Reminder]) -> dict[tuple[str, ...], str]:
    """Give, for each that is told of an event, the key of the latest due."""
    latest: dict[tuple[str, ...], Reminder] = {}
    for reminder in past:
        rival = latest.get(_group(reminder))
        if rival is None or _urgency(rival) < _urgency(reminder):
            latest[_group(reminder)] = reminder
    return {group: reminder.key for group, reminder in latest.items()}


def _urgency(reminder: Reminder) -> tuple[datetime, str]:
    return reminder.due_at, reminder.key


def _group(reminder: Reminder) -> tuple[str, ...]:
    """Give what stands for "told the same person about the same thing"."""
    identity = reminder.identity
    return identity.event, identity.milestone, identity.recipient, identity.channel
