"""A replay tells what live passes tell; a day of 23 hours has one digest, too."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.model.event import Claim, Event
from geotimeline.model.query import Query
from geotimeline.model.vocabulary import Status
from geotimeline.model.zones import zone
from geotimeline.planning.channels import Channel
from geotimeline.planning.digests import read_digest
from geotimeline.planning.leads import Lead
from geotimeline.planning.quiet import QuietHours, QuietSpan
from geotimeline.planning.recipients import Recipient
from geotimeline.planning.rules import Rule
from geotimeline.planning.triggers import Trigger
from geotimeline.services.reminding.told_together import is_digest
from geotimeline.services.scheduling.passing import one_pass
from geotimeline.services.scheduling.replaying import SteppingClock, replay
from geotimeline.services.scheduling.simulating import simulate
from tests.examples import examples
from tests.services.conftest import Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from geotimeline.interfaces.entries import Entry

Told = list[tuple[str, str, str]]

START = datetime(2025, 12, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOURS = 8 * 24

hours = st.integers(0, HOURS).map(lambda number: START + number * HOUR)
whole_zones = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"])
dates = st.sampled_from(
    [
        "2025-12-04",
        "2025-12-09",
        "2025-12-04/2025-12-05",
        "2025-12",
        "[2025-12-03..2025-12-08]",
        "2025-12-06T16:00:00Z",
    ]
)
claims = st.builds(
    Claim,
    id=st.just("c"),
    date=dates.map(parse),
    status=st.sampled_from(Status),
    recorded=st.none() | hours,
)
leads = st.sampled_from(
    ["1d before first", "first", "2d before last", "2h before start", "lapsed"]
)
wishes = st.sampled_from(
    ["none", "more than 1 at once", "daily at 12:00", "weekly on friday at 23:00"]
)


@st.composite
def _events(draw: st.DrawFn, number: int) -> Event:
    found = draw(st.lists(claims, min_size=1, max_size=3))
    named = (replace(one, id=f"c{n}") for n, one in enumerate(found))
    return Event(
        id=f"e{number}",
        title=f"Visit {number}",
        type="visit",
        claims=tuple(named),
        timezone=draw(whole_zones),
    )


@st.composite
def _rules(draw: st.DrawFn) -> Rule:
    return Rule(
        name="r",
        match=Query(),
        remind=tuple(map(Lead.parse, draw(st.lists(leads, max_size=4, unique=True)))),
        on=(Trigger.parse("slipped"), Trigger.parse("cancelled")),
        at=draw(st.sampled_from([time(0), time(2), time(9), time(23)])),
        timezone=draw(whole_zones),
        digest=read_digest(draw(wishes)),
    )


@st.composite
def desks(draw: st.DrawFn) -> Callable[[], Desk]:
    """What makes the same desk again and again; all happens at whole hours."""
    events = tuple(draw(_events(number)) for number in range(draw(st.integers(1, 3))))
    rule = draw(_rules())
    night = QuietHours((QuietSpan(time(22), time(7)),))
    quiet = draw(st.none() | st.just(night))
    # The notice comes after nine tenths of a silence.
    tens = st.sampled_from([10 * HOUR, 30 * HOUR])
    silenced = draw(st.none() | st.tuples(hours, tens))

    def make() -> Desk:
        desk = Desk(events, (rule,), SteppingClock(START))
        desk.channels = {"console": Channel("console", "console", quiet=quiet)}
        if silenced:
            starts, length = silenced
            desk.ledger.add_silence(
                "Visit", starts=starts, ends=starts + length, by="", why=""
            )
        return desk

    return make


@settings(max_examples=examples(0.4))
@given(desks())
def test_a_replay_tells_what_live_passes_tell(make: Callable[[], Desk]) -> None:
    live, replayed = make(), make()
    note(f"{live.events} {live.rules} {live.channels} {live.ledger.silences()}")

    for number in range(HOURS):
        live.clock.instant = START + number * HOUR
        one_pass(live.loaded, live.delivery)
    replay(
        replayed.loaded,
        replayed.delivery,
        replayed.clock,
        speed=0,
        until=START + HOURS * HOUR,
        stop=threading.Event(),
    )

    assert _told(replayed) == _told(live)


def _told(desk: Desk) -> Told:
    """Give what was sent: when, under which key, in which words."""
    sent = {entry.key: entry for entry in desk.ledger.entries() if entry.sent_at}
    return sorted(
        (f"{sent[one.key].sent_at}", one.key, f"{one.title}\n{one.body}")
        for one in desk.console.sent
    )


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (date(2026, 3, 8), "America/New_York"),
        (date(2026, 3, 29), "Europe/Berlin"),
        (date(2026, 4, 5), "America/Santiago"),  # the day before, at midnight
        (date(2026, 4, 5), "Australia/Lord_Howe"),
        (date(2026, 9, 6), "America/Santiago"),  # it has no midnight
        (date(2026, 9, 27), "Pacific/Chatham"),
        (date(2026, 10, 25), "Europe/London"),
        (date(2026, 10, 25), "Asia/Kolkata"),  # nothing happens
    ],
    ids=str,
)
@pytest.mark.parametrize("hour", ["00:30", "02:30"])
def test_each_is_told_once_a_local_day(change: date, name: str, hour: str) -> None:
    """Around the night in which clocks change, something falls due every day."""
    people = {one: Recipient(one, name) for one in ("first", "second")}
    days = [change + timedelta(days=number) for number in range(-4, 5)]
    events = tuple(
        Event(
            id=f"visit-{day}",
            title=f"A visit of {day}",
            type="visit",
            claims=(Claim(id="c", date=parse(str(day))),),
        )
        for day in days
    )
    rule = Rule(
        name="r",
        match=Query(),
        remind=(Lead.parse("first"),),
        digest=read_digest(f"daily at {hour}"),
        to=tuple(people.values()),
    )
    start = datetime.combine(days[0], time(0), UTC) - timedelta(days=2)
    desk = Desk(events, (rule,), SteppingClock(start))
    desk.recipients = people
    desk.channels = {"console": Channel("console", "console")}

    told = simulate(desk.loaded, (), since=start, until=start + timedelta(days=14))

    found = Counter(
        (one.identity.recipient, one.due_at.astimezone(_zone(one, people)).date())
        for one in told
        if is_digest(one)
    )
    assert set(found.values()) == {1}
    assert len(found) == len(days) * len(people)


def _zone(entry: Entry, people: dict[str, Recipient]) -> ZoneInfo:
    return zone(people[entry.identity.recipient].timezone)
