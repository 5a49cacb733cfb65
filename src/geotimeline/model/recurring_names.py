"""The names of occurrences: each bears the day that the rule gives it, `2026-12-04`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geotimeline.model.event import Event

_PARTS = (4, 2, 2)  # digits of a year, a month, a day


def is_occurrence(event: Event, milestone: str) -> bool:
    """Say whether a milestone names an occurrence of an event that recurs."""
    return event.recurs is not None and is_day(milestone)


def is_day(milestone: str) -> bool:
    """Say whether a milestone is named like a day, as occurrences are."""
    parts = milestone.split("-")
    digits = all(part.isascii() and part.isdigit() for part in parts)
    return digits and tuple(map(len, parts)) == _PARTS
