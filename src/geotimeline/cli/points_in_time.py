"""Read the days and instants that people write on the command line."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from geotimeline.errors import EdtfSyntaxError, InstantSyntaxError

if TYPE_CHECKING:
    from geotimeline.edtf import EdtfValue

_INSTANT = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2})?([Zz]|[+-][0-9]{2}:?[0-9]{2}))?"
)
_AN_INSTANT = (
    "an instant with its zone such as 2025-11-25T09:00Z or "
    "2025-11-25T10:00+01:00, or a day such as 2025-11-25 (00:00 UTC)"
)
_A_DAY = "a day, month or year such as 2025-12-04, 2025-12 or 2025"


def read_instant(text: str) -> datetime:
    """Read an instant into UTC; a day alone is its 00:00 UTC.

    Raises:
        InstantSyntaxError: It is misspelt, has no zone, or no such day or hour exists.
    """
    written = re.fullmatch(_INSTANT, text)
    if written is None:
        raise InstantSyntaxError(text, _AN_INSTANT)
    try:
        instant = datetime.fromisoformat(text.upper())
        if instant.tzinfo is None:
            return instant.replace(tzinfo=UTC)
        return instant.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InstantSyntaxError(text, _AN_INSTANT) from error


def read_first_day(text: str) -> date:
    """Read the first day of a range, inclusive; a month or year begins it.

    Raises:
        InstantSyntaxError: It is no day, month or year, or it is open.
    """
    return _bound(text, _read_days(text).first)


def read_last_day(text: str) -> date:
    """Read the last day of a range, inclusive; a month or year ends it.

    Raises:
        InstantSyntaxError: It is no day, month or year, or it is open.
    """
    return _bound(text, _read_days(text).last)


def _read_days(text: str) -> EdtfValue:
    from geotimeline.edtf import parse

    try:
        value = parse(text)
    except EdtfSyntaxError as error:
        raise InstantSyntaxError(text, _A_DAY) from error
    if value.instant is not None:
        raise InstantSyntaxError(text, _A_DAY)
    return value


def _bound(text: str, day: date | None) -> date:
    if day is None:
        raise InstantSyntaxError(text, _A_DAY)
    return day
