"""What a date says of the window of an event that it is claimed of."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from geotimeline.edtf import DaySet
from geotimeline.model.window import UNKNOWN, Window
from geotimeline.model.zones import day_of, zone

if TYPE_CHECKING:
    from datetime import date

    from geotimeline.edtf import EdtfValue
    from geotimeline.model.duration import Duration
    from geotimeline.model.event import Event


def window_of(value: EdtfValue, event: Event, duration: Duration | None) -> Window:
    """Read an uncertain date as the window of one of an event's milestones.

    A plain date says when it begins; `a/b` says both; the date of a statistic is the
    period itself. Seasons that name no hemisphere follow the event's country.
    """
    if value.has_northern_season and event.place and event.place.country in _SOUTHERN:
        value = value.southern()
    if value.instant is not None:
        return _window_of_instant(value, event.timezone, duration)
    starts, ends = value.starts, value.ends
    if event.is_period:
        starts, ends = _only(value.first, starts), _only(value.last, ends)
    said_end = value.lasts or value.each_of or event.is_period
    return Window(
        starts=starts,
        ends=ends if said_end else None,
        duration=None if said_end else duration,
        qualifiers=value.qualifiers,
    )


def _window_of_instant(
    value: EdtfValue, zone_name: str, duration: Duration | None
) -> Window:
    local = value.instant
    if local is None:  # the caller has looked; this keeps the type honest
        return UNKNOWN
    if local.tzinfo is None:
        local = local.replace(tzinfo=zone(zone_name))
    try:
        instant = local.astimezone(UTC)
        day = day_of(instant, zone_name)
    except OverflowError:  # the last hours of the year 9999, somewhere
        return Window(starts=value.starts, qualifiers=value.qualifiers)
    return Window(
        starts=DaySet.of(day, day),
        instant=instant,
        duration=duration,
        qualifiers=value.qualifiers,
    )


def _only(day: date | None, otherwise: DaySet) -> DaySet:
    return otherwise if day is None else DaySet.of(day, day)


# States whose people live south of the equator for the most part (UN geoscheme).
_SOUTHERN = frozenset(
    "AO AR AU BO BR BW BI CL CG CD FJ GA ID KM LS MG MW MU MZ NA NR NZ PE PG PY RW SB "  # noqa: SIM905 (legible)
    "SC SZ TL TV TZ UY VU WS ZA ZM ZW TO AQ FK NC PF".split()
)
