"""`both`: a second entry on the first possible day, cancelled once it is of no use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from geotimeline.edtf import parse
from geotimeline.model.event import Claim, Event
from geotimeline.model.vocabulary import Status
from tests.ical.calendars import NOW, calendar_of, entries

RECORDED = datetime(2025, 11, 25, 9, tzinfo=UTC)
WIDE = Claim("c1", parse("2025-12"), recorded=RECORDED)
OPENING = "visit++opens@geotimeline"


def both(*claims: Claim, now: datetime = NOW) -> dict[str, dict[str, str]]:
    """Give the entries of an event by UID."""
    event = Event("visit", "A visit", "visit", claims)
    found = entries(calendar_of(event, now=now, uncertain="both"))
    return {entry["UID"]: entry for entry in found}


def later(date: str, status: Status = Status.PLANNED, *, days: int = 1) -> Claim:
    recorded = RECORDED + timedelta(days=days)
    value = parse(date) if date else None
    return Claim(f"d{days}", value, status, recorded=recorded)


def test_a_window_is_marked_on_its_first_and_on_its_last_possible_day() -> None:
    found = both(WIDE)

    opening, deadline = found[OPENING], found["visit@geotimeline"]
    assert (opening["DTSTART;VALUE=DATE"], opening["DTEND;VALUE=DATE"]) == (
        "20251201",
        "20251202",
    )
    assert opening["SUMMARY"] == "A visit — from Dec 2025"
    assert deadline["DTSTART;VALUE=DATE"] == "20251231"
    assert {opening["STATUS"], deadline["STATUS"]} == {"TENTATIVE"}
    assert opening["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize(
    "date",
    ["2025-12-04", "2025-12-04?", "[..2025-12-31]", "[2025-12-01..]", "XXXX-XX-XX"],
)
def test_what_has_no_two_ends_has_no_second_entry(date: str) -> None:
    assert OPENING not in both(Claim("c1", parse(date), recorded=RECORDED))


@pytest.mark.parametrize(
    ("claim", "title"),
    [
        (later("2025-12-04", Status.CONFIRMED), "A visit (superseded)"),
        (later("", Status.HELD), "A visit (superseded)"),
        (later("", Status.CANCELLED), "A visit (cancelled)"),
    ],
    ids=["firm", "held", "cancelled"],
)
def test_it_is_cancelled_when_the_day_is_known_or_there_is_an_outcome(
    claim: Claim, title: str
) -> None:
    before, after = both(WIDE)[OPENING], both(WIDE, claim)[OPENING]

    assert (after["STATUS"], after["SUMMARY"]) == ("CANCELLED", title)
    assert after["DTSTART;VALUE=DATE"] == before["DTSTART;VALUE=DATE"]
    assert int(after["SEQUENCE"]) - int(before["SEQUENCE"]) == 24 * 60 * 60


def test_it_leaves_90_days_after_it_was_cancelled_and_the_entry_itself_stays() -> None:
    firm = later("2025-12-04", Status.CONFIRMED)

    found = both(WIDE, firm, now=RECORDED + timedelta(days=92))

    assert set(found) == {"visit@geotimeline"}


def test_it_comes_back_when_the_day_is_in_doubt_again() -> None:
    firm = later("2025-12-04", Status.CONFIRMED)
    put_off = later("2026-01", Status.POSTPONED, days=2)

    opening = both(WIDE, firm, put_off)[OPENING]

    assert (opening["STATUS"], opening["DTSTART;VALUE=DATE"]) == (
        "TENTATIVE",
        "20260101",
    )


def test_it_bears_no_event_and_no_alarm() -> None:
    opening = both(WIDE)[OPENING]

    assert not any(name.startswith("X-GEOTIMELINE") for name in opening)
