"""Relations narrow windows, in both directions, and never more than they may."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given

from geotimeline.edtf import parse
from geotimeline.model.event import Claim, Event, Relation
from geotimeline.model.timeline import Row, Timeline
from geotimeline.model.vocabulary import RelationKind, Status
from tests.strategies import timelines

ALL = datetime(9999, 1, 1, tzinfo=UTC)


def event(event_id: str, text: str | None, *relations: tuple[str, str]) -> Event:
    return Event(
        id=event_id,
        title=event_id,
        type="visit",
        claims=(Claim(id="c1", date=parse(text) if text else None),),
        relations=tuple(
            Relation(RelationKind(kind), other) for kind, other in relations
        ),
    )


def rows(*events: Event) -> dict[str, Row]:
    return {row.event.id: row for row in Timeline(events).rows(as_of=ALL)}


@pytest.mark.parametrize(
    ("kind", "own", "other", "expected"),
    [
        ("before", None, "2025-12", (None, date(2025, 12, 31))),
        ("before", "2025", "2025-06", (date(2025, 1, 1), date(2025, 6, 30))),
        ("after", None, "2025-12", (date(2025, 12, 1), None)),
        ("part-of", None, "2025-12/2026-01", (date(2025, 12, 1), date(2026, 1, 31))),
        ("part-of", None, "2025-12", (date(2025, 12, 1), None)),
        ("responds-to", None, "2025-12", (None, None)),
        ("announces", None, "2025-12", (None, None)),
    ],
)
def test_a_relation_bounds_the_event_that_has_it(
    kind: str,
    own: str | None,
    other: str,
    expected: tuple[date | None, date | None],
) -> None:
    found = rows(event("a", own, (kind, "b")), event("b", other))["a"].belief

    assert (found.window.first, found.window.last) == expected


def test_a_relation_bounds_the_other_event_too() -> None:
    found = rows(event("a", "2025-12", ("before", "b")), event("b", None))["b"].belief

    assert found.window.first == date(2025, 12, 1)
    assert [(b.kind, b.event) for b in found.boundings] == [(RelationKind.AFTER, "a")]


def test_bounds_travel_along_a_chain() -> None:
    found = rows(
        event("a", None, ("before", "b")),
        event("b", None, ("before", "c")),
        event("c", "[..2025-12-31]"),
    )

    assert found["a"].belief.window.last == date(2025, 12, 31)


def test_a_bound_that_becomes_tighter_is_told_once() -> None:
    found = rows(
        event("a", None, ("before", "b")),
        event("b", "2025", ("before", "c")),
        event("c", "2025-06-15"),
    )

    (bounding,) = found["a"].belief.boundings
    assert (bounding.event, bounding.last) == ("b", date(2025, 6, 15))


@pytest.mark.parametrize("step", [1, -1], ids=["first to last", "last to first"])
def test_a_long_chain_is_bounded_whole_whatever_the_order(step: int) -> None:
    last = event("e299", "[..2025-12-31]")
    others = [event(f"e{n:03}", None, ("before", f"e{n + 1:03}")) for n in range(299)]

    found = rows(*[*others, last][::step])

    assert {one.belief.window.last for one in found.values()} == {date(2025, 12, 31)}


def test_a_cancelled_event_bounds_nothing() -> None:
    off = Claim(id="c2", status=Status.CANCELLED, said=parse("2025-11-01"))
    cancelled = event("b", "2025-12")
    cancelled = replace(cancelled, claims=(*cancelled.claims, off))

    found = rows(event("a", "2025", ("after", "b")), cancelled)["a"].belief

    assert found.window.first == date(2025, 1, 1)


def test_a_pair_that_is_impossible_bounds_nothing() -> None:
    found = rows(event("a", "2025-12", ("before", "b")), event("b", "2025-11"))

    assert found["a"].belief.window.first == date(2025, 12, 1)
    assert found["a"].belief.boundings == ()


def test_a_bound_that_a_relation_set_names_no_claim() -> None:
    found = rows(event("a", "2025", ("before", "b")), event("b", "2025-06"))["a"].belief

    assert (found.first_set_by, found.last_set_by) == ("c1", "")


def test_an_impossible_chain_reads_the_same_in_any_order() -> None:
    chain = (
        event("a", "2025-01-02", ("before", "c")),
        event("b", "2025-01-01"),
        event("c", None, ("before", "b")),
    )

    windows = {
        tuple((name, row.belief.window) for name, row in sorted(rows(*some).items()))
        for some in permutations(chain)
    }

    assert len(windows) == 1


@given(timelines())
def test_relations_only_narrow(events: tuple[Event, ...]) -> None:
    related = Timeline(events).rows(as_of=ALL)

    for row in related:
        alone = replace(row.event, relations=())
        free = next(
            r
            for r in Timeline((alone,)).rows(as_of=ALL)
            if r.belief.milestone == row.belief.milestone
        )
        assert row.belief.window.starts & free.belief.window.starts == (
            row.belief.window.starts
        )


@given(timelines())
def test_the_order_of_events_does_not_matter(events: tuple[Event, ...]) -> None:
    forward = Timeline(events).rows(as_of=ALL)
    backward = Timeline(events[::-1]).rows(as_of=ALL)

    assert [(r.event.id, r.belief.window) for r in forward] == [
        (r.event.id, r.belief.window) for r in backward
    ]
