"""Whatever a calendar holds, it gives events that read back as the same text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.decoding import storable
from geotimeline.formats.events.edit import new_event
from geotimeline.formats.events.files import read_event_file
from geotimeline.formats.foreign_ical.reading import read_calendar
from geotimeline.formats.ical.content_lines import escaped, folded, one_line
from geotimeline.services.importing.news import claim_fields
from geotimeline.services.importing.terms import Origin, Terms
from tests.imports.conftest import calendar, entry

pytest.importorskip("icalendar")

TODAY = date(2025, 11, 28)
AT = datetime(2025, 11, 28, 12, tzinfo=UTC)
TERMS = Terms(Origin.of_file("council.ics", ""), "events/council")

awkward = st.text(
    st.sampled_from("ab:;,\\\n\r\t\"'#-[]{}&*!|>%@`=+ \x00\x1b\x85\u2028\u202e🜚é")
)
texts = st.text() | awkward
WORDS = """\
BEGIN:VCALENDAR|BEGIN:VEVENT|END:VEVENT|END:VCALENDAR|UID:a|SUMMARY:One| folded
DTSTART:20251204T100000Z|DTSTART;TZID=Europe/Berlin:20251204T100000|DTEND:20251203
DURATION:P1W|RRULE:FREQ=DAILY|RRULE:FREQ=WEEKLY|RRULE:FREQ=DAILY;BYHOUR=1,2
RDATE:20251205|EXDATE:20251205T100000Z|RECURRENCE-ID:20251205T100000Z|SEQUENCE:1
STATUS:CANCELLED|METHOD:CANCEL|BEGIN:VTODO|DUE:20251204|END:VTODO
BEGIN:VTIMEZONE|TZID:X|END:VTIMEZONE|X-WR-TIMEZONE:Asia/Tokyo"""
words = st.sampled_from(WORDS.replace("\n", "|").split("|"))


@given(title=texts, place=texts, notes=texts, own=texts, tag=texts)
def test_any_text_in_any_field_is_read_back_and_is_nothing_else(
    title: str, place: str, notes: str, own: str, tag: str
) -> None:
    fields = {"SUMMARY": title, "LOCATION": place, "DESCRIPTION": notes, "X-OWN": own}
    lines = {name: escaped(value) for name, value in fields.items()}
    lines["CATEGORIES"] = escaped(tag)
    text = calendar("\r\n".join(map(folded, entry(**lines).split("\r\n"))))

    reading = read_calendar(text.encode(errors="ignore"), "a.ics", today=TODAY)

    (found,) = reading.events
    (stated,) = found.stated
    written = new_event({**found.details, "claims": [claim_fields(stated, TERMS, AT)]})
    events, problems = read_event_file(written, "events/a.yaml")
    assert not problems
    event = events[0]
    assert event.title == (one_line(storable(title)) or "Untitled")
    assert (event.place.name if event.place else "") == one_line(storable(place))
    assert event.notes == storable(notes).strip()
    assert event.tags == tuple(filter(None, (one_line(storable(tag)),)))
    assert len(event.claims) == 1


@given(st.lists(words | texts, max_size=30))
def test_any_lines_give_an_answer(lines: list[str]) -> None:
    text = "\r\n".join(lines).encode(errors="replace")

    reading = read_calendar(text, "a.ics", today=TODAY)

    uids = [event.uid for event in reading.events]
    assert len(uids) == len({*uids})
    for event in reading.events:
        claims: list[dict[str, object]] = []
        for stated in event.stated:
            taken = [str(claim["id"]) for claim in claims]
            claims.append({**claim_fields(stated, TERMS, AT, taken)})
        written = new_event({**event.details, "claims": claims})  # type: ignore[dict-item] # texts all
        assert not read_event_file(written, "events/a.yaml").problems


@given(st.binary(max_size=400))
def test_any_bytes_give_an_answer(octets: bytes) -> None:
    reading = read_calendar(octets, "a.ics", today=TODAY)

    assert reading.events or reading.refused
