"""A sanction from its announcement to its end, by list, plan, calendar and JSON."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from geotimeline.edtf import parse
from geotimeline.formats.ical.exporter import ICalExporter
from geotimeline.formats.json import JsonExporter
from geotimeline.interfaces.exporters import ExportRequest
from geotimeline.model.event import Event
from geotimeline.model.query import Query
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import Status
from geotimeline.model.words import title_words
from geotimeline.model.zones import LATEST
from geotimeline.planning.leads import Lead
from geotimeline.planning.plan import plan
from geotimeline.planning.rules import Rule
from tests.following.making import claim
from tests.following.strategies import at

TOLD, MOVED = at("2025-10-22T20:00:00"), at("2025-11-14T20:00:00")
NOW = at("2025-11-25T09:00:00")
SANCTION = Event(
    "us-sanctions",
    "Sanctions on two oil firms",
    "sanction",
    (
        claim(
            "told",
            "2025-10-22",
            milestone="announced",
            status=Status.HELD,
            recorded=TOLD,
        ),
        claim("start", "2025-11-21", milestone="in-force", recorded=TOLD),
        claim(
            "later",
            "2025-12-13",
            milestone="in-force",
            status=Status.CONFIRMED,
            supersedes=("start",),
            said=parse("2025-11-14"),
            recorded=MOVED,
        ),
        claim("wind-down", "90d after in-force", milestone="ends", recorded=TOLD),
    ),
    timezone="America/New_York",
)
TARIFF = Event(
    "us-tariff",
    "Tariff",
    "tariff",
    (
        claim("c1", "2025-08-06", milestone="signed", status=Status.HELD),
        claim("c2", "3w after signed", milestone="in-force", status=Status.HELD),
        claim("c3", "1y after in-force", milestone="ends", status=Status.POSSIBLE),
    ),
)
TIMELINE = Timeline((SANCTION, TARIFF))
BEFORE_THE_END = Rule(
    name="ends",
    match=Query.parse("milestone:ends type:sanction"),
    remind=(Lead.parse("30d before first"),),
)


def request() -> ExportRequest:
    return ExportRequest(TIMELINE.rows(as_of=NOW), now=NOW)


def test_each_stage_has_a_row_and_the_event_itself_has_none() -> None:
    assert [
        (title_words(row.event, row.belief.milestone), str(row.belief.window.first))
        for row in TIMELINE.rows(as_of=NOW)
    ] == [
        ("Tariff: signed", "2025-08-06"),
        ("Tariff: in force", "2025-08-27"),
        ("Sanctions on two oil firms: announced", "2025-10-22"),
        ("Sanctions on two oil firms: in force", "2025-12-13"),
        ("Sanctions on two oil firms: ends", "2026-03-13"),
        ("Tariff: ends", "2026-08-27"),
    ]


def test_a_rule_may_ask_for_one_stage_alone() -> None:
    (one,) = plan(TIMELINE, [BEFORE_THE_END], since=NOW, until=LATEST, as_of=NOW)

    assert one.identity.milestone == "ends"
    assert one.identity.bound == "first=2026-03-13"
    assert one.identity.claim == "wind-down"
    assert f"{one.due_at:%Y-%m-%d}" == "2026-02-11"


def test_a_deadline_that_moved_with_its_anchor_is_reminded_of_anew() -> None:
    def key(as_of: object) -> str:
        (one,) = plan(TIMELINE, [BEFORE_THE_END], since=TOLD, until=LATEST, as_of=as_of)  # type: ignore[arg-type] # an instant
        return one.key

    assert key(TOLD) == key(MOVED - timedelta(seconds=1))
    assert key(TOLD) != key(MOVED)


def calendar(as_of: object) -> dict[str, dict[str, str]]:
    """Give each entry of the calendar by its UID."""
    rows = TIMELINE.rows(as_of=as_of)  # type: ignore[arg-type] # an instant
    text = "".join(ICalExporter().export(ExportRequest(rows, now=NOW)))
    entries = text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]
    found = [dict(one.split(":", 1) for one in e.splitlines()) for e in entries]
    return {one["UID"]: one for one in found}


def test_each_stage_has_an_entry_in_calendars() -> None:
    found = calendar(NOW)

    assert [uid for uid in found if uid.startswith("us-sanctions")] == [
        "us-sanctions+announced@geotimeline",
        "us-sanctions+in-force@geotimeline",
        "us-sanctions+ends@geotimeline",
    ]
    ends = found["us-sanctions+ends@geotimeline"]
    assert ends["DTSTART;VALUE=DATE"] == "20260313"
    assert "Follows: 90 days after in-force" in ends["DESCRIPTION"]


def test_an_entry_that_moved_with_its_anchor_says_so_by_its_sequence() -> None:
    before, after = (
        calendar(as_of)["us-sanctions+ends@geotimeline"] for as_of in (TOLD, MOVED)
    )

    assert before["DTSTART;VALUE=DATE"] != after["DTSTART;VALUE=DATE"]
    assert int(before["SEQUENCE"]) < int(after["SEQUENCE"])
    assert after["DTSTAMP"] == "20251114T200000Z"


def test_programs_read_the_rule_and_what_it_comes_to() -> None:
    found = json.loads("".join(JsonExporter().export(request())))

    ends = next(r for r in found if (r["id"], r["milestone"]) == (SANCTION.id, "ends"))
    assert ends["window"]["edtf"] == "2026-03-13"
    assert ends["claims"][0]["date"] is None
    assert ends["claims"][0]["follows"] == "90d after in-force"


@pytest.mark.parametrize("milestone", ["announced", "in-force", "ends"])
def test_every_stage_can_be_asked_for(milestone: str) -> None:
    query = Query.parse(f"milestone:{milestone} type:sanction")

    (row,) = TIMELINE.rows(as_of=NOW, query=query)

    assert row.belief.milestone == milestone
