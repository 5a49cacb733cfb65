"""Timelines in which dates follow from others, in circles too, and events recur."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.model.event import Claim, Event
from geotimeline.model.following import CalendarUnit, Following
from geotimeline.model.recurring import Recurrence
from geotimeline.model.vocabulary import Status
from tests.strategies import ZONES, days, instants, timelines

if TYPE_CHECKING:
    from collections.abc import Mapping

MILESTONES = ("event", "in-force", "ends")
ANCHORS = ("e0", "e1", "e2", "e3", "in-force", "ends", "event", "e0#in-force", "gone")

followings = st.builds(
    Following,
    count=st.integers(0, 400),
    unit=st.sampled_from(CalendarUnit),
    after=st.booleans(),
    anchor=st.sampled_from(ANCHORS),
)
rules_of_recurrence = st.sampled_from(
    [
        "FREQ=YEARLY",
        "FREQ=YEARLY;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=1MO",
        "FREQ=WEEKLY;INTERVAL=2",
        "FREQ=DAILY;UNTIL=20260901",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    ]
).map(Recurrence.parse)


@st.composite
def following_timelines(draw: st.DrawFn, most: int = 4) -> tuple[Event, ...]:
    """A few events some of whose dates follow from others, perhaps in circles."""
    return tuple(_following(draw, event) for event in draw(timelines(most)))


def _following(draw: st.DrawFn, event: Event) -> Event:
    claims = _of_stages(
        {claim.id: draw(st.sampled_from(MILESTONES)) for claim in event.claims}, event
    )
    follows = [
        replace(claim, date=None, follows=draw(followings))
        if draw(st.booleans())
        else claim
        for claim in claims
    ]
    return replace(event, claims=tuple(follows))


def _of_stages(stages: Mapping[str, str], event: Event) -> list[Claim]:
    """Give claims their stages; what takes back claims of another is left out."""

    def own(claim: Claim, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if stages[name] == stages[claim.id])

    return [
        replace(
            claim,
            milestone=stages[claim.id],
            supersedes=own(claim, claim.supersedes),
            retracts=own(claim, claim.retracts),
        )
        for claim in event.claims
    ]


@st.composite
def series(draw: st.DrawFn) -> Event:
    """An event that recurs, some of whose occurrences have claims of their own."""
    first = draw(st.dates(date(2024, 1, 1), date(2026, 6, 30)))
    text = draw(st.sampled_from(["{}", "{}T14:00:00", "{}?"])).format(first)
    recurs = draw(rules_of_recurrence)
    own = draw(st.lists(_own(first), max_size=4))
    claims = [Claim(id="c1", date=parse(text), recorded=draw(st.none() | instants))]
    for number, claim in enumerate(own):
        claims.append(replace(claim, id=f"o{number}"))
    return Event(
        id="series",
        title="A session",
        type="session",
        claims=tuple(claims),
        timezone=draw(st.sampled_from(ZONES)),
        recurs=recurs,
    )


@st.composite
def _own(draw: st.DrawFn, first: date) -> Claim:
    day = draw(st.just(first) | st.dates(first, date(2027, 12, 31)))
    return Claim(
        id="own",
        milestone=str(day),
        date=draw(st.none() | days.map(lambda day: parse(str(day)))),
        status=draw(st.sampled_from(Status)),
        recorded=draw(st.none() | instants),
    )


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
