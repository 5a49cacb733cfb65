"""Pairs of events whose relation leaves no day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geotimeline.model.event import Relation
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import RelationKind
from geotimeline.services.checking.relating import impossible_pairs
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.model.event import Event

NOW = datetime(2025, 11, 25, 9, tzinfo=UTC)
HOLDS: dict[RelationKind, Callable[[int, int, int], bool]] = {
    RelationKind.BEFORE: lambda mine, start, _: mine <= start,
    RelationKind.AFTER: lambda mine, start, _: mine >= start,
    RelationKind.PART_OF: lambda mine, start, end: start <= mine <= end,
}
spans = st.tuples(st.integers(0, 8), st.integers(0, 8)).map(sorted)


def _day(number: int) -> date:
    return date(2025, 12, 1) + timedelta(days=number)


def _range(first: int, last: int) -> str:
    return f"[{_day(first)}..{_day(last)}]"


@settings(
    max_examples=examples(8),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(spans, spans, st.integers(0, 4), st.sampled_from(list(HOLDS)))
def test_a_relation_is_impossible_if_no_choice_of_days_fulfils_it(
    make_event: Callable[..., Event],
    mine: list[int],
    theirs: list[int],
    longer: int,
    kind: RelationKind,
) -> None:
    start, last = theirs[0], theirs[1] + longer
    written = f"{_day(start)}/{_day(last)}"  # it surely begins on its first day
    if kind is not RelationKind.PART_OF:
        written, last = _range(*theirs), theirs[1]
    whole = make_event(written, id="other")
    part = make_event(_range(*mine), id="this", relations=(Relation(kind, "other"),))

    found = list(impossible_pairs(Timeline((part, whole)), as_of=NOW))

    starts = [start] if kind is RelationKind.PART_OF else range(start, last + 1)
    possible = any(
        HOLDS[kind](day, other, last)
        for day, other in product(range(mine[0], mine[1] + 1), starts)
    )
    assert bool(found) != possible


def test_open_ends_make_nothing_impossible(make_event: Callable[..., Event]) -> None:
    for written, kind in product([None, "[..2025-12-01]", "[2025-12-01..]"], HOLDS):
        one = make_event(written, id="this", relations=(Relation(kind, "other"),))
        other = make_event(None, id="other")

        assert not list(impossible_pairs(Timeline((one, other)), as_of=NOW))
