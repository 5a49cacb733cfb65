"""What is refused: at which column, and what the reader is told instead."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.errors import EdtfSyntaxError

EVERYDAY = [
    ("4 December 2026", "2026-12-04"),
    ("4th of December, 2026", "2026-12-04"),
    ("Dec. 4, 2026", "2026-12-04"),
    ("december 2026", "2026-12"),
    ("04.12.2026", "2026-12-04"),
    ("2026/12/4", "2026-12-04"),
    ("12/04/2026", "2026-12-04 or 2026-04-12"),
    ("13/04/2026", "2026-04-13"),
    ("12/12/2026", "2026-12-12"),
]
REFUSED = [
    # text, column from 1, what is expected there
    ("", 1, "a date, such as"),
    (" 2025", 1, "no blanks"),
    ("2025 ", 5, "no blanks"),
    ("2025\n", 5, "no blanks"),
    ("hello", 1, "a digit or `X` of the year"),
    ("next Thursday", 5, "no blanks"),
    ("0000", 1, "a year from 0001 to 9999 (year 0000"),
    ("0000-12-04", 1, "a year from 0001 to 9999 (year 0000"),
    ("-1985", 1, "negative years"),
    ("Y170000002", 1, "years written with `Y`"),
    ("Y-17E7", 1, "years written with `Y`"),
    ("1950S2", 5, "significant digits"),
    ("198", 4, "a decade is 199X"),
    ("12345", 5, "four digits of the year"),
    ("20251204", 5, "basic format"),
    ("2025-W49", 6, "write a week as its days"),
    ("2025-338", 6, "no ordinal dates"),
    ("2025-12-4", 10, "two digits or `X` of the day"),
    ("2025-1", 7, "two digits or `X` of the month"),
    ("2025-12-", 9, "two digits or `X` of the day"),
    ("2025/12/04", 8, "one `/`"),
    ("2025.12.04", 5, "`-` before the month"),
    ("2025-12-041", 11, "nothing after the day"),
    ("2025-12-xx", 9, "a capital `X`"),
    ("2025-12?~", 9, "one qualifier"),
    ("2025-1?2", 7, "directly beside a number"),
    ("2025-12-?", 10, "two digits or `X` of the day"),
    ("2004-(06)?-11", 6, "no parentheses"),
    ("٢٠٢٥", 1, "a digit or `X` of the year"),
    ("2025-13", 6, "a month from 01 to 12, or a season or quarter from 21 to 41"),
    ("2025-00", 6, "a month from 01 to 12"),
    ("2025-42", 6, "a season or quarter from 21 to 41"),
    ("2025-13-04", 6, "a month from 01 to 12"),
    ("2025-21-04", 6, "seasons have no days"),
    ("2025-2X", 6, "a month from 01 to 12"),
    ("2025-12-32", 9, "a day from 01 to 31"),
    ("2025-12-00", 9, "a day from 01 to 31"),
    ("2025-02-30", 9, "a day that 2025-02 has"),
    ("2025-02-29", 9, "a day that 2025-02 has"),
    ("2025-02-3X", 9, "a day that 2025-02 has"),
    ("156X-11-31", 9, "a day that 156X-11 has"),
    ("XXXX-02-30", 9, "a day that XXXX-02 has"),
    ("19X1-02-29", 9, "a day that 19X1-02 has"),
    ("?2025-~02-30", 11, "a day that 2025-02 has"),
    ("2025-12-04T25:00:00", 12, "an hour from 00 to 23"),
    ("2025-12-04T24:00:00", 12, "write 24:00 as 00:00 the next day"),
    ("2025-12-04T16:60:00", 15, "a minute from 00 to 59"),
    ("2025-12-04T16:00:60", 18, "no leap seconds"),
    ("2025-12-04T16:00:61", 18, "a second from 00 to 59"),
    ("2025-12-04T16:00", 17, "`:` and the seconds"),
    ("2025-12-04T16:00Z", 17, "`:` and the seconds"),
    ("2025-12-04T16", 14, "minutes and seconds"),
    ("2025-12-04T", 12, "an hour"),
    ("2025-12-04T160000", 12, "colons"),
    ("2025-12-04T16:00:00.5", 20, "no fraction of a second"),
    ("2025-12-04T16:00:00z", 20, "a capital `Z`"),
    ("2025-12-04T16:00:00+0530", 20, "an offset with a colon"),
    ("2025-12-04T16:00:00-00:00", 20, "there is no -00:00"),
    ("2025-12-04T16:00:00-00", 20, "there is no -00:00"),
    ("2025-12-04T16:00:00+14:01", 20, "an offset from -14:00 to +14:00"),
    ("2025-12-04T16:00:00+15", 20, "an offset from -14:00 to +14:00"),
    ("2025-12-04T16:00:00?", 20, "a date can be qualified"),
    ("2025-02-30T16:00:00", 9, "a day that 2025-02 has"),
    ("2025-12T16:00:00", 8, "`-` before the day"),
    ("0000-12-04T16:00:00", 1, "year 0000"),
    ("/", 1, "a date on at least one side of `/`"),
    ("../..", 1, "a date on at least one side of `/`"),
    ("/..", 1, "a date on at least one side of `/`"),
    ("../", 1, "a date on at least one side of `/`"),
    ("2025-12-05/2025-12-04", 12, "an end that is not before the start"),
    ("2026/2025-12", 6, "an end that is not before the start"),
    ("..2004-06-01/2004-06-20..", 1, "`..` beside a date is not supported"),
    ("2004-06-01/2004-06-20..", 22, "`..` beside a date is not supported"),
    ("2025-12-04T16:00:00Z/2025-12-05", 11, "use a date and `duration`"),
    ("2025-12-04/05", 14, "four digits of the year"),
    ("2025-12-04/2025-02-30", 20, "a day that 2025-02 has"),
    ("[2025", 6, "`]` at the end"),
    ("[2025}", 7, "`]` at the end"),
    ("{2025]", 7, "`}` at the end"),
    ("2025]", 5, "`-` before the month"),
    ("[]", 2, "a date, such as"),
    ("[2025,]", 7, "a date, such as"),
    ("[,2025]", 2, "a date, such as"),
    ("[2025,,2026]", 7, "a date, such as"),
    ("[2025, 2026]", 7, "no blanks"),
    ("[..]", 2, "a date on at least one side of `..`"),
    ("[2025,..]", 7, "a date on at least one side of `..`"),
    ("[2025,..2027]", 7, "only at the start or the end of the set"),
    ("[2025..,2027]", 6, "only at the start or the end of the set"),
    ("[2026..2025]", 8, "an end that is not before the start"),
    ("[2025..2026..2027]", 12, "`-` before the month"),
    ("[2025/2026]", 6, "no intervals in a set"),
    ("[2025-12-04T16:00:00Z]", 12, "days without times"),
    ("[2025-02-30,2026]", 10, "a day that 2025-02 has"),
    ("[2025]?", 8, "`]` at the end"),
    ("[[2025]]", 2, "a digit or `X` of the year"),
]


@pytest.mark.parametrize(
    ("text", "column", "expected"), REFUSED, ids=[repr(row[0]) for row in REFUSED]
)
def test_a_refusal_names_the_column_and_what_belongs_there(
    text: str, column: int, expected: str
) -> None:
    with pytest.raises(EdtfSyntaxError) as caught:
        parse(text)

    assert (caught.value.text, caught.value.column) == (text, column)
    assert expected in caught.value.expected


def test_a_refusal_is_one_sentence_for_people() -> None:
    with pytest.raises(EdtfSyntaxError) as caught:
        parse("2025-02-30")

    assert str(caught.value) == (
        "cannot read the date '2025-02-30' at column 9: expected a day that 2025-02 has"
    )


def test_an_overlong_text_is_refused_without_being_read() -> None:
    with pytest.raises(EdtfSyntaxError) as caught:
        parse("[" * 100_000)

    assert caught.value.column == 2_001
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(("text", "meant"), EVERYDAY)
def test_an_everyday_date_is_refused_with_the_date_that_was_meant(
    text: str, meant: str
) -> None:
    with pytest.raises(EdtfSyntaxError, match=f"; did you mean {meant}[?]$"):
        parse(text)


@pytest.mark.parametrize("text", ["31/02/2026", "4 Ma 2026", "0 May 2026", "next May"])
def test_what_is_no_day_is_refused_without_a_guess(text: str) -> None:
    with pytest.raises(EdtfSyntaxError) as caught:
        parse(text)

    assert "did you mean" not in str(caught.value)


@given(
    st.dates(date(1000, 1, 1)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y/%m/%d"]),
)
def test_the_date_that_was_meant_can_be_read(day: date, written: str) -> None:
    text = day.strftime(written)

    with pytest.raises(EdtfSyntaxError, match=f"did you mean {day.isoformat()}"):
        parse(text)
    assert parse(day.isoformat()).first == day
