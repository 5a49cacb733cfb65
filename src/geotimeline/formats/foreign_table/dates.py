"""Dates as people write them in tables, where there is one way to read them."""

from __future__ import annotations

import re
from datetime import date, time
from enum import Enum

from geotimeline.edtf import parse
from geotimeline.edtf.calendar_words import MONTH_NAMES
from geotimeline.errors import EdtfSyntaxError


class Order(Enum):
    """Which of two numbers is the day, where both could be."""

    UNSAID = "unsaid"
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class WrongDateError(Exception):
    """A cell holds no date, or more than one; the text says what would be right."""


_HOUR = r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
_NUMBERS = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})\2(\d{{4}}){_HOUR}", re.ASCII)
_YEAR_FIRST = re.compile(rf"(\d{{4}})([./-])(\d{{1,2}})\2(\d{{1,2}}){_HOUR}", re.ASCII)
_MONTH_OF_YEAR = re.compile(r"(\d{1,2})[./](\d{4})", re.ASCII)
_QUARTER = re.compile(r"Q([1-4])[ /-]*(\d{4})|(\d{4})[ /-]*Q([1-4])", re.ASCII)
_DAY_AND_NAME = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?[ -])?([A-Za-z]{3,9})\.?[ ,-]*(\d{4})", re.ASCII
)
_NAME_AND_DAY = re.compile(
    r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_FIRST_QUARTER = 33  # EDTF writes quarters as months 33 to 36
_TWELVE = 12
_SHORT = 3
_MONTHS = {name.casefold(): number for number, name in enumerate(MONTH_NAMES) if name}
_MONTHS |= {name[:_SHORT]: number for name, number in [*_MONTHS.items()]}
_MONTHS["sept"] = 9
_EXPECTED = "expected 2025-12-04, 4 December 2025, or EDTF such as [..2025-12-31]"


def read_date(text: str, order: Order) -> str:
    """Give a date as EDTF.

    Args:
        text: EDTF; an ISO date with or without an hour; 4.12.2025, 4/12/2025, 12/2025,
            Q1 2026; 4 December 2025, December 4, 2025, Dec 2025.
        order: Which number of 4/12/2025 is the day; with dots the first one always is.

    Raises:
        WrongDateError: It is none of these, there is no such day, or both orders fit.
    """
    try:
        return parse(text).text
    except EdtfSyntaxError as error:
        found = _numbers(text, order) or _with_month_names(text)
        if found:
            return found
        if _SERIAL.fullmatch(text):
            message = f"{text!r} is how a spreadsheet counts days; format it as a date"
            raise WrongDateError(message) from error
        message = f"{text[:60]!r} is no date; {_EXPECTED}"
        raise WrongDateError(message) from error


def _numbers(text: str, order: Order) -> str:
    if match := _NUMBERS.fullmatch(text):
        first, mark, second, year, *hour = match.groups()
        return _instant(
            int(year), *_month_and_day(first, second, mark, order), hour, text
        )
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, day, *hour = match.groups()
        return _instant(int(year), int(month), int(day), hour, text)
    if match := _MONTH_OF_YEAR.fullmatch(text):
        return _month(int(match[2]), int(match[1]), text)
    if match := _QUARTER.fullmatch(text.upper()):
        quarter, year = match[1] or match[4], match[2] or match[3]
        return f"{year}-{_FIRST_QUARTER - 1 + int(quarter)}"
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
    return _instant(int(year), month, int(day), [], text)


def _month(year: int, month: int, text: str) -> str:
    return _instant(year, month, 1, [], text)[:7]


def _instant(year: int, month: int, day: int, hour: list[str | None], text: str) -> str:
    """Write a day, or a local time of that day."""
    try:
        found = date(year, month, day).isoformat()
        if not any(hour):
            return found
        hours, minutes, seconds = (int(part or 0) for part in hour)
        clock = time(hours, minutes, seconds)
    except ValueError as error:
        message = f"{text[:60]!r}: there is no such day or hour"
        raise WrongDateError(message) from error
    return f"{found}T{clock.isoformat()}"
