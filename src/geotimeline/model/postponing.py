"""What was believed before something was put off with no new date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.model.belief import belief as believed
from geotimeline.model.following_trails import sighted_at
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Claim, Event
    from geotimeline.model.window import Window


def known_claims(belief: Belief) -> tuple[Claim, ...]:
    """Give the claims that a belief was folded from, in no particular order."""
    return (*belief.counting, *(aside.claim for aside in belief.aside))


def known_until(belief: Belief) -> datetime:
    """Give the instant at which a belief came to be what it is, in UTC.

    The last of its claims became known then, or that moved from which they count.
    """
    known = {claim.known_from for claim in known_claims(belief)}
    return max(known | sighted_at(belief.trails))


def window_before(event: Event, belief: Belief) -> Window | None:
    """Give the window that a postponement without a new date set aside.

    It is what the older claims say without the postponement. None where nothing was
    put off, where there is a new date, or where there never was one.
    """
    off = [claim for claim in belief.counting if claim.status is Status.POSTPONED]
    if not off or any(claim.is_dated for claim in belief.counting):
        return None
    older = tuple(
        claim
        for claim in known_claims(belief)
        if claim.milestone == belief.milestone and claim.newness < off[-1].newness
    )
    if not older:
        return None
    then = replace(event, claims=older)
    before = believed(
        then,
        as_of=known_until(belief),
        milestone=belief.milestone,
        trails=belief.trails,
    )
    if before is None:
        return None
    return window_before(then, before) or before.window
