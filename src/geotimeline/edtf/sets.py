"""Sets of dates: one of them (`[…]`), or each of them (`{…}`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from geotimeline.edtf.days import DaySet
from geotimeline.edtf.intervals import End, Side, in_the_south, is_northern, lasting
from geotimeline.edtf.masks import MOST_SPANS
from geotimeline.edtf.values import (
    Date,
    EdtfValue,
    combined,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Range:
    """Consecutive members of a set: `1670..1672`, `..1984`, `1984..`.

    Attributes:
        first: The first member; `End.OPEN` when the range has none.
        last: The last member; `End.OPEN` when the range has none.
        starts: The days of the first member; all days to the last one when open.
        ends: The days of the last member; all days from the first one when open.
    """

    first: Side
    last: Side
    starts: DaySet
    ends: DaySet

    @classmethod
    def between(cls, first: Side, last: Side) -> Range:
        """The range.

        Raises:
            ValueError: It would run backwards, or neither end is dated.
        """
        return cls(first, last, *lasting(first, last))

    @property
    def text(self) -> str:
        """The canonical text."""
        first, last = self.first, self.last
        if isinstance(first, End):
            return f"..{last.text}"
        return (
            f"{first.text}.." if isinstance(last, End) else f"{first.text}..{last.text}"
        )

    @property
    def dates(self) -> tuple[Date, ...]:
        """Its dated ends, one or two."""
        return tuple(end for end in (self.first, self.last) if isinstance(end, Date))

    @property
    def days(self) -> DaySet:
        """All days from the first of the range to the last."""
        return DaySet.of(self.starts.first, self.ends.last)

    @property
    def has_northern_season(self) -> bool:
        """Whether one of its ends was read as a northern season."""
        return is_northern(self.first) or is_northern(self.last)

    def southern(self) -> Range:
        """The range between its ends as read in the southern hemisphere."""
        try:
            return Range.between(in_the_south(self.first), in_the_south(self.last))
        except ValueError:  # backwards: it was not meant for the south
            return self


Member = Date | Range
"""What may stand in a set."""


@dataclass(frozen=True, slots=True)
class DateSet(EdtfValue):
    """What `[…]` and `{…}` share: members, and the hemisphere of their seasons.

    Attributes:
        members: In the order in which they were written.
    """

    members: tuple[Member, ...] = field(kw_only=True, repr=False)

    @property
    def has_northern_season(self) -> bool:
        """Whether one of its members was read as a northern season."""
        return any(member.has_northern_season for member in self.members)


@dataclass(frozen=True, slots=True)
class OneOf(DateSet):
    """Some day within the members of `[…]`: one of them, nobody knows which."""

    @classmethod
    def of(cls, members: tuple[Member, ...]) -> OneOf:
        """The set; more than MOST_SPANS separate spans become the one around them."""
        days = DaySet.union(span for member in members for span in _days(member).spans)
        if len(days.spans) > MOST_SPANS:
            days = days.hull
        text = f"[{_joined(members)}]"
        return cls(text, days, days, *combined(_dates(members)), members=members)

    def southern(self) -> OneOf:
        """The set of its members as read in the southern hemisphere."""
        return OneOf.of(tuple(member.southern() for member in self.members))


@dataclass(frozen=True, slots=True)
class EachOf(DateSet):
    """Every member of `{…}`; it begins with the earliest and ends with the last."""

    @classmethod
    def of(cls, members: tuple[Member, ...]) -> EachOf:
        """The set of these members."""
        starts = min((member.starts for member in members), key=_start_order)
        ends = max((member.ends for member in members), key=_end_order)
        text = f"{{{_joined(members)}}}"
        return cls(text, starts, ends, *combined(_dates(members)), members=members)

    @property
    def each_of(self) -> bool:
        """It stands for each of its members."""
        return True

    def southern(self) -> EachOf:
        """The set of its members as read in the southern hemisphere."""
        return EachOf.of(tuple(member.southern() for member in self.members))


def _days(member: Member) -> DaySet:
    return member.days if isinstance(member, Range) else member.starts


def _joined(members: tuple[Member, ...]) -> str:
    return ",".join([member.text for member in members])


def _dates(members: tuple[Member, ...]) -> Iterator[Date]:
    for member in members:
        if isinstance(member, Date):
            yield member
        else:
            yield from member.dates


def _start_order(days: DaySet) -> tuple[int, int]:
    return (days.first.toordinal() if days.first else 0, _end_order(days)[0])


def _end_order(days: DaySet) -> tuple[int, int]:
    last = days.last.toordinal() if days.last else date.max.toordinal() + 1
    return (last, days.first.toordinal() if days.first else 0)
