"""SEQUENCE (RFC 5546 §2.1.4): rises when start, end or status of an entry changes.

It is the whole seconds from the beginning of 2020 to the instant at which the entry
last changed, as the claims tell it: so it needs no memory, and only rises while claims
are only added, each known later than the ones before.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.formats.ical.appearances import CANCELLED
from geotimeline.model.belief import glimpse
from geotimeline.model.following_trails import sighted_at
from geotimeline.model.postponing import known_claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geotimeline.formats.ical.appearances import Appearance
    from geotimeline.model.belief import Belief, Step
    from geotimeline.model.bounding import Key
    from geotimeline.model.timeline import Row

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""Where SEQUENCE counts its seconds from, and DTSTAMP where nothing says when."""


class Look(NamedTuple):
    """How an entry looked for a while.

    Attributes:
        at: From when on, in UTC; `ALWAYS` where nothing says when.
        appearance: How it looked; None for while it had no place in the calendar yet.
    """

    at: datetime
    appearance: Appearance | None


class Move(NamedTuple):
    """When an entry came to look as it does.

    Attributes:
        at: When start, end or status last changed, in UTC; `ALWAYS` where nothing says
            when.
        heard_at: When something was last heard of it, whether it changed or not.
        status_at: Since when the status is what it is; looked for only where that is
            CANCELLED.
    """

    at: datetime
    heard_at: datetime
    status_at: datetime

    @property
    def sequence(self) -> int:
        """The number of the revision."""
        return seconds_since_epoch(self.at)


def seconds_since_epoch(instant: datetime) -> int:
    """Give whole seconds since the beginning of 2020, never below 0."""
    return max(0, int((instant - EPOCH).total_seconds()))


def last_move(looks: Iterable[Look]) -> Move:
    """Find out when an entry came to look as it does.

    Args:
        looks: How it looked in turn, the present first. They are asked for as far as
            needed.
    """
    remaining = iter(looks)
    heard_at, now = next(remaining)
    at = heard_at
    moved: datetime | None = None
    for earlier_at, earlier in remaining:
        if moved is None and earlier != now:
            moved = at
        is_settled = now is None or now.status != CANCELLED
        if moved is not None and (is_settled or _status(earlier) != CANCELLED):
            return Move(moved, heard_at, at)
        at = earlier_at
    return Move(moved or at, heard_at, at)


def beliefs_backwards(
    row: Row, told: Mapping[Key, tuple[Step, ...]]
) -> Iterator[tuple[datetime, Belief]]:
    """Yield what was believed of a milestone, and from when on, the present first.

    Args:
        row: The milestone, and what is believed of it now.
        told: The beliefs in turn of milestones that follow from more than their own
            claims (`row_histories`).
    """
    belief = row.belief
    steps = told.get((belief.event, belief.milestone))
    if steps:
        yield from ((step.at, step.belief) for step in reversed(steps))
        return
    instants = {claim.known_from for claim in known_claims(belief)}
    if belief.trails:
        instants |= sighted_at(belief.trails)
    newest, *older = sorted(instants, reverse=True)
    yield newest, belief
    for at in older:
        found = glimpse(
            row.event, as_of=at, milestone=belief.milestone, trails=belief.trails
        )
        if found is not None:
            yield at, found


def _status(appearance: Appearance | None) -> str:
    return "" if appearance is None else appearance.status
