"""Chains of relations that leave no day, though no two neighbours contradict.

A before B and B before C: A cannot come after C, even if nothing is known of B.
"""

from __future__ import annotations

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.errors import Problem
from geotimeline.model.belief import belief
from geotimeline.model.window import UNKNOWN
from geotimeline.model.words import window_words
from geotimeline.services.checking.circling import IN_TIME, links

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from geotimeline.model.belief import Belief
    from geotimeline.model.bounding import Key
    from geotimeline.model.event import Event
    from geotimeline.model.timeline import Timeline

_MOST_NAMED = 5  # events between the two that a line names


class _Bound(NamedTuple):
    """The first day that earlier events leave, and over which of them that came."""

    first: date
    through: Key | None


def impossible_chains(timeline: Timeline, *, as_of: datetime) -> Iterator[Problem]:
    """Yield each event that lies before one which it follows over others.

    Neighbours are left to `impossible_pairs`; where relations lead in a circle nothing
    is said until that is mended. Events further along such a chain are not told of
    again.
    """
    leading: defaultdict[Key, list[Key]] = defaultdict(list)
    for link in links(timeline, IN_TIME):
        earlier, later = link.ends
        leading[later].append(earlier)
    try:
        order = tuple(TopologicalSorter(leading).static_order())
    except CycleError:
        return
    beliefs = {key: found for key in order if (found := _alone(timeline, key, as_of))}
    for way in _broken_ways(order, leading, beliefs):
        if way[0] not in leading[way[-1]]:
            yield _problem(timeline, way, beliefs)


def _alone(timeline: Timeline, key: Key, as_of: datetime) -> Belief | None:
    """Give what claims alone say of a milestone, if there is such a milestone."""
    event = timeline.by_id.get(key[0])
    return belief(event, as_of=as_of, milestone=key[1]) if event else None


def _broken_ways(
    order: Sequence[Key],
    leading: Mapping[Key, Sequence[Key]],
    beliefs: Mapping[Key, Belief],
) -> Iterator[list[Key]]:
    """Yield the way from an event to each that it cannot precede, every step named.

    Args:
        order: Every milestone after those that lead to it.
        leading: What leads directly to each.
        beliefs: What claims alone say of them.
    """
    bounds: dict[Key, _Bound] = {}
    for key in order:
        window = beliefs[key].window if key in beliefs else UNKNOWN
        bound = max(_handed_on(leading.get(key, ()), bounds), default=None)
        if bound and window.last is not None and window.last < bound.first:
            yield _way(key, bound, bounds)
            bound = None
        if window.first is not None and (bound is None or window.first >= bound.first):
            bound = _Bound(window.first, None)
        if bound is not None:
            bounds[key] = bound


def _handed_on(
    leading: Sequence[Key], bounds: Mapping[Key, _Bound]
) -> Iterator[_Bound]:
    for earlier in leading:
        if earlier in bounds:
            yield _Bound(bounds[earlier].first, earlier)


def _way(key: Key, bound: _Bound, bounds: Mapping[Key, _Bound]) -> list[Key]:
    """Trace a bound back to the event whose own it is; give the way forward."""
    way = [key]
    while bound.through is not None:
        way.append(bound.through)
        bound = bounds[bound.through]
    return way[::-1]


def _problem(
    timeline: Timeline, way: Sequence[Key], beliefs: Mapping[Key, Belief]
) -> Problem:
    """Tell of a way at the event to which it leads."""
    first, last = timeline.by_id[way[0][0]], timeline.by_id[way[-1][0]]
    between = [event_id for event_id, _ in way[1:-1]]
    over = ", ".join(between[:_MOST_NAMED])
    if len(between) > _MOST_NAMED:
        over += f" and {len(between) - _MOST_NAMED} more"
    message = (
        f"it cannot be after {first.id}, as it is by way of {over}: claims put it at "
        f"{_when(last, beliefs[way[-1]])} and that one at "
        f"{_when(first, beliefs[way[0]])} ({first.path}:{first.line})"
    )
    return Problem(last.path, last.line, "", message)


def _when(event: Event, found: Belief) -> str:
    return window_words(found.window, event.timezone, is_period=event.is_period)
