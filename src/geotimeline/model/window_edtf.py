"""A window as an EDTF text, for programs and for people who read EDTF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geotimeline.edtf import DaySet, parse, text_of
from geotimeline.model.zones import local_time

if TYPE_CHECKING:
    from datetime import date, datetime

    from geotimeline.edtf import Qualifiers
    from geotimeline.model.window import Window

_OPEN = ".."
_DATE = re.compile(r"(?:[0-9]{4}|XXXX)(?:-(?:[0-9]{2}|XX))*")
_YEAR, _MONTH = 4, 7  # letters of an ISO date that name its year, its month


def window_edtf(window: Window, zone_name: str, *, is_period: bool = False) -> str:
    """Give the EDTF text of a window, such as `2025-12` or `[..2025-12-31]`.

    It is `a/b` where both the beginning and the end can be said so. Where they cannot,
    since an EDTF interval holds no sets, the text says when it may begin. An instant
    bears the offset of the zone; EDTF has no marks of doubt for it.

    Args:
        window: The days of which one is the beginning, and what is known of the end.
        zone_name: IANA name of the event's zone.
        is_period: Whether it is the period of a statistic and no day to come.
    """
    if window.instant is not None:
        return _instant_edtf(window.instant, zone_name)
    lasting = lasting_edtf(window, is_period=is_period)
    return marked(lasting or text_of(window.starts), window.qualifiers)


def lasting_edtf(window: Window, *, is_period: bool = False) -> str:
    """Give `a/b` for a window that has both ends, or "" where EDTF cannot say it.

    A period is told in its largest units, and so may be one month alone. Marks of
    doubt are left out.
    """
    starts, ends = window.starts, window.last_days
    if is_period and window.first and window.final_day:
        return period_edtf(window.first, window.final_day)
    if ends is None or ends == starts:
        return ""
    if window.ends is None and starts.size != 1:
        return ""  # a duration alone: the end moves with the beginning
    start, end = _one_date(starts), _one_date(ends)
    if starts == DaySet.of(None, ends.last):
        start = _OPEN
    if ends == DaySet.of(starts.first, None):
        end = _OPEN
    says_it = start and end and not start == end == _OPEN
    return f"{start}/{end}" if says_it else ""


def period_edtf(first: date, last: date) -> str:
    """Give a period in its largest units: `2025-09`, `2025-09/2025-10`.

    Args:
        first: First day of the period.
        last: Last day of the period, included.
    """
    whole = _one_date(DaySet.of(first, last))
    if whole:
        return whole
    for length in (_YEAR, _MONTH):
        start, end = str(first)[:length], str(last)[:length]
        if parse(start).first == first and parse(end).last == last:
            return f"{start}/{end}"
    return f"{first}/{last}"


def marked(text: str, qualifiers: Qualifiers) -> str:
    """Put the mark of doubt behind every date of an EDTF text that has none yet."""
    mark = qualifiers.mark
    return _DATE.sub(rf"\g<0>{mark}", text) if mark else text


def _instant_edtf(instant: datetime, zone_name: str) -> str:
    local = local_time(instant, zone_name)
    offset = local.utcoffset()
    if offset is None or offset.seconds % 60:  # local mean time of the 19th century
        local = instant
    return str(parse(local.isoformat(timespec="seconds")))


def _one_date(days: DaySet) -> str:
    """Give the one date that means exactly these days, or nothing."""
    text = text_of(days)
    return "" if text.startswith("[") or "X" in text else text
