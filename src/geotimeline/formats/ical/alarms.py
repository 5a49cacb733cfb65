"""Reminders as VALARMs (RFC 5545 §3.6.6): a convenience that many calendars ignore."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from geotimeline.formats.ical.content_lines import escaped, one_line
from geotimeline.model.zones import start_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geotimeline.formats.ical.appearances import Appearance
    from geotimeline.model.event import Event
    from geotimeline.planning.reminders import Reminder


def alarm_lines(
    event: Event, seen: Appearance, reminders: Iterable[Reminder]
) -> Iterator[str]:
    """Yield the lines of an entry's alarms, not folded yet.

    Reminders of one instant and reason, which differ by channel or reader alone, make
    one alarm. One that says another again is related to it (RFC 9074 §5).

    Args:
        event: What the entry is about.
        seen: When it is; alarms are set relative to that, and move with it.
        reminders: What rules ask for.
    """
    every = sorted(reminders, key=_by_key, reverse=True)
    told = {(one.due_at, one.reason): one for one in every}
    uids = {one.identity: told[one.due_at, one.reason].key for one in every}
    origin, related = _origin(event, seen)
    for (due_at, reason), reminder in sorted(told.items(), key=_by_moment):
        first = uids.get(replace(reminder.identity, number=0), reminder.key)
        yield "BEGIN:VALARM"
        yield f"UID:{reminder.key}"
        if first != reminder.key:
            yield f"RELATED-TO:{first}"
        yield "ACTION:DISPLAY"
        yield f"TRIGGER{related}:{_offset(due_at, origin)}"
        yield f"DESCRIPTION:{escaped(one_line(f'{event.title}: {reason}'))}"
        yield "END:VALARM"


def _by_key(reminder: Reminder) -> str:
    return reminder.key


def _by_moment(alarm: tuple[tuple[datetime, str], Reminder]) -> tuple[datetime, str]:
    return alarm[0]


def _origin(event: Event, seen: Appearance) -> tuple[datetime, str]:
    """Give from what alarms are counted, and the parameter that says so.

    A day begins in the event's zone here, and where its reader is in a calendar.
    """
    at = seen.start or seen.end
    related = "" if seen.start is not None else ";RELATED=END"
    if isinstance(at, datetime):
        return at, related
    return start_of(at or date.min, event.timezone), related


def _offset(due_at: datetime, origin: datetime) -> str:
    seconds = round((due_at - origin).total_seconds())
    return f"{'-' if seconds < 0 else ''}{_duration(abs(seconds))}"


def _duration(seconds: int) -> str:
    """Write a length of time (RFC 5545 §3.3.6), which knows no months."""
    days, seconds = divmod(seconds, 86_400)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    day_part = f"{days}D" if days else ""
    if not (hours or minutes or seconds):
        return f"P{day_part}" if days else "PT0S"
    # Between hours and seconds RFC 5545 wants the minutes, even none.
    clock = f"{hours}H" if hours else ""
    clock += f"{minutes}M" if minutes or (hours and seconds) else ""
    clock += f"{seconds}S" if seconds else ""
    return f"P{day_part}T{clock}"
