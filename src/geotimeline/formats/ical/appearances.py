"""What a calendar draws of an entry: when it is, and its STATUS."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geotimeline.formats.ical.placing import (
    LeftOut,
    Placement,
    Shape,
    Uncertain,
    is_sure,
    placement_of,
)
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from datetime import date

    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event
    from geotimeline.model.window import Window

CANCELLED = "CANCELLED"

_TASK_STATUS = {Status.HELD: "COMPLETED", Status.CANCELLED: CANCELLED}


class Appearance(NamedTuple):
    """The part of an entry whose change RFC 5546 §2.1.4 counts.

    Attributes:
        component: VEVENT or VTODO.
        start: DTSTART, a day or an instant in UTC; None only for a VTODO.
        end: DTEND, exclusive, or DUE, the last possible day; None if unknown.
        status: STATUS.
    """

    component: str
    start: date | None
    end: date | None
    status: str


class Sight(NamedTuple):
    """Where an entry stands, and how it looks there.

    Attributes:
        placement: Where it stands.
        put_off: Whether it stands on its old day because there is no new one.
        appearance: How it looks.
    """

    placement: Placement
    put_off: bool
    appearance: Appearance


def sight_of(event: Event, belief: Belief, uncertain: Uncertain) -> Sight | LeftOut:
    """Place what is believed of a milestone, or say why it has no place."""
    placement, put_off = placement_of(event, belief, uncertain)
    if isinstance(placement, LeftOut):
        return placement
    is_task = uncertain is Uncertain.TODO and not is_sure(
        belief.window, event.is_period
    )
    if is_task:
        return Sight(placement, put_off, _task(belief, placement, put_off))
    status = belief.status.icalendar
    seen = Appearance("VEVENT", placement.start, placement.end, status)
    return Sight(placement, put_off, seen)


def opening_of(event: Event, belief: Belief) -> Sight | None:
    """Place a marker on the first possible day of a window with two ends.

    None where there is no such window any more: the day is known, or there is an
    outcome.
    """
    window = belief.window
    if not _is_open(window, belief.status) or window.first is None or event.is_period:
        return None
    placement = Placement(Shape.FROM, window.first, window.first)
    status = belief.status.icalendar
    seen = Appearance("VEVENT", placement.start, placement.end, status)
    return Sight(placement, put_off=False, appearance=seen)


def _is_open(window: Window, status: Status) -> bool:
    is_awaited = status.is_forecast or status is Status.POSTPONED
    return is_awaited and window.last is not None and window.first != window.last


def _task(belief: Belief, placement: Placement, put_off: bool) -> Appearance:  # noqa: FBT001 (as in Sight)
    """Give a window as a to-do: DTSTART its first possible day, DUE its last."""
    status = _TASK_STATUS.get(belief.status, "NEEDS-ACTION")
    window = belief.window
    if put_off:
        return Appearance("VTODO", None, placement.last, status)
    start = None if window.first == window.last else window.first
    return Appearance("VTODO", start, window.last, status)
