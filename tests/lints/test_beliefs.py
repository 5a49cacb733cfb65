"""Warnings about what claims add up to: outcomes, widths, contradictions, speakers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from geotimeline.model.lint_codes import LintCode
from tests.lints.warned import codes, warnings

READ = "quote: so, source: {title: An article}"
LAPSED, WIDE = LintCode.LAPSED, LintCode.CONFIRMED_WIDE
CONTRADICTED, VAGUER = LintCode.CONTRADICTED, LintCode.NEWER_VAGUER


def event(*claims: str, of_event: str = "type: visit") -> str:
    """Write an event whose claims have a quote and a source each."""
    listed = "".join(f"  - {{{claim}, {READ}}}\n" for claim in claims)
    return f"title: A\n{of_event}\nclaims:\n{listed}"


@pytest.mark.parametrize(
    ("claim", "is_warned_of"),
    [
        ("date: 2026-05-31", True),
        ("date: 2026-06-01", False),
        ("date: [2026-01-01..]", False),
        ("date: 2026-05-31, status: held", False),
        ("date: 2026-05-31, status: cancelled", False),
        ("status: postponed", False),
        ("date: 2026-05-31, status: postponed", True),
    ],
    ids=[
        "closed",
        "closes today",
        "open end",
        "held",
        "cancelled",
        "postponed",
        "postponed until a day that has passed",
    ],
)
def test_a_window_that_closed_without_an_outcome_is_warned_of(
    claim: str, *, is_warned_of: bool
) -> None:
    assert codes(event(claim)) == [LAPSED] * is_warned_of


def test_a_window_closes_by_the_clocks_of_the_event() -> None:
    eve = datetime(2026, 5, 31, 23, tzinfo=UTC)
    kolkata = "type: visit\ntimezone: Asia/Kolkata"

    assert codes(event("date: 2026-05-31"), now=eve) == []
    assert codes(event("date: 2026-05-31", of_event=kolkata), now=eve) == [LAPSED]


def test_a_statistic_never_lapses() -> None:
    assert codes(event("date: 2025-09", of_event="type: statistic")) == []


def test_a_window_that_a_relation_closed_is_closed() -> None:
    planned = "title: A\ntype: visit\nsource: {title: X}\nrelations: {before: e2}\n"

    assert codes(planned, event("date: 2025-12, status: held")) == [LAPSED]


@pytest.mark.parametrize(
    ("claim", "is_warned_of"),
    [
        ('date: "2030-12"', False),
        ('date: "[2030-12-01..2031-01-01]"', True),
        ('date: "2030-33"', True),
        ('date: "[..2030-12-31]"', True),
        ("milestone: event", True),
        ('date: "[2030-01-01,2030-12-31]"', False),
        ("date: 2030-01-01/2030-12-31", False),
    ],
    ids=["month", "32 days", "quarter", "open", "no date", "two days", "lasts a year"],
)
def test_confirmed_for_more_than_a_month_is_warned_of(
    claim: str, *, is_warned_of: bool
) -> None:
    assert codes(event(f"{claim}, status: confirmed")) == [WIDE] * is_warned_of
    assert codes(event(f"{claim}, status: planned")) == []


@pytest.mark.parametrize(
    ("claims", "is_warned_of"),
    [
        (("date: 2030-12-04, by: Modi", "date: 2030-12-11, by: Putin"), True),
        (("date: 2030-12-04, by: Modi", "date: 2030-12-11, by: Modi"), False),
        (("date: 2030-12-04, by: Modi", 'date: "2030-12", by: Putin'), False),
        (
            (
                "date: 2030-12-04, by: Modi",
                "date: 2030-12-11, by: Putin, supersedes: c1",
            ),
            False,
        ),
    ],
    ids=["apart", "same speaker", "one within the other", "superseded"],
)
def test_a_contradiction_that_nobody_resolved_is_warned_of(
    claims: tuple[str, ...], *, is_warned_of: bool
) -> None:
    assert codes(event(*claims)) == [CONTRADICTED] * is_warned_of


def test_a_contradiction_names_both_claims() -> None:
    text = event("date: 2030-12-04, by: Modi", "date: 2030-12-11, by: Putin")

    (found,) = [one for one in warnings(text) if one.code is CONTRADICTED]

    assert (found.line, found.where) == (5, "claims[1]")
    assert "the claim c2 cannot be true with c1 (line 4)" in found.message


@pytest.mark.parametrize(
    ("claims", "is_warned_of"),
    [
        (("date: 2030-12-04", 'date: "2030-12"'), True),
        (('date: "2030-12"', "date: 2030-12-04"), False),
        (('date: "2030-12"', 'date: "2030-12"'), False),
        (('date: "[..2030-12-31]"', 'date: "[..2030-12-31]"'), False),
        (('date: "[..2030-12-31]"', 'date: "2030-12"'), False),
        (('date: "2030-12"', 'date: "[..2030-12-31]"'), True),
        (('date: "[..2030-12-31]"', 'date: "[..2031-12-31]"'), True),
        (('date: "[..2031-12-31]"', 'date: "[..2030-12-31]"'), False),
        (
            ('date: "[2030-12-01..2030-12-02]"', 'date: "[2030-12-02..2030-12-20]"'),
            True,
        ),
        (("date: 2030-12-04", 'date: "2031"'), False),
        (("date: 2030-12-04", 'date: "2030-12", supersedes: c1'), False),
        (("date: 2030-12-04", 'date: "2030-12", milestone: signed'), False),
        (("date: 2030-12-04", 'date: "2030-12", status: cancelled'), False),
        (("date: 2030-12-04", "status: planned"), False),
    ],
    ids=[
        "vaguer",
        "sharper",
        "the same",
        "the same open end",
        "from open to a month",
        "from a month to open",
        "later open end",
        "earlier open end",
        "wider and partly the same",
        "apart",
        "superseded",
        "another milestone",
        "cancelled",
        "no date",
    ],
)
def test_a_speaker_who_said_it_more_exactly_before_is_warned_of(
    claims: tuple[str, str], *, is_warned_of: bool
) -> None:
    older, newer = claims
    first, then = 'by: Putin, said: "2026-01"', 'by: Putin, said: "2026-02"'

    found = codes(event(f"{older}, {first}", f"{newer}, {then}"))

    assert found == [VAGUER] * is_warned_of


def test_of_two_claims_said_together_neither_is_the_newer() -> None:
    said = 'by: Putin, said: "2026-01"'

    assert codes(event(f"date: 2030-12-04, {said}", f'date: "2030-12", {said}')) == []


@pytest.mark.parametrize("speakers", [("Putin", "Modi"), ("", "")], ids=["two", "none"])
def test_only_claims_of_one_speaker_are_compared(speakers: tuple[str, str]) -> None:
    by = [f", by: {name}" if name else "" for name in speakers]

    assert codes(event(f"date: 2030-12-04{by[0]}", f"date: 2030-12{by[1]}")) == []


def test_a_milestone_is_named_in_front() -> None:
    text = event("date: 2026-05-31, milestone: in-force")

    (found,) = [one for one in warnings(text) if one.code is LAPSED]

    assert found.message.startswith("in-force: the window closed on 31 May 2026")
