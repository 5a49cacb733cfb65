"""What was believed in turn of every event, relations included.

An event that stands in no relation is looked at alone; those that bound each other,
and those that count their dates from them, are looked at together, at every instant at
which one of them changed. Of an event that recurs, the series is told, and those of its
occurrences that have claims of their own.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from geotimeline.model.belief import Belief, Step, history
from geotimeline.model.bounding import BOUNDING, Key, bounded
from geotimeline.model.following_anchors import anchor_of
from geotimeline.model.recurring_names import is_occurrence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.model.event import Event
    from geotimeline.model.timeline import Row


def histories(
    events: Iterable[Event], *, as_of: datetime
) -> Iterator[tuple[Key, tuple[Step, ...]]]:
    """Give each milestone's beliefs in turn, up to an instant.

    A step that changed nothing is kept where claims entered, since they may say why.
    """
    events = tuple(events)
    told = _told(events, as_of)
    for group in _groups(events):
        alone = {key: steps for event in group for key, steps in told(event)}
        if _is_bound(group):
            alone = _together(group, alone)
        yield from ((key, steps) for key, steps in alone.items() if steps)


def row_histories(
    events: Iterable[Event], rows: Iterable[Row], *, as_of: datetime
) -> dict[Key, tuple[Step, ...]]:
    """Give the beliefs in turn of those rows that follow from more than their claims.

    They are those that relations to other events may bound, and occurrences. What was
    believed of all others can be told from their own claims.

    Args:
        events: All events.
        rows: What is believed of them at that instant.
        as_of: The instant, in UTC.
    """
    events = tuple(events)
    found: dict[Key, tuple[Step, ...]] = {}
    recurring = {event.id: event for event in events if event.recurs is not None}
    if recurring:
        found |= _of_occurrences(recurring, events, rows, as_of)
    if any(event.relations for event in events):
        told = _told(events, as_of)
        for group in filter(_is_bound, _groups(events)):
            alone = {key: steps for event in group for key, steps in told(event)}
            found |= _together(group, alone)
    return found


def _of_occurrences(
    recurring: Mapping[str, Event],
    events: Iterable[Event],
    rows: Iterable[Row],
    as_of: datetime,
) -> Mapping[Key, tuple[Step, ...]]:
    from geotimeline.model.following_histories import (  # noqa: PLC0415 (few recur)
        told_through,
    )

    keys = [
        (row.event.id, row.belief.milestone)
        for row in rows
        if is_occurrence(row.event, row.belief.milestone)
    ]
    by_id = {event.id: event for event in events}
    those = [recurring[name] for name in dict.fromkeys(name for name, _ in keys)]
    return told_through(those, by_id, as_of=as_of, also=keys)


def _is_bound(group: Sequence[Event]) -> bool:
    return len(group) > 1 and any(event.relations for event in group)


def _told(
    events: Sequence[Event], as_of: datetime
) -> Callable[[Event], Iterator[tuple[Key, tuple[Step, ...]]]]:
    """Give what tells each milestone of an event, relations left out."""
    derived = [event for event in events if event.is_derived]
    through: Mapping[Key, tuple[Step, ...]] = {}
    if derived:
        from geotimeline.model.following_histories import (  # noqa: PLC0415 (few do)
            told_through,
        )

        by_id = {event.id: event for event in events}
        through = told_through(derived, by_id, as_of=as_of)

    def of_event(event: Event) -> Iterator[tuple[Key, tuple[Step, ...]]]:
        for milestone in event.milestones:
            key = (event.id, milestone)
            if is_occurrence(event, milestone) and not _speaks(event, milestone, as_of):
                continue
            if key in through:
                yield key, through[key]
            else:
                yield key, tuple(history(event, as_of=as_of, milestone=milestone))

    return of_event


def _speaks(event: Event, milestone: str, as_of: datetime) -> bool:
    """Say whether a claim known at an instant speaks of a milestone."""
    return any(
        claim.milestone == milestone and claim.known_from <= as_of
        for claim in event.claims
    )


def _together(
    group: Sequence[Event], alone: Mapping[Key, tuple[Step, ...]]
) -> dict[Key, tuple[Step, ...]]:
    """Step through the instants at which any event of a group changed."""
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
    places = {event.id: place for place, event in enumerate(events)}
    neighbours = defaultdict[str, set[str]](set)
    for event in events:
        for other in _others(event, by_id):
            neighbours[event.id].add(other)
            neighbours[other].add(event.id)
    seen: set[str] = set()
    for event in events:
        if event.id not in seen:
            members = _reachable(event.id, neighbours)
            seen |= members
            ordered = sorted(members, key=places.__getitem__)
            yield tuple(by_id[member] for member in ordered)


def _others(event: Event, by_id: Mapping[str, Event]) -> Iterator[str]:
    """Yield the events that may bound one."""
    for relation in event.relations:
        if relation.kind in BOUNDING and relation.target in by_id:
            yield relation.target
    for claim in event.claims:
        if claim.follows is not None:
            anchor = anchor_of(claim.follows, event, by_id)
            if anchor is not None:
                yield anchor[0]


def _reachable(start: str, neighbours: Mapping[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        near = neighbours.get(waiting.pop(), set()) - found
        found |= near
        waiting += near
    return found
