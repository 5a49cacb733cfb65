"""Hours as people write them in tables, beside a day or in a column of their own."""

from __future__ import annotations

import re
from datetime import date, time

_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap])\.?m\.?)?"
_ALONE = re.compile(_CLOCK, re.ASCII | re.IGNORECASE)
_BEHIND_A_DAY = re.compile(rf"(.*\d)(?:T|,? +)({_CLOCK})", re.ASCII | re.IGNORECASE)
_NOON = 12


class WrongDateError(Exception):
    """A cell holds no date, or more than one; the text says what would be right."""


def without_clock(text: str) -> tuple[str, str]:
    """Part a day from the hour behind it, which is empty where there is none."""
    match = _BEHIND_A_DAY.fullmatch(text)
    return (match[1], match[2]) if match else (text, "")


def at_clock(day: str, clock: str) -> str:
    """Give an hour of a day as EDTF, in local time.

    Args:
        day: As EDTF.
        clock: `15:30`, `15:30:00`, or `3:30 PM`.

    Raises:
        WrongDateError: It is no hour, or the date is no single day.
    """
    match = _ALONE.fullmatch(clock)
    if match is None:
        message = f"{clock[:60]!r} is no hour; expected 15:30 or 3:30 PM"
        raise WrongDateError(message)
    try:
        return f"{date.fromisoformat(day)}T{_time(match).isoformat()}"
    except ValueError as error:
        message = f"{day[:60]} {clock!r}: there is no such hour of a day"
        raise WrongDateError(message) from error


def _time(match: re.Match[str]) -> time:
    """Give the time that a clock shows; ValueError where it shows none."""
    hours, minutes, seconds = (int(match[group] or 0) for group in (1, 2, 3))
    half = (match[4] or "").casefold()
    if not half:
        return time(hours, minutes, seconds)
    if not 1 <= hours <= _NOON:
        raise ValueError(hours)
    return time(hours % _NOON + (_NOON if half == "p" else 0), minutes, seconds)
