"""Pairs of events whose relation leaves no day: somebody must be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.errors import Problem
from geotimeline.model.belief import belief
from geotimeline.model.vocabulary import RelationKind
from geotimeline.model.words import window_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event, Relation
    from geotimeline.model.timeline import Timeline


def impossible_pairs(timeline: Timeline, *, as_of: datetime) -> Iterator[Problem]:
    """Yield each relation that the claims of the two events contradict.

    Such a relation narrows nothing. It is looked at as the claims alone have it, so
    that one wrong pair is not told of again along every chain.
    """
    for event in timeline:
        for index, relation in enumerate(event.relations):
            target = timeline.by_id.get(relation.target)
            if target is None:
                continue
            mine = belief(event, as_of=as_of)
            theirs = belief(target, as_of=as_of, milestone=relation.milestone)
            if mine and theirs and _is_impossible(relation.kind, mine, theirs):
                where = f"relations[{index}].{relation.kind.value}"
                message = _message(relation, event, mine, target, theirs)
                yield Problem(event.path, relation.line, where, message)


def _is_impossible(kind: RelationKind, mine: Belief, theirs: Belief) -> bool:
    """Whether the latest day that one bound leaves lies before the earliest."""
    match kind:
        case RelationKind.BEFORE:
            return _lies_before(theirs.window.last, mine.window.first)
        case RelationKind.AFTER:
            return _lies_before(mine.window.last, theirs.window.first)
        case RelationKind.PART_OF:
            ends = theirs.window.last_days
            over = ends is not None and _lies_before(ends.last, mine.window.first)
            return over or _lies_before(mine.window.last, theirs.window.first)
        case _:
            return False


def _lies_before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other


def _message(
    relation: Relation, event: Event, mine: Belief, target: Event, theirs: Belief
) -> str:
    kind = relation.kind.value.replace("-", " ")
    return (
        f"it cannot be {kind} {target.id}: claims put it at "
        f"{_when(event, mine)} and that one at {_when(target, theirs)} "
        f"({target.path}:{target.line})"
    )


def _when(event: Event, found: Belief) -> str:
    return window_words(found.window, event.timezone, is_period=event.is_period)
