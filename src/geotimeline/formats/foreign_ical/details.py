"""What an entry says besides when it is: title, place, text, and all that is kept."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from geotimeline.formats.foreign_ical import own, texts
from geotimeline.formats.foreign_ical.components import texts as lines_of
from geotimeline.formats.foreign_ical.entries import TODO
from geotimeline.formats.foreign_ical.zones import zone_name
from geotimeline.formats.ical.kept_lines import KEPT
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from geotimeline.formats.foreign_ical.content_lines import ContentLine
    from geotimeline.formats.foreign_ical.entries import Entry
    from geotimeline.formats.yaml.scalars import Writable

_PLAIN = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "URL"})
_TAKEN = frozenset(
    {"UID", "DUE", "DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RECURRENCE-ID"}
    | {"RDATE", "EXRULE", "LAST-MODIFIED", "DTSTAMP", "SEQUENCE", "CATEGORIES"}
)
"""What other fields of the file say; DTSTAMP is when the calendar was written."""

STATUSES = {
    "TENTATIVE": Status.PLANNED,
    "CONFIRMED": Status.CONFIRMED,
    "CANCELLED": Status.CANCELLED,
    "CANCELED": Status.CANCELLED,
    "POSTPONED": Status.POSTPONED,
    "NEEDS-ACTION": Status.PLANNED,
    "IN-PROCESS": Status.PLANNED,
    "COMPLETED": Status.HELD,
}
"""What STATUS means (RFC 5545 §3.8.1.11), with two words that some calendars add."""


def details_of(entry: Entry) -> dict[str, Writable]:
    """Give the fields of the event that an entry fills, in their order."""
    part = entry.part
    place = texts.line(part.value("LOCATION"))
    tags = _tags(entry)
    is_ours = bool(tags) and part.first(own.ID) is not None
    rule = entry.repeats.rule if entry.repeats else None
    written: dict[str, Writable] = {
        "title": entry.title or "Untitled",
        "type": tags[0] if is_ours else "deadline" if part.name == TODO else "event",
        "place": {"name": place} if place else "",
        "timezone": _timezone(entry),
        "tags": tags[1:] if is_ours else tags,
        "recurs": str(rule) if rule else "",
        "url": texts.line(part.value("URL")),
        "notes": texts.text(part.value("DESCRIPTION")),
        KEPT: [*kept(entry, _PLAIN)],
    }
    return {name: value for name, value in written.items() if value}


def status_of(entry: Entry) -> Status:
    """Give the status; what says nothing is planned."""
    if entry.is_off:
        return Status.CANCELLED
    told = own.status_of(entry.part)
    return told or STATUSES.get(entry.part.value("STATUS").upper(), Status.PLANNED)


def kept(entry: Entry, elsewhere: Collection[str]) -> Iterator[str]:
    """Give the lines of an entry that no field of ours says, as they stand.

    Args:
        entry: The entry.
        elsewhere: Properties that other fields say, where they bear no parameters.
    """
    seen: set[str] = set()
    for line in entry.part.lines:
        if line.name in seen or not _is_said(line, elsewhere):
            yield line.text
        if line.name in elsewhere:
            seen.add(line.name)
    for part in entry.part.parts:
        yield from lines_of(part)


def _is_said(line: ContentLine, elsewhere: Collection[str]) -> bool:
    if line.name == "STATUS":
        return line.value.strip().upper() in STATUSES
    if line.name in _TAKEN or line.name.startswith(own.PREFIX):
        return True
    return line.name in elsewhere and not line.parameters


def _tags(entry: Entry) -> tuple[str, ...]:
    lists = (texts.listed(line.value) for line in entry.part.all("CATEGORIES"))
    return tuple(dict.fromkeys(tag for tags in lists for tag in tags))


def _timezone(entry: Entry) -> str:
    """Give the zone of its days: its own; the calendar's where it names none.

    What comes again by UTC does so in UTC, whatever the calendar calls its zone.
    """
    zone = getattr(entry.start, "tzinfo", None)
    if zone is UTC:
        return "UTC" if entry.repeats is not None else entry.zones.own
    begins = entry.part.first("DTSTART") or entry.part.first("DUE")
    named = entry.zones.find(begins.parameter("TZID")) if begins else None
    return zone_name(named) or entry.zones.own
