"""What an EDTF text means: one type per meaning, all with the same four bounds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from geotimeline.edtf.masks import masked_season_days
from geotimeline.edtf.qualifiers import UNQUALIFIED, Qualifiers
from geotimeline.edtf.seasons import NAMELESS_HEMISPHERE, in_the_south

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from geotimeline.edtf.days import DaySet


class Precision(IntEnum):
    """How finely a date is written; finer is less.

    Unknown digits count: `2025-12-XX` is written to the day. Intervals and sets have
    the finest precision of their parts.
    """

    INSTANT = 1
    DAY = 2
    MONTH = 3
    SEASON = 4
    YEAR = 5
    DECADE = 6
    CENTURY = 7
    MILLENNIUM = 8


@dataclass(frozen=True, slots=True)
class EdtfValue:
    """An uncertain date: read it with `parse`, never by hand.

    There is deliberately no `<`: an uncertain date has no single place in an order.
    Ask `relation`, or sort by `sort_key`. Its four bounds are `starts.first`,
    `starts.last`, `ends.first` and `ends.last`; qualifiers never move them.

    Attributes:
        text: The canonical text; parsing it gives an equal value.
        starts: The days on which it may begin.
        ends: The days on which it may end.
        precision: How finely it is written.
        qualifiers: Every `?`, `~` and `%` anywhere inside it, taken together.
    """

    text: str
    starts: DaySet = field(repr=False)
    ends: DaySet = field(repr=False)
    precision: Precision = field(repr=False)
    qualifiers: Qualifiers = field(default=UNQUALIFIED, repr=False)

    def __str__(self) -> str:
        return self.text

    @property
    def first(self) -> date | None:
        """First possible day; None when open or unknown."""
        return self.starts.first

    @property
    def last(self) -> date | None:
        """Last possible day; None when open or unknown."""
        return self.ends.last

    @property
    def lasts(self) -> bool:
        """Whether it goes on from its start to its end, rather than falls within."""
        return False

    @property
    def each_of(self) -> bool:
        """Whether it stands for several dates, all of them."""
        return False

    @property
    def instant(self) -> datetime | None:
        """The moment, in its own offset or naive where none is written; else None."""
        return None

    @property
    def unknown_start(self) -> bool:
        """Whether it starts on a day that nobody has said (`/2025`, `XXXX`)."""
        return False

    @property
    def unknown_end(self) -> bool:
        """Whether it ends on a day that nobody has said (`2025/`, `XXXX`)."""
        return False

    @property
    def open_start(self) -> bool:
        """Whether it reaches back without end, written `..`."""
        return self.starts.open_start and not self.unknown_start

    @property
    def open_end(self) -> bool:
        """Whether it goes on without end, written `..`."""
        return self.ends.open_end and not self.unknown_end

    @property
    def has_northern_season(self) -> bool:
        """Whether a season without hemisphere (21 to 24) in it was read as northern."""
        return False

    def southern(self) -> EdtfValue:
        """The same text with its seasons 21 to 24 read in the southern hemisphere.

        An interval or range that would then run backwards stays northern.
        """
        return self


@dataclass(frozen=True, slots=True)
class Date(EdtfValue):
    """Some day of a day, month, year, or of what unknown digits leave of them."""

    @property
    def unknown_start(self) -> bool:
        """Whether its year is wholly unknown."""
        return self.starts.open_start

    @property
    def unknown_end(self) -> bool:
        """Whether its year is wholly unknown."""
        return self.ends.open_end

    def southern(self) -> Date:
        """The same date: only seasons depend on the hemisphere."""
        return self


@dataclass(frozen=True, slots=True)
class Season(Date):
    """Some day of a season, quarter, third or half of a year.

    Attributes:
        year: Four digits or `X`.
        code: 21 to 41, as written.
        read_southern: Whether a season without hemisphere was read as southern.
    """

    year: str = field(kw_only=True, repr=False)
    code: int = field(kw_only=True, repr=False)
    read_southern: bool = field(default=False, kw_only=True)

    @property
    def has_northern_season(self) -> bool:
        """Whether it names no hemisphere and was read as northern."""
        return self.code in NAMELESS_HEMISPHERE and not self.read_southern

    def southern(self) -> Season:
        """The same season half a year away, if it names no hemisphere."""
        if not self.has_northern_season:
            return self
        days = masked_season_days(self.year, in_the_south(self.code))
        return replace(self, starts=days, ends=days, read_southern=True)


@dataclass(frozen=True, slots=True)
class Instant(EdtfValue):
    """A moment of a day, to the second; its bounds are the day as written.

    Attributes:
        moment: Aware with the offset as written; naive where none is written.
    """

    moment: datetime = field(kw_only=True, repr=False)

    @property
    def instant(self) -> datetime:
        """The moment, in its own offset or naive where none is written."""
        return self.moment


def combined(dates: Iterable[Date]) -> tuple[Precision, Qualifiers]:
    """The finest precision among the dates, and every doubt cast on one of them."""
    precision, qualifiers = Precision.MILLENNIUM, UNQUALIFIED
    for date in dates:
        precision = min(precision, date.precision)
        qualifiers |= date.qualifiers
    return precision, qualifiers
