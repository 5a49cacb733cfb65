"""What is believed at an instant of events that recur or count from others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geotimeline.model.belief import Belief, belief
from geotimeline.model.following_histories import Told, told_through
from geotimeline.model.recurring_names import is_occurrence
from geotimeline.model.recurring_occurrences import (
    days_in_view,
    occurrence,
    own_days,
)
from geotimeline.model.vocabulary import EVENT_ITSELF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.model.bounding import Key
    from geotimeline.model.event import Event


class Derived(NamedTuple):
    """What was believed of milestones that cannot be told from their claims alone.

    Attributes:
        beliefs: By event id and milestone, occurrences among them; None for an event
            whose occurrences stand in its place, and where nothing was known.
        occurrences: Each occurrence as an event that has its claims alone.
    """

    beliefs: Mapping[Key, Belief | None]
    occurrences: Mapping[Key, Event]


def derived(
    events: Sequence[Event], by_id: Mapping[str, Event], *, as_of: datetime
) -> Derived:
    """Tell what was believed at an instant of events that recur or count from others.

    Args:
        events: Those events.
        by_id: All events.
        as_of: An instant in UTC; claims known from later on are left out.
    """
    told = told_through(events, by_id, as_of=as_of)
    beliefs: dict[Key, Belief | None] = {}
    occurrences: dict[Key, Event] = {}
    for event in events:
        for milestone in event.milestones:
            key = (event.id, milestone)
            waits = is_occurrence(event, milestone)  # until its claims are known
            beliefs[key] = None if waits else _last(told, key)
        for found, one in _occurrences(event, told, as_of):
            beliefs[event.id, found.milestone] = found
            occurrences[event.id, found.milestone] = one
            beliefs[event.id, EVENT_ITSELF] = None
    return Derived(beliefs, occurrences)


def _occurrences(
    event: Event, told: Told, as_of: datetime
) -> Iterator[tuple[Belief, Event]]:
    if event.recurs is None:
        return
    series = _last(told, (event.id, EVENT_ITSELF))
    near = map(str, days_in_view(event, series, as_of))
    for name in dict.fromkeys((*near, *own_days(event, as_of))):
        one = occurrence(event, series, name)
        found = _last(told, (event.id, name))
        found = found or belief(one, as_of=as_of, milestone=name)
        if found is not None:
            yield found, one


def _last(told: Told, key: Key) -> Belief | None:
    steps = told.get(key)
    return steps[-1].belief if steps else None
