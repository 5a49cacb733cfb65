"""Entries as text: VEVENT (RFC 5545 §3.6.1), VTODO (§3.6.2) and VALARM (§3.6.6)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from geotimeline.formats.ical.content_lines import (
    basic,
    escaped,
    list_line,
    uri_line,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.formats.ical.appearances import Appearance
    from geotimeline.formats.ical.entries import Entry


def entry_text(entry: Entry) -> str:
    """Write an entry as the lines of a VEVENT or VTODO."""
    component = entry.appearance.component
    stamp = basic(entry.stamp)
    lines = [
        f"BEGIN:{component}",
        f"UID:{entry.uid}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{entry.sequence}",
        *_appearance_lines(entry.appearance),
        f"SUMMARY:{escaped(entry.title)}",
    ]
    lines += list_line("CATEGORIES", entry.categories)
    if entry.place:
        lines.append(f"LOCATION:{escaped(entry.place)}")
    if entry.url:
        lines += uri_line("URL", entry.url)
    lines.append(f"DESCRIPTION:{escaped(entry.description)}")
    lines += [f"X-GEOTIMELINE-{name}:{escaped(value)}" for name, value in entry.own]
    lines += entry.kept
    lines += entry.alarms
    lines.append(f"END:{component}")
    return written(lines)


def _appearance_lines(seen: Appearance) -> Iterator[str]:
    """Yield when it is and its status.

    Nobody is busy because of it: TRANSP, which a VTODO must not have.
    """
    is_task = seen.component == "VTODO"
    kind = "" if isinstance(seen.start, datetime) else ";VALUE=DATE"
    if seen.start is not None:
        yield f"DTSTART{kind}:{basic(seen.start)}"
    if seen.end is not None:
        yield f"{'DUE' if is_task else 'DTEND'}{kind}:{basic(seen.end)}"
    yield f"STATUS:{seen.status}"
    if not is_task:
        yield "TRANSP:TRANSPARENT"
