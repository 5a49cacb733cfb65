"""Titles of calendar entries: the name first, then how sure its date is.

Certainty stands in the title because hardly any calendar draws STATUS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.ical.placing import Placement, Shape
from geotimeline.formats.ical.short_dates import (
    is_whole,
    short_day,
    short_month,
    short_period,
    short_span,
)
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from geotimeline.edtf import Qualifiers
    from geotimeline.model.belief import Belief

LAPSED = "lapsed, unconfirmed"
"""What stands behind the name once a window closed with no outcome known."""


def entry_title(
    name: str, belief: Belief, placement: Placement, *, lapsed: bool, put_off: bool
) -> str:
    """Give the title of an entry.

    Args:
        name: Title of the event, with its milestone.
        belief: What is believed of it.
        placement: Where the entry stands.
        lapsed: Whether the window closed with no outcome known.
        put_off: Whether it stands on its old day because there is no new one.
    """
    if belief.status is Status.CANCELLED:
        return f"{name} (cancelled)"
    if put_off:
        return f"{name} (postponed)"
    if lapsed:
        return f"{name} ({LAPSED})"
    certainty = _certainty(belief, placement)
    if belief.status is not Status.HELD and placement.shape in (Shape.BY, Shape.FROM):
        date = _edge_words(placement, belief.window.qualifiers)
        return f"{name} — {', '.join((date, *certainty))}"
    date = _date_words(belief, placement)
    notes = [date, *certainty] if date else certainty
    return f"{name} ({', '.join(notes)})" if notes else name


def withdrawn_title(name: str, belief: Belief) -> str:
    """Give the title of an entry that has no place any more, and says so."""
    is_off = belief.status is Status.CANCELLED
    return f"{name} ({'cancelled' if is_off else 'date withdrawn'})"


def _certainty(belief: Belief, placement: Placement) -> list[str]:
    """Say what the days alone do not: how firm the word is, and whether all agree."""
    said = []
    if belief.status is Status.POSSIBLE:
        said.append("possible")
    if belief.status is Status.PLANNED and placement.shape is Shape.KNOWN:
        said.append("planned")
    if belief.status is Status.POSTPONED:
        said.append("new date")
    return [*said, "contradicted"] if belief.is_contradicted else said


def _edge_words(placement: Placement, doubts: Qualifiers) -> str:
    """Say the one bound that a marker stands on: "by 31 Dec", "from Jan 2026"."""
    about = "about " if doubts.approximate else ""
    mark = "?" if doubts.uncertain else ""
    day = placement.first
    if placement.shape is Shape.BY:
        return f"by {about}{short_day(day)}{mark}"
    return f"from {about}{short_month(day) if day.day == 1 else short_day(day)}{mark}"


def _date_words(belief: Belief, placement: Placement) -> str:
    """Say the days in brackets; nothing where the entry itself says them."""
    doubts = belief.window.qualifiers
    about = "about " if doubts.approximate else ""
    mark = "?" if doubts.uncertain else ""
    if placement.shape is Shape.KNOWN:
        day = short_day(placement.first)
        return f"{about}{day}{mark}" if doubts else ""
    if placement.shape is Shape.PERIOD:
        window = belief.window
        first, last = window.first or placement.first, window.final_day
        return f"{about}{short_period(first, last or placement.last)}{mark}"
    starts_are_known = belief.window.first == belief.window.last
    if belief.status is Status.HELD and not starts_are_known:
        return f"some day {about}{_held_words(belief, placement)}{mark}"
    return f"{about}{short_span(placement.first, placement.last)}?"


def _held_words(belief: Belief, placement: Placement) -> str:
    """Say within which days something was held: "in Oct 2025", "by 31 Oct"."""
    first, last = belief.window.first, belief.window.last
    if first is None or last is None:
        sure = placement.first
        if placement.shape is Shape.BY:
            return f"by {short_day(sure)}"
        return f"from {short_month(sure) if sure.day == 1 else short_day(sure)}"
    if is_whole(first, last):
        return f"in {short_period(first, last)}"
    return short_span(first, last)
