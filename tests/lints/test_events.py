"""Warnings about whole events: a single source, a file by another name."""

from __future__ import annotations

import pytest

from geotimeline.formats.events.files import read_event_file
from geotimeline.model.lint_codes import LintCode
from geotimeline.model.linting.rules import lint
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import Status
from tests.lints.warned import NOW, warnings

BASE = "title: A\ntype: visit\n"
DATED = 'date: "2030-12", quote: so'


def single_sources(*claims: str) -> list[str]:
    listed = "".join(f"  - {{{DATED}, {claim}}}\n" for claim in claims)
    found = warnings(f"{BASE}claims:\n{listed}")
    return [one.message for one in found if one.code is LintCode.SINGLE_SOURCE]


@pytest.mark.parametrize(
    ("claims", "is_warned_of"),
    [
        (("source: {title: T}",), True),
        (("source: {title: T}, by: Putin", "source: {title: T}, by: Modi"), True),
        (("source: {title: T}", "source: {title: U}"), False),
        (("source: {title: T}", "url: https://example.org/a"), False),
        (("url: https://example.org/a", "url: https://example.org/a"), True),
        (("source: {title: T}", "milestone: signed, source: {title: U}"), False),
        (("source: {title: T}", "by: Putin"), True),
        (("by: Putin",), False),
        (("source: {title: T}", "source: {title: U}, supersedes: c1"), True),
    ],
    ids=[
        "one claim",
        "two speakers in one article",
        "two articles",
        "an article and a statement",
        "one statement twice",
        "another article for another milestone",
        "a claim without a source beside it",
        "none at all",
        "the other one superseded",
    ],
)
def test_an_event_that_rests_on_one_source_is_warned_of(
    claims: tuple[str, ...], *, is_warned_of: bool
) -> None:
    assert len(single_sources(*claims)) == is_warned_of


def test_the_one_source_is_named() -> None:
    (message,) = single_sources("source: {title: An article, publisher: A paper}")

    assert "one source (A paper, An article)" in message


@pytest.mark.parametrize(
    ("text", "is_warned_of"),
    [
        (BASE, False),
        ("id: visit\n" + BASE, False),
        ("id: summit\n" + BASE, True),
        ("id: summit\nuid: summit\n" + BASE, False),
        ("events:\n  - {id: summit, title: A, type: visit}\n", False),
    ],
    ids=["no id", "the file's", "another", "another and a uid", "several in a file"],
)
def test_a_file_and_an_event_of_different_names_are_warned_of(
    text: str, *, is_warned_of: bool
) -> None:
    events, problems = read_event_file(text, "events/2030/visit.yaml")

    found = [one.code for one in lint(Timeline(events), now=NOW)]

    assert problems == ()
    assert found.count(LintCode.RENAMED) == is_warned_of


def test_what_is_expected_is_read() -> None:
    one, several = (
        read_event_file(f"{BASE}expect: {written}\n", "events/visit.yaml").events[0]
        for written in ("confirmed", "[confirmed, held]")
    )

    assert one.expect == (Status.CONFIRMED,)
    assert several.expect == (Status.CONFIRMED, Status.HELD)


def test_a_status_that_nobody_can_expect_is_a_problem() -> None:
    (problem,) = read_event_file(
        f"{BASE}expect: [confirmd]\n", "events/a.yaml"
    ).problems

    assert (problem.line, problem.where) == (3, "expect[0]")
    assert "did you mean `confirmed`?" in problem.message
