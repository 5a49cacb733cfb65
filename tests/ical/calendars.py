"""Calendars made in one line, and read back by the plainest of readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from geotimeline.formats.ical import ICalExporter
from geotimeline.interfaces.exporters import ExportRequest
from geotimeline.model.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.model.event import Event

NOW = datetime(2025, 11, 28, 9, tzinfo=UTC)
LATE = datetime(9999, 1, 1, tzinfo=UTC)


def calendar_of(*events: Event, now: datetime = NOW, **options: str) -> str:
    """Export events as they are believed when all of their claims are known."""
    return exported(request_of(*events, now=now, **options))


def request_of(*events: Event, now: datetime = NOW, **options: str) -> ExportRequest:
    timeline = Timeline(events)
    rows = timeline.rows(as_of=LATE)
    return ExportRequest(rows, now=now, timeline=timeline, as_of=LATE, options=options)


def exported(request: ExportRequest) -> str:
    return "".join(ICalExporter().export(request))


def warnings_of(*events: Event, **options: str) -> list[str]:
    """Give what an export says of what it left out."""
    said: list[str] = []
    request = request_of(*events, now=NOW, **options)
    exported(replace(request, warn=said.append))
    return said


def entries(calendar: str) -> list[dict[str, str]]:
    """Give the entries as properties by name, parameters included, values raw."""
    found: list[dict[str, str]] = []
    for line in unfolded(calendar):
        name, _, value = line.partition(":")
        if line in ("BEGIN:VEVENT", "BEGIN:VTODO"):
            found.append({})
        elif found and name not in ("BEGIN", "END"):
            many = name == "X-GEOTIMELINE-CLAIM" or "VALARM" in calendar
            assert many or name not in found[-1], f"{name} twice"
            found[-1].setdefault(name, value)
    return found


def entry_of(*events: Event, now: datetime = NOW, **options: str) -> dict[str, str]:
    """Give the only entry of a calendar."""
    (only,) = entries(calendar_of(*events, now=now, **options))
    return only


def unfolded(calendar: str) -> Iterator[str]:
    assert calendar.endswith("\r\n")
    yield from calendar.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def plain(value: str) -> str:
    """Undo the escaping of a TEXT value (RFC 5545 §3.3.11), refusing any other."""
    letters = iter(value)
    text = []
    for letter in letters:
        assert letter not in ",;\n", f"bare {letter!r} in {value!r}"
        if letter == "\\":
            letter = {"n": "\n", "\\": "\\", ",": ",", ";": ";"}[next(letters)]  # noqa: PLW2901 (one walk)
        text.append(letter)
    return "".join(text)
