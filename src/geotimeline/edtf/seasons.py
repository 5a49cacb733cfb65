"""Sub-year groupings 21 to 41 (ISO 8601-2 §4.8): seasons, quarters, thirds, halves."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from geotimeline.edtf.days import DaySet, DaySpan
from geotimeline.edtf.months import MONTHS_IN_YEAR, last_of_month

SEASON_CODES = range(21, 42)
"""Every code that may stand where a month stands."""

NAMELESS_HEMISPHERE = range(21, 25)
"""Seasons that do not say of which hemisphere they are: read as northern."""

NORTHERN = range(25, 29)
SOUTHERN = range(29, 33)
QUARTERS = range(33, 37)
THIRDS = range(37, 40)
HALVES = range(40, 42)

_TO_SOUTHERN = SOUTHERN.start - NAMELESS_HEMISPHERE.start


class _Part(NamedTuple):
    """Consecutive months of a year; the last of them may lie in the next year."""

    first_month: int
    months: int


def _parts() -> dict[int, _Part]:
    spring, summer, autumn, winter = (_Part(month, 3) for month in (3, 6, 9, 12))
    northern = (spring, summer, autumn, winter)
    southern = (autumn, winter, spring, summer)  # named from September on
    quarters = (_Part(month, 3) for month in (1, 4, 7, 10))
    thirds = (_Part(month, 4) for month in (1, 5, 9))
    halves = (_Part(month, 6) for month in (1, 7))
    in_order = (*northern, *northern, *southern, *quarters, *thirds, *halves)
    return dict(zip(SEASON_CODES, in_order, strict=True))


_PARTS = _parts()


def in_the_south(code: int) -> int:
    """The code as read in the south: 21 to 24 become 29 to 32, others stay."""
    return code + _TO_SOUTHERN if code in NAMELESS_HEMISPHERE else code


def crosses_new_year(code: int) -> bool:
    """Tell whether the season ends in the following year, as northern winter does."""
    part = _PARTS[code]
    return part.first_month + part.months - 1 > MONTHS_IN_YEAR


def season_span(year: int, code: int) -> DaySpan:
    """The days of the grouping; winter 9999 stops at 9999-12-31, the last day we know.

    Meteorological seasons: northern spring is March to May, and winter runs from
    December of its year into February of the next.
    """
    part = _PARTS[code]
    overflow, month = divmod(part.first_month + part.months - 2, MONTHS_IN_YEAR)
    first = date(year, part.first_month, 1)
    if year + overflow > date.max.year:
        return DaySpan(first, date.max)
    return DaySpan(first, last_of_month(year + overflow, month + 1))


def season_days(years: tuple[int, ...], code: int) -> DaySet:
    """The days of the grouping in any of the years."""
    if len(years) == 1:
        return DaySet((season_span(years[0], code),))
    return DaySet.union(season_span(year, code) for year in years)
