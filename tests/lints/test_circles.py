"""Relations that lead in a circle are found, and each of them is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.events.files import read_events
from geotimeline.model.cycles import cycles
from geotimeline.services.checking.circling import circles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.errors import Problem


def found(**relations: str) -> list[Problem]:
    """Give the circles of events a, b, … with these relations."""
    files = [
        (f"events/{name}.yaml", f"title: A\ntype: visit\nrelations: {written}\n")
        for name, written in relations.items()
    ]
    events, problems = read_events(files)
    assert problems == ()
    return list(circles(events))


@pytest.mark.parametrize(
    ("relations", "message"),
    [
        (
            {"a": "{before: b}", "b": "{before: a}"},
            "a is before b, b is before a (events/b.yaml:3)",
        ),
        (
            {"a": "{before: b}", "b": "{before: c}", "c": "{before: a}"},
            (
                "a is before b, b is before c (events/b.yaml:3), c is before a "
                "(events/c.yaml:3)"
            ),
        ),
        (
            {"a": "{before: b}", "b": "{before: c}", "c": "{responds-to: a}"},
            "",
        ),
        (
            {"a": "{before: b}", "b": "{after: c}", "c": "{after: b}"},
            "b is after c, c is after b (events/c.yaml:3)",
        ),
        ({"a": "{before: a}"}, "a is before itself"),
        ({"a": "{before: a#ends}"}, ""),
        ({"a": "{before: b}", "b": "{after: a}"}, ""),
        (
            {"a": "{part-of: b}", "b": "{part-of: a}"},
            "a is part of b, b is part of a (events/b.yaml:3)",
        ),
        ({"a": "{part-of: b}", "b": "{before: a}"}, ""),
        ({"a": "{before: b#signed}", "b": "{before: a}"}, ""),
        ({"a": "{announces: b}", "b": "{announces: a}"}, ""),
    ],
    ids=[
        "two",
        "three",
        "one answers",
        "after",
        "itself",
        "its own other milestone",
        "said twice",
        "parts",
        "two sorts",
        "another milestone",
        "sorts that bound nothing",
    ],
)
def test_a_circle_is_told_with_every_relation_of_it(
    relations: dict[str, str], message: str
) -> None:
    problems = found(**relations)

    told = [f"relations lead in a circle: {message}; one of them is wrong"]
    assert [one.message for one in problems] == (told if message else [])


def test_a_circle_stands_where_its_first_relation_does() -> None:
    (problem,) = found(c="[{after: d}, {before: a}]", a="{before: b}", b="{before: c}")

    assert (problem.path, problem.line) == ("events/a.yaml", 3)
    assert problem.where == "relations[0].before"


def test_a_long_circle_is_not_a_long_line() -> None:
    count = 500
    ring = {f"e{n}": f"{{before: e{(n + 1) % count}}}" for n in range(count)}

    (problem,) = found(**ring)

    assert problem.message.count(" is before ") == 6
    assert ", and 494 more; one of them is wrong" in problem.message


def test_of_many_circles_the_first_are_told() -> None:
    pairs = {f"a{n}": f"{{before: b{n}}}" for n in range(50)}
    pairs |= {f"b{n}": f"{{before: a{n}}}" for n in range(50)}

    assert len(found(**pairs)) == 20


graphs = st.dictionaries(
    st.integers(0, 7), st.frozensets(st.integers(0, 7), max_size=3), max_size=8
)


@given(graphs)
def test_cycles_are_cycles_and_none_is_left_without_them(
    leading: Mapping[int, frozenset[int]],
) -> None:
    found = list(cycles(leading))

    for cycle in found:
        for one, following in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert one in leading[following]
    members = [thing for cycle in found for thing in cycle]
    assert len(members) == len(set(members))
    kept = {k: v - {*members} for k, v in leading.items() if k not in members}
    assert not any(thing in _behind(thing, kept) for thing in kept)


def _behind(thing: int, leading: Mapping[int, frozenset[int]]) -> set[int]:
    found: set[int] = set()
    waiting = [thing]
    while waiting:
        near = leading.get(waiting.pop(), frozenset()) - found
        found |= near
        waiting += near
    return found
