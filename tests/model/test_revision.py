"""Revisions: named, sized, and symmetrical where the words are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from geotimeline.edtf import DaySet, parse
from geotimeline.model.outlook import Outlook
from geotimeline.model.revision import Revision, RevisionKind, Size, revisions
from geotimeline.model.vocabulary import Status
from tests.strategies import outlooks

MIRRORS = {
    RevisionKind.SLIPPED: RevisionKind.ADVANCED,
    RevisionKind.NARROWED: RevisionKind.WIDENED,
    RevisionKind.LENGTHENED: RevisionKind.SHORTENED,
    RevisionKind.CONTRADICTED: RevisionKind.RESOLVED,
}


def outlook(text: str | None, status: str = "planned") -> Outlook:
    value = parse(text) if text else parse("XXXX-XX-XX")
    ends = value.ends if value.lasts else None
    return Outlook(value.starts, ends, value.instant, Status(status))


def said(found: tuple[Revision, ...]) -> list[str]:
    return [_words(one) for one in found]


def _words(one: Revision) -> str:
    if one.size is not None:
        return f"{one.kind.value} {one.size.least}..{one.size.most}"
    if one.before or one.after:
        return f"{one.kind.value} {one.before}>{one.after}"
    return one.kind.value


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2025-12", "2025-12-04", ["narrowed 31>1"]),
        ("[..2025-12-31]", "2025-12", ["narrowed None>31"]),
        ("2025-12-04", "2025-12", ["widened 1>31"]),
        ("[2025-12-04,2025-12-05]", "[2026-01-12..2026-01-15]", ["slipped 38..42"]),
        ("2026-01-12", "2025-12-04", ["advanced 39..39"]),
        ("2025-12-04", "[2026-01..]", ["slipped 28..None"]),
        ("[..2025-12-31]", "2026-01", ["slipped 1..None"]),
        ("[2025-12-01..2025-12-10]", "[2025-12-05..2025-12-15]", ["slipped 0..14"]),
        ("2025-12-04/2025-12-05", "2025-12-04/2025-12-08", ["lengthened 3..3"]),
        ("2025-12-04/2025-12-08", "2025-12-04/2025-12-05", ["shortened 3..3"]),
        ("2025-12-04/2025-12-05", "2025-12-11/2025-12-12", ["slipped 7..7"]),
        ("2025-12-04", "2025-12-04T16:00:00Z", ["timed"]),
    ],
)
def test_a_change_of_date_is_named_and_sized(
    old: str, new: str, expected: list[str]
) -> None:
    assert said(revisions(outlook(old), outlook(new))) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("planned", "confirmed", ["confirmed"]),
        ("planned", "held", ["held"]),
        ("planned", "cancelled", ["cancelled"]),
        ("planned", "postponed", ["postponed"]),
        ("possible", "planned", ["firmed"]),
        ("confirmed", "possible", ["weakened"]),
        ("cancelled", "planned", ["reinstated"]),
    ],
)
def test_a_change_of_status_is_named(old: str, new: str, expected: list[str]) -> None:
    found = revisions(outlook("2025-12", old), outlook("2025-12", new))

    assert said(found) == expected


def test_one_claim_can_cause_two() -> None:
    found = revisions(outlook("2025-12"), outlook("2025-12-04", "confirmed"))

    assert said(found) == ["confirmed", "narrowed 31>1"]


def test_postponed_without_a_new_window_is_only_that() -> None:
    found = revisions(outlook("2025-12-04"), outlook(None, "postponed"))

    assert said(found) == ["postponed"]


def test_what_was_not_expected_before_is_new() -> None:
    assert said(revisions(None, outlook("2025-12"))) == ["new None>31"]


def test_a_size_may_reach_what_it_possibly_is() -> None:
    assert Size(0, 7).may_reach(7)
    assert Size(0, None).may_reach(700)
    assert not Size(0, 6).may_reach(7)


@given(outlooks(), outlooks())
def test_outlooks_that_differ_differ_in_a_named_way(old: Outlook, new: Outlook) -> None:
    assert bool(revisions(old, new)) == (old != new)


@given(outlooks(), outlooks())
def test_slipped_and_advanced_and_the_other_pairs_are_mirror_images(
    old: Outlook, new: Outlook
) -> None:
    if Status.POSTPONED in {old.status, new.status}:
        new = replace(new, status=Status.PLANNED)
        old = replace(old, status=Status.PLANNED)
    there = {one.kind: one.size for one in revisions(old, new)}
    back = {one.kind: one.size for one in revisions(new, old)}

    for kind, mirror in MIRRORS.items():
        assert (kind in there) == (mirror in back)
        assert there.get(kind) == back.get(mirror)


@given(outlooks())
def test_an_outlook_outlives_the_program(one: Outlook) -> None:
    assert Outlook.read(one.written()) == one


@given(outlooks(), outlooks())
def test_narrowed_means_that_days_were_taken_away(old: Outlook, new: Outlook) -> None:
    kinds = {one.kind for one in revisions(old, new)}

    if RevisionKind.NARROWED in kinds:
        assert new.starts & old.starts == new.starts != old.starts
    if RevisionKind.SLIPPED in kinds:
        assert isinstance(new.starts, DaySet)
        assert new.starts & old.starts not in (new.starts, old.starts)
