"""From when to when an entry goes: its start, and its end in any of its three forms."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from geotimeline.formats.foreign_ical.moments import Moment, day_of, edtf_of, is_day
from geotimeline.model.duration import Duration

_ONE_DAY = timedelta(days=1)
_LONGEST_IN_HOURS = timedelta(hours=99_999)


class Span(NamedTuple):
    """When something is, as the fields of a claim.

    Attributes:
        date: EDTF; a day, `from/to` in days, or an instant.
        duration: ISO 8601, of what begins at an instant; empty where it is not known.
        odd: What about the end was not taken, and why; empty where all was.
    """

    date: str
    duration: str = ""
    odd: str = ""


def span_of(start: Moment, end: Moment | None, length: str) -> Span:
    """Say from when to when something goes.

    Args:
        start: When it begins.
        end: The day after its last, or the instant of its end; None where it has none.
        length: Its DURATION instead of an end; empty where it has none.
    """
    if end is None and length:
        return _lasting(start, length)
    if end is None:
        return Span(edtf_of(start))
    return _days(start, end) if is_day(start) else _hours(start, end)


def _lasting(start: Moment, length: str) -> Span:
    try:
        duration = Duration.parse(length.removeprefix("+"))
    except ValueError:
        nothing = not any(digit in length for digit in "123456789")
        odd = (
            "" if nothing else f"its DURATION {length[:20]!r} is none; it was left out"
        )
        return Span(edtf_of(start), odd=odd)
    if not is_day(start):
        return Span(edtf_of(start), str(duration))
    return _from_to(start, duration.last_day_from(day_of(start)))


def _days(start: date, end: Moment) -> Span:
    """Give a span of days; where the end is an instant, the day on which it falls."""
    last = day_of(end)
    if is_day(end) or _hour(end) == time():
        last = last - _ONE_DAY if last > date.min else last
    if last < start:
        backwards = day_of(end) < start
        odd = "it ends before it begins; its end was left out" if backwards else ""
        return Span(edtf_of(start), odd=odd)
    return _from_to(start, last)


def _from_to(first: date, last: date) -> Span:
    return Span(edtf_of(first) if first == last else f"{first}/{last}")


def _hours(start: Moment, end: Moment) -> Span:
    """Give an instant and its duration; an end without zone has that of the start."""
    begin, stop = _instant(start, None), _instant(end, start)
    if begin.tzinfo is None or stop.tzinfo is None:
        begin, stop = begin.replace(tzinfo=UTC), stop.replace(tzinfo=UTC)
    lasts = stop.astimezone(UTC) - begin.astimezone(UTC)
    if lasts < timedelta():
        odd = "it ends before it begins; its end was left out"
        return Span(edtf_of(start), odd=odd)
    return Span(edtf_of(start), _duration(lasts))


def _instant(moment: Moment, like: Moment | None) -> datetime:
    whole = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    if whole.tzinfo is None and isinstance(like, datetime):
        return whole.replace(tzinfo=like.tzinfo)
    return whole


def _duration(lasts: timedelta) -> str:
    if lasts <= _LONGEST_IN_HOURS:
        seconds = int(lasts.total_seconds())
        return str(Duration(seconds=seconds)) if seconds else ""
    return str(Duration(days=lasts.days))


def _hour(moment: Moment) -> time:
    return moment.time() if isinstance(moment, datetime) else time()
