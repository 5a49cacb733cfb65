"""Relations that lead in a circle: before itself, or part of its own part."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.errors import Problem
from geotimeline.model.cycles import cycles
from geotimeline.model.vocabulary import EVENT_ITSELF, RelationKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from geotimeline.model.bounding import Key
    from geotimeline.model.event import Event, Relation

IN_TIME = (RelationKind.BEFORE, RelationKind.AFTER)
"""The kinds of relation that put one event before another."""

_MOST = 20  # circles of one sort: whoever made more has enough to mend
_MOST_NAMED = 6  # relations of one circle that a line names


class Link(NamedTuple):
    """A relation, as a step from one milestone to another.

    Attributes:
        event: The event that has it.
        place: Its index among the event's relations.
        relation: The relation.
    """

    event: Event
    place: int
    relation: Relation

    @property
    def ends(self) -> tuple[Key, Key]:
        """The earlier and the later milestone; or the part and the whole."""
        own = (self.event.id, EVENT_ITSELF)
        other = (self.relation.target, self.relation.milestone)
        return (
            (other, own) if self.relation.kind is RelationKind.AFTER else (own, other)
        )

    @property
    def words(self) -> str:
        """The relation as a sentence."""
        kind = self.relation.kind.value.replace("-", " ")
        own, stage = self.event.id, self.relation.milestone
        other = self.relation.target + (f"#{stage}" if stage != EVENT_ITSELF else "")
        return f"{own} is {kind} {'itself' if own == other else other}"


def circles(events: Iterable[Event]) -> Iterator[Problem]:
    """Yield a problem for each circle of relations, with the place of every one.

    It stands where the first of them does. Circles that share an event are told one
    after the other, as they are mended.
    """
    listed = tuple(events)
    for kinds in (IN_TIME, (RelationKind.PART_OF,)):
        found = _circles(links(listed, kinds))
        yield from map(_problem, islice(found, _MOST))


def links(events: Iterable[Event], kinds: Collection[RelationKind]) -> list[Link]:
    """List the relations of some kinds, in the order of the events."""
    return [
        Link(event, place, relation)
        for event in events
        for place, relation in enumerate(event.relations)
        if relation.kind in kinds
    ]


def _circles(found: Sequence[Link]) -> Iterator[list[Link]]:
    by_ends = {link.ends: link for link in reversed(found)}
    leading: defaultdict[Key, list[Key]] = defaultdict(list)
    for earlier, later in by_ends:
        leading[later].append(earlier)
    for circle in cycles(leading):
        steps = zip(circle, (*circle[1:], circle[0]), strict=True)
        yield [by_ends[ends] for ends in steps]


def _problem(circle: Sequence[Link]) -> Problem:
    first = min(circle, key=lambda link: (link.event.path, link.relation.line))
    start = circle.index(first)
    others = [*circle[start + 1 :], *circle[:start]]
    steps = [first.words] + [
        f"{link.words} ({link.event.path}:{link.relation.line})"
        for link in others[: _MOST_NAMED - 1]
    ]
    if len(circle) > _MOST_NAMED:
        steps.append(f"and {len(circle) - _MOST_NAMED} more")
    where = f"relations[{first.place}].{first.relation.kind.value}"
    message = f"relations lead in a circle: {', '.join(steps)}; one of them is wrong"
    return Problem(first.event.path, first.relation.line, where, message)
