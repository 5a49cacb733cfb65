"""Spans and sets of calendar days, open ends included: what a date leaves possible."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FIRST_ORDINAL = date.min.toordinal()
_LAST_ORDINAL = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class DaySpan:
    """The days from `first` to `last`, both included.

    Attributes:
        first: First day; None when the span is open towards the past.
        last: Last day; None when the span is open towards the future.
    """

    first: date | None
    last: date | None

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            message = f"a span cannot end on {self.last}, before it starts {self.first}"
            raise ValueError(message)

    @property
    def size(self) -> int | None:
        """How many days it has; None when it is open."""
        if self.first is None or self.last is None:
            return None
        return self.last.toordinal() - self.first.toordinal() + 1

    def overlaps(self, first: date | None, last: date | None) -> bool:
        """Tell whether it shares a day with first … last (inclusive, None = open)."""
        starts_in_time = self.first is None or last is None or self.first <= last
        return starts_in_time and (
            self.last is None or first is None or self.last >= first
        )


@dataclass(frozen=True, slots=True)
class DaySet:
    """The days on which something may fall.

    A set that reaches back without end and one that starts on 0001-01-01 hold the
    same days and are still different: the first is open. Intersection keeps the
    closed end of the two, union the open one.

    Attributes:
        spans: Sorted and disjoint, with at least one day between two of them; empty
            where no day is possible.
    """

    spans: tuple[DaySpan, ...]

    def __post_init__(self) -> None:
        if len(self.spans) > 1:
            for one, two in pairwise(self.spans):
                if _touches(one, two):
                    message = f"{one} and {two} are not apart; use DaySet.union"
                    raise ValueError(message)

    @classmethod
    def of(cls, first: date | None, last: date | None) -> DaySet:
        """All days from first to last, both included; None leaves that end open."""
        return cls((DaySpan(first, last),))

    @classmethod
    def union(cls, spans: Iterable[DaySpan]) -> DaySet:
        """All days of the spans, which may overlap and come in any order."""
        ordered = sorted(spans, key=_by_first)
        return cls(tuple(ordered if len(ordered) == 1 else _merged(ordered)))

    @property
    def first(self) -> date | None:
        """The first day; None when open.

        Raises:
            ValueError: The set is empty.
        """
        try:
            return self.spans[0].first
        except IndexError:
            raise _no_days_error() from None

    @property
    def last(self) -> date | None:
        """The last day; None when open.

        Raises:
            ValueError: The set is empty.
        """
        try:
            return self.spans[-1].last
        except IndexError:
            raise _no_days_error() from None

    @property
    def open_start(self) -> bool:
        """Whether it reaches back without end; an empty set does not."""
        return bool(self.spans) and self.spans[0].first is None

    @property
    def open_end(self) -> bool:
        """Whether it goes on without end; an empty set does not."""
        return bool(self.spans) and self.spans[-1].last is None

    @property
    def size(self) -> int | None:
        """How many days are possible; None when an end is open."""
        days = 0
        for span in self.spans:
            size = span.size
            if size is None:
                return None
            days += size
        return days

    @property
    def hull(self) -> DaySet:
        """The one span that covers the whole set; an empty set stays empty."""
        return DaySet.of(self.first, self.last) if len(self.spans) > 1 else self

    def __bool__(self) -> bool:
        return bool(self.spans)

    def __contains__(self, day: date) -> bool:
        after = bisect_right(self.spans, day, key=_first_or_min)
        if not after:
            return False
        last = self.spans[after - 1].last
        return last is None or day <= last

    def __and__(self, other: DaySet) -> DaySet:
        return DaySet(tuple(_common(self.spans, other.spans)))

    def __or__(self, other: DaySet) -> DaySet:
        return DaySet.union(self.spans + other.spans)

    def clipped(self, first: date | None = None, last: date | None = None) -> DaySet:
        """The part from first to last, both included; None does not clip."""
        if first and last and last < first:
            return NO_DAYS
        return self & DaySet.of(first, last)

    def shifted(self, days: int) -> DaySet:
        """The set moved by so many days.

        Open ends stay open; days that would leave 0001-01-01 … 9999-12-31 are held at
        that border.
        """
        return DaySet.union(
            DaySpan(_moved(span.first, days), _moved(span.last, days))
            for span in self.spans
        )

    def overlaps(self, first: date | None, last: date | None) -> bool:
        """Tell whether a day from first to last (inclusive, None = open) is in it."""
        return any(span.overlaps(first, last) for span in self.spans)


def _no_days_error() -> ValueError:
    return ValueError("an empty set of days has no first and no last day")


def _moved(day: date | None, days: int) -> date | None:
    if day is None:
        return None
    ordinal = day.toordinal() + days
    return date.fromordinal(max(_FIRST_ORDINAL, min(ordinal, _LAST_ORDINAL)))


def _first_or_min(span: DaySpan) -> date:
    return span.first or date.min


def _by_first(span: DaySpan) -> int:
    # an open start sorts before 0001-01-01, so that it wins when spans are merged
    return span.first.toordinal() if span.first else 0


def _touches(one: DaySpan, two: DaySpan) -> bool:
    """Tell whether `two`, which does not start earlier, overlaps or adjoins `one`."""
    if one.last is None or two.first is None:
        return True
    return two.first.toordinal() <= one.last.toordinal() + 1


def _merged(spans: list[DaySpan]) -> Iterator[DaySpan]:
    """Join the spans that touch; they come sorted by their first day."""
    if not spans:
        return
    current = spans[0]
    for span in spans[1:]:
        if not _touches(current, span):
            yield current
            current = span
        elif current.last and (span.last is None or current.last < span.last):
            current = DaySpan(current.first, span.last)
    yield current


def _common(ones: tuple[DaySpan, ...], twos: tuple[DaySpan, ...]) -> Iterator[DaySpan]:
    """Walk both sorted sequences at once and yield what they share."""
    i = j = 0
    while i < len(ones) and j < len(twos):
        one, two = ones[i], twos[j]
        if one.overlaps(two.first, two.last):
            yield DaySpan(
                _later(one.first, two.first),
                _earlier(one.last, two.last),
            )
        if two.last is None or (one.last is not None and one.last <= two.last):
            i += 1
        else:
            j += 1


def _later(one: date | None, two: date | None) -> date | None:
    return max(one, two) if one and two else one or two


def _earlier(one: date | None, two: date | None) -> date | None:
    return min(one, two) if one and two else one or two


NO_DAYS = DaySet(())
"""The empty set: claims that exclude each other leave no day."""

EVERY_DAY = DaySet.of(None, None)
"""Open on both sides: nothing is known."""
