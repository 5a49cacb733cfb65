"""Which rows of a timeline stand in which month of a brief."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from geotimeline.model.answers import Answer, falls_within
from geotimeline.model.lapse import has_lapsed
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from geotimeline.model.timeline import Row

MONTHS_AHEAD = 12
"""Into how many months, the present one included, rows of others are named."""

_NO_LAST_DAY, _NO_DATE = date.max, None
_Home = date | None


@dataclass(frozen=True, slots=True)
class Month:
    """What falls into a month.

    Attributes:
        first: Its first day.
        certainly: Rows that begin in it for sure, earliest first.
        by_then: Rows that begin by its end at the latest, and perhaps before it.
        surely_on: Rows told under another month that go on in this one for sure.
        perhaps: Rows told under a later month, or without a last day, that may already
            fall into this one.
    """

    first: date
    certainly: tuple[Row, ...]
    by_then: tuple[Row, ...]
    surely_on: tuple[Row, ...] = ()
    perhaps: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Months:
    """A timeline by months; every row stands in one place, and may be named in others.

    Attributes:
        months: In order; those of which there is nothing to tell are left out.
        endless: Rows that may begin later than any day one could name.
        dateless: Rows of whose date nothing is known.
    """

    months: tuple[Month, ...]
    endless: tuple[Row, ...]
    dateless: tuple[Row, ...]


def by_month(rows: Sequence[Row], today: datetime) -> Months:
    """Sort rows into months.

    A row stands in the month of the last day on which it may begin. What is still to
    come is also named in the present month and the eleven after it, where it may fall
    into them.

    Args:
        rows: In the order in which they are to appear within a month.
        today: 00:00 UTC of the day of the brief.
    """
    homes: defaultdict[_Home, list[Row]] = defaultdict(list)
    for row in rows:
        homes[_home(row)].append(row)
    endless, dateless = homes.pop(_NO_LAST_DAY, []), homes.pop(_NO_DATE, [])
    wide = [row for row in rows if _is_wide(row) and _is_awaited(row, today)]
    ahead = set(_ahead(today.date()))
    told = (
        _month(first, homes.get(first, ()), wide if first in ahead else ())
        for first in sorted({*filter(None, homes), *ahead})
    )
    return Months(
        tuple(filter(_is_worth_telling, told)), tuple(endless), tuple(dateless)
    )


def _home(row: Row) -> _Home:
    window = row.belief.window
    if window.is_unknown:
        return _NO_DATE
    return _NO_LAST_DAY if window.last is None else _month_of(window.last)


def _is_wide(row: Row) -> bool:
    """Say whether a row may fall into other months than that in which it stands."""
    window = row.belief.window
    if window.is_unknown or window.first is None or window.final_day is None:
        return not window.is_unknown
    return _month_of(window.first) != _month_of(max(window.final_day, window.first))


def _is_awaited(row: Row, today: datetime) -> bool:
    belief = row.belief
    to_come = belief.status.is_forecast or belief.status is Status.POSTPONED
    return to_come and not has_lapsed(row.event, belief, now=today)


def _ahead(today: date) -> Iterator[date]:
    for number in range(today.month - 1, today.month - 1 + MONTHS_AHEAD):
        year = today.year + number // 12
        if year <= date.max.year:
            yield date(year, number % 12 + 1, 1)


def _month(first: date, rows: Iterable[Row], wide: Iterable[Row]) -> Month:
    elsewhere = (row for row in wide if _home(row) != first)
    certainly, by_then = _parted(rows, first)
    surely_on, perhaps = _parted(elsewhere, first)
    return Month(first, certainly, by_then, surely_on, perhaps)


def _parted(rows: Iterable[Row], first: date) -> tuple[tuple[Row, ...], ...]:
    """Give the rows that fall into a month certainly, and those that possibly do."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    answers: dict[Answer, list[Row]] = {answer: [] for answer in Answer}
    for row in rows:
        answers[falls_within(row.belief.window, first, last)].append(row)
    return tuple(answers[Answer.CERTAINLY]), tuple(answers[Answer.POSSIBLY])


def _month_of(day: date) -> date:
    return day.replace(day=1)


def _is_worth_telling(month: Month) -> bool:
    """Say whether anything but what has no end falls into a month."""
    endless = all(_home(row) == _NO_LAST_DAY for row in month.perhaps)
    return bool(month.certainly or month.by_then or month.surely_on or not endless)
