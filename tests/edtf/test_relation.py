"""Comparing two uncertain dates: three answers, and a key to sort by."""

from __future__ import annotations

import contextlib
from itertools import product

import pytest
from hypothesis import given

from geotimeline.edtf import EdtfValue, Relation, parse, relation, sort_key
from geotimeline.errors import EdtfSyntaxError
from tests.edtf.strategies import edtf_texts

MIRRORED = {
    Relation.BEFORE: Relation.AFTER,
    Relation.AFTER: Relation.BEFORE,
    Relation.UNDECIDED: Relation.UNDECIDED,
}


@given(edtf_texts, edtf_texts)
def test_a_relation_read_backwards_is_its_mirror_image(one: str, two: str) -> None:
    with contextlib.suppress(EdtfSyntaxError):
        a, b = parse(one), parse(two)

        assert relation(a, b) is MIRRORED[relation(b, a)]
        assert relation(a, a) is Relation.UNDECIDED


@given(edtf_texts, edtf_texts)
def test_before_means_that_no_possible_day_is_shared_or_later(
    one: str, two: str
) -> None:
    with contextlib.suppress(EdtfSyntaxError):
        a, b = parse(one), parse(two)

        if relation(a, b) is Relation.BEFORE and not (a.instant and b.instant):
            assert not a.ends & b.starts
            assert not a.starts & b.ends


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("2025-11", "2025-12-04", Relation.BEFORE),
        ("2025-12-04", "2025-12", Relation.UNDECIDED),
        ("2025-12-04", "2025-12-04", Relation.UNDECIDED),
        ("[..2025-10-31]", "2025-11", Relation.BEFORE),
        ("[..2025-10-31]", "2025-10", Relation.UNDECIDED),
        ("2022/..", "2030", Relation.UNDECIDED),
        ("2022/", "2021", Relation.AFTER),
        ("XXXX-XX-XX", "2021", Relation.UNDECIDED),
        ("2025-12-04T10:00:00", "2025-12-04T16:00:00", Relation.BEFORE),
        ("2025-12-04T10:00:00", "2025-12-04T16:00:00Z", Relation.UNDECIDED),
        ("2025-12-04T23:30:00-05:00", "2025-12-05T01:00:00+05:30", Relation.AFTER),
        ("2025-12-04T10:00:00Z", "2025-12-05", Relation.BEFORE),
    ],
)
def test_a_relation_has_three_answers(one: str, two: str, expected: Relation) -> None:
    assert relation(parse(one), parse(two)) is expected


def test_values_have_no_order_of_their_own() -> None:
    with pytest.raises(TypeError):
        sorted([parse("2026"), parse("2025")])  # type: ignore[type-var]


def test_sorting_goes_by_first_day_then_the_narrower_first() -> None:
    in_order = [
        "2025-10-21",
        "[..2025-10-31]",  # an open start sorts by its last day
        "2025-12-01T09:00:00",
        "2025-12-01T16:00:00",
        "2025-12-01",
        "[2025-12-01..2025-12-10]",
        "2025-12",
        "2025-12?",
        "2025-12-01/..",
        "2026",
        "XXXX-XX-XX",
    ]

    values = sorted((parse(text) for text in reversed(in_order)), key=sort_key)

    assert [value.text for value in values] == in_order


@given(edtf_texts, edtf_texts)
def test_the_sort_key_tells_all_texts_apart(one: str, two: str) -> None:
    with contextlib.suppress(EdtfSyntaxError):
        a, b = parse(one), parse(two)

        assert (sort_key(a) == sort_key(b)) == (a == b)


def test_what_is_certainly_before_never_sorts_after() -> None:
    texts = ["2025", "2025-11", "[..2025-10-31]", "2026/..", "../2024", "199X"]
    values: list[EdtfValue] = [parse(text) for text in texts]

    for one, two in product(values, values):
        if relation(one, two) is Relation.BEFORE:
            assert sort_key(one) < sort_key(two)
