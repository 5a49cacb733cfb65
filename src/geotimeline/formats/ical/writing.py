"""Entries as text: VEVENT (RFC 5545 §3.6.1) and VALARM (§3.6.6)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from geotimeline.formats.ical.content_lines import basic, escaped, uri_line, written

if TYPE_CHECKING:
    from geotimeline.formats.ical.entries import Entry


def entry_text(entry: Entry) -> str:
    """Write an entry as the lines of a VEVENT."""
    stamp = basic(entry.stamp)
    kind = "" if isinstance(entry.start, datetime) else ";VALUE=DATE"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTART{kind}:{basic(entry.start)}",
    ]
    if entry.end is not None:
        lines.append(f"DTEND{kind}:{basic(entry.end)}")
    lines += (
        f"SUMMARY:{escaped(entry.title)}",
        f"STATUS:{entry.status}",
        "TRANSP:TRANSPARENT",
    )
    if entry.categories:
        lines.append(f"CATEGORIES:{','.join(map(escaped, entry.categories))}")
    if entry.place:
        lines.append(f"LOCATION:{escaped(entry.place)}")
    if entry.url:
        lines += uri_line("URL", entry.url)
    lines.append(f"DESCRIPTION:{escaped(entry.description)}")
    lines += [f"X-GEOTIMELINE-{name}:{escaped(value)}" for name, value in entry.own]
    lines += entry.alarms
    lines.append("END:VEVENT")
    return written(lines)
