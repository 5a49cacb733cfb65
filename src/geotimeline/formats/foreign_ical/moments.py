"""Days and instants of a calendar, and how an event file writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geotimeline.formats.foreign_ical.content_lines import ContentLine
    from geotimeline.formats.foreign_ical.zones import Zones

Moment = date | datetime
"""A day; an instant with its zone; or local time of no zone ("floating")."""

_NONE, _MINUTE = timedelta(), timedelta(minutes=1)
_FIRST, _LAST = datetime(1, 1, 3), datetime(9999, 12, 29)  # noqa: DTZ001 (any zone's)
"""Between these every zone has an hour; some programs write the first for none."""


class UnreadableError(Exception):
    """A value cannot be read; the text says why."""


def read_moment(line: ContentLine, zones: Zones) -> Moment:
    """Read the one DATE or DATE-TIME of a property (RFC 5545 §3.3.4, §3.3.5).

    Raises:
        UnreadableError: It is neither, or there is no such day or hour.
    """
    return _moment(line, line.value.strip(), zones)


def read_moments(line: ContentLine, zones: Zones) -> tuple[Moment, ...]:
    """Read the moments of a list; of a PERIOD, its start.

    Raises:
        UnreadableError: One of them cannot be read.
    """
    values = (one.partition("/")[0].strip() for one in line.value.split(","))
    return tuple(_moment(line, one, zones) for one in values if one)


def edtf_of(moment: Moment) -> str:
    """Write a moment as EDTF: `2025-12-04`, `2025-12-04T16:00:00+05:30`."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    if moment.tzinfo is None:
        return moment.replace(microsecond=0).isoformat()
    offset = moment.utcoffset() or _NONE
    if not offset or offset % _MINUTE:  # zones had offsets with seconds until 1972
        return moment.astimezone(UTC).isoformat(timespec="seconds")[:-6] + "Z"
    return moment.isoformat(timespec="seconds")


def day_of(moment: Moment) -> date:
    """Give the day of a moment, by the clocks of its own zone."""
    return moment.date() if isinstance(moment, datetime) else moment


def is_day(moment: Moment) -> bool:
    """Whether it is a whole day."""
    return not isinstance(moment, datetime)


def _moment(line: ContentLine, value: str, zones: Zones) -> Moment:
    from icalendar import vDDDTypes  # noqa: PLC0415 (not for `list`)

    try:
        found = vDDDTypes.from_ical(value.upper())  # type: ignore[no-untyped-call] # theirs
    except (ValueError, TypeError, OverflowError):
        found = None
    if not isinstance(found, date):
        message = (
            f"{line.name} is {value[:40]!r}; expected a day such as 20251204, or an "
            "instant such as 20251204T160000Z"
        )
        raise UnreadableError(message)
    if line.parameter("VALUE").upper() == "DATE":
        return day_of(found)
    if not isinstance(found, datetime):
        return found
    if not _FIRST <= found.replace(tzinfo=None) <= _LAST:
        message = f"{line.name} is {value[:40]!r}, which is as good as no date"
        raise UnreadableError(message)
    if found.tzinfo is not None:
        return found.replace(tzinfo=UTC)
    return found.replace(tzinfo=zones.find(line.parameter("TZID")))
