"""How one event stands to another: before it or after it, as far as can be known.

Two days that may be the same are undecided, as in `edtf.relation`; two instants compare
to the second. Days are those of each event's own zone.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from geotimeline.model.answers import Answer
from geotimeline.model.vocabulary import EVENT_ITSELF, RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geotimeline.model.bounding import Key
    from geotimeline.model.event import Event
    from geotimeline.model.window import Window


def begins_before(one: Window, other: Window) -> Answer:
    """Say whether one thing begins before another, by their windows alone."""
    if one.instant is not None and other.instant is not None:
        return Answer.CERTAINLY if one.instant < other.instant else Answer.NEVER
    if one.last is not None and other.first is not None and one.last < other.first:
        return Answer.CERTAINLY
    if one.first is not None and other.last is not None and one.first > other.last:
        return Answer.NEVER
    return Answer.POSSIBLY


def said_before(events: Iterable[Event], key: Key) -> frozenset[Key]:
    """Give what relations say comes before a milestone, over any number of steps."""
    return _reachable(key, ((later, earlier) for earlier, later in _pairs(events)))


def said_after(events: Iterable[Event], key: Key) -> frozenset[Key]:
    """Give what relations say comes after a milestone, over any number of steps."""
    return _reachable(key, _pairs(events))


def _pairs(events: Iterable[Event]) -> Iterator[tuple[Key, Key]]:
    """Yield what relations say of two milestones: the earlier, the later."""
    for event in events:
        for relation in event.relations:
            subject = (event.id, EVENT_ITSELF)
            other = (relation.target, relation.milestone)
            if relation.kind is RelationKind.BEFORE:
                yield subject, other
            elif relation.kind is RelationKind.AFTER:
                yield other, subject


def _reachable(start: Key, steps: Iterable[tuple[Key, Key]]) -> frozenset[Key]:
    following: defaultdict[Key, list[Key]] = defaultdict(list)
    for here, there in steps:
        following[here].append(there)
    found: set[Key] = set()
    waiting = [start]
    while waiting:
        near = [key for key in following[waiting.pop()] if key not in found]
        found.update(near)
        waiting += near
    return frozenset(found - {start})  # a cycle says nothing of its own members
