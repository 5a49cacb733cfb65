"""English words for any EDTF value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.edtf.calendar_words import (
    DASH,
    MONTH_NAMES,
    day_words,
    listed,
    month_words,
    year_words,
)
from geotimeline.edtf.date_words import date_words, doubt_words
from geotimeline.edtf.intervals import End, Interval
from geotimeline.edtf.sets import EachOf, Member, OneOf, Range
from geotimeline.edtf.values import Date, EdtfValue, Instant, Precision
from geotimeline.edtf.window_words import words_of

if TYPE_CHECKING:
    from datetime import datetime

_CALENDAR_UNITS = (Precision.DAY, Precision.MONTH, Precision.YEAR)


def words(value: EdtfValue) -> str:
    """The value in English, as a newsroom would say it (docs/edtf.md has a table)."""
    match value:
        case Date():
            return date_words(value)
        case Instant():
            return _instant_words(value.moment)
        case Interval():
            return _interval_words(value)
        case OneOf():
            return words_of(value.starts) + doubt_words(value.qualifiers)
        case EachOf():
            return _each_words(value)
        case _:
            return value.text


def _instant_words(moment: datetime) -> str:
    clock = f"{moment:%H:%M:%S}".removesuffix(":00")
    said = f"{day_words(moment)}, {clock}"
    if moment.tzinfo is None:
        return said
    offset = moment.isoformat()[-len("+05:30") :] if moment.utcoffset() else "UTC"
    return f"{said} ({offset})"


def _interval_words(value: Interval) -> str:
    start, end = value.start, value.end
    if isinstance(start, End):
        unknown = ", start unknown" if start is End.UNKNOWN else ""
        return f"until {_side_words(end)}{unknown}"
    if isinstance(end, End):
        unknown = ", end unknown" if end is End.UNKNOWN else ""
        return f"since {_side_words(start)}{unknown}"
    if _alike(start, end):
        return _dashed(start, end)
    return f"from {_side_words(start)} to {_side_words(end)}"


def _side_words(side: Date | End) -> str:
    return date_words(side) if isinstance(side, Date) else side.value


def _alike(start: Date, end: Date) -> bool:
    """Whether both are plain days, months or years, so that a dash can join them."""
    plain = all(
        side.text.replace("-", "").isdecimal() and side.precision in _CALENDAR_UNITS
        for side in (start, end)
    )
    return plain and start.precision is end.precision


def _dashed(start: Date, end: Date) -> str:
    """Both joined by a dash, the first without what the second says again."""
    first, last = start.first, end.last
    if first is None or last is None or start.text == end.text:
        return _side_words(start)
    if start.precision is Precision.YEAR:
        return f"{year_words(first.year)}{DASH}{year_words(last.year)}"
    if first.year != last.year:
        return f"{_side_words(start)} {DASH} {_side_words(end)}"
    if start.precision is Precision.MONTH:
        return f"{MONTH_NAMES[first.month]}{DASH}{month_words(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTH_NAMES[first.month]} {DASH} {day_words(last)}"
    return f"{first.day}{DASH}{day_words(last)}"


def _each_words(value: EachOf) -> str:
    return listed(_shortened(value.members), "and")


def _shortened(members: tuple[Member, ...]) -> list[str]:
    """Words for the members, without the month and year that the next one repeats."""
    said = [_member_words(member) for member in members]
    for index in range(len(said) - 1):
        ending = said[index + 1]
        while ending:
            _, space, ending = ending.partition(" ")
            if space and said[index].endswith(f" {ending}"):
                said[index] = said[index].removesuffix(f" {ending}")
                break
    return said


def _member_words(member: Member) -> str:
    if not isinstance(member, Range):
        return date_words(member)
    if isinstance(member.first, End):
        return f"everything up to {_side_words(member.last)}"
    if isinstance(member.last, End):
        return f"everything from {_side_words(member.first)} on"
    return f"{_side_words(member.first)} to {_side_words(member.last)}"
