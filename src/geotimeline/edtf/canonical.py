"""Write a set of days as the EDTF text of a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.edtf.days import EVERY_DAY
from geotimeline.edtf.months import last_of_month

if TYPE_CHECKING:
    from datetime import date

    from geotimeline.edtf.days import DaySet, DaySpan

MOST_WRITTEN = 80
"""More separate spans than this would not fit a text that `parse` reads."""


def text_of(days: DaySet) -> str:
    """The shortest EDTF text for some day within the set, as claims leave it.

    Parsing it gives the same days; only beyond 80 separate spans it tells the one
    span around them.

    Raises:
        ValueError: The set is empty, which no date can say.
    """
    if days == EVERY_DAY:
        return "XXXX-XX-XX"
    if not days:
        message = "no EDTF text means that no day is possible"
        raise ValueError(message)
    written = days.hull if len(days.spans) > MOST_WRITTEN else days
    members = [_member(span) for span in written.spans]
    if len(members) == 1 and ".." not in members[0]:
        return members[0]
    return f"[{','.join(members)}]"


def _member(span: DaySpan) -> str:
    first, last = span.first, span.last
    if first is None or last is None:
        return f"{first or ''}..{last or ''}"
    return _single(first, last) or f"{first}..{last}"


def _single(first: date, last: date) -> str:
    """The day, month or year that is exactly first … last; else nothing."""
    if first == last:
        return str(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year:04}" if first.year == last.year else ""
    if first.day == 1 and last == last_of_month(first.year, first.month):
        return f"{first.year:04}-{first.month:02}"
    return ""
