"""The calendar as a whole: options, what never changes, what an empty one says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.formats.ical import ICalExporter
from geotimeline.formats.ical.identities import NOTHING
from geotimeline.interfaces.exporters import ExportOptionError, ExportRequest
from geotimeline.model.event import Claim, Event, Place
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import Status
from tests.ical.calendars import (
    LATE,
    NOW,
    calendar_of,
    entries,
    entry_of,
    exported,
    plain,
    unfolded,
)
from tests.ical.strategies import timelines

VISIT = Event(
    "visit",
    "A visit",
    "visit",
    (Claim("c1", parse("2025-12-04"), Status.HELD),),
    place=Place("New Delhi", "IN"),
    tags=("summit", "a, b", "visit"),
    url="https://example.org/visit",
    notes="Two lines\nof notes",
)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"uncertain": "spam"}, "no value of `uncertain` 'spam'; did you mean span?"),
        ({"uncertain": ""}, "expected auto, span, deadline, both, todo, skip"),
        ({"alarms": "maybe"}, "no value of `alarms` 'maybe'; expected no, yes"),
        ({"uncertian": "span"}, "no option 'uncertian'; did you mean uncertain?"),
    ],
)
def test_an_option_that_cannot_be_understood_is_refused_before_anything_is_given(
    options: dict[str, str], words: str
) -> None:
    with pytest.raises(ExportOptionError, match=words.replace("?", r"\?")):
        ICalExporter().export(ExportRequest((), now=NOW, options=options))


def test_every_option_has_help() -> None:
    assert set(ICalExporter.options) == {"uncertain", "alarms", "claims"}
    assert all(ICalExporter.options.values())


@given(timelines(), st.integers(0, 86_399))
def test_the_same_timeline_and_day_give_the_same_bytes(
    timeline: tuple[Event, ...], second: int
) -> None:
    midnight = datetime(2025, 12, 5, tzinfo=UTC)

    early = calendar_of(*timeline, now=midnight)
    late = calendar_of(*timeline, now=midnight + timedelta(seconds=second))

    assert early.encode() == late.encode()


@given(timelines())
def test_only_lapses_and_old_cancellations_depend_on_the_day(
    timeline: tuple[Event, ...],
) -> None:
    years_later = NOW + timedelta(days=3000)
    now = {one["UID"]: one for one in entries(calendar_of(*timeline))}
    then = entries(calendar_of(*timeline, now=years_later))

    for after in then:
        if after["UID"] != NOTHING:
            before = now.pop(after["UID"])
            moved = {name for name in before if before[name] != after[name]}
            assert moved <= {"SUMMARY", "DESCRIPTION", "DTSTAMP", "LAST-MODIFIED"}
            assert moved == set() or "lapsed" in after["SUMMARY"]

    left = [one["STATUS"] for one in now.values() if one["UID"] != NOTHING]
    assert set(left) <= {"CANCELLED"}


def test_an_empty_calendar_says_that_it_is_empty() -> None:
    entry = entry_of()

    assert entry["SUMMARY"] == "No events"
    assert entry["DTSTART;VALUE=DATE"] == "20251128"
    assert (entry["STATUS"], entry["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")


def test_a_calendar_of_dateless_events_says_that_it_is_empty() -> None:
    dateless = Event("x", "X", "visit", (Claim("c1"),))

    assert entry_of(dateless)["SUMMARY"] == "No events"


def test_the_title_names_the_calendar() -> None:
    rows = Timeline((VISIT,)).rows(as_of=LATE)

    lines = list(unfolded(exported(ExportRequest(rows, now=NOW, title="Visits; 2025"))))

    assert "NAME:Visits\\; 2025" in lines
    assert "X-WR-CALNAME:Visits\\; 2025" in lines


def test_an_entry_tells_what_where_and_on_whose_word() -> None:
    entry = entry_of(VISIT)

    assert entry["CATEGORIES"] == "visit,summit,a\\, b"
    assert plain(entry["LOCATION"]) == "New Delhi, IN"
    assert entry["URL"] == "https://example.org/visit"
    assert plain(entry["DESCRIPTION"]).splitlines() == [
        "When: 4 December 2025",
        "Status: took place",
        "Claim: no source named: held, 4 December 2025",
        "Two lines",
        "of notes",
    ]


@pytest.mark.parametrize(
    ("later", "line"),
    [
        ([], None),
        ([("2025-12", 26)], None),
        (
            [("2025-12-04", 26)],
            "Revised: once, on 26 November 2025: narrowed 31 → 1 day",
        ),
        (
            [("2025-12-04", 26), ("2025-12-05", 27), ("2025-12-05", 28)],
            "Revised: 2 times, last on 27 November 2025: slipped 1 day; contradicted",
        ),
    ],
    ids=["told once", "repeated", "narrowed", "and then contradicted"],
)
def test_an_entry_tells_how_often_it_was_revised_and_what_moved_last(
    later: list[tuple[str, int]], line: str | None
) -> None:
    first = Claim("c1", parse("2025-12"), recorded=datetime(2025, 11, 25, tzinfo=UTC))
    others = [
        Claim(f"d{day}", parse(date), recorded=datetime(2025, 11, day, tzinfo=UTC))
        for date, day in later
    ]
    event = Event("x", "X", "visit", (first, *others), notes="Ours")

    told = plain(entry_of(event)["DESCRIPTION"]).splitlines()

    assert [one for one in told if one.startswith("Revised")] == (
        [line] if line else []
    )
    assert told[-1] == "Ours"


def test_milestones_are_entries_of_their_own() -> None:
    claims = (
        Claim("c1", parse("2025-12-04")),
        Claim("c2", parse("2025-12-11"), milestone="in-force"),
    )
    event = Event("tariff", "A tariff", "tariff", claims)

    first, second = entries(calendar_of(event))

    assert first["UID"] == "tariff@geotimeline"
    assert second["UID"] == "tariff+in-force@geotimeline"
    assert second["SUMMARY"] == "A tariff: in force (planned)"
    assert second["X-GEOTIMELINE-MILESTONE"] == "in-force"
    assert "X-GEOTIMELINE-MILESTONE" not in first


@pytest.mark.parametrize(
    ("recorded", "stamp"),
    [
        ([], "20200101T000000Z"),
        ([datetime(2025, 11, 25, 9, tzinfo=UTC)], "20251125T090000Z"),
        (
            [
                datetime(2025, 11, 25, 9, tzinfo=UTC),
                datetime(2025, 11, 26, 9, tzinfo=UTC),
            ],
            "20251126T090000Z",
        ),
    ],
    ids=["nothing recorded", "one claim", "the latest of two"],
)
def test_the_time_stamps_come_from_the_data(
    recorded: list[datetime], stamp: str
) -> None:
    claims = [Claim(f"r{n}", recorded=at) for n, at in enumerate(recorded)]
    dated = Claim("dated", parse("2025-12-04"))

    entry = entry_of(Event("x", "X", "visit", (dated, *claims)))

    assert (entry["DTSTAMP"], entry["LAST-MODIFIED"]) == (stamp, stamp)


def test_what_is_learnt_later_is_not_in_an_older_view() -> None:
    first, second = (datetime(2025, 11, day, tzinfo=UTC) for day in (10, 20))
    event = Event(
        "x",
        "X",
        "visit",
        (
            Claim("c1", parse("2025-12"), recorded=first),
            Claim("c2", parse("2025-12-04"), Status.CONFIRMED, recorded=second),
        ),
    )
    rows = Timeline((event,)).rows(as_of=second - timedelta(seconds=1))

    (entry,) = entries(exported(ExportRequest(rows, now=NOW)))

    assert entry["DTSTAMP"] == "20251110T000000Z"
    assert entry["SEQUENCE"] == str(
        int((first - datetime(2020, 1, 1, tzinfo=UTC)).total_seconds())
    )
