"""Beliefs whose dates follow from others: they move together, and every law holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.model.duration import Duration
from geotimeline.model.event import Claim, Event, Relation, Speaker
from geotimeline.model.histories import histories
from geotimeline.model.outlook import Outlook
from geotimeline.model.postponing import window_before
from geotimeline.model.revision import RevisionKind, revisions
from geotimeline.model.revision_words import turn_words
from geotimeline.model.timeline import Timeline
from geotimeline.model.turns import turns
from geotimeline.model.vocabulary import RelationKind, Status
from geotimeline.model.words import belief_lines
from tests.following.making import ALL, NOTHING_KNOWN, claim, event, rows, starts
from tests.following.strategies import at, day, following_timelines
from tests.strategies import days, instants

NOV_1, NOV_10, NOV_20 = at("2025-11-01"), at("2025-11-10"), at("2025-11-20")


def test_a_milestone_of_the_same_event_comes_before_an_event_of_that_name() -> None:
    found = rows(
        event("a", claim("c1", "2026-01-01", milestone="b"), claim("c2", "1d after b")),
        event("b", claim("c1", "2030-01-01")),
    )

    assert starts(found, "a") == "2026-01-02"


def test_a_chain_of_rules_is_counted_to_its_end() -> None:
    found = rows(
        event("c", claim("c1", "1mo after b#ends")),
        event("b", claim("c1", "1w after a", milestone="ends")),
        event("a", claim("c1", "2025-12")),
    )

    assert starts(found, "c") == "[2026-01-08..2026-02-07]"


@given(days, days, st.integers(0, 2000), st.sampled_from(["after", "before"]))
def test_what_follows_moves_with_its_anchor_by_the_same_size(
    first: date, second: date, count: int, side: str
) -> None:
    anchor = event(
        "a",
        claim("c1", str(first), recorded=NOV_1),
        claim("c2", str(second), recorded=NOV_10, supersedes=("c1",)),
    )
    deadline = event("b", claim("c1", f"{count}d {side} a", recorded=NOV_1))

    told = dict(histories((anchor, deadline), as_of=ALL))

    changed = {
        key: [one for turn in turns(anchor, steps) for one in turn.revisions]
        for key, steps in told.items()
    }
    assert changed["a", "event"] == changed["b", "event"]


def test_what_follows_knows_only_what_was_known_of_its_anchor() -> None:
    events = (
        event(
            "a",
            claim("c1", "2025-12-01", recorded=NOV_10),
            claim("c2", "2026-01-01", recorded=NOV_20, supersedes=("c1",)),
        ),
        event("b", claim("c1", "10d after a", recorded=NOV_1)),
    )

    seen = [starts(rows(*events, as_of=when), "b") for when in (NOV_1, NOV_10, NOV_20)]

    assert seen == [NOTHING_KNOWN, "2025-12-11", "2026-01-11"]


def test_an_anchor_that_moves_makes_a_step_that_names_it() -> None:
    anchor = event(
        "a",
        claim("c1", "2025-12-01", recorded=NOV_1),
        claim("c2", "2026-01-01", recorded=NOV_20, supersedes=("c1",)),
    )
    deadline = event("b", claim("c1", "10d after a", recorded=NOV_1))

    steps = dict(histories((anchor, deadline), as_of=ALL))["b", "event"]

    last = list(turns(deadline, steps))[-1]
    assert [step.at for step in steps] == [NOV_1, NOV_20]
    assert turn_words(last) == "slipped 31 days, following a"
    assert last.belief.first_set_by == "c1"


@pytest.mark.parametrize(
    ("anchor", "line"),
    [
        (claim("c1", "2025-10-22"), "10 days after a (22 October 2025)"),
        (
            claim("c1", "2025-10-22", status=Status.CANCELLED),
            "10 days after a (22 October 2025, cancelled)",
        ),
        (
            claim("c1", status=Status.POSTPONED),
            "10 days after a (date unknown, postponed)",
        ),
        (
            claim("c1", "2025-10", recorded=ALL),
            "10 days after a (nothing is known of that)",
        ),
    ],
)
def test_words_say_from_what_is_counted_and_where_it_lies(
    anchor: Claim, line: str
) -> None:
    found = rows(
        event("a", anchor), event("b", claim("c1", "10d after a")), as_of=NOV_1
    )

    assert f"Follows: {line}" in belief_lines(found["b", "event"], NOV_1)


def test_an_anchor_that_is_put_off_with_no_new_date_leaves_nothing() -> None:
    anchor = event(
        "a",
        claim("c1", "2025-12-01", recorded=NOV_1),
        claim("c2", status=Status.POSTPONED, recorded=NOV_20),
    )

    found = rows(anchor, event("b", claim("c1", "10d after a")))

    assert found["b", "event"].belief.window.is_unknown


def test_a_rule_that_is_put_off_is_remembered_where_it_stood() -> None:
    deadline = event(
        "b",
        claim("c1", "10d after a", recorded=NOV_1),
        claim("c2", status=Status.POSTPONED, recorded=NOV_20),
    )

    row = rows(event("a", claim("c1", "2025-12-01")), deadline)["b", "event"]

    before = window_before(row.event, row.belief)
    assert before is not None
    assert before.first == day("2025-12-11")


def test_a_rule_and_a_date_that_cannot_both_be_true_contradict() -> None:
    found = rows(
        event("a", claim("c1", "2025-12-01")),
        event(
            "b",
            claim("c1", "10d after a", said=parse("2025-11-01")),
            claim("c2", "2025-12-12", said=parse("2025-11-02")),
        ),
    )

    assert starts(found, "b") == "2025-12-12"
    assert found["b", "event"].belief.is_contradicted


def test_a_speakers_newer_rule_takes_the_place_of_an_older_date() -> None:
    by = Speaker("Peskov", identity="Peskov")
    found = rows(
        event("a", claim("c1", "2025-12-01")),
        event(
            "b",
            claim("c1", "2025-12-12", by=by, said=parse("2025-11-01")),
            claim("c2", "10d after a", by=by, said=parse("2025-11-02")),
        ),
    )

    assert starts(found, "b") == "2025-12-11"
    assert not found["b", "event"].belief.is_contradicted


def test_an_hour_is_kept_by_the_clocks_of_the_event_that_follows() -> None:
    anchor = event("a", claim("c1", "2026-03-27T20:00:00Z"))
    deadline = replace(
        event("b", claim("c1", "7d after a", duration=Duration(days=2))),
        timezone="Europe/Berlin",
    )

    window = rows(anchor, deadline)["b", "event"].belief.window

    assert str(window.instant) == "2026-04-03 19:00:00+00:00"  # 21:00 there, both times
    assert window.duration == Duration(days=2)


def test_a_rule_that_takes_another_claim_back_still_counts() -> None:
    found = rows(
        event("a", claim("c1", "2025-12-01")),
        event(
            "b", claim("c1", "2025-12-31"), claim("c2", "10d after a", retracts=("c1",))
        ),
    )

    assert starts(found, "b") == "2025-12-11"


def test_what_relations_take_from_an_anchor_they_take_from_what_follows() -> None:
    after = Relation(RelationKind.AFTER, "law")
    events = (
        event("law", claim("c1", "2026-02-01")),
        event("a", claim("c1", "2026"), relations=(after,)),
        event("b", claim("c1", "10d after a")),
        event("c", claim("c1", "10d after b")),
    )

    found = rows(*events)

    assert starts(found, "b") == "[2026-02-11..2027-01-10]"
    assert starts(found, "c") == "[2026-02-21..2027-01-20]"
    assert [one.event for one in found["c", "event"].belief.boundings] == ["b"]
    assert dict(histories(events, as_of=ALL))["c", "event"][-1].belief.window == (
        found["c", "event"].belief.window
    )


@given(following_timelines(), instants)
def test_the_last_step_is_what_the_timeline_shows(
    events: tuple[Event, ...], as_of: datetime
) -> None:
    shown = Timeline(events).rows(as_of=as_of)

    last = {
        key: Outlook.of(steps[-1].belief)
        for key, steps in histories(events, as_of=as_of)
    }

    assert last == {
        (row.event.id, row.belief.milestone): Outlook.of(row.belief) for row in shown
    }


@given(following_timelines())
def test_every_step_is_what_was_shown_at_that_instant(
    events: tuple[Event, ...],
) -> None:
    alone = tuple(replace(one, relations=()) for one in events)

    for key, steps in histories(alone, as_of=ALL):
        for step in steps:
            then = rows(*alone, as_of=step.at)[key].belief
            assert Outlook.of(then) == Outlook.of(step.belief)
            assert then.first_set_by == step.belief.first_set_by
            assert then.trails == step.belief.trails


@given(following_timelines(), instants, st.data())
def test_a_claim_recorded_later_never_changes_an_earlier_answer(
    events: tuple[Event, ...], as_of: datetime, data: st.DataObject
) -> None:
    later = claim("late", "2026-05-05", recorded=as_of + timedelta(seconds=1))
    place = data.draw(st.integers(0, len(events) - 1))
    milestone = data.draw(st.sampled_from(events[place].milestones))
    more = list(events)
    added = (*events[place].claims, replace(later, milestone=milestone))
    more[place] = replace(events[place], claims=added)

    before = Timeline(events).rows(as_of=as_of)
    after = Timeline(tuple(more)).rows(as_of=as_of)

    assert [row.belief for row in after] == [row.belief for row in before]


@given(following_timelines())
def test_the_order_of_events_does_not_matter(events: tuple[Event, ...]) -> None:
    alone = tuple(replace(one, relations=()) for one in events)

    forward = Timeline(alone).rows(as_of=ALL)
    backward = Timeline(alone[::-1]).rows(as_of=ALL)

    assert [row.belief for row in forward] == [row.belief for row in backward]


@given(following_timelines())
def test_revisions_replayed_from_nothing_lead_to_the_present(
    events: tuple[Event, ...],
) -> None:
    for _, steps in histories(events, as_of=ALL):
        told: Outlook | None = None
        for step in steps:
            now = Outlook.of(step.belief)
            kinds = [one.kind for one in revisions(told, now)]
            assert (RevisionKind.NEW in kinds) == (told is None)
            told = now
