"""Dates as short as a month cell of a calendar needs them: "31 Dec", "Oct 2025"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.edtf.calendar_words import DASH, MONTH_NAMES
from geotimeline.model.window_edtf import period_edtf

if TYPE_CHECKING:
    from datetime import date

_MONTHS = [name[:3] for name in MONTH_NAMES]
_YEAR, _MONTH = 4, 7  # letters of an ISO date that name its year, its month


def short_day(day: date) -> str:
    """Name a day without its year, which the calendar shows: "31 Dec"."""
    return f"{day.day} {_MONTHS[day.month]}"


def short_month(day: date) -> str:
    """Name the month of a day: "Jan 2026"."""
    return f"{_MONTHS[day.month]} {day.year}"


def short_span(first: date, last: date) -> str:
    """Name the days from first to last, both included, joined by a dash."""
    if first == last:
        return short_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{short_day(last)}"
    if first.year == last.year or (last - first).days < 180:  # noqa: PLR2004 (no doubt which year)
        return f"{short_day(first)} {DASH} {short_day(last)}"
    return f"{_with_year(first)} {DASH} {_with_year(last)}"


def short_period(first: date, last: date) -> str:
    """Name a period, both days included, in its largest units: "2025", "Sep 2025"."""
    edtf = period_edtf(first, last)
    start = edtf.partition("/")[0]
    if len(start) == _YEAR:
        return edtf.replace("/", DASH)
    if len(start) == _MONTH:
        return _months(first, last)
    year = "" if first.year != last.year else f" {last.year}"
    return f"{short_span(first, last)}{year}"


def is_whole(first: date, last: date) -> bool:
    """Say whether first … last is exactly one month or one year."""
    return len(period_edtf(first, last)) in (_YEAR, _MONTH)


def _months(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return short_month(last)
    start = _MONTHS[first.month] if first.year == last.year else short_month(first)
    return f"{start}{DASH}{short_month(last)}"


def _with_year(day: date) -> str:
    return f"{short_day(day)} {day.year}"
