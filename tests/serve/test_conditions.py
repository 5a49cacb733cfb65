"""If-None-Match and If-Modified-Since, as RFC 9110 §13 has them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from geotimeline.web.conditions import Validators, is_unchanged

HERE = Validators('"a,b"', datetime(2025, 11, 25, 9, tzinfo=UTC))


def unchanged(*fields: tuple[str, str]) -> bool:
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in fields]
    return is_unchanged(Headers(raw=raw), HERE)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ('"a,b"', True),
        ('W/"a,b"', True),
        (' "x" ,, "a,b" ', True),
        ('"x","a,b"', True),
        ("*", True),
        (" * ", True),
        ('"a"', False),
        ('"a', False),
        ("a,b", False),
        ('"x" "a,b"', False),
        ('w/"a,b"', False),
        ('"\xe4", "a,b"', True),
    ],
)
def test_a_list_of_tags_is_looked_through(field: str, expected: bool) -> None:  # noqa: FBT001 (a table)
    assert unchanged(("If-None-Match", field)) is expected


def test_tags_may_stand_on_several_lines() -> None:
    assert unchanged(("If-None-Match", '"x"'), ("If-None-Match", '"a,b"'))


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("Tue, 25 Nov 2025 09:00:00 GMT", True),
        ("Tuesday, 25-Nov-25 09:00:00 GMT", True),
        ("Tue Nov 25 09:00:00 2025", True),
        ("Tue, 25 Nov 2025 08:59:59 GMT", False),
        ("Wed, 26 Nov 2025 00:00:00 GMT", True),
        ("2025-11-25T09:00:00Z", False),
        ("yesterday", False),
        ("Tue, 25 Nov 99999 09:00:00 GMT", False),
        ("", False),
    ],
)
def test_a_date_in_any_of_the_three_forms_is_read(field: str, expected: bool) -> None:  # noqa: FBT001 (a table)
    assert unchanged(("If-Modified-Since", field)) is expected


def test_two_dates_are_as_good_as_none() -> None:
    date = ("If-Modified-Since", "Tue, 25 Nov 2025 09:00:00 GMT")

    assert not unchanged(date, date)


@given(st.text(st.characters(max_codepoint=255), max_size=60))
def test_no_field_however_odd_makes_an_answer_fail(field: str) -> None:
    assert unchanged(("If-None-Match", field)) in (True, False)
    assert unchanged(("If-Modified-Since", field)) in (True, False)
