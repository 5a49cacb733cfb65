"""SEQUENCE (RFC 5546 §2.1.4): rises when start, end or status of an entry changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from geotimeline.formats.ical.placing import LeftOut, place, place_before
from geotimeline.model.belief import belief as believed
from geotimeline.model.postponing import known_claims, window_before

if TYPE_CHECKING:
    from datetime import date

    from geotimeline.formats.ical.placing import Placement, Uncertain
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""Where SEQUENCE counts its seconds from, and DTSTAMP where nothing was recorded."""

Seen = tuple["date", "date | None", str] | None  # start, end, status of an entry


def seconds_since_epoch(instant: datetime) -> int:
    """Give whole seconds since the beginning of 2020, never below 0."""
    return max(0, int((instant - EPOCH).total_seconds()))


def placement_of(
    event: Event, belief: Belief, uncertain: Uncertain
) -> tuple[Placement | LeftOut, bool]:
    """Place what is believed; and say whether it stands on its old day, put off."""
    before = window_before(event, belief)
    if before is not None:
        return place_before(before, uncertain), True
    return place(belief.window, uncertain, is_period=event.is_period), False


def sequence_of(event: Event, belief: Belief, uncertain: Uncertain) -> int:
    """Number the state of an entry: it only rises while claims are only added.

    It is the whole seconds from the beginning of 2020 to the `recorded` of the last
    claims that changed start, end or status; 0 where none is recorded. The beliefs
    are replayed from the claims alone: narrowing by relations is not looked at.
    """
    claims = known_claims(belief)
    recorded = {claim.recorded for claim in claims}
    instants = sorted({claim.known_from for claim in claims})
    while instants:
        changed = instants.pop()
        if changed not in recorded:
            continue
        if not instants:
            return seconds_since_epoch(changed)
        now, then = changed, instants[-1]
        if _seen(event, belief, now, uncertain) != _seen(
            event, belief, then, uncertain
        ):
            return seconds_since_epoch(changed)
    return 0


def _seen(event: Event, latest: Belief, as_of: datetime, uncertain: Uncertain) -> Seen:
    found = believed(event, as_of=as_of, milestone=latest.milestone)
    if found is None:
        return None
    placed, _ = placement_of(event, found, uncertain)
    if isinstance(placed, LeftOut):
        return None
    return placed.start, placed.end, found.status.icalendar
