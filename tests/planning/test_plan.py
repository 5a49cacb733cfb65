"""What is planned: leads, clocks that change, keys, and the laws of the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.model.duration import Duration
from geotimeline.model.event import Claim
from geotimeline.model.query import Query
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import Status
from geotimeline.model.zones import EARLIEST, LATEST
from geotimeline.planning.leads import Lead
from geotimeline.planning.plan import not_planned, plan
from geotimeline.planning.rules import Rule
from tests.strategies import rules, spans, timelines

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.model.event import Event
    from geotimeline.planning.reminders import Reminder


def rule(*leads: str, at: str = "09:00", zone: str = "UTC", name: str = "r") -> Rule:
    return Rule(
        name=name,
        match=Query(),
        remind=tuple(Lead.parse(lead) for lead in leads),
        at=time.fromisoformat(at),
        timezone=zone,
    )


def planned(event: Event, asked: Rule) -> tuple[Reminder, ...]:
    return plan(Timeline((event,)), [asked], since=EARLIEST, until=LATEST, as_of=LATEST)


def due(event: Event, asked: Rule) -> list[str]:
    return [f"{one.due_at:%Y-%m-%d %H:%M}" for one in planned(event, asked)]


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("first", "2025-12-04 09:00"),
        ("7d before first", "2025-11-27 09:00"),
        ("2w before first", "2025-11-20 09:00"),
        ("1mo before last", "2025-11-20 09:00"),
        ("1y before last", "2024-12-20 09:00"),
        ("1d after last", "2025-12-21 09:00"),
        ("lapsed", "2025-12-21 09:00"),
        ("2d after lapsed", "2025-12-23 09:00"),
    ],
)
def test_leads_are_counted_from_the_days_of_the_window(
    lead: str, expected: str, make_event: Callable[..., Event]
) -> None:
    event = make_event("[2025-12-04..2025-12-20]")

    assert due(event, rule(lead)) == [expected]


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("2h before start", "2026-03-29 06:00"),
        ("30min after start", "2026-03-29 08:30"),
        ("1d before start", "2026-03-28 09:00"),  # ten in Berlin, before the change
        ("1d before end", "2026-03-28 11:00"),
        ("end", "2026-03-29 10:00"),
    ],
)
def test_leads_from_instants_keep_wall_time_in_days_and_exact_time_in_hours(
    lead: str, expected: str, make_event: Callable[..., Event]
) -> None:
    event = make_event("2026-03-29T08:00:00Z", duration=Duration(seconds=7200))

    assert due(event, rule(lead, zone="Europe/Berlin")) == [expected]


@pytest.mark.parametrize(
    ("at", "expected"),
    [("09:00", "2026-03-29 07:00"), ("02:30", "2026-03-29 01:30")],
    ids=["nine in summer time", "an hour that is skipped"],
)
def test_a_day_on_which_clocks_change_keeps_local_time(
    at: str, expected: str, make_event: Callable[..., Event]
) -> None:
    event = make_event("2026-03-30")

    assert due(event, rule("1d before first", at=at, zone="Europe/Berlin")) == [
        expected
    ]


def test_a_lapse_is_not_told_before_it_is_one(make_event: Callable[..., Event]) -> None:
    event = make_event("2025-12-31", timezone="America/New_York")

    told = due(event, rule("lapsed", at="09:00", zone="Asia/Tokyo"))

    assert told == ["2026-01-01 05:00"]  # nine in Tokyo would be five hours early


@pytest.mark.parametrize(
    ("text", "lead", "reason"),
    [
        ("[..2025-12-31]", "first", "first possible day is open"),
        ("[2025-12-01..]", "last", "last possible day is open"),
        ("[2025-12-01..]", "lapsed", "cannot lapse"),
        ("2025-12-04", "2h before start", "at what hour"),
        ("2025-12-04T16:00:00Z", "end", "at what hour"),
    ],
)
def test_a_moment_that_does_not_exist_plans_nothing_and_says_so(
    text: str, lead: str, reason: str, make_event: Callable[..., Event]
) -> None:
    event = make_event(text)
    rows = Timeline((event,)).rows(as_of=LATEST)

    assert planned(event, rule(lead)) == ()
    assert reason in not_planned(rows, [rule(lead)])[0].reason


@pytest.mark.parametrize("status", [Status.HELD, Status.CANCELLED])
def test_what_is_over_is_not_reminded_of(
    status: Status, make_event: Callable[..., Event]
) -> None:
    event = make_event("2025-12-04", status=status)

    assert planned(event, rule("7d before first", "first", "lapsed")) == ()


@pytest.mark.parametrize(
    ("lead", "expires"),
    [
        ("7d before first", "2025-12-05 00:00"),
        ("first", "2025-12-11 09:00"),
        ("1d after last", "2025-12-12 09:00"),
    ],
)
def test_a_lead_before_its_moment_is_useful_until_the_day_is_over(
    lead: str, expires: str, make_event: Callable[..., Event]
) -> None:
    (one,) = planned(make_event("2025-12-04"), rule(lead))

    assert f"{one.expires_at:%Y-%m-%d %H:%M}" == expires


def test_the_key_is_the_same_in_every_release(make_event: Callable[..., Event]) -> None:
    (one,) = planned(make_event("2025-12-04"), rule("7d before first"))

    assert one.identity.bound == "first=2025-12-04"
    assert one.key == "7c2adfd67c7b3632894ee547"


@pytest.mark.parametrize(
    "change",
    [
        lambda event, asked: (replace(event, title="Another title"), asked),
        lambda event, asked: (event, replace(asked, at=time(17, 0))),
        lambda event, asked: (event, replace(asked, timezone="Asia/Tokyo")),
    ],
    ids=["title", "hour", "zone"],
)
def test_the_key_survives_what_does_not_matter(
    change: Callable[..., tuple[Event, Rule]], make_event: Callable[..., Event]
) -> None:
    event, asked = make_event("2025-12-04"), rule("7d before first")

    before, after = planned(event, asked), planned(*change(event, asked))

    assert [one.key for one in before] == [one.key for one in after]


def test_a_window_that_moves_away_and_back_asks_for_a_new_reminder(
    make_event: Callable[..., Event],
) -> None:
    recorded = datetime(2025, 11, 1, tzinfo=UTC)
    first = make_event("2025-12-04", recorded=recorded)
    moves = [("c2", "2025-12-12"), ("c3", "2025-12-04")]
    claims = first.claims
    keys = {planned(first, rule("first"))[0].key}
    for number, (claim_id, text) in enumerate(moves, 1):
        claim = Claim(
            id=claim_id,
            date=parse(text),
            recorded=recorded + timedelta(days=number),
            supersedes=(claims[-1].id,),
        )
        claims = (*claims, claim)
        keys.add(planned(replace(first, claims=claims), rule("first"))[0].key)

    assert len(keys) == 3


def test_a_claim_that_only_confirms_keeps_the_key(
    make_event: Callable[..., Event],
) -> None:
    event = make_event("2025-12", recorded=datetime(2025, 11, 1, tzinfo=UTC))
    confirming = Claim(
        id="c2",
        date=parse("2025-12"),
        status=Status.CONFIRMED,
        recorded=datetime(2025, 11, 2, tzinfo=UTC),
    )
    confirmed = replace(event, claims=(*event.claims, confirming))

    assert planned(event, rule("first"))[0].key == (
        planned(confirmed, rule("first"))[0].key
    )


@pytest.mark.parametrize(
    "text",
    [
        "7 before first",
        "7d first",
        "d before first",
        "7d before noon",
        "\u0667d before first",
    ],
)
def test_a_wrong_lead_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError, match="7d before first"):
        Lead.parse(text)


@pytest.mark.parametrize("text", ["2h before first", "30min after last"])
def test_hours_cannot_be_counted_from_a_day(text: str) -> None:
    with pytest.raises(ValueError, match="whole days"):
        Lead.parse(text)


@given(timelines(), st.lists(rules(), min_size=1, max_size=2), spans)
def test_the_plan_is_additive_over_adjacent_spans(
    events: tuple[Event, ...], asked: list[Rule], span: tuple[datetime, ...]
) -> None:
    start, middle, end = span
    timeline = Timeline(events)

    def over(since: datetime, until: datetime) -> tuple[Reminder, ...]:
        return plan(timeline, asked, since=since, until=until, as_of=LATEST)

    whole = over(start, end)

    for between in (middle, *(one.due_at for one in whole)):  # and right on its edge
        assert whole == over(start, between) + over(between, end)


@given(timelines(), st.lists(rules(), min_size=1, max_size=2))
def test_two_reminders_of_one_plan_share_a_key_only_if_a_rule_repeats_itself(
    events: tuple[Event, ...], asked: list[Rule]
) -> None:
    named = [replace(one, name=f"rule {n}") for n, one in enumerate(asked)]
    found = plan(Timeline(events), named, since=EARLIEST, until=LATEST, as_of=LATEST)

    assert len({one.key for one in found}) == len(found)


@given(timelines(), st.lists(rules(), min_size=1, max_size=2))
def test_every_reminder_is_worth_something_when_it_is_due(
    events: tuple[Event, ...], asked: list[Rule]
) -> None:
    found = plan(Timeline(events), asked, since=EARLIEST, until=LATEST, as_of=LATEST)

    assert all(one.due_at < one.expires_at for one in found)
