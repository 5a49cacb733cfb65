"""Rules by which an event comes again, as far as a Schedule of schema.org can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.model.recurring_syntax import read_parts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from geotimeline.formats.json import Json
    from geotimeline.model.recurring import Recurrence

_UNITS = {"YEARLY": "Y", "MONTHLY": "M", "WEEKLY": "W", "DAILY": "D"}
_SAYABLE = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY"}


def schedule_of(
    recurs: Recurrence, first: date | None, timezone: str
) -> dict[str, Json] | None:
    """Give a rule as a Schedule, or None where one would say less than the rule.

    Args:
        recurs: The rule.
        first: The day of the first occurrence; None if it is not known.
        timezone: IANA name of the zone in which its days are meant.
    """
    parts = read_parts(recurs.text)
    days = _numbers(parts, "BYMONTHDAY")
    if not set(parts) <= _SAYABLE or any(day < 0 for day in days):
        return None
    return {
        "@type": "Schedule",
        "repeatFrequency": f"P{parts.get('INTERVAL', '1')}{_UNITS[parts['FREQ']]}",
        "repeatCount": recurs.count,
        "byDay": parts["BYDAY"].split(",") if "BYDAY" in parts else [],
        "byMonth": _numbers(parts, "BYMONTH"),
        "byMonthDay": days,
        "startDate": None if first is None else first.isoformat(),
        "endDate": _day(recurs.until),
        "scheduleTimezone": timezone,
    }


def _numbers(parts: Mapping[str, str], name: str) -> list[int]:
    return [int(number) for number in parts[name].split(",")] if name in parts else []


def _day(until: str) -> str | None:
    """Give the day of `20261231` or `20261231T000000Z`."""
    return f"{until[:4]}-{until[4:6]}-{until[6:8]}" if until else None
