"""Ways in which published calendars went wrong, by number: none of them is ours.

The numbers are those of the list in ../shared/ical/PITFALLS.md. What shows over HTTP,
number 19 above all, is in test_pitfalls_http.py.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from geotimeline.edtf import parse
from geotimeline.formats.ical.options import Options
from geotimeline.model.event import Claim, Event
from geotimeline.model.vocabulary import Status
from tests.ical.calendars import NOW, calendar_of, entries, entry_of, plain, unfolded

RECORDED = datetime(2025, 11, 25, 9, tzinfo=UTC)
VISIT = Event(
    "visit", "A visit", "visit", (Claim("c1", parse("2025-12"), recorded=RECORDED),)
)
HOUR = Event("hour", "A speech", "visit", (Claim("c1", parse("2025-12-04T16:00:00Z")),))


def told(event: Event, date: str, status: Status, *, days_later: int = 1) -> Event:
    """Add a claim that is recorded so many days after the first."""
    claim = Claim(
        f"c{len(event.claims) + 1}",
        parse(date) if date else None,
        status,
        recorded=RECORDED + timedelta(days=days_later),
    )
    return replace(event, claims=(*event.claims, claim))


def titled(title: str) -> Event:
    return replace(VISIT, title=title)


def test_1_the_uid_outlives_title_date_status_and_a_renamed_file() -> None:
    firm = told(VISIT, "2025-12-04", Status.CONFIRMED)
    renamed = replace(firm, id="other", uid="visit", title="Another title")

    assert entry_of(VISIT)["UID"] == entry_of(firm)["UID"] == entry_of(renamed)["UID"]


def test_2_no_two_entries_share_a_uid() -> None:
    dotted = Event("visit.ends", "B", "visit", (Claim("c1", parse("2025-12")),))
    staged = replace(
        VISIT,
        claims=(*VISIT.claims, Claim("c2", parse("2025-12"), milestone="ends")),
    )

    uids = [entry["UID"] for entry in entries(calendar_of(dotted, staged))]

    assert len(set(uids)) == len(uids) == 3


def test_3_every_entry_has_a_uid_even_that_of_an_empty_calendar() -> None:
    assert entry_of()["UID"]
    assert entry_of(VISIT)["UID"]


def test_4_nothing_changes_from_one_export_to_the_next() -> None:
    later = NOW + timedelta(days=1)

    assert calendar_of(VISIT) == calendar_of(VISIT, now=later)


def test_4_what_lapses_changes_once_and_not_with_every_day() -> None:
    lapsed = datetime(2026, 1, 1, tzinfo=UTC)

    first, later = (
        calendar_of(VISIT, now=lapsed + timedelta(days=days)) for days in (0, 99)
    )

    assert first == later
    assert entry_of(VISIT, now=lapsed)["LAST-MODIFIED"] == "20260101T000000Z"


def test_5_sequence_rises_with_the_date_and_for_nothing_else() -> None:
    repeated = told(VISIT, "2025-12", Status.PLANNED)
    moved = told(repeated, "2025-12-04", Status.CONFIRMED, days_later=2)

    same, risen = entry_of(repeated)["SEQUENCE"], entry_of(moved)["SEQUENCE"]

    assert entry_of(VISIT)["SEQUENCE"] == same
    assert int(risen) - int(same) == timedelta(days=2).total_seconds()


@pytest.mark.parametrize(
    ("date", "status", "title"),
    [
        ("", Status.CANCELLED, "A visit (cancelled)"),
        ("", Status.POSTPONED, "A visit (postponed)"),
        ("2026-01-15", Status.POSTPONED, "A visit (new date)"),
    ],
    ids=["cancelled", "postponed", "slipped"],
)
def test_6_what_is_off_stays_and_says_so(date: str, status: Status, title: str) -> None:
    entry = entry_of(told(VISIT, date, status))

    assert entry["UID"] == entry_of(VISIT)["UID"]
    assert (plain(entry["SUMMARY"]), entry["STATUS"]) == (title, status.icalendar)


@pytest.mark.parametrize(
    ("days", "stays"), [(0, True), (89, True), (90, True), (91, False)]
)
def test_6_what_is_cancelled_stays_for_90_days_after_that_became_known(
    days: int,
    stays: bool,  # noqa: FBT001 (the table's column)
) -> None:
    off = told(VISIT, "", Status.CANCELLED, days_later=10)
    known = RECORDED + timedelta(days=10)

    entry = entry_of(off, now=known + timedelta(days=days))

    assert (entry["STATUS"] == "CANCELLED") == stays


def test_6_it_leaves_with_the_90th_midnight_and_not_a_second_before() -> None:
    known = datetime(2025, 12, 6, tzinfo=UTC)
    off = told(VISIT, "", Status.CANCELLED)
    off = replace(off, claims=(off.claims[0], replace(off.claims[1], recorded=known)))
    leaves = known + timedelta(days=90)

    before, then = (
        entry_of(off, now=now) for now in (leaves - timedelta(seconds=1), leaves)
    )

    assert (before["UID"], before["STATUS"]) == ("visit@geotimeline", "CANCELLED")
    assert then["SUMMARY"] == "No events"


def test_6_what_has_no_date_any_more_stays_and_says_so() -> None:
    undated = Claim("c2", supersedes=("c1",), recorded=RECORDED + timedelta(days=1))

    entry = entry_of(replace(VISIT, claims=(*VISIT.claims, undated)))

    assert entry["UID"] == entry_of(VISIT)["UID"]
    assert (entry["SUMMARY"], entry["STATUS"]) == (
        "A visit (date withdrawn)",
        "CANCELLED",
    )


def test_7_a_calendar_is_never_empty_even_when_all_of_it_has_left() -> None:
    off = told(VISIT, "", Status.CANCELLED)
    years_later = NOW + timedelta(days=999)

    assert calendar_of().count("BEGIN:VEVENT") == 1
    assert entry_of(off, now=years_later)["SUMMARY"] == "No events"


def test_8_the_end_of_whole_days_is_the_day_after_the_last() -> None:
    event = Event("x", "X", "visit", (Claim("c1", parse("2025-12-04/2025-12-05")),))

    assert entry_of(event)["DTEND;VALUE=DATE"] == "20251206"


def test_9_whole_days_bear_no_time() -> None:
    entry = entry_of(told(VISIT, "2025-12-04", Status.CONFIRMED))

    assert "DTSTART" not in entry
    assert "T" not in entry["DTSTART;VALUE=DATE"]


@pytest.mark.parametrize("event", [VISIT, HOUR], ids=["days", "an hour"])
def test_10_start_and_end_are_of_one_kind_and_days_say_that_they_are(
    event: Event,
) -> None:
    lasting = replace(event, claims=(told(event, "", Status.PLANNED).claims[0],))

    names = [n for n in entry_of(lasting) if n.startswith(("DTSTART", "DTEND"))]

    assert {name.partition(";")[2] for name in names} in ({"VALUE=DATE"}, {""})
    assert all(
        ("VALUE=DATE" in line) == bool(re.search(r":\d{8}$", line))
        for line in unfolded(calendar_of(lasting))
        if line.startswith(("DTSTART", "DTEND"))
    )


def test_11_instants_are_in_utc_with_no_zone_to_look_up() -> None:
    local = replace(
        HOUR,
        claims=(Claim("c1", parse("2025-12-04T16:00:00")),),
        timezone="Asia/Kolkata",
    )
    calendar = calendar_of(local)

    assert "TZID" not in calendar
    assert "X-WR-TIMEZONE" not in calendar
    assert entry_of(local)["DTSTART"] == "20251204T103000Z"


def test_12_there_is_no_vtimezone() -> None:
    assert "VTIMEZONE" not in calendar_of(VISIT, HOUR)


def test_13_lines_are_folded_by_octets_and_never_within_a_character() -> None:
    lines = calendar_of(titled("é€𝄞" * 99)).encode().split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert all(line.decode() or line == b"" for line in lines)


def test_14_lines_end_in_crlf_and_none_is_blank_or_holds_a_control_character() -> None:
    odd = "a\x00b\x0bc\x85d\u2028e\u2029f\rg\x7fh\r\n\r\ni"
    octets = calendar_of(replace(titled(odd), notes=odd)).encode()

    lines = octets.split(b"\r\n")
    assert lines.pop() == b""
    assert all(lines)
    assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", b"".join(lines))
    assert not set("\x85\u2028\u2029") & set(octets.decode())


def test_15_text_is_escaped_once_and_addresses_not_at_all() -> None:
    event = replace(
        VISIT, title="a, b; c\\n d", url="https://example.org/a,b;c", tags=("x,y",)
    )

    entry = entry_of(event)

    assert entry["SUMMARY"] == "a\\, b\\; c\\\\n d — by 31 Dec"
    assert entry["URL"] == "https://example.org/a%2Cb%3Bc"
    assert entry["CATEGORIES"] == "visit,x\\,y"


def test_16_properties_of_the_calendar_are_well_formed() -> None:
    lines = list(unfolded(calendar_of(VISIT)))

    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in lines
    assert all(re.match(r"[A-Z][A-Z0-9-]*(;[A-Z]+=[A-Z-]+)?:", line) for line in lines)
    assert len([line for line in lines if line.startswith("PRODID:")]) == 1


def test_17_the_calendar_bears_no_uid_and_entries_hold_no_components() -> None:
    calendar = calendar_of(VISIT)

    assert "UID:" not in calendar.partition("BEGIN:VEVENT")[0]
    assert set(re.findall("BEGIN:(.*)\r", calendar)) == {"VCALENDAR", "VEVENT"}


def test_18_nobody_is_busy_for_weeks() -> None:
    found = entries(calendar_of(VISIT, HOUR, uncertain="span"))

    assert {entry["TRANSP"] for entry in found} == {"TRANSPARENT"}


def test_20_a_subscriber_is_told_when_to_look_again_and_alarms_are_off() -> None:
    assert "\r\nX-PUBLISHED-TTL:PT6H\r\n" in calendar_of(VISIT)
    assert not Options.read({}).alarms


def test_further_nothing_makes_an_invitation_of_it() -> None:
    calendar = calendar_of(VISIT, HOUR)

    assert not re.search("^(METHOD|ORGANIZER|ATTENDEE)", calendar, re.MULTILINE)
    assert calendar.count("BEGIN:VCALENDAR") == 1


def test_further_a_line_break_in_a_title_is_a_blank() -> None:
    assert entry_of(titled("Two\nlines"))["SUMMARY"] == "Two lines — by 31 Dec"


def test_every_pitfall_of_a_file_has_its_test() -> None:
    listed = Path(__file__).parents[2] / "../shared/ical/PITFALLS.md"
    if not listed.exists():
        pytest.skip("../shared is not there to compare with")
    numbers = set(re.findall(r"^\| (\d+) \|", listed.read_text("utf-8"), re.MULTILINE))

    here = Path(__file__)
    tests = [here, here.with_name("test_pitfalls_http.py")]
    names = "\n".join(file.read_text("utf-8") for file in tests)
    assert set(re.findall(r"^def test_(\d+)_", names, re.MULTILINE)) == numbers
