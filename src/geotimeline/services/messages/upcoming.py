"""What comes next of an event for who is told of it, to be said in each message."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from geotimeline.model.words import day_and_hour_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from geotimeline.planning.reminders import Identity, Reminder

_To = tuple[str, str, str, str]


class Upcoming:
    """All that rules ask for, by event, milestone and who is told."""

    def __init__(self, planned: Iterable[Reminder]) -> None:
        """Take what is planned, however far ahead, in the order in which it is due."""
        self._planned: dict[_To, list[Reminder]] = defaultdict(list)
        for reminder in planned:
            self._planned[_to(reminder.identity)].append(reminder)

    def after(self, identity: Identity, instant: datetime) -> Reminder | None:
        """Give what is due first after an instant, of the same and for the same."""
        asked = self._planned.get(_to(identity), [])
        index = bisect_right(asked, instant, key=lambda reminder: reminder.due_at)
        return asked[index] if index < len(asked) else None


def upcoming_words(reminder: Reminder, timezone: str) -> str:
    """Say when a reminder is due, and why, or what makes it needless.

    Args:
        reminder: What comes next.
        timezone: IANA zone of who is told.
    """
    when = f"{day_and_hour_words(reminder.due_at, timezone)} ({timezone})"
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
