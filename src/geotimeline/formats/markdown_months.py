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
"""How many months, the present one included, are told of what may fall into them."""

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
    come is also named in the months from the present one on into which it may fall: in
    those that have rows of their own, and in the next twelve.

    Args:
        rows: In the order in which they are to appear within a month.
        today: 00:00 UTC of the day of the brief.
    """
    homes: defaultdict[_Home, list[Row]] = defaultdict(list)
    for row in rows:
        homes[_home(row)].append(row)
    endless, dateless = homes.pop(_NO_LAST_DAY, []), homes.pop(_NO_DATE, [])
    awaited = [row for row in rows if _is_awaited(row, today)]
    firsts = sorted({*filter(None, homes), *_ahead(today.date())})
    told = (_month(first, homes.get(first, ()), awaited, today) for first in firsts)
    return Months(
        tuple(filter(_is_worth_telling, told)), tuple(endless), tuple(dateless)
    )


def _home(row: Row) -> _Home:
    window = row.belief.window
    if window.is_unknown:
        return _NO_DATE
    return _NO_LAST_DAY if window.last is None else window.last.replace(day=1)


def _is_awaited(row: Row, today: datetime) -> bool:
    belief = row.belief
    to_come = belief.status.is_forecast or belief.status is Status.POSTPONED
    known = not belief.window.is_unknown
    return to_come and known and not has_lapsed(row.event, belief, now=today)


def _ahead(today: date) -> Iterator[date]:
    for number in range(today.month - 1, today.month - 1 + MONTHS_AHEAD):
        year = today.year + number // 12
        if year <= date.max.year:
            yield date(year, number % 12 + 1, 1)


def _month(
    first: date, rows: Sequence[Row], awaited: Iterable[Row], today: datetime
) -> Month:
    is_past = first < today.date().replace(day=1)
    elsewhere = [] if is_past else [row for row in awaited if _home(row) != first]
    return Month(
        first,
        certainly=_answering(rows, first, Answer.CERTAINLY),
        by_then=_answering(rows, first, Answer.POSSIBLY),
        surely_on=_answering(elsewhere, first, Answer.CERTAINLY),
        perhaps=_answering(elsewhere, first, Answer.POSSIBLY),
    )


def _answering(rows: Iterable[Row], first: date, answer: Answer) -> tuple[Row, ...]:
    """Give the rows that fall certainly, or only possibly, into a month."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return tuple(
        row for row in rows if falls_within(row.belief.window, first, last) is answer
    )


def _is_worth_telling(month: Month) -> bool:
    """Say whether anything but what has no end falls into a month."""
    endless = all(_home(row) == _NO_LAST_DAY for row in month.perhaps)
    return bool(month.certainly or month.by_then or month.surely_on or not endless)
