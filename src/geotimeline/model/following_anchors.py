"""From what dates are counted, found among all events, and in which order to count."""

from __future__ import annotations

from contextlib import suppress
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.model.recurring_names import is_occurrence
from geotimeline.model.vocabulary import EVENT_ITSELF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geotimeline.model.bounding import Key
    from geotimeline.model.event import Claim, Event
    from geotimeline.model.following import Following

Needs = dict["Key", set["Key"]]
"""By milestone, the milestones without which it cannot be told."""


class Order(NamedTuple):
    """In which order milestones can be told.

    Attributes:
        keys: Each after all that it needs, but for those that lead in a circle.
        circular: Those that lead in a circle, or stand between two circles.
    """

    keys: tuple[Key, ...]
    circular: frozenset[Key]


def anchor_of(
    following: Following, event: Event, by_id: Mapping[str, Event]
) -> Key | None:
    """Find from what a date is counted; None if there is no such thing.

    A milestone of the same event comes before the event of the same name.

    Args:
        following: The rule.
        event: The event whose claim has it.
        by_id: All events.
    """
    name, _, milestone = following.anchor.partition("#")
    if not milestone and has_stage(event, name):
        return event.id, name
    other = by_id.get(name)
    wanted = milestone or EVENT_ITSELF
    return (name, wanted) if other and has_stage(other, wanted) else None


def has_stage(event: Event, milestone: str) -> bool:
    """Say whether claims speak of a milestone, or it may be an occurrence."""
    return milestone in event.milestones or is_occurrence(event, milestone)


def followers(event: Event) -> Iterator[tuple[Claim, Following]]:
    """Yield the claims that count their dates from something else, with the rule."""
    for claim in event.claims:
        if claim.follows is not None:
            yield claim, claim.follows


def needs(
    events: Iterable[Event], by_id: Mapping[str, Event], also: Iterable[Key] = ()
) -> Needs:
    """Say what must be told before each milestone of some events.

    What they count from is among the keys as well, also where it needs nothing.

    Args:
        events: Those events.
        by_id: All events.
        also: Occurrences of them of which no claim speaks.
    """
    found: Needs = {key: set() for key in also}
    for event in events:
        for milestone in event.milestones:
            found.setdefault((event.id, milestone), set())
        for claim, following in followers(event):
            anchor = anchor_of(following, event, by_id)
            if anchor is not None:
                found[event.id, claim.milestone].add(anchor)
                found.setdefault(anchor, set())
    for event_id, milestone in tuple(found):
        if is_occurrence(by_id[event_id], milestone):
            series = (event_id, EVENT_ITSELF)
            found[event_id, milestone].add(series)
            found.setdefault(series, set())
    return found


def ordered(found: Needs) -> Order:
    """Put milestones into an order in which each comes after all that it needs."""
    first = _peeled(found)
    left = found.keys() - set(first)
    if not left:
        return Order(first, frozenset())
    needed_by: Needs = {key: set() for key in left}
    for key in left:
        for needed in found[key] & left:
            needed_by[needed].add(key)
    last = _peeled(needed_by)[::-1]  # what only hangs on a circle
    circular = frozenset(left - set(last))
    return Order((*first, *sorted(circular), *last), circular)


def _peeled(found: Needs) -> tuple[Key, ...]:
    """Give, in order, all that can be reached without entering a circle."""
    sorter = TopologicalSorter(found)
    with suppress(CycleError):  # it still gives all that no circle blocks
        sorter.prepare()
    order: list[Key] = []
    while ready := sorter.get_ready():
        order += ready
        sorter.done(*ready)
    return tuple(order)
