"""A timeline as one iCalendar object, written piece by piece."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar

from geotimeline.formats.ical.alarms import alarm_lines
from geotimeline.formats.ical.content_lines import basic, one_line, text_line
from geotimeline.formats.ical.entries import entry, time_lines
from geotimeline.formats.ical.identities import NOTHING
from geotimeline.formats.ical.options import HELP, Options
from geotimeline.formats.ical.placing import LeftOut
from geotimeline.formats.ical.sequence import seconds_since_epoch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geotimeline.interfaces.exporters import ExportRequest

PRODUCT = "-//geotimeline//geotimeline//EN"
"""Who made it: constant, so that an upgrade alone changes no feed."""

REFRESH = "PT6H"
"""How often a subscriber may look again."""


class ICalExporter:
    """Writes a calendar (RFC 5545) that people can subscribe to."""

    media_type: ClassVar[str] = "text/calendar; charset=utf-8"
    options: ClassVar[Mapping[str, str]] = HELP

    def export(self, request: ExportRequest) -> Iterator[str]:
        """Give the calendar entry by entry; bytes depend on the UTC day of `now` only.

        Raises:
            ExportOptionError: An option cannot be understood; nothing was given yet.
        """
        return _pieces(request, Options.read(request.options))


def _pieces(request: ExportRequest, options: Options) -> Iterator[str]:
    today = datetime.combine(request.now.astimezone(UTC).date(), time(), UTC)
    left_out: Counter[LeftOut] = Counter()
    yield _joined(_header(request.title))
    written = False
    for row in request.rows:
        alarms: Iterable[str] = ()
        if options.alarms:
            key = (row.event.id, row.belief.milestone)
            alarms = alarm_lines(row, request.reminders.get(key, ()))
        found = entry(row, options.uncertain, today, alarms)
        if isinstance(found, LeftOut):
            left_out[found] += 1
        else:
            written = True
            yield _joined(found)
    if not written:
        yield _joined(_nothing(today))
    yield "END:VCALENDAR\r\n"
    for reason in LeftOut:
        if left_out[reason]:
            request.warn(_left_out_words(left_out[reason], reason))


def _header(title: str) -> Iterator[str]:
    """Yield what stands before the entries.

    No METHOD and no ORGANIZER, since this is no invitation; no UID, with which
    vdirsyncer keeps one entry of the whole calendar; no VTIMEZONE, since every
    instant is in UTC.
    """
    name = one_line(title)
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{PRODUCT}"
    yield text_line("NAME", name)
    yield text_line("X-WR-CALNAME", name)
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"
    yield f"X-PUBLISHED-TTL:{REFRESH}"


def _nothing(today: datetime) -> Iterator[str]:
    """Yield the entry of an empty calendar, which RFC 5545 §3.6 does not allow."""
    stamp = basic(today)
    yield "BEGIN:VEVENT"
    yield f"UID:{NOTHING}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{seconds_since_epoch(today)}"
    yield from time_lines(today.date(), today.date() + timedelta(days=1))
    yield "SUMMARY:No events"
    yield "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"
    yield "DESCRIPTION:Nothing in this calendar has a date at present."
    yield "END:VEVENT"


def _joined(lines: Iterable[str]) -> str:
    return "\r\n".join((*lines, ""))


def _left_out_words(count: int, reason: LeftOut) -> str:
    events = "1 event" if count == 1 else f"{count} events"
    return f"{events} {reason.value} {'was' if count == 1 else 'were'} left out"
