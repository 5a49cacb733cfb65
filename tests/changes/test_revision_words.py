"""Revisions are said in words that a planner would use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from geotimeline.edtf import parse
from geotimeline.model.event import Claim, Event, Relation
from geotimeline.model.histories import histories
from geotimeline.model.revision import Size
from geotimeline.model.revision_words import size_words, turn_words
from geotimeline.model.turns import Turn, turns
from geotimeline.model.vocabulary import RelationKind, Status
from tests.strategies import timelines

ALL = datetime(9999, 1, 1, tzinfo=UTC)
NOV_25 = datetime(2025, 11, 25, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def all_turns(*events: Event) -> list[Turn]:
    by_id = {event.id: event for event in events}
    return [
        turn
        for (event_id, _), steps in histories(events, as_of=ALL)
        for turn in turns(by_id[event_id], steps)
    ]


def claim(number: int, text: str | None, status: str = "planned") -> Claim:
    """The n-th claim, known n days later, which replaces the one before."""
    return Claim(
        id=f"c{number}",
        date=parse(text) if text else None,
        status=Status(status),
        supersedes=(f"c{number - 1}",) if number > 1 else (),
        recorded=NOV_25 + number * DAY,
    )


def said_after(old: str, new: str | None, status: str = "planned") -> str:
    claims = (claim(1, old), claim(2, new, status))
    event = Event("visit", "A visit", "visit", claims, timezone="Asia/Kolkata")
    return turn_words(all_turns(event)[-1])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2025-12", "[2025-12-04,2025-12-05]", "narrowed 31 → 2 days"),
        ("2025-12", "2025-12-04", "narrowed 31 → 1 day"),
        ("[..2025-12-31]", "2025-12", "narrowed from open to 31 days"),
        ("[2025-12..]", "[2026-01..]", "narrowed, still open"),
        ("2025-12-04", "2025-12", "widened 1 → 31 days"),
        ("2025-12-04", "[2025-12-04..]", "widened from 1 day to open"),
        (
            "[2025-12-04,2025-12-05]",
            "[2026-01-12..2026-01-15]",
            "slipped 38\N{EN DASH}42 days",
        ),
        ("2025-12-04", "2025-12-05", "slipped 1 day"),
        ("2025-12-04", "[2026-01..]", "slipped at least 28 days"),
        (
            "[2025-12-01..2025-12-10]",
            "[2025-12-05..2025-12-15]",
            "slipped up to 14 days",
        ),
        ("2026-01-12", "2025-12-04", "advanced 39 days"),
        ("2025-12-04/2025-12-05", "2025-12-04/2025-12-08", "lengthened 3 days"),
        ("2025-12-04/2025-12-08", "2025-12-04/2025-12-07", "shortened 1 day"),
        ("2025-12-04", "2025-12-04/2025-12-05", "its end is now known"),
        ("2025-12-04/2025-12-05", "2025-12-04", "its end is no longer known"),
        ("2025-12-04", "2025-12-04/..", "lengthened, by how much is open"),
        ("2025-12-04", "2025-12-04T16:00:00Z", "timed: 4 December 2025, 21:30"),
        ("2025-12-04T16:00:00Z", "2025-12-04", "the hour is no longer known"),
        ("2025-12-04", "2025-12-04", "nothing changed"),
    ],
)
def test_a_change_of_date_is_said_with_its_size(old: str, new: str, words: str) -> None:
    assert said_after(old, new) == words


@pytest.mark.parametrize(
    ("new", "status", "words"),
    [
        ("2025-12-04", "confirmed", "confirmed; narrowed 31 → 1 day"),
        ("2025-12", "held", "took place"),
        (None, "postponed", "postponed, no new date"),
        ("2026-01-01", "postponed", "postponed; slipped 1\N{EN DASH}31 days"),
        ("2025-12", "cancelled", "cancelled"),
        ("2025-12", "possible", "weakened: now possible"),
    ],
)
def test_a_change_of_status_is_said_in_words_of_the_type(
    new: str | None, status: str, words: str
) -> None:
    assert said_after("2025-12", new, status) == words


def test_what_another_event_took_away_names_the_relation() -> None:
    visit = Event(
        "visit", "Visit", "visit", (claim(1, "[..2025-12-31]"), claim(2, "2025-12-04"))
    )
    agenda = Event(
        "agenda",
        "Agenda",
        "announcement",
        (Claim("c1", parse("[2025-11-01..2026-01-31]"), recorded=NOV_25),),
        relations=(Relation(RelationKind.BEFORE, "visit"),),
    )

    said = [turn_words(one) for one in all_turns(visit, agenda) if one.event is agenda]

    assert said == [
        "new",
        "narrowed 92 → 61 days by: before visit",
        "narrowed 61 → 34 days by: before visit",
    ]


def test_what_another_event_gives_back_names_the_relation_too() -> None:
    visit = Event(
        "visit", "Visit", "visit", (claim(1, "2025-12-04"), claim(2, None, "postponed"))
    )
    agenda = Event(
        "agenda",
        "Agenda",
        "announcement",
        (Claim("c1", parse("2025-12"), recorded=NOV_25),),
        relations=(Relation(RelationKind.BEFORE, "visit"),),
    )

    said = [turn_words(one) for one in all_turns(visit, agenda) if one.event is agenda]

    assert said[-1] == "widened 4 → 31 days; no longer bounded by: before visit"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (Size(36, 47), "36\N{EN DASH}47 days"),
        (Size(7, 7), "7 days"),
        (Size(0, 1), "up to 1 day"),
        (Size(None, 3), "up to 3 days"),
        (Size(1, None), "at least 1 day"),
        (Size(0, None), ""),
        (Size(None, None), ""),
    ],
)
def test_a_size_is_said_with_its_limits(size: Size, words: str) -> None:
    assert size_words(size) == words


@given(timelines())
def test_every_change_has_words(events: tuple[Event, ...]) -> None:
    for turn in all_turns(*events):
        words = turn_words(turn)

        assert (words == "nothing changed") == (not turn.revisions)
        assert "None" not in words
        assert turn.revisions or turn.entered
