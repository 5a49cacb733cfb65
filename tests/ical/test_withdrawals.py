"""What has no place in a calendar any more does not leave it without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from geotimeline.edtf import parse
from geotimeline.model.event import Claim, Event
from geotimeline.model.vocabulary import Status
from tests.ical.calendars import NOW, calendar_of, entry_of, warnings_of

FIRST, LATER = datetime(2025, 11, 20, 9, tzinfo=UTC), datetime(2025, 11, 25, tzinfo=UTC)
DATED = Claim("c1", parse("2025-12-04/2025-12-05"), recorded=FIRST)
UNDATED = Claim("c2", supersedes=("c1",), recorded=LATER)
VISIT = Event("visit", "A visit", "visit", (DATED,))
TAKEN_BACK = replace(VISIT, claims=(DATED, UNDATED))


def test_an_entry_whose_date_is_taken_back_is_cancelled_where_it_stood() -> None:
    before, after = entry_of(VISIT), entry_of(TAKEN_BACK)

    assert after["UID"] == before["UID"]
    assert after["SUMMARY"] == "A visit (date withdrawn)"
    assert after["STATUS"] == "CANCELLED"
    for name in ("DTSTART;VALUE=DATE", "DTEND;VALUE=DATE"):
        assert after[name] == before[name]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["DTSTAMP"] == "20251125T000000Z"
    assert after["DESCRIPTION"].startswith("When: date unknown")


@pytest.mark.parametrize(("days", "stays"), [(0, True), (89, True), (90, False)])
def test_it_leaves_at_the_first_midnight_90_days_after_that_became_known(
    days: int,
    stays: bool,  # noqa: FBT001 (the table's column)
) -> None:
    on_that_day = LATER + timedelta(days=days, hours=23, minutes=59)

    entry = entry_of(TAKEN_BACK, now=on_that_day)

    assert (entry["UID"] == "visit@geotimeline") == stays
    assert warnings_of(TAKEN_BACK) == []


def test_a_date_that_comes_back_makes_it_an_event_again() -> None:
    again = Claim("c3", DATED.date, recorded=LATER + timedelta(days=1))

    entry = entry_of(replace(TAKEN_BACK, claims=(DATED, UNDATED, again)))

    assert (entry["STATUS"], entry["SUMMARY"]) == ("TENTATIVE", "A visit (planned)")
    assert int(entry["SEQUENCE"]) > int(entry_of(TAKEN_BACK)["SEQUENCE"])


def test_what_is_cancelled_after_its_date_was_taken_back_says_that() -> None:
    off = Claim("c3", status=Status.CANCELLED, recorded=LATER + timedelta(days=1))

    entry = entry_of(replace(TAKEN_BACK, claims=(DATED, UNDATED, off)))

    assert (entry["STATUS"], entry["SUMMARY"]) == ("CANCELLED", "A visit (cancelled)")
    assert entry["SEQUENCE"] == entry_of(TAKEN_BACK)["SEQUENCE"]
    assert entry["DTSTAMP"] == "20251126T000000Z"


def test_skip_takes_out_what_became_uncertain_in_the_same_way() -> None:
    wide = Claim("c2", parse("2025-12"), supersedes=("c1",), recorded=LATER)
    doubted = replace(VISIT, claims=(DATED, wide))

    entry = entry_of(doubted, uncertain="skip")

    assert (entry["STATUS"], entry["DTSTART;VALUE=DATE"]) == ("CANCELLED", "20251204")
    assert entry_of(doubted)["STATUS"] == "TENTATIVE"


def test_what_never_had_a_date_is_left_out_and_counted() -> None:
    dateless = replace(VISIT, claims=(Claim("c1", recorded=FIRST), UNDATED))

    assert "visit@geotimeline" not in calendar_of(dateless, now=NOW)
    assert warnings_of(dateless) == ["1 event without any date was left out"]
