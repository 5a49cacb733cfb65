"""What a text means: bounds, canonical text and the laws that every value keeps."""

from __future__ import annotations

import contextlib
import re
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import (
    EVERY_DAY,
    EachOf,
    EdtfValue,
    Instant,
    Interval,
    OneOf,
    Precision,
    parse,
)
from geotimeline.edtf.masks import MOST_SPANS
from geotimeline.edtf.parsing import LONGEST_TEXT
from geotimeline.errors import EdtfSyntaxError
from tests.edtf.strategies import (
    date_texts,
    days,
    edtf_like_texts,
    edtf_texts,
    masked_texts,
)


@given(edtf_like_texts)
def test_any_text_is_read_or_refused_in_our_own_words(text: str) -> None:
    read = _read_or_refused(text)

    if isinstance(read, EdtfSyntaxError):
        assert 1 <= read.column <= len(text) + 1
        assert read.expected
    else:
        assert read.first is None or read.last is None or read.first <= read.last


def _read_or_refused(text: str) -> EdtfValue | EdtfSyntaxError:
    try:
        return parse(text)
    except EdtfSyntaxError as refusal:
        return refusal


@given(edtf_texts)
def test_the_canonical_text_means_the_same(text: str) -> None:
    with contextlib.suppress(EdtfSyntaxError):
        value = parse(text)

        assert parse(value.text) == value
        assert parse(value.text).text == value.text == str(value)


@given(edtf_texts)
def test_starts_and_ends_lie_between_the_first_and_last_day(text: str) -> None:
    with contextlib.suppress(EdtfSyntaxError):
        value = parse(text)

        assert value.starts
        assert value.ends
        assert value.starts.first == value.first
        assert value.ends.last == value.last
        assert value.starts.clipped(value.first, value.last) == value.starts
        if not value.each_of:
            assert value.ends.clipped(value.first, value.last) == value.ends


@given(masked_texts(), days)
def test_a_mask_allows_exactly_the_days_that_look_like_it(
    text: str, other: date
) -> None:
    allowed = parse(text).starts
    whole_range_kept = "XXXX" in text or len(allowed.spans) == 1

    near = [day for span in allowed.spans for day in (span.first, span.last) if day]
    for day in [other, *near]:
        if _looks_like(day, text):
            assert day in allowed
        else:
            assert day not in allowed or whole_range_kept


def _looks_like(day: date, text: str) -> bool:
    return all(
        written in ("X", digit)
        for written, digit in zip(text, day.isoformat(), strict=False)
    )


@pytest.mark.parametrize(
    "text",
    ["2025-X1", "2025-1X-X5", "202X-12-0X", "2025-XX-3X", "20X5-X2-29", "20X4-02-29"],
)
def test_every_day_of_a_mask_is_found_and_no_other(text: str) -> None:
    allowed = parse(text).starts
    first, last = parse(text).first, parse(text).last
    assert first
    assert last

    for ordinal in range(first.toordinal() - 40, last.toordinal() + 40):
        day = date.fromordinal(ordinal)
        assert (day in allowed) == _looks_like(day, text)


@given(date_texts())
def test_qualifiers_never_move_a_bound(text: str) -> None:
    with contextlib.suppress(EdtfSyntaxError):
        value = parse(text)
        bare = parse(re.sub("[?~%]", "", text))

        assert value.starts == bare.starts
        assert value.ends == bare.ends
        assert value.qualifiers.uncertain == bool(set(text) & set("?%"))
        assert value.qualifiers.approximate == bool(set(text) & set("~%"))


BOUNDS = {
    # text: earliest and latest start, earliest and latest end
    "2025-12-04": "2025-12-04 2025-12-04 2025-12-04 2025-12-04",
    "2025-12": "2025-12-01 2025-12-31 2025-12-01 2025-12-31",
    "2024-02": "2024-02-01 2024-02-29 2024-02-01 2024-02-29",
    "2025-12-XX": "2025-12-01 2025-12-31 2025-12-01 2025-12-31",
    "2025-12-04/2025-12-05": "2025-12-04 2025-12-04 2025-12-05 2025-12-05",
    "2025-12/2026-01": "2025-12-01 2025-12-31 2026-01-01 2026-01-31",
    "2004-02-01/2005": "2004-02-01 2004-02-01 2005-01-01 2005-12-31",
    "2025/2025-03": "2025-01-01 2025-03-31 2025-03-01 2025-03-31",
    "2025-10/2025": "2025-10-01 2025-10-31 2025-10-01 2025-12-31",
    "../2026-03": "None 2026-03-31 2026-03-01 2026-03-31",
    "/2026-03": "None 2026-03-31 2026-03-01 2026-03-31",
    "2022/..": "2022-01-01 2022-12-31 2022-01-01 None",
    "2022/": "2022-01-01 2022-12-31 2022-01-01 None",
    "[2025-10-21..2025-10-31]": "2025-10-21 2025-10-31 2025-10-21 2025-10-31",
    "[..2025-12-31]": "None 2025-12-31 None 2025-12-31",
    "[2026-01..]": "2026-01-01 None 2026-01-01 None",
    "{2025-10,2025-09}": "2025-09-01 2025-09-30 2025-10-01 2025-10-31",
    "{1667,1668,1670..1672}": "1667-01-01 1667-12-31 1672-01-01 1672-12-31",
    "{..1984}": "None 1984-12-31 1984-01-01 1984-12-31",
    "{1984..}": "1984-01-01 1984-12-31 1984-01-01 None",
    "1560-X2": "1560-02-01 1560-12-31 1560-02-01 1560-12-31",
    "XXXX-12-25": "None None None None",
    "XXXX/2025": "None 2025-12-31 2025-01-01 2025-12-31",
    "2025-12-04T23:30:00-05:00": "2025-12-04 2025-12-04 2025-12-04 2025-12-04",
}


@pytest.mark.parametrize("text", BOUNDS)
def test_a_value_knows_its_four_bounds(text: str) -> None:
    value = parse(text)

    bounds = (
        value.starts.first,
        value.starts.last,
        value.ends.first,
        value.ends.last,
    )

    assert " ".join(map(str, bounds)) == BOUNDS[text]


CANONICAL = {
    "?2001": "2001?",
    "?2004-?06": "2004-06?",
    "?2004-06-~11": "2004?-06-~11",
    "?2004-06": "2004?-06",
    "2004?-06-11~": "2004%-~06-~11",
    "~2004-?06": "2004~-?06",
    "2004-06~-11": "2004-06~-11",
    "2016-05-02T16:54:59+00:00": "2016-05-02T16:54:59Z",
    "2016-05-02T16:54:59-11": "2016-05-02T16:54:59-11:00",
    "[2025-12,?2025-11]": "[2025-12,2025?-11]",
    "%1945/1959": "1945%/1959",
    "?20XX-41": "20XX?-41",
}


@pytest.mark.parametrize("text", CANONICAL)
def test_marks_and_offsets_have_one_normal_form(text: str) -> None:
    assert parse(text).text == CANONICAL[text]


@pytest.mark.parametrize(
    ("text", "kind", "lasts", "each_of"),
    [
        ("2025-12", EdtfValue, False, False),
        ("2025-12-04/2025-12-05", Interval, True, False),
        ("[2025-12-04..2025-12-05]", OneOf, False, False),
        ("{2025-12-04,2025-12-05}", EachOf, False, True),
        ("2025-12-04T16:00:00Z", Instant, False, False),
    ],
)
def test_different_meanings_have_different_types(
    text: str, kind: type[EdtfValue], *, lasts: bool, each_of: bool
) -> None:
    value = parse(text)

    assert isinstance(value, kind)
    assert (value.lasts, value.each_of) == (lasts, each_of)


def test_lasting_two_days_is_not_falling_on_one_of_them() -> None:
    lasting, within = parse("2025-12-04/2025-12-05"), parse("[2025-12-04..2025-12-05]")

    assert (lasting.first, lasting.last) == (within.first, within.last)
    assert lasting.starts.size == 1
    assert within.starts.size == 2
    assert lasting != within


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("2022/..", "open_end"),
        ("2022/", "unknown_end"),
        ("../2022", "open_start"),
        ("/2022", "unknown_start"),
        ("[..2022]", "open_start"),
        ("[2022..]", "open_end"),
        ("XXXX-XX-XX", "unknown_start unknown_end"),
        ("XXXX/2025", "unknown_start"),
        ("2025", ""),
    ],
)
def test_open_and_unknown_are_told_apart(text: str, flags: str) -> None:
    value = parse(text)
    names = ("open_start", "open_end", "unknown_start", "unknown_end")

    assert " ".join(name for name in names if getattr(value, name)) == flags


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-12-04T16:00:00", datetime(2025, 12, 4, 16)),  # noqa: DTZ001 (local)
        ("2025-12-04T16:00:00Z", datetime(2025, 12, 4, 16, tzinfo=timezone.utc)),  # noqa: UP017 (beside an offset)
        (
            "2025-12-04T16:00:00+05:30",
            datetime(2025, 12, 4, 16, tzinfo=timezone(timedelta(hours=5.5))),
        ),
    ],
)
def test_an_instant_keeps_its_offset(text: str, moment: datetime) -> None:
    instant = parse(text).instant

    assert instant == moment
    assert instant.utcoffset() == moment.utcoffset()
    assert parse("2025-12-04").instant is None


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2025-12-04T16:00:00Z", Precision.INSTANT),
        ("2025-12-04", Precision.DAY),
        ("2025-12-XX", Precision.DAY),
        ("2025-12", Precision.MONTH),
        ("2025-XX", Precision.MONTH),
        ("2025-24", Precision.SEASON),
        ("2025", Precision.YEAR),
        ("1XX3", Precision.YEAR),
        ("XXXX", Precision.YEAR),
        ("199X", Precision.DECADE),
        ("19XX", Precision.CENTURY),
        ("1XXX", Precision.MILLENNIUM),
        ("2025/2026-03", Precision.MONTH),
        ("[2025,2026-03-04]", Precision.DAY),
        ("{2025..2026-03}", Precision.MONTH),
    ],
)
def test_the_precision_is_that_of_the_finest_part(
    text: str, precision: Precision
) -> None:
    assert parse(text).precision is precision


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("2025", ""),
        ("2025?", "?"),
        ("2025-?12", "?"),
        ("[2025~,2026]", "~"),
        ("2025?/2026~", "%"),
        ("2025?-~12", "%"),
        ("{2025..2026%}", "%"),
    ],
)
def test_every_qualifier_inside_counts(text: str, mark: str) -> None:
    assert parse(text).qualifiers.mark == mark


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("1XXX-XX-25", "1000-01-25 1999-12-25"),
        ("XXX5-X2-29", "0005-12-29 9995-12-29"),
        ("1XXX-02-29", "1004-02-29 1996-02-29"),
        ("1XXX-21", "1000-03-01 1999-05-31"),
    ],
)
def test_a_mask_with_too_many_spans_becomes_the_span_around_them(
    text: str, bounds: str
) -> None:
    value = parse(text)

    assert f"{value.first} {value.last}" == bounds
    assert len(value.starts.spans) <= MOST_SPANS


def test_no_text_makes_more_spans_than_are_promised() -> None:
    masks = [f"[{','.join(f'{decade}X-XX-25' for decade in range(190, 250))}]"]
    masks += ["XXX5-XX-X5", "X5XX-XX-X5", "9XX9-X1-3X", f"[{'1XXX-X2,' * 200}1XXX]"]

    for text in masks:
        assert len(parse(text).starts.spans) <= MOST_SPANS


def test_the_longest_text_is_read_and_one_character_more_is_refused() -> None:
    members = "2025," * 398

    assert len(f"[{members}2025-12?]") == LONGEST_TEXT
    assert parse(f"[{members}2025-12?]").first == date(2025, 1, 1)
    with pytest.raises(EdtfSyntaxError, match="at most 2000 characters"):
        parse(f"[{members}2025-12-4]")


def test_an_unknown_date_leaves_every_day() -> None:
    assert parse("XXXX-XX-XX").starts == EVERY_DAY


@given(st.sampled_from(["2025-02-29", "2024-02-29", "1900-02-29", "2000-02-29"]))
def test_leap_days_exist_in_leap_years_only(text: str) -> None:
    if text[:4] in ("2024", "2000"):
        assert parse(text).first == date(int(text[:4]), 2, 29)
    else:
        with pytest.raises(EdtfSyntaxError, match="at column 9"):
            parse(text)


def test_the_same_text_is_read_once() -> None:
    assert parse("2025-12-04/2025-12-05") is parse("2025-12-04/2025-12-05")
