"""Which days a picture shows, and where it is marked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.drawing.axis import Axis, axis_for, fixed_axis
from geotimeline.formats.drawing.ticks import ticks

days = st.dates()
near_days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
bounds = st.lists(st.tuples(st.none() | days, st.none() | days), max_size=30)


def _ordered(
    pairs: list[tuple[date | None, date | None]],
) -> list[tuple[date | None, date | None]]:
    return [(a, b) if not (a and b) or a <= b else (b, a) for a, b in pairs]


@given(bounds, days)
def test_any_rows_have_an_axis_of_at_least_four_weeks_within_the_calendar(
    pairs: list[tuple[date | None, date | None]], today: date
) -> None:
    axis = axis_for(_ordered(pairs), today)

    assert axis.first <= axis.last
    assert axis.days >= 28


@given(st.lists(near_days, min_size=1, max_size=20), near_days)
def test_all_days_of_rows_that_lie_together_are_shown(
    found: list[date], today: date
) -> None:
    middle = found[0]
    close = [middle + (day - middle) / 60 for day in found]

    axis = axis_for([(day, day) for day in close], today)

    assert all(day in axis for day in close)


def test_a_window_of_four_hundred_years_does_not_make_points_of_the_others() -> None:
    this_year = [
        (date(2025, month, 1), date(2025, month, 20)) for month in range(1, 13)
    ]

    axis = axis_for(
        [(date(1600, 1, 1), date(2025, 6, 1)), *this_year], date(2025, 6, 1)
    )

    assert axis == Axis(date(2025, 1, 1), date(2025, 12, 31))


def test_today_is_shown_if_it_is_near_and_left_out_if_it_is_far() -> None:
    row = (date(2025, 12, 1), date(2025, 12, 31))

    assert date(2025, 11, 25) in axis_for([row], date(2025, 11, 25))
    assert date(2026, 11, 22) not in axis_for([row], date(2026, 11, 22))


def test_rows_open_on_both_sides_are_shown_around_today() -> None:
    assert date(2025, 11, 25) in axis_for([(None, None)], date(2025, 11, 25))


@given(near_days, st.integers(1, 400_000), st.integers(8, 200))
def test_names_on_the_scale_never_touch(first: date, length: int, cells: int) -> None:
    room = (date.max - first).days
    axis = fixed_axis(first, first + timedelta(days=min(length, room)))

    marks = ticks(axis, cells)

    starts = [int(axis.share(mark.day) * cells) for mark in marks]
    ends = [start + len(mark.name) for start, mark in zip(starts, marks, strict=True)]
    assert all(end < start for end, start in zip(ends, starts[1:], strict=False))
    assert all(mark.day in axis for mark in marks)


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        ("2025-12-01", "2025-12-14", "1 2 3 4 5 6 7 8 9 10 11 12 13 14"),
        ("2025-11-01", "2025-12-31", "3 10 17 24 1 8 15 22 29"),
        ("2025-09-01", "2025-12-31", "Sep Oct Nov Dec"),
        ("2025-01-01", "2026-12-31", "Jan Apr Jul Oct Jan Apr Jul Oct"),
        ("2010-01-01", "2029-12-31", "2010 2015 2020 2025"),
    ],
    ids=["days", "Mondays", "months", "quarters", "years"],
)
def test_the_scale_is_as_fine_as_there_is_room(
    first: str, last: str, names: str
) -> None:
    axis = fixed_axis(date.fromisoformat(first), date.fromisoformat(last))

    assert " ".join(mark.name for mark in ticks(axis, 44)) == names
