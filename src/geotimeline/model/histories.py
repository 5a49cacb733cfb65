"""What was believed in turn of every event, relations included.

An event that stands in no relation is looked at alone; those that bound each other are
looked at together, at every instant at which one of them changed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from geotimeline.model.belief import Belief, Step, history
from geotimeline.model.bounding import BOUNDING, Key, bounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.model.event import Event


def histories(
    events: Iterable[Event], *, as_of: datetime
) -> Iterator[tuple[Key, tuple[Step, ...]]]:
    """Give each milestone's beliefs in turn, up to an instant.

    A step that changed nothing is kept where claims entered, since they may say why.
    """
    for group in _groups(tuple(events)):
        if len(group) == 1:
            (event,) = group
            for milestone in event.milestones:
                steps = tuple(history(event, as_of=as_of, milestone=milestone))
                if steps:
                    yield (event.id, milestone), steps
        else:
            yield from _together(group, as_of).items()


def _together(
    group: Sequence[Event], as_of: datetime
) -> Mapping[Key, tuple[Step, ...]]:
    """Step through the instants at which any event of a group changed."""
    alone = {
        (event.id, milestone): tuple(history(event, as_of=as_of, milestone=milestone))
        for event in group
        for milestone in event.milestones
    }
    by_instant: defaultdict[datetime, dict[Key, Step]] = defaultdict(dict)
    for key, steps in alone.items():
        for step in steps:
            by_instant[step.at][key] = step
    known: dict[Key, Belief] = {}
    found = defaultdict[Key, list[Step]](list)
    for at in sorted(by_instant):
        known |= {key: step.belief for key, step in by_instant[at].items()}
        for key, believed in bounded(known, group).items():
            own = by_instant[at].get(key)
            if own is not None or believed.window != found[key][-1].belief.window:
                entered = () if own is None else own.entered
                found[key].append(Step(at, believed, entered))
    return {key: tuple(steps) for key, steps in found.items() if steps}


def _groups(events: Sequence[Event]) -> Iterator[tuple[Event, ...]]:
    """Part the events into those that bound each other, in the order given."""
    by_id = {event.id: event for event in events}
    neighbours = defaultdict[str, set[str]](set)
    for event in events:
        for relation in event.relations:
            if relation.kind in BOUNDING and relation.target in by_id:
                neighbours[event.id].add(relation.target)
                neighbours[relation.target].add(event.id)
    seen: set[str] = set()
    for event in events:
        if event.id not in seen:
            members = _reachable(event.id, neighbours)
            seen |= members
            if len(members) == 1:
                yield (event,)
            else:
                yield tuple(one for one in events if one.id in members)


def _reachable(start: str, neighbours: Mapping[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        near = neighbours.get(waiting.pop(), set()) - found
        found |= near
        waiting += near
    return found
