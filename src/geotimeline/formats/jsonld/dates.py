"""Dates for schema.org, which wants ISO 8601: only those that are known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geotimeline.edtf import text_of
from geotimeline.model.revision import RevisionKind
from geotimeline.model.window_edtf import window_edtf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geotimeline.edtf import DaySet, EdtfValue
    from geotimeline.model.event import Event
    from geotimeline.model.turns import Turn
    from geotimeline.model.window import Window

_CALENDAR_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
_MOVES = (RevisionKind.SLIPPED, RevisionKind.ADVANCED, RevisionKind.POSTPONED)


def start_date(window: Window, event: Event) -> str | None:
    """Give when something begins: an instant, a day, a month or a year; else None.

    A window that is no whole month or year has no such date, and a doubted one none
    that would say its doubt.
    """
    if window.instant is not None:
        return None if window.qualifiers else window_edtf(window, event.timezone)
    return _date(window.starts, window)


def end_date(window: Window) -> str | None:
    """Give when something ends, the last day included, as `start_date` does."""
    days = window.last_days
    return None if days is None else _date(days, window)


def previous_start_dates(turns: Iterable[Turn], now: str | None) -> tuple[str, ...]:
    """Give the dates from which something was moved, oldest first.

    Args:
        turns: What was believed in turn.
        now: When it begins, as is believed now; None if that is not known.
    """
    moved = (turn for turn in turns if any(r.kind in _MOVES for r in turn.revisions))
    dates = (start_date(t.before.window, t.event) for t in moved if t.before)
    return tuple(dict.fromkeys(date for date in dates if date and date != now))


def iso_date(value: EdtfValue | None) -> str | None:
    """Give the day, month or year that a claim or source names; else None."""
    return value.text if value and _CALENDAR_DATE.fullmatch(value.text) else None


def _date(days: DaySet, window: Window) -> str | None:
    text = text_of(days)
    known = _CALENDAR_DATE.fullmatch(text) and not window.qualifiers
    return text if known else None
