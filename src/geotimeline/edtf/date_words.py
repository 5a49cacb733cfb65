"""English words for one date: plain, a season, or with unknown digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.edtf.calendar_words import (
    DASH,
    MONTH_NAMES,
    listed,
    ordinal,
    year_words,
)
from geotimeline.edtf.masks import UNKNOWN_YEAR, fitting
from geotimeline.edtf.seasons import (
    HALVES,
    NAMELESS_HEMISPHERE,
    NORTHERN,
    QUARTERS,
    SOUTHERN,
    THIRDS,
    crosses_new_year,
    in_the_south,
)
from geotimeline.edtf.values import Date, Season
from geotimeline.edtf.window_words import words_of

if TYPE_CHECKING:
    from geotimeline.edtf.qualifiers import Qualifiers

_SEASONS = ("spring", "summer", "autumn", "winter")
_QUARTERS = ("first quarter", "second quarter", "third quarter", "fourth quarter")
_THIRDS = ("first four months", "middle four months", "last four months")
_HALVES = ("first half", "second half")
_WITHOUT_MARKS = str.maketrans("", "", "?~%")


def date_words(date: Date) -> str:
    """Words for the date, its qualifiers included."""
    if isinstance(date, Season):
        said = _season_words(date)
    elif "X" in date.text:
        said = _masked_words(date)
    else:
        said = words_of(date.starts)
    about = "about " if date.qualifiers.approximate else ""
    return about + said + (" (uncertain)" if date.qualifiers.uncertain else "")


def doubt_words(qualifiers: Qualifiers) -> str:
    """What follows a longer wording in brackets; empty without qualifiers."""
    doubts = [
        word
        for word, holds in (
            ("uncertain", qualifiers.uncertain),
            ("approximate", qualifiers.approximate),
        )
        if holds
    ]
    return f" ({', '.join(doubts)})" if doubts else ""


def _season_words(season: Season) -> str:
    code = season.code
    for codes, names in ((QUARTERS, _QUARTERS), (THIRDS, _THIRDS), (HALVES, _HALVES)):
        if code in codes:
            return f"{names[code - codes.start]} of {_some_year(season.year)}"
    read = in_the_south(code) if season.read_southern else code
    hemisphere = ""
    if read in NORTHERN:
        hemisphere = " (northern hemisphere)"
    elif read in SOUTHERN:
        hemisphere = " (southern hemisphere)"
    year = _year_words(season.year)
    if crosses_new_year(read) and year.isdecimal():
        year = _two_years(int(year))
    elif not year.isdecimal():
        year = f"of {_some_year(season.year)}"
    name = _SEASONS[(code - NAMELESS_HEMISPHERE.start) % len(_SEASONS)]
    return f"{name} {year}{hemisphere}"


def _two_years(year: int) -> str:
    """The two years of a winter, the second short unless the century changes."""
    following = year + 1
    short = year // 100 == following // 100
    return f"{year}{DASH}{f'{following % 100:02}' if short else following}"


def _masked_words(date: Date) -> str:
    year, month, day = [*date.text.translate(_WITHOUT_MARKS).split("-"), "", ""][:3]
    if year == UNKNOWN_YEAR and month in ("", "XX") and day in ("", "XX"):
        return "date unknown"
    some = "some day in " if day == "XX" else ""
    if month == "XX" and day in ("", "XX"):
        return f"{some or 'some month in '}{_year_words(year)}"
    if not month:
        return _year_words(year)
    if year.isdecimal() and month.isdecimal():
        return some + words_of(date.starts)
    said = some + _month_and_day_words(month, day)
    if year.isdecimal() and month != "XX":
        return f"{said} {_year_words(year)}"
    return said + _of_year(year)


def _month_and_day_words(month: str, day: str) -> str:
    months = listed([MONTH_NAMES[number] for number in fitting(month, 1, 12)], "or")
    if month == "XX":
        months = "a month"
    if day in ("", "XX"):
        return months
    if "X" in month:
        days = listed([ordinal(number) for number in fitting(day, 1, 31)], "or")
        return f"the {days} of {months}"
    return f"{listed([str(number) for number in fitting(day, 1, 31)], 'or')} {months}"


def _of_year(year: str) -> str:
    if year == UNKNOWN_YEAR:
        return ", year unknown"
    return f" in {_year_words(year)}"


def _some_year(year: str) -> str:
    """One year, where a season or quarter belongs to it and not to a century."""
    if year.isdecimal() or year == UNKNOWN_YEAR or "X" in year.rstrip("X"):
        return _year_words(year)
    return f"a year in {_year_words(year)}"


def _year_words(year: str) -> str:
    """A year, decade, century or millennium; other masks are quoted."""
    if year == UNKNOWN_YEAR:
        return "an unknown year"
    known = year.rstrip("X")
    if "X" in known:
        return f"a year like {year}"
    number = int(known)
    match len(known):
        case 3:
            return f"the {number}0s"
        case 2:
            return f"the {ordinal(number + 1)} century"
        case 1:
            return f"the years {max(1, number * 1000)}{DASH}{number}999"
        case _:
            return year_words(number)
