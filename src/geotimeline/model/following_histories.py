"""What was believed in turn of milestones whose dates follow from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.model.belief import Step, belief, history
from geotimeline.model.following_anchors import anchor_of, needs, ordered
from geotimeline.model.following_trails import Sighting, Trail, sighted_at
from geotimeline.model.recurring_names import is_occurrence
from geotimeline.model.recurring_occurrences import occurrence
from geotimeline.model.setting_aside import all_taken_back
from geotimeline.model.vocabulary import EVENT_ITSELF

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.model.belief import Belief
    from geotimeline.model.bounding import Key
    from geotimeline.model.event import Event

Told = dict["Key", tuple[Step, ...]]
"""By milestone, its beliefs in turn; none where nothing was known."""


def told_through(
    events: Iterable[Event],
    by_id: Mapping[str, Event],
    *,
    as_of: datetime,
    also: Iterable[Key] = (),
) -> Told:
    """Give the beliefs in turn of every milestone of some events, up to an instant.

    What they count from is among the keys as well. Those that lead in a circle count
    from nothing; relations to other events are not looked at.

    Args:
        events: Events with claims that count from others, or that recur.
        by_id: All events.
        as_of: An instant in UTC; claims known from later on are left out.
        also: Occurrences of these events of which no claim speaks.
    """
    order = ordered(needs(events, by_id, also))
    told: Told = {}
    for key in order.keys:
        event_id, milestone = key
        event = by_id[event_id]
        lost = order.circular if key in order.circular else ()
        trails = tuple(_trails(event, milestone, by_id, told, lost))
        if is_occurrence(event, milestone):
            series = told[event_id, EVENT_ITSELF]
            steps = _of_occurrence(event, milestone, series, trails, as_of)
        else:
            steps = history(event, as_of=as_of, milestone=milestone, trails=trails)
        told[key] = tuple(steps)
    return told


def _trails(
    event: Event,
    milestone: str,
    by_id: Mapping[str, Event],
    told: Told,
    lost: Container[Key],
) -> Iterator[Trail]:
    """Yield where that lay in turn from which the claims about a milestone count."""
    for claim in event.claims:
        if claim.follows is None or claim.milestone != milestone:
            continue
        anchor = anchor_of(claim.follows, event, by_id)
        if anchor is not None and anchor not in lost:
            yield Trail(claim.id, *anchor, tuple(_sightings(told[anchor])))


def _sightings(steps: Iterable[Step]) -> Iterator[Sighting]:
    last: Sighting | None = None
    for step in steps:
        seen = Sighting(step.at, step.belief.window, step.belief.status)
        if last is None or (seen.window, seen.status) != (last.window, last.status):
            yield seen
            last = seen


def _of_occurrence(
    event: Event,
    name: str,
    series: Sequence[Step],
    trails: Sequence[Trail],
    as_of: datetime,
) -> Iterator[Step]:
    """Yield the beliefs about one occurrence, as the series and its own claims go."""
    instants = {step.at for step in series} | sighted_at(trails)
    instants |= {c.known_from for c in event.claims if c.milestone == name}
    before: Belief | None = None
    for at in sorted(instant for instant in instants if instant <= as_of):
        of_series = [step.belief for step in series if step.at <= at]
        then = occurrence(event, of_series[-1] if of_series else None, name)
        if all_taken_back(c for c in then.claims if c.known_from <= at):
            continue  # where the rule does not give it, there is none (any more)
        found = belief(then, as_of=at, milestone=name, trails=trails)
        if found is None:
            continue
        entered = tuple(c for c in then.claims if c.known_from == at)
        if entered or before is None or _differ(before, found):
            yield Step(at, found, entered)
        before = found


def _differ(one: Belief, other: Belief) -> bool:
    return (one.window, one.status, one.contradicting) != (
        other.window,
        other.status,
        other.contradicting,
    )
