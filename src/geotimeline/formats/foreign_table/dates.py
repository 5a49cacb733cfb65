"""Dates as people write them in tables, where there is one way to read them."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum

from geotimeline.edtf import parse
from geotimeline.edtf.calendar_words import MONTH_NAMES
from geotimeline.errors import EdtfSyntaxError
from geotimeline.formats.foreign_table.clocks import (
    WrongDateError,
    at_clock,
    without_clock,
)


class Order(Enum):
    """Which of two numbers is the day, where both could be."""

    UNSAID = "unsaid"
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})", re.ASCII)
_MONTH_OF_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})", re.ASCII)
_PART = r"(?:Q([1-4])|([1-4])Q|H([12])|([12])H)"
_PART_OF_YEAR = re.compile(
    rf"{_PART}[ /-]*(\d{{4}})|(\d{{4}})[ /-]*{_PART}", re.ASCII | re.IGNORECASE
)
_DAY_AND_NAME = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?[ -])?([A-Za-z]{3,9})\.?[ ,-]*(\d{4})", re.ASCII
)
_NAME_AND_DAY = re.compile(
    r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII
)
_WEEKDAY = re.compile(r"([A-Za-z]{3,9})\.?,? (?=.*\d)(.+)", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_SHORT_YEAR = re.compile(
    r"(?:\d{1,2}[./ -])?(?:\d{1,2}|[A-Za-z]{3,9})[./ -]\d{2}", re.ASCII
)
_RANGE = re.compile(r".*\d.*(?:[-\u2013\u2014]|\bto\b|\bbis\b).*\d.*")
_FIRST_QUARTER, _FIRST_HALF = 33, 40  # EDTF writes them as months
_TWELVE = 12
_SHORT = 3
_MONTHS = {name.casefold(): number for number, name in enumerate(MONTH_NAMES) if name}
_MONTHS |= {name[:_SHORT]: number for name, number in [*_MONTHS.items()]}
_MONTHS["sept"] = 9
_DAY_NAMES = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_EXPECTED = "expected 2025-12-04, 4 December 2025, or EDTF such as [..2025-12-31]"

UNKNOWN = frozenset(
    {"tbd", "tbc", "tba", "n/a", "na", "?", "-", "\u2013", "unknown", "open"}
)
"""Words for a date that is not known yet, in small letters."""


def read_date(text: str, order: Order) -> str:
    """Give a date as EDTF.

    Args:
        text: EDTF; an ISO date with or without an hour; 4.12.2025, 4/12/2025, 12/2025,
            Q1 2026, H1 2026; 4 December 2025, December 4, 2025, Dec 2025.
        order: Which number of 4/12/2025 is the day; with dots the first one always is.

    Raises:
        WrongDateError: It is none of these, there is no such day, or both orders fit.
    """
    try:
        return parse(text).text
    except EdtfSyntaxError as error:
        day, clock = without_clock(text)
        found = _day(day, order)
        if not found:
            raise WrongDateError(_why_not(text)) from error
        return at_clock(found, clock) if clock else found


def _why_not(text: str) -> str:
    shown = repr(text[:60])
    if _SERIAL.fullmatch(text):
        return f"{shown} is how a spreadsheet counts days; format it as a date"
    if _SHORT_YEAR.fullmatch(text):
        return f"{shown}: the year needs four digits"
    if _RANGE.fullmatch(text):
        return (
            f"{shown} can mean two things; write 2025-12-04/2025-12-05 for what lasts, "
            "[2025-12-04..2025-12-05] for one of these days"
        )
    return f"{shown} is no date; {_EXPECTED}"


def _day(text: str, order: Order) -> str:
    """Give a day, month, quarter or half of a year; empty where it is none."""
    found = _numbers(text, order) or _with_month_names(text)
    match = _WEEKDAY.fullmatch(text)
    if found or match is None:
        return found
    asked = match[1].casefold()
    named = next((day for day in _DAY_NAMES if day.casefold().startswith(asked)), "")
    found = _day(match[2], order) if named else ""
    if len(found) == len("2025-12-04"):
        falls_on = _DAY_NAMES[date.fromisoformat(found).weekday()]
        if falls_on != named:
            message = f"{text[:60]!r}: that day is a {falls_on}"
            raise WrongDateError(message)
    return found


def _numbers(text: str, order: Order) -> str:
    if match := _NUMBERS.fullmatch(text):
        first, mark, second, year = match.groups()
        return _iso(int(year), *_month_and_day(first, second, mark, order), text)
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = match.groups()
        return _iso(int(year), int(month), int(day), text)
    if match := _MONTH_OF_YEAR.fullmatch(text):
        return _month(int(match[2]), int(match[1]), text)
    if match := _PART_OF_YEAR.fullmatch(text):
        quarter = match[1] or match[2] or match[7] or match[8]
        half = match[3] or match[4] or match[9] or match[10]
        first = _FIRST_QUARTER if quarter else _FIRST_HALF
        return f"{match[5] or match[6]}-{first - 1 + int(quarter or half)}"
    return ""


def _month_and_day(first: str, second: str, mark: str, order: Order) -> tuple[int, int]:
    one, two = int(first), int(second)
    if mark == "." or order is Order.DAY_FIRST or one > _TWELVE or one == two:
        return two, one
    if order is Order.MONTH_FIRST or two > _TWELVE:
        return one, two
    message = (
        f"{first}{mark}{second} can be day and month or month and day; say which: "
        f"--dates {Order.DAY_FIRST.value} or --dates {Order.MONTH_FIRST.value}"
    )
    raise WrongDateError(message)


def _with_month_names(text: str) -> str:
    if match := _NAME_AND_DAY.fullmatch(text):
        name, day, year = match.groups()
    elif match := _DAY_AND_NAME.fullmatch(text):
        day, name, year = match.groups()
    else:
        return ""
    month = _MONTHS.get(name.casefold())
    if month is None:
        return ""
    if day is None:
        return _month(int(year), month, text)
    return _iso(int(year), month, int(day), text)


def _month(year: int, month: int, text: str) -> str:
    return _iso(year, month, 1, text)[:7]


def _iso(year: int, month: int, day: int, text: str) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        message = f"{text[:60]!r}: there is no such day"
        raise WrongDateError(message) from error
