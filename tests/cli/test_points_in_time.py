"""Days and instants on the command line."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.cli.points_in_time import read_first_day, read_instant, read_last_day
from geotimeline.errors import InstantSyntaxError


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2025-11-25T09:00Z", datetime(2025, 11, 25, 9, tzinfo=UTC)),
        ("2025-11-25T09:00:30Z", datetime(2025, 11, 25, 9, 0, 30, tzinfo=UTC)),
        ("2025-11-25T09:00+05:30", datetime(2025, 11, 25, 3, 30, tzinfo=UTC)),
        ("2025-11-25t09:00z", datetime(2025, 11, 25, 9, tzinfo=UTC)),
        ("2025-11-25", datetime(2025, 11, 25, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_into_utc(text: str, instant: datetime) -> None:
    assert read_instant(text) == instant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "tomorrow",
        "2025-11",
        "2025-11-25T09:00",
        "2025-11-25T25:00Z",
        "2025-02-30",
        "25.11.2025",
        "٢٠٢٥-11-25",
        "0001-01-01T00:00+14:00",
        "2025-11-25T09:00Z ",
    ],
)
def test_what_is_no_instant_is_refused_with_what_would_be(text: str) -> None:
    with pytest.raises(InstantSyntaxError, match="such as 2025-11-25T09:00Z"):
        read_instant(text)


@given(st.text("0123456789-T:Z+ \u0660", max_size=26))
def test_any_text_is_an_instant_or_refused_in_words(text: str) -> None:
    with contextlib.suppress(InstantSyntaxError):
        assert read_instant(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-12-04", date(2025, 12, 4), date(2025, 12, 4)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_month_begins_a_range_by_its_first_day_and_ends_it_by_its_last(
    text: str, first: date, last: date
) -> None:
    assert (read_first_day(text), read_last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text", ["2025-13", "soon", "../2025", "2025-12-04T16:00:00Z", ""]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InstantSyntaxError, match="a day, month or year"):
        read_first_day(text)
