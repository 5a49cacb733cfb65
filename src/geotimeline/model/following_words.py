"""Dates that follow from others, in plain words: "90 days after in-force"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.model.vocabulary import EVENT_ITSELF, Status
from geotimeline.model.window_words import window_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event
    from geotimeline.model.following import Following
    from geotimeline.model.following_trails import Sighting, Trail

_UNITS = {"d": "day", "w": "week", "mo": "month", "y": "year"}
_OFF = (Status.CANCELLED, Status.POSTPONED)


def following_words(following: Following) -> str:
    """Say from what a date is counted: "90 days after in-force"."""
    side = "after" if following.after else "before"
    if not following.count:
        return f"on the day of {following.anchor}"
    unit = _UNITS[following.unit.value] + ("" if following.count == 1 else "s")
    return f"{following.count} {unit} {side} {following.anchor}"


def followed_words(event: Event, belief: Belief) -> Iterator[str]:
    """Say from what each date that counts is counted, and where that lies.

    "60 days after us-sanctions (late October 2025)".
    """
    trails = {trail.claim: trail for trail in belief.trails}
    for claim in belief.counting:
        if claim.follows is not None:
            place = _place_words(event, trails.get(claim.id))
            yield f"{following_words(claim.follows)} ({place})"


def anchor_words(trail: Trail, belief: Belief) -> str:
    """Name that from which is counted: "in-force", "us-sanctions#signed"."""
    if trail.event == belief.event:
        return trail.milestone
    stage = "" if trail.milestone == EVENT_ITSELF else f"#{trail.milestone}"
    return f"{trail.event}{stage}"


def _place_words(event: Event, trail: Trail | None) -> str:
    last = None if trail is None else trail.last
    if last is None:
        return "nothing is known of that"
    return _sighting_words(event, last)


def _sighting_words(event: Event, last: Sighting) -> str:
    when = window_words(last.window, event.timezone)
    return f"{when}, {last.status.value}" if last.status in _OFF else when
