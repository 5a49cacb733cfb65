"""What people write in everyday life, and how EDTF writes it: for hints only.

Nothing is read so: `12/04/2026` is one day in Washington and another in London.
"""

from __future__ import annotations

import re
from datetime import date

from geotimeline.edtf.calendar_words import MONTH_NAMES

_LONGEST = 40
_MONTH = "(?P<month>[a-z]{3,9})[.]?"
_DAY = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = "(?P<year>[0-9]{4})"
_NAMED = (
    rf"{_DAY}(?: of)?[ .-]*{_MONTH}[ ,.-]*{_YEAR}",
    rf"{_MONTH}[ -]*{_DAY},? *{_YEAR}",
    rf"{_MONTH}[ ,-]*{_YEAR}",
)
_DAY_FIRST = r"([0-9]{1,2})[.] ?([0-9]{1,2})[.] ?([0-9]{4})"
_EITHER_FIRST = r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})"
_YEAR_FIRST = r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})"
_SHORTEST = 3  # letters of a month's name


def meant_by(text: str) -> tuple[str, ...]:
    """Give what somebody may have meant, in EDTF: none, one, or two readings.

    `4 December 2026` is 2026-12-04; `12/04/2026` is 2026-12-04 or 2026-04-12.
    """
    plain = " ".join(text.lower().split())
    if len(plain) > _LONGEST:
        return ()
    found = dict.fromkeys((*_with_names(plain), *_with_numbers(plain)))
    return tuple(one for one in found if one and one != text)


def _with_names(plain: str) -> tuple[str, ...]:
    for pattern in _NAMED:
        match = re.fullmatch(pattern, plain)
        month = _month(match["month"]) if match else 0
        if match and month:
            day = match.groupdict().get("day")
            year = match["year"]
            return (f"{year}-{month:02}" if day is None else _day(year, month, day),)
    return ()


def _with_numbers(plain: str) -> tuple[str, ...]:
    if match := re.fullmatch(_DAY_FIRST, plain):
        return (_day(match[3], match[2], match[1]),)
    if match := re.fullmatch(_YEAR_FIRST, plain):
        return (_day(match[1], match[2], match[3]),)
    if match := re.fullmatch(_EITHER_FIRST, plain):
        return (_day(match[3], match[1], match[2]), _day(match[3], match[2], match[1]))
    return ()


def _month(name: str) -> int:
    """Give the number of a month by its name, or by how that begins; 0 if by none."""
    for number, full in enumerate(MONTH_NAMES):  # the first is empty
        if full.lower().startswith(name) and len(name) >= _SHORTEST:
            return number
    return 0


def _day(year: str, month: str | int, day: str) -> str:
    """Write a day as EDTF does; empty where the calendar has none such."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
