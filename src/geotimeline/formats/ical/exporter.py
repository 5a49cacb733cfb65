"""A timeline as one iCalendar object, written piece by piece."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from geotimeline.formats.ical.alarms import alarm_lines
from geotimeline.formats.ical.appearances import Appearance
from geotimeline.formats.ical.content_lines import (
    escaped,
    list_line,
    one_line,
    uri_line,
    written,
)
from geotimeline.formats.ical.editions import Edition
from geotimeline.formats.ical.entries import Entry, entry_of
from geotimeline.formats.ical.identities import NOTHING
from geotimeline.formats.ical.mergers import merged_entries
from geotimeline.formats.ical.moves import seconds_since_epoch
from geotimeline.formats.ical.openings import opening_entry
from geotimeline.formats.ical.options import HELP, Options
from geotimeline.formats.ical.placing import LeftOut, Uncertain
from geotimeline.formats.ical.wholes import has_several_entries, whole
from geotimeline.formats.ical.writing import entry_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geotimeline.interfaces.exporters import ExportRequest
    from geotimeline.model.timeline import Row

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
        options = Options.read(request.options)
        return calendar_pieces(request, calendar_entries(request, options))


def calendar_entries(request: ExportRequest, options: Options) -> Iterator[Entry]:
    """Give the entries of a calendar; at the end, warn of what has no place in it."""
    edition = _edition(request, options)
    left_out: Counter[LeftOut] = Counter()
    told: set[str] = set()
    for row in request.rows:
        entry = entry_of(row, edition)
        if isinstance(entry, LeftOut):
            left_out[entry] += 1
        else:
            yield _completed(entry, row, request, options, told)
        yield from merged_entries(row, entry, edition, request.known_until)
        if options.uncertain is Uncertain.BOTH:
            yield from filter(None, [opening_entry(row, edition)])
    for reason in LeftOut:
        if left_out[reason]:
            request.warn(_left_out_words(left_out[reason], reason))


def _edition(request: ExportRequest, options: Options) -> Edition:
    return Edition(
        uncertain=options.uncertain,
        today=request.today,
        told=request.past().together,
    )


def _completed(
    entry: Entry, row: Row, request: ExportRequest, options: Options, told: set[str]
) -> Entry:
    """Add what was asked for: alarms; the event whole, to the first of its entries.

    Args:
        entry: The entry.
        row: What it was made of.
        request: What the exporter was given.
        options: What the user chose.
        told: Ids of the events with several entries that were told whole; added to.
    """
    if options.alarms:
        key = (row.event.id, row.belief.milestone)
        reminders = request.reminders.get(key, ())
        alarms = alarm_lines(row.event, entry.appearance, reminders)
        entry = entry._replace(alarms=tuple(alarms))
    if not options.claims or row.event.id in told:
        return entry
    if has_several_entries(row.event):
        told.add(row.event.id)
    event = request.timeline.by_id.get(row.event.id, row.event)
    return entry._replace(own=(*entry.own, *whole(event, request.known_until)))


def calendar_pieces(request: ExportRequest, entries: Iterable[Entry]) -> Iterator[str]:
    """Write entries as a calendar, piece by piece."""
    yield written(_header(request))
    is_empty = True
    for entry in entries:
        is_empty = False
        yield entry_text(entry)
    if is_empty:
        yield entry_text(_nothing(request.today))
    yield written(["END:VCALENDAR"])


def _header(request: ExportRequest) -> Iterator[str]:
    """Yield what stands before the entries.

    RFC 7986 and, of the same values, the twins that clients read. No METHOD and no
    ORGANIZER, since this is no invitation; no UID, with which vdirsyncer keeps one
    entry of the whole calendar; no VTIMEZONE, since every instant is in UTC.
    """
    name = escaped(one_line(request.title))
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{PRODUCT}"
    yield f"NAME:{name}"
    yield f"X-WR-CALNAME:{name}"
    if request.description:
        about = escaped(request.description)
        yield f"DESCRIPTION:{about}"
        yield f"X-WR-CALDESC:{about}"
    if request.colour:
        yield f"COLOR:{request.colour}"
    yield from list_line("CATEGORIES", request.categories)
    yield from uri_line("SOURCE;VALUE=URI", request.address)
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"
    yield f"X-PUBLISHED-TTL:{REFRESH}"


def _nothing(today: datetime) -> Entry:
    """Make the entry of an empty calendar, which RFC 5545 §3.6 does not allow."""
    day = today.date()
    return Entry(
        uid=NOTHING,
        stamp=today,
        sequence=seconds_since_epoch(today),
        appearance=Appearance("VEVENT", day, day + timedelta(days=1), "CONFIRMED"),
        title="No events",
        description="Nothing in this calendar has a date at present.",
    )


def _left_out_words(count: int, reason: LeftOut) -> str:
    events = "1 event" if count == 1 else f"{count} events"
    return f"{events} {reason.value} {'was' if count == 1 else 'were'} left out"
