"""Relations bound windows: what is before another cannot be later than it.

Nothing of this is written back, and a pair that is impossible bounds nothing: `check`
reports it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geotimeline.model.belief import Belief, Bounding
from geotimeline.model.vocabulary import EVENT_ITSELF, RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from geotimeline.model.event import Event

Key = tuple[str, str]  # event id, milestone

BOUNDING = (RelationKind.BEFORE, RelationKind.AFTER, RelationKind.PART_OF)
"""The kinds of relation that take days away."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """A relation as seen from one of its two ends."""

    subject: Key
    kind: RelationKind
    other: Key
    inverse: bool = False


def bounded(
    beliefs: Mapping[Key, Belief], related: Iterable[Event]
) -> dict[Key, Belief]:
    """Narrow windows by relations until nothing moves any more.

    Args:
        beliefs: What the claims alone say, by event id and milestone.
        related: The events that have relations.

    Returns:
        The beliefs under the same keys, those that moved with their boundings.
    """
    found = dict(beliefs)
    edges = defaultdict[Key, list[_Edge]](list)
    for edge in _edges(related):
        if edge.subject in found and edge.other in found:
            edges[edge.other].append(edge)
    waiting = deque(edges)
    left = 50 * len(edges)  # windows only shrink; a cycle of `before` must still stop
    while waiting and left:
        left -= 1
        other = waiting.popleft()
        for edge in edges[other]:
            narrowed = _narrowed(found[edge.subject], edge, found[other])
            if narrowed is not None:
                found[edge.subject] = narrowed
                waiting.append(edge.subject)
    return found


def _edges(related: Iterable[Event]) -> Iterable[_Edge]:
    for event in related:
        for relation in event.relations:
            if relation.kind in BOUNDING:
                subject = (event.id, EVENT_ITSELF)
                other = (relation.target, relation.milestone)
                yield _Edge(subject, relation.kind, other)
                yield _Edge(other, relation.kind, subject, inverse=True)


def _narrowed(belief: Belief, edge: _Edge, other: Belief) -> Belief | None:
    """Give the narrower belief, or None if the relation takes nothing away."""
    first, last = _limits(edge, other)
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
    bounding = Bounding(_seen_from_subject(edge), event, milestone, first, last)
    return replace(
        belief,
        window=clipped,
        first_set_by=belief.first_set_by if clipped.first == window.first else "",
        last_set_by=belief.last_set_by if clipped.last == window.last else "",
        boundings=(*belief.boundings, bounding),
    )


def _limits(edge: _Edge, other: Belief) -> tuple[date | None, date | None]:
    """First and last day that the other event leaves to the subject."""
    window = other.window
    match edge.kind, edge.inverse:
        case (RelationKind.BEFORE, False) | (RelationKind.AFTER, True):
            return None, window.last
        case (RelationKind.AFTER, False) | (RelationKind.BEFORE, True):
            return window.first, None
        case RelationKind.PART_OF, False:
            ends = window.last_days
            return window.first, ends.last if ends is not None else None
        case _:  # the whole began no later than its part
            return None, window.last


def _seen_from_subject(edge: _Edge) -> RelationKind:
    if not edge.inverse:
        return edge.kind
    swapped = {
        RelationKind.BEFORE: RelationKind.AFTER,
        RelationKind.AFTER: RelationKind.BEFORE,
    }
    return swapped.get(edge.kind, edge.kind)
