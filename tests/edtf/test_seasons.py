"""Seasons, quarters, thirds and halves, and the hemisphere of seasons."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given

from geotimeline.edtf import parse
from geotimeline.errors import EdtfSyntaxError
from tests.edtf.strategies import edtf_texts

SPANS = {
    21: "2025-03-01 2025-05-31",
    22: "2025-06-01 2025-08-31",
    23: "2025-09-01 2025-11-30",
    24: "2025-12-01 2026-02-28",
    25: "2025-03-01 2025-05-31",
    26: "2025-06-01 2025-08-31",
    27: "2025-09-01 2025-11-30",
    28: "2025-12-01 2026-02-28",
    29: "2025-09-01 2025-11-30",
    30: "2025-12-01 2026-02-28",
    31: "2025-03-01 2025-05-31",
    32: "2025-06-01 2025-08-31",
    33: "2025-01-01 2025-03-31",
    34: "2025-04-01 2025-06-30",
    35: "2025-07-01 2025-09-30",
    36: "2025-10-01 2025-12-31",
    37: "2025-01-01 2025-04-30",
    38: "2025-05-01 2025-08-31",
    39: "2025-09-01 2025-12-31",
    40: "2025-01-01 2025-06-30",
    41: "2025-07-01 2025-12-31",
}


@pytest.mark.parametrize("code", SPANS)
def test_a_code_stands_for_its_months(code: int) -> None:
    value = parse(f"2025-{code}")

    assert f"{value.first} {value.last}" == SPANS[code]


@pytest.mark.parametrize("code", range(21, 25))
def test_a_season_without_hemisphere_moves_half_a_year_in_the_south(code: int) -> None:
    northern = parse(f"2025-{code}")
    southern = northern.southern()

    assert northern.has_northern_season
    assert not southern.has_northern_season
    assert southern.text == northern.text
    assert southern.starts == parse(f"2025-{code + 8}").starts
    assert southern != northern


@given(edtf_texts)
def test_reading_in_the_south_twice_is_reading_once(text: str) -> None:
    with contextlib.suppress(EdtfSyntaxError):
        value = parse(text)
        southern = value.southern()

        assert southern.southern() == southern
        assert southern.text == value.text
        if not value.has_northern_season:
            assert southern == value


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("2025-24/2026-21", "2025-06-01 2026-11-30"),
        ("[2025-22,2025-12-25]", "2025-12-01 2026-02-28"),
        ("[2025-21..2025-22]", "2025-09-01 2026-02-28"),
        ("{2025-21,2026-21}", "2025-09-01 2026-11-30"),
        ("2025-33", "2025-01-01 2025-03-31"),
        ("../2025-24", "None 2025-08-31"),
        ("202X-22", "2020-12-01 2030-02-28"),
    ],
)
def test_seasons_inside_other_values_are_read_in_the_south_too(
    text: str, bounds: str
) -> None:
    southern = parse(text).southern()

    assert f"{southern.first} {southern.last}" == bounds


def test_an_interval_that_would_run_backwards_stays_northern() -> None:
    value = parse("2025-21/2025-06")

    assert value.southern() == value


@pytest.mark.parametrize(
    ("text", "last"),
    [("2023-24", "2024-02-29"), ("2024-24", "2025-02-28"), ("9999-24", "9999-12-31")],
)
def test_winter_ends_with_february_or_with_the_calendar(text: str, last: str) -> None:
    assert str(parse(text).last) == last
