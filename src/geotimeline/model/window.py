"""Windows: the days, or the instant, on which something may begin and may end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from geotimeline.edtf import EVERY_DAY, DaySet, Qualifiers
from geotimeline.model.zones import day_of, zone

if TYPE_CHECKING:
    from datetime import date

    from geotimeline.edtf import EdtfValue
    from geotimeline.model.duration import Duration
    from geotimeline.model.event import Event

SURE = Qualifiers(uncertain=False, approximate=False)


@dataclass(frozen=True, slots=True)
class Window:
    """Where a milestone may begin, and what is known of its end.

    Starts are narrowed with starts and ends with ends. Days are those of the event's
    time zone.

    Attributes:
        starts: The days on which it may begin.
        ends: The days on which it may end, where something says so.
        instant: When exactly it begins, in UTC, if that is known.
        duration: How long it lasts, if that is said instead of its end.
        qualifiers: Uncertain, approximate: carried along, never widening.
    """

    starts: DaySet = EVERY_DAY
    ends: DaySet | None = None
    instant: datetime | None = None
    duration: Duration | None = None
    qualifiers: Qualifiers = SURE

    @property
    def first(self) -> date | None:
        """First possible day of its beginning; None where open."""
        return self.starts.first

    @property
    def last(self) -> date | None:
        """Last possible day of its beginning; None where open."""
        return self.starts.last

    @property
    def is_unknown(self) -> bool:
        """Whether nothing at all bounds its beginning."""
        return self.starts == EVERY_DAY

    @property
    def size(self) -> int | None:
        """How many days are possible for its beginning; None where open."""
        return self.starts.size

    @property
    def last_days(self) -> DaySet | None:
        """The days on which it may end, said or reckoned from the duration."""
        if self.ends is not None or self.duration is None:
            return self.ends
        first, last = self.first, self.last
        return DaySet.of(
            None if first is None else self.duration.last_day_from(first),
            None if last is None else self.duration.last_day_from(last),
        )

    @property
    def final_day(self) -> date | None:
        """Last day on which it may still go on, as far as is known; None where open."""
        ends = self.last_days
        return self.last if ends is None else ends.last

    @property
    def closing_day(self) -> date | None:
        """Last day on which it may still be going on, or else may begin; None if open.

        Something that lasts has not failed to come while it may be under way.
        """
        return self.final_day or self.last

    @property
    def end_instant(self) -> datetime | None:
        """When exactly it ends, in UTC, if a beginning and a duration say so."""
        if self.instant is None or self.duration is None:
            return None
        return self.duration.after(self.instant)

    def intersected(self, other: Window) -> Window | None:
        """Give what both allow, or None where they cannot both be true.

        Of two durations that of `other` stands: fold the newer into the older.
        """
        starts = self.starts & other.starts
        ends = _both(self.ends, other.ends)
        if ends is not None and starts:
            ends = ends.clipped(first=starts.first)
            starts = starts.clipped(last=ends.last) if ends else starts
        instants = {i for i in (self.instant, other.instant) if i is not None}
        if not starts or (ends is not None and not ends) or len(instants) > 1:
            return None
        return Window(
            starts=starts,
            ends=ends,
            instant=instants.pop() if instants else None,
            duration=other.duration or self.duration,
        )

    def clipped(self, first: date | None, last: date | None) -> Window | None:
        """Give the window without the days outside first … last, or None if empty."""
        starts = self.starts.clipped(first=first, last=last)
        return replace(self, starts=starts) if starts else None

    def doubted(self, qualifiers: Qualifiers) -> Window:
        """Give the same window with these doubts instead of its own."""
        same = self.qualifiers == qualifiers
        return self if same else replace(self, qualifiers=qualifiers)


UNKNOWN = Window()


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


def _both(mine: DaySet | None, theirs: DaySet | None) -> DaySet | None:
    if mine is None or theirs is None:
        return theirs if mine is None else mine
    return mine & theirs


def _only(day: date | None, otherwise: DaySet) -> DaySet:
    return otherwise if day is None else DaySet.of(day, day)


# States whose people live south of the equator for the most part (UN geoscheme).
_SOUTHERN = frozenset(
    "AO AR AU BO BR BW BI CL CG CD FJ GA ID KM LS MG MW MU MZ NA NR NZ PE PG PY RW SB "  # noqa: SIM905 (legible)
    "SC SZ TL TV TZ UY VU WS ZA ZM ZW TO AQ FK NC PF".split()
)
