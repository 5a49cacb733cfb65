"""Relations bound windows: what is before another cannot be later than it.

Nothing of this is written back, and a pair that is impossible bounds nothing: `check`
reports it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.model.belief import Belief, Bounding
from geotimeline.model.vocabulary import EVENT_ITSELF, RelationKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from geotimeline.model.event import Event
    from geotimeline.model.following import Following
    from geotimeline.model.window import Window

Key = tuple[str, str]  # event id, milestone
Order = tuple[Key, str, bool]
Limits = tuple["date | None", "date | None"]  # nothing before, nothing after

BOUNDING = (RelationKind.BEFORE, RelationKind.AFTER, RelationKind.PART_OF)
"""The kinds of relation that take days away."""

_SWAPPED = {
    RelationKind.BEFORE: RelationKind.AFTER,
    RelationKind.AFTER: RelationKind.BEFORE,
}


class _Edge(NamedTuple):
    """A relation as seen from one of its two ends."""

    subject: Key
    kind: RelationKind
    other: Key
    inverse: bool = False

    @property
    def order(self) -> Order:
        """Sort key: of an impossible chain it must not matter which event is first."""
        return self.subject, self.kind.value, self.inverse

    @property
    def seen(self) -> RelationKind:
        """How the subject stands to the other."""
        return _SWAPPED.get(self.kind, self.kind) if self.inverse else self.kind

    def limits(self, other: Window) -> Limits:
        """First and last day that the other leaves to the subject."""
        match self.kind, self.inverse:
            case (RelationKind.BEFORE, False) | (RelationKind.AFTER, True):
                return None, other.last
            case (RelationKind.AFTER, False) | (RelationKind.BEFORE, True):
                return other.first, None
            case RelationKind.PART_OF, False:
                ends = other.last_days
                return other.first, ends.last if ends is not None else None
            case _:  # the whole began no later than its part
                return None, other.last


class _Count(NamedTuple):
    """A date that is counted from another, which relations may have narrowed."""

    subject: Key
    other: Key
    following: Following

    @property
    def order(self) -> Order:
        """Sort key, as for relations."""
        return self.subject, str(self.following), False

    @property
    def seen(self) -> RelationKind:
        """On which side of the other the subject lies."""
        return RelationKind.AFTER if self.following.after else RelationKind.BEFORE

    def limits(self, other: Window) -> Limits:
        """First and last day that is counted from the other."""
        if other.instant is not None:  # it leaves one day, counted already
            return None, None
        first, last = other.first, other.last
        return (
            None if first is None else self.following.day(first),
            None if last is None else self.following.day(last),
        )


def bounded(
    beliefs: Mapping[Key, Belief], related: Iterable[Event]
) -> dict[Key, Belief]:
    """Narrow windows by relations until nothing moves any more.

    What is counted from a narrowed window is narrowed with it.

    Args:
        beliefs: What the claims alone say, by event id and milestone.
        related: The events that have relations.

    Returns:
        The beliefs under the same keys, those that moved with their boundings.
    """
    found = dict(beliefs)
    edges = _by_other(found, related)
    waiting = dict.fromkeys(sorted(edges))  # an ordered set: each key at most once
    # Windows only shrink, and a chain settles within the square of its length; a cycle
    # of dates that push each other away must still stop.
    left = len(edges) * (len(edges) + 50)
    while waiting and left:
        left -= 1
        other = next(iter(waiting))
        del waiting[other]
        if found[other].status is Status.CANCELLED:
            continue  # what will not be comes before and after nothing
        for one in edges.get(other, ()):
            narrowed = _narrowed(found[one.subject], one, found[other])
            if narrowed is not None:
                found[one.subject] = narrowed
                waiting[one.subject] = None
    return found


def _by_other(
    found: Mapping[Key, Belief], related: Iterable[Event]
) -> Mapping[Key, Sequence[_Edge | _Count]]:
    """Give what bounds a milestone by another, by that other, in a fixed order."""
    edges = defaultdict[Key, list[_Edge | _Count]](list)
    for edge in _edges(related):
        if edge.subject in found and edge.other in found:
            edges[edge.other].append(edge)
    if edges:
        for count in _counts(found.values()):
            if count.other in found:
                edges[count.other].append(count)
    for several in edges.values():
        several.sort(key=attrgetter("order"))
    return edges


def _edges(related: Iterable[Event]) -> Iterable[_Edge]:
    for event in related:
        for relation in event.relations:
            if relation.kind in BOUNDING:
                subject = (event.id, EVENT_ITSELF)
                other = (relation.target, relation.milestone)
                yield _Edge(subject, relation.kind, other)
                yield _Edge(other, relation.kind, subject, inverse=True)


def _counts(beliefs: Iterable[Belief]) -> Iterable[_Count]:
    """Yield the countings that decide windows: they count, and nothing contradicts."""
    for belief in beliefs:
        for trail in () if belief.is_contradicted else belief.trails:
            for claim in belief.counting:
                counts = (
                    claim.id == trail.claim and claim.status is not Status.CANCELLED
                )
                if counts and claim.follows is not None:
                    subject = (belief.event, belief.milestone)
                    other = (trail.event, trail.milestone)
                    yield _Count(subject, other, claim.follows)


def _narrowed(belief: Belief, edge: _Edge | _Count, other: Belief) -> Belief | None:
    """Give the narrower belief, or None if the relation takes nothing away."""
    first, last = edge.limits(other.window)
    window = belief.window
    if first is not None and window.first is not None and window.first >= first:
        first = None
    if last is not None and window.last is not None and window.last <= last:
        last = None
    if first is None and last is None:
        return None
    clipped = window.clipped(first, last)
    if clipped is None or clipped == window:
        return None
    event, milestone = edge.other
    bounding = Bounding(edge.seen, event, milestone, first, last)
    return replace(
        belief,
        window=clipped,
        first_set_by=belief.first_set_by if clipped.first == window.first else "",
        last_set_by=belief.last_set_by if clipped.last == window.last else "",
        boundings=(*_still_telling(belief.boundings, bounding), bounding),
    )


def _still_telling(older: Sequence[Bounding], newer: Bounding) -> Iterable[Bounding]:
    """Yield what a newer bound by the same relation does not make pointless."""
    for one in older:
        same = (one.kind, one.event, one.milestone) == (
            newer.kind,
            newer.event,
            newer.milestone,
        )
        tighter = (one.first is None or newer.first is not None) and (
            one.last is None or newer.last is not None
        )
        if not (same and tighter):
            yield one
