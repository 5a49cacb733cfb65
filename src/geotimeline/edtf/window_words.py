"""English words for the days on which something may fall."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from geotimeline.edtf.calendar_words import (
    MONTH_NAMES,
    day_words,
    listed,
    month_words,
    year_words,
)
from geotimeline.edtf.months import MONTHS_IN_YEAR, last_of_month

if TYPE_CHECKING:
    from geotimeline.edtf.days import DaySet, DaySpan

MOST_LISTED = 6
"""More separate spans than this are counted instead of listed."""

_ONE_DAY = timedelta(days=1)
_DAYS_IN_WEEK = 7
_THIRDS_OF_MONTH = {(1, 10): "early ", (11, 20): "mid-"}
_LATE_FROM = 21
_PARTS_OF_YEAR = {(1, 3): "early ", (5, 8): "mid-", (10, 12): "late "}


def words_of(days: DaySet) -> str:
    """Words for some day within the set: the window that claims leave.

    Whole months and years, thirds of a month and weeks from Monday are called by
    their names; all else is told by its first and last day, both included.
    """
    spans = days.spans
    if not spans:
        return "no possible day"
    if len(spans) == 1:
        return _span_words(spans[0])
    if len(spans) > MOST_LISTED:
        around = _span_words(days.hull.spans[0], always_between=True)
        return f"{_counted(days)} {around}"
    if all(span.size == 1 for span in spans):
        return _one_of_days([span.first for span in spans if span.first])
    return _one_of_spans(spans)


def _counted(days: DaySet) -> str:
    if days.size is None:
        return f"in one of {len(days.spans)} periods"
    return f"one of {days.size} days"


def _span_words(span: DaySpan, *, always_between: bool = False) -> str:
    first, last = span.first, span.last
    if first is None:
        return f"by {_end_words(last)}" if last else "date unknown"
    if last is None:
        return f"from {_start_words(first)} on"
    if not always_between:
        named = _named_span(first, last)
        if named:
            return named
    return f"between {_ends_joined(first, last, ' and ')}"


def _end_words(last: date) -> str:
    """The last day, named by the year or month that it ends."""
    if (last.month, last.day) == (12, 31):
        return f"the end of {year_words(last.year)}"
    if last == last_of_month(last.year, last.month):
        return f"the end of {month_words(last)}"
    return day_words(last)


def _start_words(first: date) -> str:
    return month_words(first) if first.day == 1 else day_words(first)


def _named_span(first: date, last: date) -> str:
    """The name that the span has in ordinary speech, or nothing."""
    if first == last:
        return day_words(first)
    if first.day == 1 and last == last_of_month(last.year, last.month):
        return _whole_months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        named = _third_of_month(first, last)
        if named:
            return named
    if first + _ONE_DAY == last:
        return _one_of_days([first, last])
    if first.weekday() == 0 and (last - first).days == _DAYS_IN_WEEK - 1:
        return f"the week of {day_words(first)}"
    return ""


def _third_of_month(first: date, last: date) -> str:
    part = _THIRDS_OF_MONTH.get((first.day, last.day), "")
    if first.day == _LATE_FROM and last == last_of_month(last.year, last.month):
        part = "late "
    return f"{part}{month_words(first)}" if part else ""


def _whole_months(first: date, last: date) -> str:
    """Words for one or more whole months; both may lie in different years."""
    if (first.month, last.month) == (1, MONTHS_IN_YEAR):
        return _whole_years(first.year, last.year)
    months = 12 * (last.year - first.year) + last.month - first.month
    if not months:
        return month_words(first)
    if months == 1:
        return _ends_joined_months(first, last, " or ")
    if first.year == last.year and (first.month, last.month) in _PARTS_OF_YEAR:
        part = _PARTS_OF_YEAR[first.month, last.month]
        return f"{part}{year_words(first.year)}"
    return f"between {_ends_joined_months(first, last, ' and ')}"


def _whole_years(first: int, last: int) -> str:
    if first == last:
        return year_words(first)
    if first + 1 == last:
        return f"{year_words(first)} or {year_words(last)}"
    return f"between {year_words(first)} and {year_words(last)}"


def _ends_joined_months(first: date, last: date, joiner: str) -> str:
    start = MONTH_NAMES[first.month]
    if first.year != last.year:
        start = month_words(first)
    return f"{start}{joiner}{month_words(last)}"


def _ends_joined(first: date, last: date, joiner: str) -> str:
    """Two days, the first without the month or year that the second repeats."""
    return f"{_short_of(first, last)}{joiner}{day_words(last)}"


def _short_of(day: date, following: date) -> str:
    """The day without what a following day says again."""
    if day.year != following.year:
        return day_words(day)
    if day.month != following.month:
        return f"{day.day} {MONTH_NAMES[day.month]}"
    return str(day.day)


def _one_of_days(days: list[date]) -> str:
    shortened = [_short_of(day, following) for day, following in pairwise(days)]
    return listed([*shortened, day_words(days[-1])], "or")


def _one_of_spans(spans: tuple[DaySpan, ...]) -> str:
    """Several spans; months of one year are told with the year once."""
    said = [_span_words(span) for span in spans]
    year = f" {spans[-1].first.year}" if spans[-1].first else ""
    if year and all(words.count(" ") == 1 and words.endswith(year) for words in said):
        said = [*(words.removesuffix(year) for words in said[:-1]), said[-1]]
    compound = any(" or " in words or " and " in words for words in said)
    return ", or ".join(said) if compound else listed(said, "or")
