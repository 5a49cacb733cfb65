"""One VEVENT or VTODO, with its times read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from geotimeline.formats.foreign_ical import own, texts
from geotimeline.formats.foreign_ical.moments import (
    UnreadableError,
    day_of,
    edtf_of,
    read_moment,
    read_moments,
)
from geotimeline.formats.foreign_ical.repeating import Repeats
from geotimeline.formats.foreign_ical.spans import Span, span_of

if TYPE_CHECKING:
    from geotimeline.formats.foreign_ical.components import Component
    from geotimeline.formats.foreign_ical.moments import Moment
    from geotimeline.formats.foreign_ical.notices import Notices
    from geotimeline.formats.foreign_ical.zones import Zones

EVENT, TODO = "VEVENT", "VTODO"
_ALL_DAY = "X-MICROSOFT-CDO-ALLDAYEVENT"
_READ_HERE = "they are read in that of the data (alerts/settings.yaml)"
_TIMES = ("DTSTART", "DTEND", "DUE", "DURATION", "RRULE", "RDATE", "EXRULE")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one VEVENT or VTODO says of its time.

    Attributes:
        part: All of it.
        zones: The zones of its calendar.
        uid: On one line; empty where it has none.
        start: When it begins, or is due; None where that is not said.
        span: The same with its end, as an event file writes it.
        repeats: How it comes again; None if it does not.
        instead_of: Which occurrence of a series it is (RECURRENCE-ID); None if none.
        sequence: Number of its revision; -1 where it has none.
        modified: When it was last changed, as EDTF; empty if not said.
        calendar: What its calendar calls itself; may be empty.
        is_off: Whether its calendar calls it off (METHOD:CANCEL).
    """

    part: Component
    zones: Zones
    uid: str
    start: Moment | None
    span: Span
    repeats: Repeats | None
    instead_of: Moment | None
    sequence: int
    modified: str
    calendar: str = ""
    is_off: bool = False

    @property
    def title(self) -> str:
        """Its title on one line; empty where it has none."""
        return texts.line(self.part.value("SUMMARY"))

    @property
    def where(self) -> str:
        """How messages call it."""
        return f"UID {self.uid}" if self.uid else self.title

    @property
    def newness(self) -> tuple[int, str]:
        """Sort key among entries of one UID: the newest has the greatest."""
        return self.sequence, self.modified

    @property
    def quote(self) -> str:
        """The lines that say when, as they stand."""
        return "\n".join(one.text for one in self.part.lines if one.name in _TIMES)


def read_entry(part: Component, zones: Zones, notices: Notices) -> Entry:
    """Read when an entry is.

    Args:
        part: A VEVENT or VTODO.
        zones: The zones of its calendar.
        notices: Is told of what is odd, or left out of it.

    Raises:
        UnreadableError: Its start, or what it takes the place of, cannot be read.
    """
    uid = own.uid_of(part)
    where = f"UID {uid}" if uid else ""
    start, span = _when(part, zones, notices, where)
    span = own.span_of(part) or span
    _tell_of_hours(part, start, zones, notices, where)
    return Entry(
        part=part,
        zones=zones,
        uid=uid,
        start=start,
        span=span,
        repeats=_repeats(part, start, zones, notices, where),
        instead_of=_moment(part, "RECURRENCE-ID", zones),
        sequence=_number(part.value("SEQUENCE")),
        modified=_modified(part, zones),
    )


def _when(
    part: Component, zones: Zones, notices: Notices, where: str
) -> tuple[Moment | None, Span]:
    """Give the start of an event, or when a task is due, and the same with its end."""
    due = _moment(part, "DUE", zones) if part.name == TODO else None
    if due is not None:
        return due, span_of(due, None, "")
    start = _moment(part, "DTSTART", zones)
    if start is None:
        return None, Span("")
    end = _end(part, zones, notices, where)
    if part.value(_ALL_DAY).upper() == "TRUE" and _is_midnight(start):
        start, end = day_of(start), None if end is None else day_of(end)
    span = span_of(start, end, part.value("DURATION").upper())
    if span.odd:
        notices.odd(part.number, span.odd, where)
    return start, span


def _is_midnight(moment: Moment) -> bool:
    return not isinstance(moment, datetime) or moment.time() == time()


def _moment(part: Component, name: str, zones: Zones) -> Moment | None:
    line = part.first(name)
    return None if line is None else read_moment(line, zones)


def _end(part: Component, zones: Zones, notices: Notices, where: str) -> Moment | None:
    """Give the end; one that cannot be read costs the end alone."""
    try:
        return _moment(part, "DTEND", zones)
    except UnreadableError as error:
        notices.odd(part.number, f"{error}; its end was left out", where)
        return None


def _repeats(
    part: Component, start: Moment | None, zones: Zones, notices: Notices, where: str
) -> Repeats | None:
    rules = tuple(one.value.strip() for one in part.all("RRULE") if one.value.strip())
    lists: dict[str, list[Moment]] = {"RDATE": [], "EXDATE": []}
    for name, found in lists.items():
        for line in part.all(name):
            try:
                found.extend(read_moments(line, zones))
            except UnreadableError as error:
                notices.odd(line.number, f"{error}; the line was left out", where)
    if start is None or not (rules or lists["RDATE"]):
        return None
    return Repeats(
        start=start,
        rules=rules,
        dates=tuple(lists["RDATE"]),
        without=tuple(lists["EXDATE"]),
        rules_without=tuple(one.value.strip() for one in part.all("EXRULE")),
    )


def _tell_of_hours(
    part: Component, start: Moment | None, zones: Zones, notices: Notices, where: str
) -> None:
    """Tell of hours whose zone nobody knows, and that they are read in the event's."""
    for line in part.lines:
        tzid = line.parameter("TZID")
        if tzid and zones.find(tzid) is None:
            message = f"the time zone {tzid[:60]!r} is not explained in a way to follow"
            notices.odd(line.number, f"{message}; {_READ_HERE}", where)
            return
    if isinstance(start, datetime) and start.tzinfo is None and not zones.own:
        message = f"its hours have no time zone; {_READ_HERE}"
        notices.odd(part.number, message, where)


def _modified(part: Component, zones: Zones) -> str:
    line = part.first("LAST-MODIFIED")
    try:
        found = None if line is None else read_moment(line, zones)
    except UnreadableError:
        return ""
    if isinstance(found, datetime):
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found
        return edtf_of(found.astimezone(UTC))
    return "" if found is None else edtf_of(found)


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1  # noqa: PLR2004 (RFC 5545 §3.3.8)
