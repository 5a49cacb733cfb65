"""Writing a computed window as EDTF."""

from __future__ import annotations

import pytest
from hypothesis import given

from geotimeline.edtf import NO_DAYS, DaySet, parse, text_of
from geotimeline.edtf.canonical import MOST_WRITTEN
from tests.edtf.strategies import day_sets


@given(day_sets)
def test_a_written_window_reads_back_as_the_same_days(days: DaySet) -> None:
    if days:
        assert parse(text_of(days)).starts == days


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-04",
        "2025-12",
        "2025",
        "[2025-10-21..2025-10-31]",
        "[..2025-12-31]",
        "[2026-01-01..]",
        "[2025-11-03,2025-11-10]",
        "[2025-11-03,2025-12]",
        "XXXX-XX-XX",
    ],
)
def test_a_window_is_written_as_short_as_it_can_be(text: str) -> None:
    assert text_of(parse(text).starts) == text


def test_no_text_stands_for_no_day() -> None:
    with pytest.raises(ValueError, match="no EDTF text"):
        text_of(NO_DAYS)


def test_a_window_in_very_many_pieces_is_written_as_one() -> None:
    pieces = parse("15XX-12-25").starts

    assert len(pieces.spans) > MOST_WRITTEN
    assert parse(text_of(pieces)).starts == pieces.hull
