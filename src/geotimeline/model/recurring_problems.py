"""What is wrong with events that come again: no first day, no such occurrence."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from geotimeline.edtf.calendar_words import day_words
from geotimeline.errors import Problem
from geotimeline.model.following_histories import told_through
from geotimeline.model.recurring_occurrences import (
    is_given,
    own_days,
    start_of_series,
)
from geotimeline.model.vocabulary import EVENT_ITSELF
from geotimeline.model.window_words import window_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Claim, Event
    from geotimeline.model.recurring import Recurrence, Start
    from geotimeline.model.timeline import Timeline

_EVER = datetime.max.replace(tzinfo=UTC)


def recurring_problems(timeline: Timeline, *, as_of: datetime) -> Iterator[Problem]:
    """Yield what keeps events from coming again, and claims about no occurrence.

    Args:
        timeline: The events.
        as_of: An instant in UTC; claims known from later on are left out.
    """
    recurring = [event for event in timeline.derived if event.recurs is not None]
    told = told_through(recurring, timeline.by_id, as_of=as_of)
    for event in recurring:
        steps = told.get((event.id, EVENT_ITSELF), ())
        yield from _of_event(event, steps[-1].belief if steps else None)


def _of_event(event: Event, series: Belief | None) -> Iterator[Problem]:
    start, recurs = start_of_series(event, series), event.recurs
    if recurs is None:
        return
    wrong = _wrong_start(event, series, start, recurs)
    if wrong:
        yield Problem(event.path, event.line, "recurs", wrong)
    if start is not None:
        spoken_of = {*own_days(event, _EVER)}
        for index, claim in enumerate(event.claims):
            stands = claim.milestone in spoken_of
            message = _wrong_day(event, series, start, claim) if stands else ""
            if message:
                where = f"claims[{index}].occurrence"
                yield Problem(event.path, claim.line, where, message)


def _wrong_start(
    event: Event, series: Belief | None, start: Start | None, recurs: Recurrence
) -> str:
    """Say why its occurrences cannot be counted; empty where they can."""
    if event.is_period:
        return "a statistic cannot recur: its date is a period and not a day"
    if start is None:
        when = "no day" if series is None else _when(event, series)
        return f"its first day must be known, to count from it; claims say: {when}"
    if not recurs.fits(start.day):
        weekday = start.day.strftime("%A")
        return (
            f"{recurs} does not give its own first day, {weekday} {start.day}; let it "
            "begin on a day that the rule gives"
        )
    return ""


def _when(event: Event, series: Belief) -> str:
    return window_words(series.window, event.timezone)


def _wrong_day(event: Event, series: Belief | None, start: Start, claim: Claim) -> str:
    """Say why a claim speaks of no occurrence; empty where it does."""
    recurs = event.recurs
    if recurs is None:
        return ""
    try:
        day = date.fromisoformat(claim.milestone)
    except ValueError:
        return f"there is no day {claim.milestone}"
    if is_given(event, series, day):
        return ""
    near = min(
        recurs.days(start, _year_after(max(day, start.day))),
        key=lambda one: abs((one - day).days),
        default=None,
    )
    hint = f"; the nearest is {near}" if near else ""
    return f"{recurs} gives no occurrence on {day_words(day)}{hint}"


def _year_after(day: date) -> date:
    return date(min(day.year + 1, date.max.year), 12, 31)
