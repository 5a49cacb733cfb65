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
    combined_precision,
    combined_qualifiers,
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

    def __str__(self) -> str:
        ends = (self.first, self.last)
        return "..".join("" if isinstance(end, End) else end.text for end in ends)

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
class OneOf(EdtfValue):
    """Some day within the members of `[…]`: one of them, nobody knows which.

    Attributes:
        members: In the order in which they were written.
    """

    members: tuple[Member, ...] = field(default=(), repr=False)

    @classmethod
    def among(cls, members: tuple[Member, ...]) -> OneOf:
        """The set; more than MOST_SPANS separate spans become the one around them."""
        spans = [span for member in members for span in _days(member).spans]
        days = DaySet.union(spans)
        if len(days.spans) > MOST_SPANS:
            days = days.hull
        text = ",".join(map(str, members))
        dated = _dated(members)
        qualifiers = combined_qualifiers(dated)
        return cls(
            f"[{text}]", days, days, combined_precision(dated), qualifiers, members
        )

    @property
    def has_northern_season(self) -> bool:
        """Whether one of its members was read as a northern season."""
        return any(member.has_northern_season for member in self.members)

    def southern(self) -> OneOf:
        """The set of its members as read in the southern hemisphere."""
        if not self.has_northern_season:
            return self
        return OneOf.among(tuple(member.southern() for member in self.members))


@dataclass(frozen=True, slots=True)
class EachOf(EdtfValue):
    """Every member of `{…}`; it begins with the earliest and ends with the last.

    Attributes:
        members: In the order in which they were written.
    """

    members: tuple[Member, ...] = field(default=(), repr=False)

    @classmethod
    def all_of(cls, members: tuple[Member, ...]) -> EachOf:
        """The set of these members."""
        starts = min((member.starts for member in members), key=_start_order)
        ends = max((member.ends for member in members), key=_end_order)
        text = ",".join(map(str, members))
        dated = _dated(members)
        qualifiers = combined_qualifiers(dated)
        return cls(
            f"{{{text}}}", starts, ends, combined_precision(dated), qualifiers, members
        )

    @property
    def each_of(self) -> bool:
        """It stands for each of its members."""
        return True

    @property
    def has_northern_season(self) -> bool:
        """Whether one of its members was read as a northern season."""
        return any(member.has_northern_season for member in self.members)

    def southern(self) -> EachOf:
        """The set of its members as read in the southern hemisphere."""
        if not self.has_northern_season:
            return self
        return EachOf.all_of(tuple(member.southern() for member in self.members))


def _days(member: Member) -> DaySet:
    return member.days if isinstance(member, Range) else member.starts


def _dated(members: tuple[Member, ...]) -> list[Date]:
    sides = (side for member in members for side in _sides(member))
    return [side for side in sides if isinstance(side, Date)]


def _sides(member: Member) -> Iterator[Side]:
    if isinstance(member, Range):
        yield member.first
        yield member.last
    else:
        yield member


def _start_order(days: DaySet) -> tuple[int, int]:
    return (days.first.toordinal() if days.first else 0, _end_order(days)[0])


def _end_order(days: DaySet) -> tuple[int, int]:
    last = days.last.toordinal() if days.last else date.max.toordinal() + 1
    return (last, days.first.toordinal() if days.first else 0)
