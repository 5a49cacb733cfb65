"""Say why a text is refused: at which column, and what was expected there.

Reading is fast because it only finds out *that* a text does not fit. What people
commonly write instead is named here, so that the answer helps them. Patterns are
compiled when the first text is refused: most programs never refuse one.
"""

from __future__ import annotations

import re
from datetime import date

from geotimeline.edtf.masks import fitting
from geotimeline.edtf.months import LONGEST_MONTH, MONTHS_IN_YEAR
from geotimeline.edtf.seasons import SEASON_CODES
from geotimeline.errors import EdtfSyntaxError

_YEARS = "a year from 0001 to 9999"

_COMMON_MISTAKES = (
    (r"()\Z", "a date, such as 2025-12-04, 2025-12 or 2025"),
    (r".*?()\s", "no blanks"),
    (r"[?~%]?()[Yy]", f"{_YEARS} (years written with `Y` are not supported)"),
    (r"[?~%]?()[-−]", f"{_YEARS} (negative years are not supported)"),  # noqa: RUF001 (a minus sign from a web page)
    (r"[0-9]+()S", "a year without `S` (significant digits are not supported)"),
    (r".*?()[()]", "`?`, `~` or `%` beside the part it is about, no parentheses"),
    (
        r"[0-9]{4}()[0-9]{4}",
        "hyphens, as in 2025-12-04 (basic format is not supported)",
    ),
    (
        r"[0-9]{4}-?()W",
        "a month (write a week as its days, such as [2025-11-03..2025-11-09])",
    ),
    (r"[0-9]{4}()[0-9]", "four digits of the year"),
    (r"[0-9]{1,3}[?~%]?()\Z", "four digits of the year (a decade is 199X)"),
    (r"[0-9]{4}-()[0-9]{3}", "two digits of the month (no ordinal dates)"),
    (r"[^x]*()x", "a capital `X` for an unknown digit"),
    (r".*?[?~%]()[?~%]", "one qualifier (`%` means `?` and `~` together)"),
)

_TIME_MISTAKES = (
    (r".*?()\s", "no blanks"),
    (r".*()[?~%]", "an instant without `?`, `~`, `%` (a date can be qualified)"),
    (r"[^T]*T()[0-9]{4}", "colons, as in 16:00:00 (basic format is not supported)"),
    (r"[^T]*T()24", "an hour from 00 to 23 (write 24:00 as 00:00 the next day)"),
    (r"[^T]*T()(?![01][0-9]|2[0-3])", "an hour from 00 to 23"),
    (r"[^T]*T..:()(?![0-5][0-9])", "a minute from 00 to 59"),
    (r"[^T]*T..()(Z|[+-]|\Z)", "minutes and seconds, as in 16:00:00"),
    (r"[^T]*T..:..:()60", "a second from 00 to 59 (no leap seconds)"),
    (r"[^T]*T..:..:()(?![0-5][0-9])", "a second from 00 to 59"),
    (r"[^T]*T..:..:..()[.,]", "no fraction of a second"),
    (r"[^T]*T..:..:..()-00(:00)?\Z", "`Z` or +00:00 (there is no -00:00)"),
    (r"[^T]*T..:..:..()[+-]\d{4}\Z", "an offset with a colon, such as +05:30"),
    (r"[^T]*T..:..:..()z", "a capital `Z`"),
    (r"[^T]*T..:..:..()", "`Z`, or an offset from -14:00 to +14:00"),
    (r"[^T]*T..:..()", "`:` and the seconds, as in 16:00:00"),
)

_TEMPLATE = (
    *((r"[0-9X]", "a digit or `X` of the year"),) * 4,
    (r"-", "`-` before the month"),
    *((r"[0-9X]", "two digits or `X` of the month"),) * 2,
    (r"-", "`-` before the day"),
    *((r"[0-9X]", "two digits or `X` of the day"),) * 2,
)
_MARKS = "?~%"


def too_long(text: str, longest: int) -> EdtfSyntaxError:
    """A refusal of a text that is longer than any date needs to be."""
    return EdtfSyntaxError(text, longest + 1, f"at most {longest} characters")


def misspelt_date(text: str, begin: int, end: int) -> EdtfSyntaxError:
    """A refusal of a date at text[begin:end] that does not have the form of one."""
    piece = text[begin:end]
    named = _named(piece, _COMMON_MISTAKES)
    offset, expected = named or _first_misfit(piece)
    return EdtfSyntaxError(text, begin + offset + 1, expected)


def impossible_date(text: str, begin: int, end: int) -> EdtfSyntaxError:
    """A refusal of a date with the right form that no day of the calendar fits."""
    piece = text[begin:end]
    parts = [part.strip(_MARKS) for part in piece.split("-")]
    if not fitting(parts[0], 1, 9999):
        return EdtfSyntaxError(
            text, begin + 1, f"{_YEARS} (year 0000 is not supported)"
        )
    month_column = begin + piece.index("-") + 2
    if not fitting(parts[1], 1, MONTHS_IN_YEAR):
        season = parts[1].isdecimal() and int(parts[1]) in SEASON_CODES
        expected = "a month from 01 to 12"
        if season:
            expected += " before a day (seasons have no days)"
        elif len(parts) == 2:  # noqa: PLR2004 (year and month)
            expected += ", or a season or quarter from 21 to 41"
        return EdtfSyntaxError(text, month_column, expected)
    day_column = begin + piece.rindex("-") + 2
    if not fitting(parts[2], 1, LONGEST_MONTH):
        return EdtfSyntaxError(text, day_column, "a day from 01 to 31")
    month = f"{parts[0]}-{parts[1]}"
    return EdtfSyntaxError(text, day_column, f"a day that {month} has")


def misspelt_instant(text: str) -> EdtfSyntaxError:
    """A refusal of an instant that is misspelt or does not exist."""
    day, _, _ = text.partition("T")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        return misspelt_date(text, 0, len(day) + 1)  # with the T: a day must precede
    if not _exists(day):
        return impossible_date(text, 0, len(day))
    offset, expected = _named(text, _TIME_MISTAKES) or (len(day), "a time")
    return EdtfSyntaxError(text, offset + 1, expected)


def misspelt_interval(text: str) -> EdtfSyntaxError:
    """A refusal of a text with a `/` that is no interval of the profile."""
    if "T" in text:
        expected = "a day without a time (use a date and `duration`)"
        return EdtfSyntaxError(text, text.index("T") + 1, expected)
    if text.count("/") > 1:
        second = text.index("/", text.index("/") + 1)
        return EdtfSyntaxError(text, second + 1, "one `/` between two dates")
    start, _, end = text.partition("/")
    if not start.strip(".") and not end.strip("."):
        return EdtfSyntaxError(text, 1, "a date on at least one side of `/`")
    column = text.index("..") + 1
    return EdtfSyntaxError(
        text, column, "a date, or `..` alone (`..` beside a date is not supported)"
    )


def misspelt_set(text: str, begin: int = 0) -> EdtfSyntaxError:
    """A refusal of a text in brackets that is no set of dates."""
    closing = "]" if text[0] == "[" else "}"
    if begin:
        return EdtfSyntaxError(text, begin + 1, "a date on at least one side of `..`")
    if not text.endswith(closing):
        return EdtfSyntaxError(text, len(text) + 1, f"`{closing}` at the end")
    if "/" in text:
        expected = "`,` or `..` between dates (no intervals in a set)"
        return EdtfSyntaxError(text, text.index("/") + 1, expected)
    column = text.index("T") + 1
    return EdtfSyntaxError(text, column, "days without times in a set")


def misplaced_end(text: str, begin: int) -> EdtfSyntaxError:
    """A refusal of an open end in the middle of a set; begin is where `..` stands."""
    expected = "an open `..` only at the start or the end of the set"
    return EdtfSyntaxError(text, begin + 1, expected)


def backwards(text: str, begin: int) -> EdtfSyntaxError:
    """A refusal of a later side, at text[begin:], that precedes the earlier one."""
    expected = "an end that is not before the start"
    return EdtfSyntaxError(text, begin + 1, expected)


def _named(piece: str, mistakes: tuple[tuple[str, str], ...]) -> tuple[int, str] | None:
    """Offset and advice of the first mistake in the list that the piece makes."""
    for pattern, expected in mistakes:
        found = re.match(pattern, piece)
        if found:
            return found.start(1), expected
    return None


def _first_misfit(piece: str) -> tuple[int, str]:
    """Offset of the first character that fits no date, and what would fit there."""
    place = 0
    for offset, character in enumerate(piece):
        if character in _MARKS:
            continue
        if place == len(_TEMPLATE):
            return offset, "nothing after the day"
        pattern, expected = _TEMPLATE[place]
        if not re.fullmatch(pattern, character):
            return offset, expected
        place += 1
    if place == len(_TEMPLATE) or place in (4, 7):
        return _misplaced_mark(piece), "`?`, `~` or `%` directly beside a number"
    return len(piece), _TEMPLATE[place][1]


def _misplaced_mark(piece: str) -> int:
    found = re.search(r"(?<=[0-9X])[?~%](?=[0-9X])", piece)
    return found.start() if found else len(piece) - 1


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
