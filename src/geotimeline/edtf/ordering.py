"""How two uncertain dates stand to each other, and a key to sort them by."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.edtf.values import EdtfValue

_NEVER = date.max.toordinal() + 1
_SECONDS_A_DAY = 86_400


class Relation(Enum):
    """How one uncertain date stands to another, as far as it can be known."""

    BEFORE = "certainly before"
    AFTER = "certainly after"
    UNDECIDED = "may fall before, on or after"


def relation(one: EdtfValue, other: EdtfValue) -> Relation:
    """Say whether `one` is over before `other` begins, or begins after it is over.

    Two instants compare to the second if both have an offset or neither has; all else
    compares by days as written, and what shares a possible day is undecided.
    """
    moments = _comparable_moments(one, other)
    if moments:
        mine, others = moments
        if mine == others:
            return Relation.UNDECIDED
        return Relation.BEFORE if mine < others else Relation.AFTER
    if _over_before(one, other):
        return Relation.BEFORE
    if _over_before(other, one):
        return Relation.AFTER
    return Relation.UNDECIDED


def sort_key(value: EdtfValue) -> tuple[int, int, int, str]:
    """A key for `sorted`: by first possible day, then the narrower first.

    An open or unknown start sorts by its last day, and where both ends are open, last
    of all. Instants stand before the days they fall on, in the order of their clocks;
    what is still equal is sorted by its text.
    """
    first, last = value.first, value.last
    anchor = first or last
    day = anchor.toordinal() if anchor else _NEVER
    width = last.toordinal() - first.toordinal() if first and last else _NEVER
    return day, width, _second_of_day(value.instant), value.text


def _over_before(one: EdtfValue, other: EdtfValue) -> bool:
    last, first = one.last, other.first
    return last is not None and first is not None and last < first


def _comparable_moments(
    one: EdtfValue, other: EdtfValue
) -> tuple[datetime, datetime] | None:
    mine, others = one.instant, other.instant
    if (
        mine is None
        or others is None
        or (mine.tzinfo is None) != (others.tzinfo is None)
    ):
        return None
    return mine, others


def _second_of_day(moment: datetime | None) -> int:
    if moment is None:
        return _SECONDS_A_DAY
    return moment.hour * 3600 + moment.minute * 60 + moment.second
