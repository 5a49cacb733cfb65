"""English names of months and short lists, as every wording of a date needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_CLEARLY_A_YEAR = 1000

MONTH_NAMES = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""By number of the month; `calendar.month_name` would follow the machine's locale."""


DASH = "\N{EN DASH}"
"""Joins the two ends of a period: from … to."""


def year_words(year: int) -> str:
    """The year; one that could be taken for another number is marked as a year."""
    return str(year) if year >= _CLEARLY_A_YEAR else f"AD {year}"


def day_words(day: date) -> str:
    """A day as British English writes it: 4 December 2025."""
    return f"{day.day} {month_words(day)}"


def month_words(day: date) -> str:
    """The month of the day, with its year."""
    return f"{MONTH_NAMES[day.month]} {year_words(day.year)}"


def listed(items: Sequence[str], joiner: str) -> str:
    """The items with commas and the joiner before the last: `a, b or c`."""
    if len(items) == 1:
        return items[0]
    return f"{', '.join(items[:-1])} {joiner} {items[-1]}"


def ordinal(number: int) -> str:
    """The number as an English ordinal: 1st, 2nd, 3rd, 11th."""
    teens = range(11, 14)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in teens else ending}"
