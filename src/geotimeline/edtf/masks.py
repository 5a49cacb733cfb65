"""Dates with unknown digits (`X`, ISO 8601-2 §9): which days they leave possible."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from geotimeline.edtf.days import EVERY_DAY, NO_DAYS, DaySet, DaySpan
from geotimeline.edtf.months import (
    LONGEST_MONTH,
    MONTHS_IN_YEAR,
    days_in_month,
    last_of_month,
)
from geotimeline.edtf.seasons import season_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_SPANS = 400
"""A mask that leaves more separate spans than this is kept as the one span around them.

A date is then still refused or placed by its first and last day, and no text of any
length makes reading slow.
"""

UNKNOWN_YEAR = "XXXX"

_LEAP_YEAR = 2000
_Runs = tuple[tuple[int, int], ...]


def masked_days(year: str, month: str = "", day: str = "") -> DaySet:
    """The days that fit, empty when the calendar has none (`2025-02-3X`).

    Where the year is wholly unknown nothing bounds the date, so that it is open on
    both sides (`XXXX-12-25`).

    Args:
        year: Four digits or `X`.
        month: Two digits or `X`; empty when not written.
        day: Two digits or `X`; empty when not written.
    """
    if day == "XX":
        day = ""
    if month == "XX" and not day:
        month = ""
    return _masked_days(year, month, day)


@lru_cache(maxsize=256)
def _masked_days(year: str, month: str, day: str) -> DaySet:
    months = fitting(month, 1, MONTHS_IN_YEAR) if month else ()
    day_runs = _runs(fitting(day, 1, LONGEST_MONTH)) if day else ()
    if (month and not months) or (day and not day_runs):
        return NO_DAYS
    if year == UNKNOWN_YEAR:
        fits = any(_spans_in(_LEAP_YEAR, months, day_runs))
        return EVERY_DAY if fits else NO_DAYS
    years = fitting(year, 1, date.max.year)
    if not months:
        return DaySet.union(
            DaySpan(date(one, 1, 1), date(two, 12, 31)) for one, two in _runs(years)
        )
    if len(years) * len(months) * max(1, len(day_runs)) > MOST_SPANS:
        return _cover(years, months, day_runs)
    return DaySet.union(
        chain.from_iterable(_spans_in(year, months, day_runs) for year in years)
    )


def masked_season_days(year: str, code: int) -> DaySet:
    """The days of the grouping 21 to 41 in a year of which digits may be unknown."""
    if year == UNKNOWN_YEAR:
        return EVERY_DAY
    days = season_days(fitting(year, 1, date.max.year), code)
    return days if len(days.spans) <= MOST_SPANS else days.hull


def fitting(mask: str, lowest: int, highest: int) -> tuple[int, ...]:
    """The numbers in lowest … highest that the mask allows, in order."""
    if mask.isdecimal():
        return (int(mask),) if lowest <= int(mask) <= highest else ()
    numbers = [0]
    for character in mask:
        digits = range(10) if character == "X" else (int(character),)
        numbers = [10 * number + digit for number in numbers for digit in digits]
    return tuple(number for number in numbers if lowest <= number <= highest)


def _runs(numbers: Iterable[int]) -> _Runs:
    """Consecutive numbers as (first, last)."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return tuple(runs)


def _spans_in(year: int, months: tuple[int, ...], day_runs: _Runs) -> Iterator[DaySpan]:
    """The spans of one year: all of it without months, whole months without days."""
    if not months:
        yield DaySpan(date(year, 1, 1), date(year, 12, 31))
    for month in months:
        if not day_runs:
            yield DaySpan(date(year, month, 1), last_of_month(year, month))
        length = days_in_month(year, month)
        for first, last in day_runs:
            if first <= length:
                end = date(year, month, min(last, length))
                yield DaySpan(date(year, month, first), end)


def _cover(years: tuple[int, ...], months: tuple[int, ...], day_runs: _Runs) -> DaySet:
    """One span from the first fitting day of all years to the last."""
    earliest = _first_that_fits(years, months, day_runs)
    latest = _first_that_fits(tuple(reversed(years)), months, day_runs)
    if not earliest:
        return NO_DAYS
    return DaySet.of(earliest[0].first, latest[-1].last)


def _first_that_fits(
    years: tuple[int, ...], months: tuple[int, ...], day_runs: _Runs
) -> list[DaySpan]:
    fitting_years = (list(_spans_in(year, months, day_runs)) for year in years)
    return next(filter(None, fitting_years), [])
