"""Our bounds beside those of python-edtf 5, where it is known to be right."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.errors import EdtfSyntaxError
from tests.edtf.strategies import marks, plain_texts

with warnings.catch_warnings():  # its grammar warns while it is imported
    warnings.simplefilter("ignore")
    oracle = pytest.importorskip("edtf", reason="python-edtf is not installed")

if TYPE_CHECKING:
    from time import struct_time

KNOWN_ERRORS = [
    # text, what python-edtf 5 says, what it means
    ("2025-24", "2025-12-01 2025-12-31", "2025-12-01 2026-02-28"),  # winter
    ("2025-28", "2025-12-01 2025-12-31", "2025-12-01 2026-02-28"),  # northern winter
    ("2025-30", "2025-12-01 2025-12-31", "2025-12-01 2026-02-28"),  # southern summer
    ("2022/", "2022-01-01 2032-01-01", "2022-01-01 None"),  # unknown: ten years
    ("/2022", "2012-12-31 2022-12-31", "None 2022-12-31"),
    ("2025-1X", "refused", "2025-10-01 2025-12-31"),  # masks in months and days
    ("1560-X2", "refused", "1560-02-01 1560-12-31"),
    ("2025-12-1X", "refused", "2025-12-10 2025-12-19"),
    ("20XX-02-29", "2000-02-29 2099-02-29", "2000-02-29 2096-02-29"),  # no leap year
    ("156X-11-31", "1560-11-31 1569-11-31", "refused"),  # impossible days
    ("2026/2025", "2026-01-01 2025-12-31", "refused"),  # reversed intervals
    ("2025-12-04T24:00:00", "2025-12-04 2025-12-04", "refused"),
    ("000X", "0000-01-01 0009-12-31", "0001-01-01 0009-12-31"),  # has year 0000
]
"""Left out of the comparison; when it mends one, its row fails and can go."""

SEASONS_IT_KNOWS = sorted({*range(21, 42)} - {24, 28, 30, 32})


@st.composite
def _texts_both_read(draw: st.DrawFn) -> str:
    """Levels 0 and 1, closed sets and seasons: what both claim to read."""
    one, two = sorted((draw(plain_texts()), draw(plain_texts())))
    season = draw(st.sampled_from(SEASONS_IT_KNOWS))
    return draw(
        st.sampled_from(
            [
                one + draw(marks),
                f"{one}{draw(marks)}/{two}{draw(marks)}",
                f"[{one},{two}]",
                f"[{one}..{two}]" if len(one) == len(two) else one,
                f"{{{one},{two}}}",
                f"{one[:3]}X" if one[:3] != "000" else one,
                f"{one[:2]}XX" if one[:2] != "00" else one,
                f"{one[:4]}-XX",
                f"{one[:4]}-XX-XX",
                f"{one}-XX" if len(one) == len("2025-12") else one,
                f"{one[:4]}-{season}",
            ]
        )
    )


def _bounds_here(text: str) -> str:
    try:
        value = parse(text)
    except EdtfSyntaxError:
        return "refused"
    return f"{value.first} {value.last}"


def _bounds_there(text: str) -> str:
    try:
        with warnings.catch_warnings():  # pyparsing warns of old names it still uses
            warnings.simplefilter("ignore")
            value = oracle.parse_edtf(text)
            return f"{_written(value.lower_strict())} {_written(value.upper_strict())}"
    except (ValueError, AttributeError):  # as it does for masks it half understands
        return "refused"


def _written(bound: struct_time | float) -> str:
    if isinstance(bound, float):
        return str(bound)
    return f"{bound.tm_year:04}-{bound.tm_mon:02}-{bound.tm_mday:02}"


@given(_texts_both_read())
def test_the_bounds_equal_those_of_python_edtf(text: str) -> None:
    assert _bounds_here(text) == _bounds_there(text)


@pytest.mark.parametrize(("text", "there", "here"), KNOWN_ERRORS)
def test_the_two_differ_where_python_edtf_is_known_to_err(
    text: str, there: str, here: str
) -> None:
    assert (_bounds_there(text), _bounds_here(text)) == (there, here)
