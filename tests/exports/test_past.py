"""What is told of one row at a time is what `changes` and `why` tell of all."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given

from geotimeline.edtf import parse
from geotimeline.model.changes import changes
from geotimeline.model.event import Claim, Event, Relation
from geotimeline.model.outlook import Outlook
from geotimeline.model.past import Past
from geotimeline.model.recurring import Recurrence
from geotimeline.model.timeline import Timeline
from geotimeline.model.turns import Turn
from geotimeline.model.vocabulary import RelationKind
from tests.exports.requests import LATE, NOW
from tests.strategies import instants, timelines

EARLY, LATER = (datetime(2025, 11, day, tzinfo=UTC) for day in (1, 20))


def revised(timeline: Timeline, as_of: datetime = LATE) -> dict[str, tuple[int, str]]:
    """Say of each row how often it changed and when last, by event and milestone."""
    rows = timeline.rows(as_of=as_of)
    past = Past.of(timeline, rows, as_of=as_of)
    found = {}
    for row in rows:
        one = past.revised(row)
        name = f"{row.event.id}#{row.belief.milestone}"
        found[name] = (one.count, f"{one.last:%Y-%m-%d}" if one.last else "always")
    return found


@given(timelines(), instants)
def test_the_past_of_a_row_is_what_changes_tells_and_ends_in_the_present(
    events: tuple[Event, ...], as_of: datetime
) -> None:
    timeline = Timeline(events)
    rows = timeline.rows(as_of=as_of)
    past = Past.of(timeline, rows, as_of=as_of)
    told = [c for c in changes(timeline, as_of=as_of, until=as_of) if type(c) is Turn]

    for row in rows:
        turns = list(past.turns(row))
        mine = [turn for turn in told if turn.event.id == row.event.id]
        assert [turn for turn in turns if turn.revisions] == mine
        # Which of two that bound it equally is named may change, and is no turn.
        assert Outlook.of(turns[-1].belief) == Outlook.of(row.belief)
        assert past.revised(row).count == len(mine) - 1


def test_a_move_that_came_through_another_event_counts() -> None:
    visit = Event(
        "visit",
        "V",
        "visit",
        (
            Claim("c1", parse("2025-12"), recorded=EARLY),
            Claim("c2", parse("2025-12-04"), recorded=LATER),
        ),
    )
    before = Event(
        "agenda",
        "A",
        "remark",
        (Claim("c1", parse("2025-12"), recorded=EARLY),),
        relations=(Relation(RelationKind.BEFORE, "visit"),),
    )

    assert revised(Timeline((visit, before))) == {
        "visit#event": (1, "2025-11-20"),
        "agenda#event": (1, "2025-11-20"),
    }
    assert revised(Timeline((visit, before)), EARLY)["agenda#event"] == (
        0,
        "2025-11-01",
    )


def test_a_claim_that_nobody_dated_was_known_always() -> None:
    event = Event("x", "X", "visit", (Claim("c1", parse("2025-12")),))

    assert revised(Timeline((event,))) == {"x#event": (0, "always")}


def test_occurrences_have_a_past_with_and_without_claims_of_their_own() -> None:
    summit = Event(
        "summit",
        "S",
        "summit",
        (
            Claim("c1", parse("2025-12-04"), recorded=EARLY),
            Claim("c2", parse("2026-01-08"), milestone="2026-01-04", recorded=LATER),
        ),
        recurs=Recurrence.parse("FREQ=MONTHLY;COUNT=3"),
    )

    assert revised(Timeline((summit,)), NOW) == {
        "summit#2025-12-04": (0, "2025-11-01"),
        "summit#2026-01-04": (1, "2025-11-20"),
        "summit#2026-02-04": (0, "2025-11-01"),
    }
