"""What is wrong with dates that follow from others: no such anchor, or a circle."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from geotimeline.errors import Problem
from geotimeline.model.cycles import cycles
from geotimeline.model.following_anchors import (
    anchor_of,
    followers,
    needs,
    ordered,
)
from geotimeline.model.vocabulary import EVENT_ITSELF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geotimeline.model.bounding import Key
    from geotimeline.model.event import Claim, Event
    from geotimeline.model.following import Following
    from geotimeline.model.timeline import Timeline

_MOST = 20  # circles: whoever made more has enough to mend
_MOST_NAMED = 6  # claims of one circle that a line names


def following_problems(timeline: Timeline) -> Iterator[Problem]:
    """Yield a problem for each date that is counted from nothing, or from itself."""
    for event in timeline.derived:
        for claim, following in followers(event):
            if anchor_of(following, event, timeline.by_id) is None:
                message = _unknown(following, event, timeline)
                yield _on_date(event, claim, message)
    yield from _circles(timeline)


def _unknown(following: Following, event: Event, timeline: Timeline) -> str:
    name, _, milestone = following.anchor.partition("#")
    other = timeline.by_id.get(name)
    if other is not None:
        missing = f"{name} has no milestone {milestone or EVENT_ITSELF!r}"
        known = ", ".join(f"{name}#{one}" for one in other.milestones)
        return f"{missing}; {other.path} has {known}"
    wrong = f"{following.anchor!r} is neither a milestone of this event nor an event"
    own = [one for one in event.milestones if not milestone]
    near = get_close_matches(name, (*own, *timeline.by_id), n=1)
    if not near:
        return f"{wrong}; this event has {', '.join(event.milestones)}"
    where = "" if near[0] in own else f" ({timeline.by_id[near[0]].path})"
    return f"{wrong}; did you mean {near[0]}{where}?"


def _circles(timeline: Timeline) -> Iterator[Problem]:
    found = needs(timeline.derived, timeline.by_id)
    circular = ordered(found).circular
    within = {key: found[key] & circular for key in circular}
    for circle in islice(cycles(within), _MOST):
        yield _circle(circle[::-1], timeline)  # each counted from the next


def _circle(circle: Sequence[Key], timeline: Timeline) -> Problem:
    links = [
        _link(key, anchor, timeline)
        for key, anchor in zip(circle, (*circle[1:], circle[0]), strict=True)
    ]
    first = min(links, key=lambda link: (link[0].path, link[1].line))
    start = links.index(first)
    others = [*links[start + 1 :], *links[:start]][: _MOST_NAMED - 1]
    told = [f"{_name(first)} is counted from {_follows(first)}"]
    told += [
        f"{_name(link)} from {_follows(link)} ({link[0].path}:{link[1].line})"
        for link in others
    ]
    if len(circle) > _MOST_NAMED:
        told.append(f"and {len(circle) - _MOST_NAMED} more")
    message = (
        f"dates are counted in a circle: {', '.join(told)}; give one of them a date"
    )
    return _on_date(first[0], first[1], message)


_Link = tuple["Event", "Claim"]


def _link(key: Key, anchor: Key, timeline: Timeline) -> _Link:
    """Find the claim by which one milestone is counted from another."""
    event = timeline.by_id[key[0]]
    for claim, following in followers(event):
        counted = anchor_of(following, event, timeline.by_id)
        if claim.milestone == key[1] and counted == anchor:
            return event, claim
    return event, event.claims[0]  # an occurrence, which the series comes before


def _name(link: _Link) -> str:
    event, claim = link
    stage = "" if claim.milestone == EVENT_ITSELF else f"#{claim.milestone}"
    return f"{event.id}{stage}"


def _follows(link: _Link) -> str:
    following = link[1].follows
    return "its series" if following is None else following.anchor


def _on_date(event: Event, claim: Claim, message: str) -> Problem:
    is_short = claim.line == event.line
    where = "date" if is_short else f"claims[{event.claims.index(claim)}].date"
    return Problem(event.path, claim.line, where, message)
