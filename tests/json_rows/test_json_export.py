"""Rows as JSON: stable names, the same bytes, nothing lost."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from geotimeline.edtf import parse
from geotimeline.formats.json import JsonExporter, row_as_json
from geotimeline.interfaces.exporters import ExportOptionError, ExportRequest
from geotimeline.model.event import Claim, Event, Place, Relation, Source, Speaker
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import RelationKind, Status
from tests.ical.strategies import timelines

DOCS = Path(__file__).parents[2] / "docs" / "json.md"
NOW = datetime(2025, 11, 28, 9, tzinfo=UTC)
LATE = datetime(9999, 1, 1, tzinfo=UTC)
Row = dict[str, Any]  # parsed JSON, as a program that reads it sees it

VISIT = Event(
    "visit",
    "A visit",
    "visit",
    (
        Claim(
            "c1",
            parse("[..2025-12-31?]"),
            by=Speaker("Somebody", "spokesman"),
            said=parse("2025-11-03"),
            source=Source("paper", "T", "P", published=parse("2025-11")),
            quote="soon",
            recorded=NOW,
        ),
        Claim("c2", parse("2025-12-04"), Status.HELD, recorded=NOW),
    ),
    place=Place("New Delhi", "IN"),
    timezone="Asia/Kolkata",
)


def written(*events: Event, now: datetime = NOW) -> str:
    rows = Timeline(events).rows(as_of=LATE)
    return "".join(JsonExporter().export(ExportRequest(rows, now=now)))


def rows_of(*events: Event, now: datetime = NOW) -> list[Row]:
    found: list[Row] = json.loads(written(*events, now=now))
    return found


def documented(section: str) -> list[str]:
    """Give the names in a table of the page, in order."""
    text = f"\n## \n{DOCS.read_text('utf-8')}"
    part = text.split(f"\n## {section}\n")[1].split("\n## ", maxsplit=1)[0]
    return re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)


def test_the_page_names_what_is_written_in_its_order() -> None:
    (row,) = rows_of(VISIT)

    assert list(row) == documented("")
    assert list(row["window"]) == documented("window")
    assert list(row["claims"][0]) == documented("claims")


def test_a_row_tells_window_status_and_what_became_of_each_claim() -> None:
    (row,) = rows_of(VISIT)

    assert row["window"]["edtf"] == "2025-12-04"
    assert row["window"]["words"] == "4 December 2025"
    assert (row["window"]["first"], row["window"]["last"]) == ("2025-12-04",) * 2
    assert (row["status"], row["status_words"]) == ("held", "took place")
    assert [(c["id"], c["counts"], c["aside"]) for c in row["claims"]] == [
        ("c2", True, None),
        ("c1", False, "it has been held since"),
    ]
    assert row["claims"][1]["said"] == "2025-11-03"
    assert row["claims"][1]["source"]["published"] == "2025-11"
    assert row["claims"][1]["recorded"] == "2025-11-28T09:00:00Z"


def test_instants_are_in_utc_and_ends_are_told() -> None:
    claim = Claim("c1", parse("2025-12-04T16:00:00+05:30"))

    (row,) = rows_of(Event("x", "X", "visit", (claim,), timezone="Asia/Kolkata"))

    assert row["window"]["instant"] == "2025-12-04T10:30:00Z"
    assert row["lapses_at"] == "2025-12-04T18:30:00Z"


def test_a_lapse_is_told_by_the_utc_day() -> None:
    event = Event("x", "X", "visit", (Claim("c1", parse("2025-12-04")),))
    midnight = datetime(2025, 12, 5, tzinfo=UTC)

    before, after = midnight - timedelta(seconds=1), midnight + timedelta(hours=9)

    assert [row["lapsed"] for row in rows_of(event, now=before)] == [False]
    assert [row["lapsed"] for row in rows_of(event, now=after)] == [True]


def test_a_contradiction_marks_the_claims_that_stand_against_the_newest() -> None:
    claims = (
        Claim("c1", parse("2025-12-04"), said=parse("2025-11-01")),
        Claim("c2", parse("2025-12-11"), said=parse("2025-11-02")),
    )

    (row,) = rows_of(Event("x", "X", "visit", claims))

    assert row["contradicted"]
    assert {c["id"]: c["contradicts_newest"] for c in row["claims"]} == {
        "c2": False,
        "c1": True,
    }


def test_what_a_relation_took_away_is_told() -> None:
    before = Relation(RelationKind.BEFORE, "visit")
    event = Event("x", "X", "tariff", (Claim("c1"),), relations=(before,))

    found = {row["id"]: row for row in rows_of(event, VISIT)}

    assert found["x"]["narrowed_by"] == [
        {
            "relation": "before",
            "event": "visit",
            "milestone": "event",
            "first": None,
            "last": "2025-12-04",
        }
    ]


def test_no_rows_are_an_empty_list() -> None:
    assert written() == "[]\n"


def test_there_is_no_option() -> None:
    with pytest.raises(ExportOptionError, match="no option 'indent'"):
        JsonExporter().export(ExportRequest((), now=NOW, options={"indent": "2"}))


@given(timelines())
def test_any_text_survives_and_every_row_stands_on_a_line_of_its_own(
    timeline: tuple[Event, ...],
) -> None:
    text = written(*timeline)

    found = json.loads(text)
    rows = Timeline(timeline).rows(as_of=LATE)
    today = datetime(2025, 11, 28, tzinfo=UTC)
    assert found == [row_as_json(row, today) for row in rows]
    assert len(text.split("\n")) == (len(found) + 3 if found else 2)
