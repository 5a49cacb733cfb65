"""The algebra of day sets: every law is checked against membership, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geotimeline.edtf import EVERY_DAY, NO_DAYS, DaySet, DaySpan
from tests.edtf.strategies import closed_day_sets, day_sets, day_spans, days

ONE_DAY = timedelta(days=1)


def _edges(*sets: DaySet) -> list[date]:
    """Every day beside a border of the sets: where a wrong law shows itself."""
    borders = [
        border
        for days in sets
        for span in days.spans
        for border in (span.first, span.last)
        if border
    ]
    near = {
        border.toordinal() + step
        for border in [*borders, date.min, date.max]
        for step in (-1, 0, 1)
    }
    valid = range(date.min.toordinal(), date.max.toordinal() + 1)
    return [date.fromordinal(ordinal) for ordinal in near if ordinal in valid]


@given(day_sets, day_sets)
def test_an_intersection_holds_the_days_of_both(one: DaySet, two: DaySet) -> None:
    common = one & two

    for day in _edges(one, two):
        assert (day in common) == (day in one and day in two)


@given(day_sets, day_sets)
def test_a_union_holds_the_days_of_either(one: DaySet, two: DaySet) -> None:
    either = one | two

    for day in _edges(one, two):
        assert (day in either) == (day in one or day in two)


@given(day_sets, day_sets, day_sets)
def test_the_laws_of_sets_hold(one: DaySet, two: DaySet, three: DaySet) -> None:
    assert one & two == two & one
    assert one | two == two | one
    assert (one & two) & three == one & (two & three)
    assert (one | two) | three == one | (two | three)
    assert one & one == one == one | one
    assert one & EVERY_DAY == one == one | NO_DAYS
    assert one & NO_DAYS == NO_DAYS


@given(day_sets)
def test_spans_are_sorted_and_apart(found: DaySet) -> None:
    for one, two in pairwise(found.spans):
        assert one.last
        assert two.first
        assert two.first - one.last > ONE_DAY


@given(closed_day_sets)
def test_the_size_counts_the_days(found: DaySet) -> None:
    counted = {
        span.first + timedelta(days=step)
        for span in found.spans
        if span.first and span.size
        for step in range(span.size)
    }

    assert found.size == len(counted)
    assert all(day in found for day in counted)


@given(day_sets)
def test_an_open_set_has_no_size(found: DaySet) -> None:
    assert (found.size is None) == (found.open_start or found.open_end)


@given(day_sets, days, days)
def test_overlapping_is_having_a_day_in_common(
    found: DaySet, one: date, two: date
) -> None:
    first, last = sorted((one, two))

    assert found.overlaps(first, last) == bool(found & DaySet.of(first, last))
    assert found.overlaps(first, None) == bool(found & DaySet.of(first, None))
    assert found.overlaps(None, last) == bool(found & DaySet.of(None, last))
    assert found.clipped(first, last) == found & DaySet.of(first, last)


@given(day_sets, st.integers(-5_000, 5_000), days)
def test_a_shifted_set_holds_the_shifted_days(
    found: DaySet, step: int, day: date
) -> None:
    target = day.toordinal() + step
    assume(date.min.toordinal() < target < date.max.toordinal())

    moved = found.shifted(step)

    assert (day in found) == (date.fromordinal(target) in moved)
    assert moved.open_start == found.open_start
    assert moved.open_end == found.open_end


def test_a_shift_stops_at_the_borders_of_the_calendar() -> None:
    last_week = DaySet.of(date(9999, 12, 25), date(9999, 12, 31))
    first_day = DaySet.of(date.min, date.min)

    assert last_week.shifted(3) == DaySet.of(date(9999, 12, 28), date.max)
    assert last_week.shifted(400) == DaySet.of(date.max, date.max)
    assert first_day.shifted(-1) == first_day


@given(day_sets)
def test_the_hull_is_the_smallest_span_around_a_set(found: DaySet) -> None:
    hull = found.hull

    assert found & hull == found
    assert len(hull.spans) <= 1
    if found:
        assert (hull.first, hull.last) == (found.first, found.last)


@given(st.lists(day_spans(), max_size=6))
def test_a_union_does_not_depend_on_the_order(spans: list[DaySpan]) -> None:
    assert DaySet.union(spans) == DaySet.union(reversed(spans))


def test_an_open_start_is_not_the_first_day_of_the_calendar() -> None:
    ever = DaySet.of(None, date(2025, 12, 31))
    since_year_one = DaySet.of(date.min, date(2025, 12, 31))

    assert ever != since_year_one
    assert ever & since_year_one == since_year_one
    assert ever | since_year_one == since_year_one | ever == ever


def test_an_empty_set_is_false_and_has_no_first_day() -> None:
    assert not NO_DAYS
    assert EVERY_DAY
    assert NO_DAYS.size == 0
    assert not NO_DAYS.open_start
    assert not NO_DAYS.open_end
    with pytest.raises(ValueError, match="empty"):
        _ = NO_DAYS.first
    with pytest.raises(ValueError, match="empty"):
        _ = NO_DAYS.last


def test_a_span_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        DaySpan(date(2025, 12, 5), date(2025, 12, 4))


def test_clipping_to_nothing_leaves_no_day() -> None:
    assert EVERY_DAY.clipped(date(2025, 12, 5), date(2025, 12, 4)) == NO_DAYS


@pytest.mark.parametrize(
    "second",
    [DaySpan(date(2025, 12, 5), None), DaySpan(date(2025, 12, 1), date(2025, 12, 2))],
    ids=["adjacent", "out of order"],
)
def test_a_set_is_not_built_from_spans_that_touch(second: DaySpan) -> None:
    first = DaySpan(date(2025, 12, 3), date(2025, 12, 4))

    with pytest.raises(ValueError, match="not apart"):
        DaySet((first, second))
