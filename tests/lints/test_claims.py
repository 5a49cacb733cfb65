"""Warnings about one claim: its source, its quote, the day it was recorded."""

from __future__ import annotations

import pytest

from geotimeline.model.lint_codes import LintCode
from tests.lints.warned import codes, warnings

CLAIM = "title: A\ntype: visit\ndate: 2030-12\nquote: in December\n"
ARTICLE = "source: {title: An article}\n"


@pytest.mark.parametrize(
    ("claim", "is_warned_of"),
    [
        ("", True),
        ("url: https://example.org/about-the-visit\n", True),
        (ARTICLE, False),
        ("source: {url: https://example.org/a}\n", False),
    ],
    ids=["nothing", "url of the event", "source", "source without title"],
)
def test_a_claim_that_nobody_can_look_up_is_warned_of(
    claim: str, *, is_warned_of: bool
) -> None:
    assert (LintCode.NO_SOURCE in codes(CLAIM + claim)) is is_warned_of


def test_the_address_of_a_statement_is_a_source() -> None:
    claim = "{date: 2030-12, quote: in December, url: https://example.org/a}"

    assert codes(f"title: A\ntype: visit\nclaims: [{claim}]\n") == []


@pytest.mark.parametrize(
    ("claim", "is_warned_of"),
    [
        ("date: 2030-12\n", True),
        ("date: 2030-12\nquote: in December\n", False),
        ("status: planned\n", False),
    ],
    ids=["date alone", "date and quote", "no date"],
)
def test_a_date_without_the_words_it_rests_on_is_warned_of(
    claim: str, *, is_warned_of: bool
) -> None:
    found = codes(f"title: A\ntype: visit\n{ARTICLE}{claim}")

    assert found == [LintCode.QUOTE_MISSING] * is_warned_of


@pytest.mark.parametrize(
    ("times", "is_warned_of"),
    [
        ('said: 2025-11-03\nrecorded: "2025-11-02T09:59:59Z"\n', True),
        ('said: 2025-11-03\nrecorded: "2025-11-02T10:00:00Z"\n', False),
        ('said: "2025-11"\nrecorded: "2025-10-25T09:00:00Z"\n', True),
        ('said: "2025-11"\nrecorded: "2025-11-25T09:00:00Z"\n', False),
        ('said: "2025-11-03T09:00:00Z"\nrecorded: "2025-11-03T08:00:00Z"\n', True),
        ('said: "2025-11-03T09:00:00Z"\nrecorded: "2025-11-03T09:00:00Z"\n', False),
        ('said: "[..2025-11-24]"\nrecorded: "2020-01-01T00:00:00Z"\n', False),
        ('said: "2025-11"\n', False),
        ('recorded: "2020-01-01T00:00:00Z"\n', False),
    ],
    ids=[
        "before the day anywhere",
        "when the day begins at UTC+14",
        "the month before",
        "in the month",
        "an hour before",
        "at the instant",
        "open start",
        "not recorded",
        "not said",
    ],
)
def test_a_claim_recorded_before_it_was_said_is_warned_of(
    times: str, *, is_warned_of: bool
) -> None:
    assert codes(CLAIM + ARTICLE + times) == [LintCode.RECORDED_EARLY] * is_warned_of


def test_without_said_the_day_of_publication_counts() -> None:
    article = 'source: {title: An article, published: "2025-11"}\n'
    recorded = 'recorded: "2025-10-25T09:00:00Z"\n'

    (found,) = [
        warning.message
        for warning in warnings(CLAIM + article + recorded)
        if warning.code is LintCode.RECORDED_EARLY
    ]

    assert "before its source was published (November 2025)" in found
    assert codes(CLAIM + article + recorded + 'said: "2025-10"\n') == []


def test_a_claim_is_told_with_its_line_and_place() -> None:
    text = "title: A\ntype: visit\nclaims:\n  - {date: 2030-12}\n  - {date: 2030-12}\n"

    found = {(one.line, one.where) for one in warnings(text)}

    assert found == {(4, "claims[0]"), (5, "claims[1]")}


def test_the_claim_of_a_short_form_stands_where_the_event_does() -> None:
    found = {(one.line, one.where) for one in warnings("# a\ntitle: A\ntype: visit\n")}

    assert found == {(2, "")}
