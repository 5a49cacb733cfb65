"""Strategies for the domain: dates as newsrooms write them, claims, events, rules."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.model.duration import Duration
from geotimeline.model.event import Claim, Event, Relation, Speaker
from geotimeline.model.outlook import Outlook
from geotimeline.model.query import Query
from geotimeline.model.vocabulary import RelationKind, Status
from geotimeline.planning.leads import Lead, Moment, Unit
from geotimeline.planning.rules import Rule

ZONES = ("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Pacific/Apia")

days = st.dates(date(2025, 1, 1), date(2026, 12, 31))
instants = st.datetimes(
    datetime(2025, 1, 1),  # noqa: DTZ001 (Hypothesis adds the zone)
    datetime(2026, 12, 31),  # noqa: DTZ001 (the same)
    timezones=st.just(UTC),
).map(lambda at: at.replace(microsecond=0))


def _interval(pair: tuple[date, date], shape: str) -> str:
    first, last = sorted(pair)
    return shape.format(a=first, b=last, m=f"{first:%Y-%m}")


edtf_texts = st.builds(
    _interval,
    st.tuples(days, days),
    st.sampled_from(
        [
            "{a}",
            "{m}",
            "{m}?",
            "{m}-XX",
            "{a}~",
            "[{a}..{b}]",
            "[..{b}]",
            "[{a}..]",
            "[{a},{b}]",
            "{a}/{b}",
            "{a}/..",
            "../{b}",
            "{a}T16:00:00Z",
            "{a}T01:30:00",
        ]
    ),
)
dates = edtf_texts.map(parse)
speakers = st.sampled_from(["Peskov", "Putin", "Modi"]).map(
    lambda name: Speaker(name, identity=name)
)
durations = st.sampled_from([Duration(days=2), Duration(seconds=7200), None])


@st.composite
def claims(draw: st.DrawFn, number: int = 1, earlier: tuple[str, ...] = ()) -> Claim:
    """One claim; it may take back or replace one of the earlier ones."""
    other = st.sampled_from(earlier).map(lambda one: (one,)) if earlier else st.just(())
    return Claim(
        id=f"c{number}",
        date=draw(st.none() | dates),
        status=draw(st.sampled_from(Status)),
        by=draw(st.none() | speakers),
        said=draw(st.none() | days.map(lambda day: parse(str(day)))),
        recorded=draw(st.none() | instants),
        duration=draw(durations),
        supersedes=draw(st.just(()) | other),
        retracts=draw(st.just(()) | other),
    )


@st.composite
def events(draw: st.DrawFn, event_id: str = "visit", most: int = 5) -> Event:
    """One event with up to `most` claims."""
    found: list[Claim] = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        earlier = tuple(claim.id for claim in found)
        found.append(draw(claims(number=number, earlier=earlier)))
    return Event(
        id=event_id,
        title="A visit",
        type=draw(st.sampled_from(["visit", "exercise", "statistic"])),
        claims=tuple(found),
        timezone=draw(st.sampled_from(ZONES)),
    )


@st.composite
def timelines(draw: st.DrawFn, most: int = 4) -> tuple[Event, ...]:
    """A few events, some of them related to each other."""
    count = draw(st.integers(1, most))
    found = [draw(events(event_id=f"e{n}", most=3)) for n in range(count)]
    pairs = list(itertools.permutations(range(count), 2))
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=3)) if pairs else []
    for subject, other in chosen:
        relation = Relation(draw(st.sampled_from(RelationKind)), f"e{other}")
        relations = (*found[subject].relations, relation)
        found[subject] = _with_relations(found[subject], relations)
    return tuple(found)


def _with_relations(event: Event, relations: tuple[Relation, ...]) -> Event:
    from dataclasses import replace  # noqa: PLC0415

    return replace(event, relations=relations)


@st.composite
def leads(draw: st.DrawFn) -> Lead:
    """A lead that `check` would let pass."""
    moment = draw(st.sampled_from(Moment))
    whole = [Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR]
    units = whole if moment.is_day else list(Unit)
    return Lead(
        moment=moment,
        count=draw(st.integers(0, 40)),
        unit=draw(st.sampled_from(units)),
        after=draw(st.booleans()),
    )


@st.composite
def rules(draw: st.DrawFn, name: str = "rule") -> Rule:
    """A rule for every event."""
    return Rule(
        name=name,
        match=Query(),
        remind=tuple(draw(st.lists(leads(), min_size=1, max_size=4, unique=True))),
        at=draw(st.sampled_from([time(9), time(0), time(2, 30), time(23, 59)])),
        timezone=draw(st.sampled_from(ZONES)),
        channels=draw(st.sampled_from([("console",), ("console", "mail")])),
    )


spans = st.tuples(instants, st.integers(0, 400), st.integers(0, 400)).map(
    lambda parts: (
        parts[0],
        parts[0] + timedelta(days=parts[1]),
        parts[0] + timedelta(days=parts[1] + parts[2]),
    )
)


@st.composite
def outlooks(draw: st.DrawFn) -> Outlook:
    """What may be expected of an event at some moment."""
    value = draw(dates)
    instant = value.instant
    if instant is not None and instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return Outlook(
        starts=value.starts,
        ends=value.ends if value.lasts else draw(st.none() | st.just(value.ends)),
        instant=instant,
        status=draw(st.sampled_from(Status)),
        contradicted=draw(st.booleans()),
    )
