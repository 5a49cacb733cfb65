"""SEQUENCE (RFC 5546 §2.1.4): rises when start, end or status of an entry changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from geotimeline.formats.ical.placing import LeftOut, placement_of
from geotimeline.model.belief import history
from geotimeline.model.following_trails import sighted_at
from geotimeline.model.postponing import known_claims, known_until

if TYPE_CHECKING:
    from datetime import date

    from geotimeline.formats.ical.placing import Uncertain
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""Where SEQUENCE counts its seconds from, and DTSTAMP where nothing was recorded."""

# Start, end and status of an entry; None while it has no place in a calendar.
Seen = tuple["date", "date | None", str] | None


def seconds_since_epoch(instant: datetime) -> int:
    """Give whole seconds since the beginning of 2020, never below 0."""
    return max(0, int((instant - EPOCH).total_seconds()))


def sequence_of(event: Event, belief: Belief, uncertain: Uncertain) -> int:
    """Number the state of an entry: it only rises while claims are only added.

    It is the whole seconds from the beginning of 2020 to the `recorded` of the last
    claims that changed start, end or status; 0 where none is recorded. The beliefs
    are replayed from the claims and from that from which they count: narrowing by
    relations is not looked at.
    """
    claims = known_claims(belief)
    recorded = {claim.recorded for claim in claims} | sighted_at(belief.trails)
    until = known_until(belief)
    if all(claim.known_from == until for claim in claims):  # mostly: nothing to replay
        return seconds_since_epoch(until) if until in recorded else 0
    last, seen = EPOCH, None
    for step in history(
        event, as_of=until, milestone=belief.milestone, trails=belief.trails
    ):
        now = _seen(event, step.belief, uncertain)
        if now != seen and step.at in recorded:
            last = step.at
        seen = now
    return seconds_since_epoch(last)


def _seen(event: Event, belief: Belief, uncertain: Uncertain) -> Seen:
    """Give what a calendar sees of a belief."""
    placed, _ = placement_of(event, belief, uncertain)
    if isinstance(placed, LeftOut):
        return None
    return placed.start, placed.end, belief.status.icalendar
