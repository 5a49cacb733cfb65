"""Recurrence rules of RFC 5545: read strictly, counted by the day, never for long."""

from __future__ import annotations

import re
from datetime import date, datetime, time

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.model.recurring import Recurrence, Start
from tests.following.strategies import day, rules_of_recurrence

FIRST = Start(date(2025, 12, 4))
LAST = date(2030, 12, 31)


def days(text: str, first: Start = FIRST, last: date = LAST) -> list[str]:
    return [str(one) for one in Recurrence.parse(text).days(first, last)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FREQ=YEARLY;COUNT=3", ["2025-12-04", "2026-12-04", "2027-12-04"]),
        ("RRULE:FREQ=YEARLY;UNTIL=20261204", ["2025-12-04", "2026-12-04"]),
        ("freq=yearly;until=20261203", ["2025-12-04"]),
        ("FREQ=YEARLY;INTERVAL=4;COUNT=2", ["2025-12-04", "2029-12-04"]),
        ("FREQ=MONTHLY;BYDAY=1TH;COUNT=2", ["2025-12-04", "2026-01-01"]),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", ["2025-12-04", "2025-12-26"]),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", ["2025-12-04", "2025-12-09", "2025-12-11"]),
        ("FREQ=DAILY;COUNT=1", ["2025-12-04"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", ["2025-12-04", "2028-02-29"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ["2025-12-04"]),
    ],
)
def test_a_rule_gives_days_and_the_first_one_counts(
    text: str, expected: list[str]
) -> None:
    assert days(text) == expected


def test_months_that_lack_the_day_are_left_out() -> None:
    first = Start(date(2025, 12, 31))

    assert days("FREQ=MONTHLY;COUNT=4", first) == [
        "2025-12-31",
        "2026-01-31",
        "2026-03-31",
        "2026-05-31",
    ]


@pytest.mark.parametrize(
    ("until", "hour", "last"),
    [
        ("20251206", time(16), "2025-12-06"),
        ("20251206T160000", time(16), "2025-12-06"),
        ("20251206T155959", time(16), "2025-12-05"),
        ("20251206T103000Z", time(16), "2025-12-06"),  # 16:00 in Kolkata
        ("20251206T102959Z", time(16), "2025-12-05"),
        ("20251206T200000Z", None, "2025-12-07"),  # already the 7th there
    ],
)
def test_the_end_of_a_rule_is_read_by_the_clocks_of_the_event(
    until: str, hour: time | None, last: str
) -> None:
    first = Start(date(2025, 12, 4), hour, "Asia/Kolkata")

    assert days(f"FREQ=DAILY;UNTIL={until}", first)[-1] == last


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "FREQ=YEARLY"),
        ("every year", "FREQ=YEARLY"),
        ("FREQ=SECONDLY", "one of YEARLY, MONTHLY, WEEKLY, DAILY"),
        ("FREQ=HOURLY;COUNT=5", "one of YEARLY, MONTHLY, WEEKLY, DAILY"),
        ("FREQ=ANNUALLY", "one of YEARLY, MONTHLY, WEEKLY, DAILY"),
        ("BYDAY=MO", "FREQ is missing"),
        ("FREQ=DAILY;FREQ=WEEKLY", "FREQ comes twice"),
        ("FREQ=YEARLY;BYHOUR=9", "the hour comes from the event's own date"),
        ("FREQ=YEARLY;BYEASTER=0", "not part of RFC 5545"),
        ("RSCALE=CHINESE;FREQ=YEARLY", "only the Gregorian calendar"),
        ("FREQ=YEARLY;BYMONT=3", "did you mean BYMONTH"),
        ("FREQ=YEARLY;", "cannot read"),
        ("FREQ=YEARLY;INTERVAL=0", "from 1 to 999"),
        ("FREQ=YEARLY;INTERVAL=1,2", "from 1 to 999"),
        ("FREQ=YEARLY;COUNT=0", "from 1 to 9999"),
        ("FREQ=YEARLY;COUNT=10000", "from 1 to 9999"),
        ("FREQ=YEARLY;COUNT=+3", "from 1 to 9999"),
        ("FREQ=YEARLY;COUNT=٣", "from 1 to 9999"),
        ("FREQ=YEARLY;COUNT=2;UNTIL=20301231", "exclude each other"),
        ("FREQ=YEARLY;UNTIL=2030-12-31", "a day such as 20301231"),
        ("FREQ=YEARLY;UNTIL=20301340", "no such day or hour"),
        ("FREQ=YEARLY;UNTIL=20301231T250000Z", "no such day or hour"),
        ("FREQ=YEARLY;BYMONTH=13", "from 1 to 12"),
        ("FREQ=YEARLY;BYMONTH=-1", "from 1 to 12"),
        ("FREQ=YEARLY;BYMONTHDAY=0", "from the end -1 to -31"),
        ("FREQ=YEARLY;BYDAY=MON", "1MO (the first)"),
        ("FREQ=YEARLY;BYDAY=54MO", "1MO (the first)"),
        ("FREQ=YEARLY;BYDAY=-MO", "1MO (the first)"),
        ("FREQ=WEEKLY;BYDAY=1MO", "a number in BYDAY"),
        ("FREQ=YEARLY;BYWEEKNO=3;BYDAY=1MO", "a number in BYDAY"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "exclude each other"),
        ("FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY needs"),
        ("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO needs"),
        ("FREQ=MONTHLY;BYSETPOS=1", "another part with BY"),
        ("FREQ=MONTHLY;WKST=XX", "one of MO, TU"),
        ("EXDATE=20261204", "status: cancelled"),
    ],
)
def test_what_is_no_rule_is_refused_with_what_would_be_right(
    text: str, message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        Recurrence.parse(text)


@given(
    st.text(max_size=40) | st.from_regex(r"\AFREQ=[A-Z]{5,7};[A-Z]{4,9}=[-0-9A-Z,]+")
)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = Recurrence.parse(text)
    except ValueError:
        return
    assert Recurrence.parse(str(found)) == found


_PARTS = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"])},
    optional={
        "INTERVAL": st.integers(1, 5).map(str),
        "BYMONTH": st.sampled_from(["1", "2,12", "6"]),
        "BYDAY": st.sampled_from(["MO", "TH,SA", "SU"]),
        "WKST": st.sampled_from(["MO", "SU"]),
        "COUNT": st.integers(1, 30).map(str),
    },
)


@given(_PARTS, st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_days_are_those_that_dateutil_gives_where_it_runs_as_it_stands(
    parts: dict[str, str], first: date
) -> None:
    count = int(parts.pop("COUNT", "400"))
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    last = date(first.year + 8, 12, 31)
    start = datetime(first.year, first.month, first.day)  # noqa: DTZ001 (days alone)

    found = Recurrence.parse(f"{text};COUNT={count}").days(Start(first), last)

    given_days = {
        one.date() for one in rrulestr(f"{text};COUNT={count}", dtstart=start)
    }
    near = sorted(one for one in {first, *given_days} if one <= last)
    assert list(found) == near[:count]


@given(rules_of_recurrence, st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_looking_further_only_adds_days(recurs: Recurrence, first: date) -> None:
    near = recurs.days(Start(first), first.replace(year=first.year + 2, day=1))
    far = recurs.days(Start(first), first.replace(year=first.year + 5, day=1))

    assert far[: len(near)] == near
    assert list(far) == sorted(set(far))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYSETPOS=3;BYMONTH=1",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=YEARLY;BYWEEKNO=1;BYMONTH=6",
        "FREQ=DAILY",
    ],
)
def test_a_rule_that_gives_nothing_or_very_much_ends_soon(text: str) -> None:
    found = days(text, Start(date(1999, 1, 5)), date(9999, 12, 31))

    assert len(found) <= 36_600


def test_a_rule_knows_whether_it_gives_its_first_day() -> None:
    assert Recurrence.parse("FREQ=WEEKLY;BYDAY=TH").fits(day("2025-12-04"))
    assert not Recurrence.parse("FREQ=WEEKLY;BYDAY=MO").fits(day("2025-12-04"))
