"""Read one date of a text: days, months, years, seasons, with masks and qualifiers."""

from __future__ import annotations

import re
from datetime import date
from functools import reduce
from operator import or_

from geotimeline.edtf.days import DaySet, DaySpan
from geotimeline.edtf.masks import masked_days, masked_season_days
from geotimeline.edtf.months import last_of_month
from geotimeline.edtf.qualifiers import QUALIFIERS, UNQUALIFIED, Qualifiers, written
from geotimeline.edtf.refusals import impossible_date, misspelt_date
from geotimeline.edtf.seasons import SEASON_CODES
from geotimeline.edtf.values import Date, Precision, Season

_COMPONENTS = re.compile(
    r"([?~%]?)([0-9X]{4})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
)
_MARKS = ("?", "~", "%")
_BY_COUNT_OF_COMPONENTS = (Precision.YEAR, Precision.MONTH, Precision.DAY)
_BY_KNOWN_DIGITS = {
    3: Precision.DECADE,
    2: Precision.CENTURY,
    1: Precision.MILLENNIUM,
}


def read_date(text: str, begin: int, end: int) -> Date:
    """The date written at text[begin:end].

    Raises:
        EdtfSyntaxError: It is misspelt, or no day of the calendar fits it.
    """
    return plain_date(text[begin:end]) or read_unusual_date(text, begin, end)


def plain_date(digits: str, mark: str = "") -> Date | None:
    """The date of plain digits, qualified by the mark; None where it is no such date.

    Nearly every date of a timeline comes this way, so it leaves the checking to
    `date.fromisoformat`, which is strict once length and hyphens are known.
    """
    try:
        match len(digits):
            case 10 if digits[4] == "-" == digits[7]:
                first = last = date.fromisoformat(digits)
                precision = Precision.DAY
            case 7 if digits[4] == "-":
                first = date.fromisoformat(digits + "-01")
                last = last_of_month(first.year, first.month)
                precision = Precision.MONTH
            case 4:
                first = date.fromisoformat(digits + "-01-01")
                last = date(first.year, 12, 31)
                precision = Precision.YEAR
            case _:
                return None
    except ValueError:
        return None
    days = DaySet((DaySpan(first, last),))
    return Date(digits + mark, days, days, precision, QUALIFIERS[mark])


def read_unusual_date(text: str, begin: int, end: int) -> Date:
    """The date with a mask, a season or qualifiers, written at text[begin:end].

    Raises:
        EdtfSyntaxError: It is misspelt, or no day of the calendar fits it.
    """
    piece = text[begin:end]
    if piece.endswith(_MARKS):
        qualified = plain_date(piece[:-1], piece[-1])
        if qualified:
            return qualified
    found = _COMPONENTS.fullmatch(piece)
    if not found:
        raise misspelt_date(text, begin, end)
    built = _built(found.groups(""))
    if not built:
        raise impossible_date(text, begin, end)
    return built


def _built(groups: tuple[str, ...]) -> Date | None:
    """The date of these components, or None where the calendar has no such day.

    Args:
        groups: For year, month and day each: the mark before it, its digits (empty
            where it is not written), the mark after it.
    """
    year, month, day = groups[1::3]
    components = tuple(filter(None, (year, month, day)))
    if any(groups[::3] + groups[2::3]):
        marks = _marks_of_components(groups, len(components))
        text, qualifiers = written(components, marks), reduce(or_, marks)
    else:
        text, qualifiers = "-".join(components), UNQUALIFIED
    if month.isdecimal() and int(month) in SEASON_CODES:
        return None if day else _season(text, year, int(month), qualifiers)
    days = masked_days(year, month, day)
    if not days:
        return None
    return Date(text, days, days, _precision(components), qualifiers)


def _season(text: str, year: str, code: int, qualifiers: Qualifiers) -> Season | None:
    days = masked_season_days(year, code)
    if not days:
        return None
    precision = Precision.SEASON
    return Season(text, days, days, precision, qualifiers, year=year, code=code)


def _marks_of_components(groups: tuple[str, ...], count: int) -> tuple[Qualifiers, ...]:
    """The qualifiers of each component, from the marks around all of them.

    A mark on the left of a component is about that one alone; a mark on its right is
    about it and everything before it (ISO 8601-2 §8.2).
    """
    marks: list[Qualifiers] = []
    group = UNQUALIFIED
    for index in reversed(range(count)):
        alone, after = groups[3 * index], groups[3 * index + 2]
        if after:
            group |= QUALIFIERS[after]
        marks.append(group | QUALIFIERS[alone] if alone else group)
    return tuple(reversed(marks))


def _precision(components: tuple[str, ...]) -> Precision:
    if len(components) > 1:
        return _BY_COUNT_OF_COMPONENTS[len(components) - 1]
    known = components[0].rstrip("X")
    if "X" in known:  # such as 1XX3: single years, far apart
        return Precision.YEAR
    return _BY_KNOWN_DIGITS.get(len(known), Precision.YEAR)
