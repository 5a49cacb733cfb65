"""From a belief to instants: where a rule's moments lie, and its leads before them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from geotimeline.model.duration import add_months
from geotimeline.model.lapse import lapses_at
from geotimeline.model.vocabulary import Status
from geotimeline.model.zones import instant_at, start_of, zone
from geotimeline.planning.rules import Lead, Moment, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geotimeline.model.timeline import Row
    from geotimeline.planning.rules import Rule

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


def anchor(row: Row, moment: Moment) -> Anchor | str:
    """Find a moment in what is believed, or say in words why there is none."""
    return _refusal(row, moment) or _FINDERS[moment](row)


def _refusal(row: Row, moment: Moment) -> str:
    """Say why nothing is to come any more; empty where something may."""
    if row.event.is_period:
        return "it is a statistic: its date is a period and not a day to come"
    if row.belief.status is Status.CANCELLED:
        return "it is cancelled"
    if row.belief.status is Status.HELD and moment is not Moment.END:
        return "it has been held"
    return ""


def due_at(found: Anchor, lead: Lead, rule: Rule) -> datetime | None:
    """Reckon when a lead is due, in UTC; None beyond the years 1 and 9999.

    Days, weeks, months and years keep local wall time in the rule's zone, across
    changes of the clocks; hours and minutes are exact time.
    """
    try:
        if found.day is not None:
            day = _moved(found.day, lead)
            at = instant_at(day, rule.at, rule.timezone)
            return at if found.instant is None else max(at, found.instant)
        return _moved_instant(found.instant, lead, rule.timezone)
    except OverflowError:
        return None


def _day_anchor(row: Row, moment: Moment, day: date | None) -> Anchor | str:
    if day is None:
        return f"its {moment.value} possible day is open"
    belief = row.belief
    claim = belief.first_set_by if moment is Moment.FIRST else belief.last_set_by
    return Anchor(
        bound=f"{moment.value}={day}",
        claim=claim,
        day=day,
        instant=None,
        expires_at=_end_of(day, row.event.timezone),
    )


def _instant_anchor(row: Row, moment: Moment, instant: datetime | None) -> Anchor | str:
    if instant is None:
        return f"nothing says at what hour it will {moment.value}"
    return Anchor(
        bound=f"{moment.value}={instant:%Y-%m-%dT%H:%M:%SZ}",
        claim=row.belief.instant_set_by,
        day=None,
        instant=instant,
        expires_at=instant,
    )


def _lapse_anchor(row: Row) -> Anchor | str:
    at, last = lapses_at(row.event, row.belief), row.belief.window.last
    if at is None or last is None:
        return "its last possible day is open, so that it cannot lapse"
    return Anchor(
        bound=f"last={last}",
        claim=row.belief.last_set_by,
        day=last + timedelta(days=1),
        instant=at,
        expires_at=at,
    )


def _end_of(day: date, zone_name: str) -> datetime:
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
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


_FINDERS: Mapping[Moment, Callable[[Row], Anchor | str]] = {
    Moment.FIRST: lambda row: _day_anchor(row, Moment.FIRST, row.belief.window.first),
    Moment.LAST: lambda row: _day_anchor(row, Moment.LAST, row.belief.window.last),
    Moment.START: lambda row: _instant_anchor(
        row, Moment.START, row.belief.window.instant
    ),
    Moment.END: lambda row: _instant_anchor(
        row, Moment.END, row.belief.window.end_instant
    ),
    Moment.LAPSED: _lapse_anchor,
}
