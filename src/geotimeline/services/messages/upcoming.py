"""What comes next of an event for who is told of it, to be said in each message."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.model.words import day_and_hour_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from geotimeline.planning.reminders import Identity, Reminder

_To = tuple[str, str, str, str]


class Next(NamedTuple):
    """What is told next, and when, in UTC."""

    reminder: Reminder
    told_at: datetime


class Upcoming:
    """All that rules ask for, by event, milestone and who is told."""

    def __init__(
        self, planned: Iterable[Reminder], told_at: Callable[[Reminder], datetime]
    ) -> None:
        """Take what is planned.

        Args:
            planned: However far ahead, in the order in which it is due.
            told_at: Says when one is told: after quiet hours, or with a digest.
        """
        self._told_at = told_at
        self._planned: dict[_To, list[Reminder]] = defaultdict(list)
        for reminder in planned:
            self._planned[_to(reminder.identity)].append(reminder)

    def after(self, one: Reminder, now: datetime) -> Next | None:
        """Give what is told next after a reminder, of the same and for the same.

        What quiet hours or digests hold for so long that it is stale, or that it comes
        together with the reminder, is not told after it.
        """
        asked = self._planned.get(_to(one.identity), [])
        told_at = max(self._told_at(one), now)
        later_on = bisect_right(asked, one.due_at, key=lambda other: other.due_at)
        for reminder in asked[later_on:]:
            at = self._told_at(reminder)
            if told_at < at < reminder.expires_at:
                return Next(reminder, at)
        return None


def upcoming_words(following: Next, timezone: str) -> str:
    """Say when a reminder is told, and why, or what makes it needless.

    Args:
        following: What comes next.
        timezone: IANA zone of who is told.
    """
    reminder, told_at = following
    when = f"{day_and_hour_words(told_at, timezone)} ({timezone})"
    if reminder.identity.is_lapse:
        return f"{when}, unless the outcome is known by then"
    unless = ", unless acknowledged" if reminder.identity.number else ""
    return f"{when}, {reminder.reason}{unless}"


def _to(identity: Identity) -> _To:
    return (
        identity.event,
        identity.milestone,
        identity.recipient,
        identity.channel,
    )
