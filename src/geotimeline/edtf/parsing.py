"""Read an EDTF text: decide which kind it is, and read its parts in order."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geotimeline.edtf.dates import plain_date, read_date, read_unusual_date
from geotimeline.edtf.everyday import meant_by
from geotimeline.edtf.instants import read_instant
from geotimeline.edtf.intervals import End, Interval, Side
from geotimeline.edtf.refusals import (
    backwards,
    misplaced_end,
    misspelt_interval,
    misspelt_set,
    too_long,
)
from geotimeline.edtf.sets import EachOf, Member, OneOf, Range
from geotimeline.errors import EdtfSyntaxError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.edtf.values import EdtfValue

LONGEST_TEXT = 2_000
"""Characters that a date may have; a set then has fewer than 400 members."""

_CLOSING = {"[": "]", "{": "}"}


@lru_cache(maxsize=16_384)
def parse(text: str) -> EdtfValue:
    """The value that the EDTF text means, in the profile of docs/edtf.md.

    Raises:
        EdtfSyntaxError: The text is not in the profile, or no day fits it; says at
            which column (from 1) and what was expected there.
    """
    try:
        return plain_date(text) or _parse(text)
    except EdtfSyntaxError as error:
        meant = meant_by(text)
        if not meant:
            raise
        expected = f"{error.expected}; did you mean {' or '.join(meant)}?"
        raise EdtfSyntaxError(text, error.column, expected) from error


def _parse(text: str) -> EdtfValue:
    if len(text) > LONGEST_TEXT:
        raise too_long(text, LONGEST_TEXT)
    if text.startswith(("[", "{")):
        return _read_set(text)
    if "/" in text:
        return _read_interval(text)
    if "T" in text:
        return read_instant(text)
    return read_unusual_date(text, 0, len(text))


def _read_interval(text: str) -> Interval:
    slash = text.index("/")
    if text.count("/") > 1 or "T" in text:
        raise misspelt_interval(text)
    start = _read_side(text, 0, slash)
    end = _read_side(text, slash + 1, len(text))
    if isinstance(start, End) and isinstance(end, End):
        raise misspelt_interval(text)
    try:
        return Interval.between(start, end)
    except ValueError as error:
        raise backwards(text, slash + 1) from error


def _read_side(text: str, begin: int, end: int) -> Side:
    """The date, the `..` or the nothing at text[begin:end]."""
    if begin == end:
        return End.UNKNOWN
    piece = text[begin:end]
    if piece == "..":
        return End.OPEN
    if ".." in piece:
        raise misspelt_interval(text)
    return read_date(text, begin, end)


def _read_set(text: str) -> OneOf | EachOf:
    if not text.endswith(_CLOSING[text[0]]) or "/" in text or "T" in text:
        raise misspelt_set(text)
    members = tuple(_read_members(text))
    return OneOf.of(members) if text[0] == "[" else EachOf.of(members)


def _read_members(text: str) -> Iterator[Member]:
    """The members in order; open ranges stand at the ends of the set only."""
    begin, closing = 1, len(text) - 1
    while begin <= closing:
        comma = text.find(",", begin)
        end = closing if comma < 0 else comma
        member = _read_member(text, begin, end)
        if isinstance(member, Range):
            if member.first is End.OPEN and begin > 1:
                raise misplaced_end(text, begin)
            if member.last is End.OPEN and end < closing:
                raise misplaced_end(text, end - 2)
        yield member
        begin = end + 1


def _read_member(text: str, begin: int, end: int) -> Member:
    dots = text.find("..", begin, end)
    if dots < 0:
        return read_date(text, begin, end)
    first = End.OPEN if dots == begin else read_date(text, begin, dots)
    last = End.OPEN if dots + 2 == end else read_date(text, dots + 2, end)
    if first is last:
        raise misspelt_set(text, begin)
    try:
        return Range.between(first, last)
    except ValueError as error:
        raise backwards(text, dots + 2) from error
