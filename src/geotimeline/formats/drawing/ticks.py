"""Marks on a time axis: days, months or years, as close as their names allow."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.edtf.calendar_words import MONTH_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.formats.drawing.axis import Axis

_WEEK = 7
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MONTH_STEPS = (1, 2, 3, 6)
_MONTHS = 12


class Tick(NamedTuple):
    """One mark.

    Attributes:
        day: The day that begins there.
        name: What stands at it, such as `Nov` or `10`.
        era: What it belongs to, such as `2025`; written above where it changes.
    """

    day: date
    name: str
    era: str


def ticks(axis: Axis, cells: int) -> tuple[Tick, ...]:
    """Choose the finest marks whose names do not touch.

    Args:
        axis: The days shown.
        cells: How many characters fit along it.
    """
    for found in _candidates(axis):
        if _fits(found, axis, cells):
            return found
    return ()


def _fits(found: tuple[Tick, ...], axis: Axis, cells: int) -> bool:
    end = -1
    for tick in found:
        at = int(axis.share(tick.day) * cells)
        if at <= end:
            return False
        end = at + len(tick.name)
    return bool(found)


def _candidates(axis: Axis) -> Iterator[tuple[Tick, ...]]:
    if axis.days <= 10 * _WEEK:
        yield tuple(_every_day(axis, 1))
        yield tuple(_every_day(axis, _WEEK))
    if axis.days <= 100 * 31:
        for step in _MONTH_STEPS:
            yield tuple(_every_months(axis, step))
    for step in _YEAR_STEPS:
        yield tuple(_every_years(axis, step))


def _every_day(axis: Axis, step: int) -> Iterator[Tick]:
    """Yield every day, or every Monday."""
    to_monday = -axis.first.weekday() % _WEEK
    start = axis.first.toordinal() + (to_monday if step > 1 else 0)
    for ordinal in range(start, axis.last.toordinal() + 1, step):
        day = date.fromordinal(ordinal)
        yield Tick(day, str(day.day), f"{MONTH_NAMES[day.month]} {day.year}")


def _every_months(axis: Axis, step: int) -> Iterator[Tick]:
    for year in range(axis.first.year, axis.last.year + 1):
        for month in range(1, _MONTHS + 1, step):
            day = date(year, month, 1)
            if day in axis:
                yield Tick(day, MONTH_NAMES[month][:3], str(year))


def _every_years(axis: Axis, step: int) -> Iterator[Tick]:
    start = -(-axis.first.year // step) * step
    for year in range(start, axis.last.year + 1, step):
        day = date(year, 1, 1)
        if day in axis:
            yield Tick(day, str(day.year), "")
