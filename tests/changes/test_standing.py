"""Before and after have three answers, and relations may give the surest."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import DaySet, DaySpan, parse
from geotimeline.model.answers import Answer
from geotimeline.model.dating import window_of
from geotimeline.model.event import Claim, Event, Relation
from geotimeline.model.standing import begins_before, said_after, said_before
from geotimeline.model.vocabulary import EVENT_ITSELF, RelationKind
from geotimeline.model.window import Window

DEC_1 = date(2025, 12, 1)
BEFORE, AFTER = RelationKind.BEFORE, RelationKind.AFTER


def window(text: str) -> Window:
    event = Event("visit", "A visit", "visit", (Claim("c1"),))
    return window_of(parse(text), event, None)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2025-12-04", "2025-12-05", "certainly"),
        ("2025-12", "2025-12-05", "possibly"),
        ("2025-12-05", "2025-12", "possibly"),
        ("2025-12-04", "2025-12-04", "possibly"),
        ("2026-01", "2025-12", "never"),
        ("[..2025-12-31]", "2026-01-01", "certainly"),
        ("[2026-01..]", "2025-12", "never"),
        ("[2026-01..]", "[2025-12..]", "possibly"),
        ("2025-12-04T16:00:00Z", "2025-12-04T18:00:00+01:00", "certainly"),
        ("2025-12-04T16:00:00Z", "2025-12-04T16:00:00Z", "never"),
        ("2025-12-04T16:00:00Z", "2025-12-04", "possibly"),
        ("2025-12-01/2025-12-31", "2025-12-04", "certainly"),
    ],
)
def test_two_windows_have_an_order_as_far_as_can_be_known(
    one: str, other: str, answer: str
) -> None:
    assert begins_before(window(one), window(other)).value == answer


few_days = st.sets(st.integers(0, 9), min_size=1).map(
    lambda numbers: [DEC_1 + timedelta(days=number) for number in sorted(numbers)]
)


@given(few_days, few_days)
def test_the_answer_holds_for_every_pair_of_days(
    ones: list[date], others: list[date]
) -> None:
    pairs = list(product(ones, others))
    mine, theirs = (
        Window(DaySet.union(DaySpan(day, day) for day in days))
        for days in (ones, others)
    )

    answer = begins_before(mine, theirs)

    assert (answer is Answer.CERTAINLY) == all(one < other for one, other in pairs)
    assert (answer is Answer.NEVER) == all(one > other for one, other in pairs)
    assert (answer is Answer.NEVER) == (begins_before(theirs, mine) is Answer.CERTAINLY)


def related(event_id: str, *relations: tuple[RelationKind, str]) -> Event:
    found = tuple(Relation(kind, target) for kind, target in relations)
    return Event(event_id, "Title", "visit", (Claim("c1"),), relations=found)


def ids(keys: frozenset[tuple[str, str]]) -> set[str]:
    return {event for event, _ in keys}


def test_relations_say_what_comes_before_over_several_steps() -> None:
    events = (
        related("a", (BEFORE, "b")),
        related("c", (AFTER, "b"), (RelationKind.PART_OF, "x")),
        related("d", (BEFORE, "c")),
    )

    assert ids(said_before(events, ("c", EVENT_ITSELF))) == {"a", "b", "d"}
    assert ids(said_after(events, ("a", EVENT_ITSELF))) == {"b", "c"}


def test_a_cycle_of_relations_ends_and_leaves_out_the_event_itself() -> None:
    events = (related("a", (BEFORE, "b")), related("b", (BEFORE, "a")))

    assert ids(said_before(events, ("a", EVENT_ITSELF))) == {"b"}
