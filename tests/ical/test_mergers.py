"""Events that turned out to be one: the entry of the other is cancelled, not lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from geotimeline.edtf import parse
from geotimeline.formats.events.files import read_events
from geotimeline.model.event import Claim, Event, Merger
from tests.ical.calendars import NOW, calendar_of, entries

RECORDED = datetime(2025, 11, 20, 9, tzinfo=UTC)
LEARNT = RECORDED + timedelta(days=5)
ONE = Event(
    "one", "A visit", "visit", (Claim("c1", parse("2025-12"), recorded=RECORDED),)
)
BOTH = replace(ONE, merged=(Merger("other", LEARNT),))


def by_uid(*events: Event, now: datetime = NOW) -> dict[str, dict[str, str]]:
    return {entry["UID"]: entry for entry in entries(calendar_of(*events, now=now))}


def test_the_entry_of_the_other_is_cancelled_where_this_one_stands() -> None:
    other = replace(ONE, id="other")
    before = by_uid(ONE, other)["other@geotimeline"]

    found = by_uid(BOTH)

    after = found["other@geotimeline"]
    assert set(found) == {"one@geotimeline", "other@geotimeline"}
    assert (after["STATUS"], after["SUMMARY"]) == ("CANCELLED", "A visit (merged)")
    assert after["DTSTART;VALUE=DATE"] == "20251231"
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["LAST-MODIFIED"] == "20251125T090000Z"
    assert found["one@geotimeline"]["STATUS"] == "TENTATIVE"


def test_where_this_one_has_no_date_it_stands_on_the_day_of_the_merger() -> None:
    dateless = replace(BOTH, claims=(Claim("c1", recorded=RECORDED),))
    dated = Claim("c2", parse("2025-12-04"), recorded=LEARNT + timedelta(days=1))

    (before,) = entries(calendar_of(dateless))
    after = by_uid(replace(dateless, claims=(*dateless.claims, dated)))

    assert (before["UID"], before["STATUS"]) == ("other@geotimeline", "CANCELLED")
    assert before["DTSTART;VALUE=DATE"] == "20251125"
    assert before["DTSTAMP"] == "20251125T090000Z"
    assert after["other@geotimeline"]["DTSTART;VALUE=DATE"] == "20251204"
    assert int(after["other@geotimeline"]["SEQUENCE"]) > int(before["SEQUENCE"])


@pytest.mark.parametrize(("days", "stays"), [(0, True), (90, True), (91, False)])
def test_it_leaves_after_90_days(
    days: int,
    stays: bool,  # noqa: FBT001 (the table's column)
) -> None:
    found = by_uid(BOTH, now=LEARNT + timedelta(days=days))

    assert ("other@geotimeline" in found) == stays


def test_its_number_rises_when_this_one_moves() -> None:
    moved = Claim("c2", parse("2025-12-04"), recorded=LEARNT + timedelta(days=1))

    found = by_uid(replace(BOTH, claims=(*BOTH.claims, moved)))

    assert found["other@geotimeline"]["DTSTART;VALUE=DATE"] == "20251204"
    assert (
        found["other@geotimeline"]["SEQUENCE"] == found["one@geotimeline"]["SEQUENCE"]
    )


EVENT = "title: X\ntype: visit\n"
MERGED = f"{EVENT}merged: {{uid: two, recorded: 2025-11-25T09:00:00Z}}\n"


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (EVENT, "one.yaml:1: merged: 'two' is still there (events/two.yaml:1)"),
        (MERGED.replace("X", "Y"), "'two' is still there (events/two.yaml:1)"),
    ],
)
def test_an_event_that_is_still_there_is_not_merged(other: str, said: str) -> None:
    files = [("events/one.yaml", MERGED), ("events/two.yaml", other)]

    assert said in str(read_events(files).problems[0])


def test_an_event_is_merged_into_one_other() -> None:
    files = [("events/one.yaml", MERGED), ("events/three.yaml", MERGED)]

    (problem,) = read_events(files).problems

    assert "'two' is merged into another event already (events/one.yaml:1)" in str(
        problem
    )


def test_a_merger_says_what_and_when() -> None:
    text = "title: X\ntype: visit\nmerged: {uid: two}\n"

    (problem,) = read_events([("events/one.yaml", text)]).problems

    assert "`recorded` is missing: When you learnt" in str(problem)
