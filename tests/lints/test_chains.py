"""Relations that contradict claims over events of which nothing is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geotimeline.formats.events.files import read_events
from geotimeline.model.timeline import Timeline
from geotimeline.services.checking.chaining import impossible_chains
from tests.lints.warned import NOW

if TYPE_CHECKING:
    from geotimeline.errors import Problem


def found(**fields: str) -> list[Problem]:
    """Give what is wrong with events a, b, … that have these fields."""
    files = [
        (f"events/{name}.yaml", f"title: A\ntype: visit\n{written}")
        for name, written in fields.items()
    ]
    events, problems = read_events(files)
    assert problems == ()
    return list(impossible_chains(Timeline(events), as_of=NOW))


def test_what_follows_over_others_cannot_lie_before() -> None:
    (problem,) = found(
        a="date: 2026-12\nrelations: {before: b}\n",
        b="relations: {before: c}\n",
        c="date: 2026-10\n",
    )

    assert str(problem) == (
        "events/c.yaml:1: it cannot be after a, as it is by way of b: claims put it at "
        "October 2026 and that one at December 2026 (events/a.yaml:1)"
    )


@pytest.mark.parametrize(
    ("first", "between", "last"),
    [
        ("date: 2026-10\n", "", "date: 2026-10\n"),
        ("date: 2026-10-10\n", "", "date: 2026-10-10\n"),
        ("date: 2026-10\n", "", "date: 2026-12\n"),
        ('date: "[..2026-12]"\n', "", "date: 2026-10\n"),
        ("date: 2026-12\n", "", 'date: "[2026-10..]"\n'),
        ("date: 2026-12\n", "", ""),
        ("date: 2026-12\n", "date: 2026-11\n", "date: 2026-10\n"),
    ],
    ids=[
        "same month",
        "same day",
        "in order",
        "open start",
        "open end",
        "unknown",
        "neighbours",
    ],
)
def test_what_can_be_so_or_is_told_of_neighbours_is_left_alone(
    first: str, between: str, last: str
) -> None:
    problems = found(
        a=f"{first}relations: {{before: b}}\n",
        b=f"{between}relations: {{before: c}}\n",
        c=last,
    )

    assert problems == []


def test_the_last_of_several_bounds_is_named() -> None:
    (problem,) = found(
        a="date: 2026-11\n",
        b="date: 2026-12\n",
        c="relations: {after: [a, b]}\n",
        d="date: 2026-10\nrelations: {after: c}\n",
    )

    assert "it cannot be after b, as it is by way of c" in problem.message


def test_a_later_bound_on_the_way_counts_instead() -> None:
    (problem,) = found(
        a="date: 2026-11\n",
        b="date: 2026-12\nrelations: {after: a}\n",
        c="relations: {after: b}\n",
        d="date: 2026-10\nrelations: {after: c}\n",
    )

    assert "it cannot be after b, as it is by way of c" in problem.message


def test_along_a_chain_it_is_told_once() -> None:
    problems = found(
        a="date: 2026-12\n",
        b="relations: {after: a}\n",
        c="date: 2026-10\nrelations: {after: b}\n",
        d="date: 2026-11\nrelations: {after: c}\n",
    )

    assert [problem.path for problem in problems] == ["events/c.yaml"]


def test_a_relation_that_says_it_at_once_is_told_as_a_pair() -> None:
    problems = found(
        a="date: 2026-12\n",
        b="relations: {after: a}\n",
        c="date: 2026-10\nrelations: {after: [a, b]}\n",
    )

    assert problems == []


def test_in_a_circle_nothing_is_said_of_chains() -> None:
    problems = found(
        a="date: 2026-12\nrelations: {before: b}\n",
        b="relations: {before: c}\n",
        c="date: 2026-10\nrelations: {before: b}\n",
    )

    assert problems == []


def test_long_chains_are_short_lines() -> None:
    chain = {f"e{n}": f"relations: {{after: e{n - 1}}}\n" for n in range(1, 500)}

    (problem,) = found(
        e0="date: 2026-12\n", **chain, e500="date: 2026-10\nrelations: {after: e499}\n"
    )

    assert "by way of e1, e2, e3, e4, e5 and 494 more: " in problem.message
