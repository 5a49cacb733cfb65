"""The text of a recurrence rule (RFC 5545 §3.3.10), read strictly and by the day.

An event has its hour from its own date, so rules below the day are refused; so are
other calendars (RFC 7529), and what only one library knows (BYEASTER).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

# The least and the most that a number may be; whether it may count from the end.
_NUMBERS: Mapping[str, tuple[int, int, bool]] = {
    "INTERVAL": (1, 999, False),
    "COUNT": (1, 9999, False),
    "BYMONTH": (1, 12, False),
    "BYMONTHDAY": (1, 31, True),
    "BYYEARDAY": (1, 366, True),
    "BYWEEKNO": (1, 53, True),
    "BYSETPOS": (1, 366, True),
}
_SINGLE = ("INTERVAL", "COUNT")
_NAMES = ("FREQ", "UNTIL", "BYDAY", "WKST", *_NUMBERS)
_REFUSED = {
    "BYHOUR": "the hour comes from the event's own date",
    "BYMINUTE": "the hour comes from the event's own date",
    "BYSECOND": "the hour comes from the event's own date",
    "BYEASTER": "it is not part of RFC 5545",
    "RSCALE": "only the Gregorian calendar is known",
    "SKIP": "days that a month does not have are left out",
    "DTSTART": "the first occurrence is the event's own date",
    "EXDATE": "an occurrence that will not be is a claim: `status: cancelled`",
    "RDATE": "a day of its own is an event of its own",
}
_NUMBER = re.compile(r"([+-]?)([0-9]{1,4})")
_DAY = re.compile(rf"([+-]?)([0-9]{{0,2}})({'|'.join(WEEKDAYS)})")
_UNTIL = re.compile(r"[0-9]{8}(?:T[0-9]{6}Z?)?")
_MOST_WEEKS = 53


def read_parts(text: str) -> dict[str, str]:
    """Read `FREQ=YEARLY;BYMONTH=3` as its parts, in capitals, in the order written.

    Raises:
        ValueError: It is no recurrence rule, or none that is taken; the text says what
            would be right.
    """
    plain = text.strip().upper().removeprefix("RRULE:")
    parts: dict[str, str] = {}
    for part in plain.split(";"):
        name, equals, value = part.partition("=")
        if not equals or name not in _NAMES or name in parts:
            raise ValueError(_wrong_part(text, part, parts))
        wrong = _wrong_value(name, value)
        if wrong:
            message = f"{part!r}: expected {wrong}"
            raise ValueError(message)
        parts[name] = value
    wrong = _wrong_together(parts)
    if wrong:
        message = f"{text.strip()!r}: {wrong}"
        raise ValueError(message)
    return parts


def _wrong_part(text: str, part: str, parts: Mapping[str, str]) -> str:
    name, equals, _ = part.partition("=")
    if not equals:
        return (
            f"cannot read {text.strip()!r}: expected a rule of RFC 5545 such as "
            "FREQ=YEARLY or FREQ=MONTHLY;BYDAY=1MO"
        )
    if name in parts:
        return f"{text.strip()!r}: {name} comes twice"
    if name in _REFUSED:
        return f"{part!r} cannot be used: {_REFUSED[name]}"
    from difflib import get_close_matches  # noqa: PLC0415 (only for what is wrong)

    near = get_close_matches(name, _NAMES, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(_NAMES)}"
    return f"no part {name!r} in a recurrence rule; {hint}"


def _wrong_value(name: str, value: str) -> str:
    """Say what would be right; empty where it is."""
    if name == "FREQ":
        expected = f"one of {', '.join(FREQUENCIES)}"
        return "" if value in FREQUENCIES else expected
    if name == "WKST":
        return "" if value in WEEKDAYS else f"one of {', '.join(WEEKDAYS)}"
    if name == "UNTIL":
        expected = "a day such as 20301231, or an instant such as 20301231T235959Z"
        return "" if _UNTIL.fullmatch(value) else expected
    items = value.split(",")
    if name == "BYDAY":
        expected = "weekdays such as MO, 1MO (the first) or -1FR (the last)"
        return "" if all(map(_is_weekday, items)) else expected
    return _wrong_numbers(name, items)


def _is_weekday(item: str) -> bool:
    match = _DAY.fullmatch(item)
    if match is None:
        return False
    sign, number, _ = match.groups()
    return 1 <= int(number) <= _MOST_WEEKS if number else not sign


def _wrong_numbers(name: str, items: list[str]) -> str:
    least, most, from_end = _NUMBERS[name]
    expected = f"{'a number' if name in _SINGLE else 'numbers'} from {least} to {most}"
    expected += f", or from the end -{least} to -{most}" if from_end else ""
    if name in _SINGLE and len(items) > 1:
        return expected
    for item in items:
        match = _NUMBER.fullmatch(item)
        if match is None or not least <= int(match[2]) <= most:
            return expected
        if match[1] and not from_end:
            return expected
    return ""


def _wrong_together(parts: Mapping[str, str]) -> str:
    """Say which parts do not go together (RFC 5545 §3.3.10); empty where all do."""
    frequency = parts.get("FREQ", "")
    numbered = any(item not in WEEKDAYS for item in parts.get("BYDAY", "MO").split(","))
    by = [name for name in parts if name.startswith("BY") and name != "BYSETPOS"]
    by_number = "a number in BYDAY needs FREQ=MONTHLY, or FREQ=YEARLY without BYWEEKNO"
    wrong = (
        (not frequency, "FREQ is missing: how often it comes again"),
        ("COUNT" in parts and "UNTIL" in parts, "COUNT and UNTIL exclude each other"),
        ("BYWEEKNO" in parts and frequency != "YEARLY", "BYWEEKNO needs FREQ=YEARLY"),
        ("BYYEARDAY" in parts and frequency != "YEARLY", "BYYEARDAY needs FREQ=YEARLY"),
        (
            "BYMONTHDAY" in parts and frequency == "WEEKLY",
            "BYMONTHDAY and FREQ=WEEKLY exclude each other",
        ),
        (numbered and frequency not in ("YEARLY", "MONTHLY"), by_number),
        (numbered and "BYWEEKNO" in parts, by_number),
        ("BYSETPOS" in parts and not by, "BYSETPOS needs another part with BY"),
    )
    return next((message for is_wrong, message in wrong if is_wrong), "")
