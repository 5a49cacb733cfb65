"""What only the other calendar understood goes back out, where no reader breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.ical.exporter import ICalExporter
from geotimeline.formats.ical.kept_lines import kept_lines
from geotimeline.model.event import Claim, Event
from tests.exports.requests import request_of
from tests.imports.conftest import NOW, calendar, entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

icalendar = pytest.importorskip("icalendar")
strict = pytest.importorskip("ical.calendar_stream")

BACK = {
    "GEO": "28.61;77.21",
    "CLASS": "PRIVATE",
    "PRIORITY": "1",
    "COLOR": "crimson",
    "X-DESK": "Asia\\, South",
}
NOT_BACK = {
    "ATTENDEE": "mailto:jane@example.org",
    "ORGANIZER": "mailto:desk@example.org",
    "RRULE-LIKE": "FREQ=DAILY",
    "X-WR-CALNAME": "Another calendar",
    "X-Lower": "names in capitals alone",
    "X-ODD": "a stray \\x escape",
    "X-LONG;VALUE=URI": "parameters",
}
one_line = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]))
odd_lines = st.lists(
    st.text()
    | st.sampled_from(["GEO:1;2", "CLASS:SECRET", "PRIORITY:10", "X-A:b", "X-A:c"])
    | one_line.map(lambda text: f"X-A:{text}")
)


def test_what_breaks_no_reader_goes_back_out(
    desk: Path, geotimeline: Callable[..., Ran]
) -> None:
    file = desk.parent / "council.ics"
    file.write_text(calendar(entry(**BACK, **NOT_BACK)), "utf-8", newline="")
    geotimeline("import", "ical", str(file), "--now", NOW)

    sent = geotimeline("export", "ical", "--now", NOW).out

    lines = sent.replace("\n ", "").splitlines()
    assert [line for line in lines if line.partition(":")[0] in BACK] == [
        f"{name}:{value}" for name, value in BACK.items()
    ]
    names = {line.partition(":")[0] for line in lines}
    head = {"X-WR-CALNAME"}  # the feed's own
    assert names.isdisjoint({*NOT_BACK} - head)


@given(odd_lines)
def test_whatever_a_file_holds_strict_readers_take_the_calendar(
    lines: list[str],
) -> None:
    event = Event("visit", "A visit", "visit", (Claim("c1"),), extra={"x-ical": lines})

    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:a", *_entry(event)])

    (read,) = icalendar.Calendar.from_ical(text).events
    (strictly,) = strict.IcsCalendarStream.calendar_from_ics(text).events
    assert read["UID"] == strictly.uid == "visit"


def _entry(event: Event) -> list[str]:
    fixed = ["BEGIN:VEVENT", "UID:visit", "DTSTAMP:20251128T000000Z"]
    start = "DTSTART;VALUE=DATE:20251204"
    return [*fixed, start, *kept_lines(event), "END:VEVENT", "END:VCALENDAR", ""]


def test_lines_are_written_folded() -> None:
    long = f"X-LONG:{'é' * 100}"
    event = Event("visit", "A visit", "visit", (Claim("c1"),), extra={"x-ical": [long]})

    text = "".join(ICalExporter().export(request_of(event)))

    assert text.isascii() or all(
        len(line.encode()) <= 75 for line in text.split("\r\n")
    )
