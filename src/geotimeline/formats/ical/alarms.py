"""Reminders as VALARMs (RFC 5545 §3.6.6): a convenience that many calendars ignore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.ical.content_lines import basic, escaped, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from geotimeline.model.timeline import Row
    from geotimeline.planning.reminders import Reminder


def alarm_lines(row: Row, reminders: Iterable[Reminder]) -> Iterator[str]:
    """Yield the lines of an entry's alarms, not folded yet.

    Reminders of one instant and reason, which differ by channel alone, make one alarm.
    Where the beginning is an instant, the alarm is set relative to it, and moves with
    it; else it is an instant of its own, since "relative to a day" would mean the
    midnight of whoever looks.
    """
    start = row.belief.window.instant
    told = {(r.due_at, r.reason): r for r in sorted(reminders, key=_by_key)}
    for (due_at, reason), reminder in sorted(told.items()):
        yield "BEGIN:VALARM"
        yield f"UID:{reminder.key}"
        yield "ACTION:DISPLAY"
        yield _trigger(due_at, start)
        yield f"DESCRIPTION:{escaped(one_line(f'{row.event.title}: {reason}'))}"
        yield "END:VALARM"


def _by_key(reminder: Reminder) -> str:
    return reminder.key


def _trigger(due_at: datetime, start: datetime | None) -> str:
    if start is None:
        return f"TRIGGER;VALUE=DATE-TIME:{basic(due_at)}"
    seconds = round((due_at - start).total_seconds())
    return f"TRIGGER:{'-' if seconds < 0 else ''}{_duration(abs(seconds))}"


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
