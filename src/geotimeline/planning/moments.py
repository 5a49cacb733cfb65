"""From a belief to instants: where a rule's moments lie, and its leads before them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from geotimeline.model.duration import add_months
from geotimeline.model.event import ALWAYS
from geotimeline.model.lapse import lapses_at
from geotimeline.model.vocabulary import Status
from geotimeline.model.zones import LATEST, day_of, instant_at, start_of, zone
from geotimeline.planning.leads import Lead, Moment, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import time

    from geotimeline.model.timeline import Row

_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A moment of one belief, found.

    Attributes:
        bound: What it rests on, in a form that only changes when the belief does:
            `first=2025-12-04`.
        claim: Id of the claim that last set it.
        day: The day, for moments that are days.
        instant: The instant, for those that are instants; for a lapse the earliest
            instant at which it is one.
        expires_at: When leads before it are of no use any more.
    """

    bound: str
    claim: str
    day: date | None
    instant: datetime | None
    expires_at: datetime


def anchor(row: Row, lead: Lead) -> Anchor | str:
    """Find what a lead is counted from in what is believed.

    Returns:
        The anchor, or in words why there is none.
    """
    return _refusal(row, lead) or _FINDERS[lead.moment](row, lead)


def _refusal(row: Row, lead: Lead) -> str:
    """Say why nothing is to come any more; empty where something may."""
    status = row.belief.status
    if row.event.is_period:
        return "it is a statistic: its date is a period and not a day to come"
    if status is Status.CANCELLED:
        return "it is cancelled"
    if status is Status.HELD and lead.moment is not Moment.END:
        return "it has been held"
    if lead.unless is not None and lead.unless in _reached(status):
        return f"it is {lead.unless.value}"
    return ""


def _reached(status: Status) -> tuple[Status, ...]:
    """Give the statuses that are true of what has this one: held was confirmed too."""
    return (status, Status.CONFIRMED) if status is Status.HELD else (status,)


def due_at(found: Anchor, lead: Lead, *, at: time, timezone: str) -> datetime | None:
    """Reckon when a lead is due, in UTC; None beyond the years 1 and 9999.

    Days, weeks, months and years keep local wall time in the zone of who is told,
    across changes of the clocks; hours and minutes are exact time.
    """
    try:
        if found.day is not None:
            day = _moved(found.day, lead)
            due = instant_at(day, at, timezone)
            return due if found.instant is None else max(due, found.instant)
        return _moved_instant(found.instant, lead, timezone)
    except OverflowError:
        return None


def _first_anchor(row: Row, _: Lead) -> Anchor | str:
    return _day_anchor(row, "first", row.belief.window.first, row.belief.first_set_by)


def _last_anchor(row: Row, _: Lead) -> Anchor | str:
    return _day_anchor(row, "last", row.belief.window.last, row.belief.last_set_by)


def _day_anchor(row: Row, name: str, day: date | None, claim: str) -> Anchor | str:
    if day is None:
        return f"its {name} possible day is open"
    return Anchor(
        bound=f"{name}={day}",
        claim=claim,
        day=day,
        instant=None,
        expires_at=_end_of(day, row.event.timezone),
    )


def _start_anchor(row: Row, _: Lead) -> Anchor | str:
    return _instant_anchor(row, "start", row.belief.window.instant)


def _end_anchor(row: Row, _: Lead) -> Anchor | str:
    end = row.belief.window.end_instant(row.event.timezone)
    return _instant_anchor(row, "end", end)


def _instant_anchor(row: Row, name: str, instant: datetime | None) -> Anchor | str:
    if instant is None:
        return f"nothing says at what hour it will {name}"
    return Anchor(
        bound=f"{name}={instant:%Y-%m-%dT%H:%M:%SZ}",
        claim=row.belief.instant_set_by,
        day=None,
        instant=instant,
        expires_at=instant,
    )


def _lapse_anchor(row: Row, _: Lead) -> Anchor | str:
    at, last = lapses_at(row.event, row.belief), row.belief.window.closing_day
    if at is None or last is None:
        return "its last possible day is open, so that it cannot lapse"
    return Anchor(
        bound=f"last={last}",
        claim=row.belief.last_set_by,
        day=last + timedelta(days=1),
        instant=at,
        expires_at=at,
    )


def _stale_anchor(row: Row, lead: Lead) -> Anchor | str:
    """Count from the day on which anything was last learnt, while it is still ahead."""
    belief = row.belief
    known = (*belief.counting, *(one.claim for one in belief.aside))
    newest = max(known, key=lambda claim: claim.known_from)
    if newest.known_from == ALWAYS:
        return "nothing says since when it is known"
    day = day_of(newest.known_from, row.event.timezone)
    last = belief.window.last
    if last is not None and _moved(day, lead) > last:
        return "its window closes before it has been quiet for so long"
    return Anchor(
        bound=f"stale={day}",
        claim=newest.id,
        day=day,
        instant=None,
        expires_at=LATEST,
    )


def _missing_anchor(row: Row, lead: Lead) -> Anchor | str:
    """Count from the first possible day, where something expected has not come."""
    expected = row.event.expect
    reached = {s for c in row.belief.counting for s in _reached(c.status)}
    if not expected:
        return "it names nothing that is expected"
    if set(expected) <= reached:
        return "what is expected of it has come"
    return _first_anchor(row, lead)


def _end_of(day: date, zone_name: str) -> datetime:
    if day == date.max:
        return LATEST
    return start_of(day + timedelta(days=1), zone_name)


def _moved(day: date, lead: Lead) -> date:
    count = lead.count if lead.after else -lead.count
    if lead.unit in _MONTHS:
        return add_months(day, count * _MONTHS[lead.unit])
    return day + timedelta(days=count * _DAYS[lead.unit])


def _moved_instant(
    instant: datetime | None, lead: Lead, zone_name: str
) -> datetime | None:
    if instant is None:
        return None
    if lead.unit.below_a_day:
        hours = lead.count if lead.unit is Unit.HOUR else 0
        minutes = lead.count if lead.unit is Unit.MINUTE else 0
        away = timedelta(hours=hours, minutes=minutes)
        return instant + away if lead.after else instant - away
    local = instant.astimezone(zone(zone_name))
    return instant_at(_moved(local.date(), lead), local.time(), zone_name)


_FINDERS: Mapping[Moment, Callable[[Row, Lead], Anchor | str]] = {
    Moment.FIRST: _first_anchor,
    Moment.LAST: _last_anchor,
    Moment.START: _start_anchor,
    Moment.END: _end_anchor,
    Moment.LAPSED: _lapse_anchor,
    Moment.STALE: _stale_anchor,
    Moment.MISSING: _missing_anchor,
}
