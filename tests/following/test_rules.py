"""What a rule such as `90d after in-force` says, and what it makes of a window."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import EdtfValue, parse, text_of
from geotimeline.model.dating import window_of
from geotimeline.model.duration import Duration
from geotimeline.model.event import Event
from geotimeline.model.following import CalendarUnit, Following
from geotimeline.model.following_words import following_words
from geotimeline.model.window import Window
from tests.following.strategies import followings
from tests.strategies import ZONES, dates


def window(text: str, zone: str = "UTC") -> Window:
    return window_of(parse(text), Event("x", "X", "visit", (), timezone=zone), None)


def counted(rule: str, anchor: str, zone: str = "UTC") -> Window:
    found = Following.parse(rule).window(window(anchor, zone), zone, None)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("90d after in-force", "90 days after in-force"),
        ("1d before visit", "1 day before visit"),
        ("2w after visit#signed", "2 weeks after visit#signed"),
        ("1mo before us.sanctions_2025", "1 month before us.sanctions_2025"),
        ("5y after event", "5 years after event"),
        ("0d after in-force", "on the day of in-force"),
    ],
)
def test_a_rule_is_read_written_and_said(text: str, words: str) -> None:
    found = Following.parse(text)

    assert str(found) == text
    assert following_words(found) == words


@given(followings)
def test_every_rule_survives_being_written_down(following: Following) -> None:
    assert Following.parse(str(following)) == following


@pytest.mark.parametrize(
    "text",
    [
        "",
        "after in-force",
        "90 after in-force",
        "90d in-force",
        "90d after",
        "90days after in-force",
        "2h after in-force",
        "-90d after in-force",
        "90d after visit#",
        "90d after #signed",
        "90d after visit signed",
        "12345d after visit",
        "٩d after visit",
    ],
)
def test_anything_else_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError, match="90d after in-force"):
        Following.parse(text)


@pytest.mark.parametrize(
    ("rule", "anchor", "expected"),
    [
        ("90d after x", "2025-12-13", "2026-03-13"),
        ("2w before x", "2026-03-13", "2026-02-27"),
        ("1mo after x", "2026-01-31", "2026-02-28"),
        ("1mo before x", "2026-03-31", "2026-02-28"),
        ("1y after x", "2024-02-29", "2025-02-28"),
        ("0d after x", "2025-12-04", "2025-12-04"),
        ("10d after x", "2025-12", "[2025-12-11..2026-01-10]"),
        ("1mo after x", "2026-01", "2026-02"),
        ("10d after x", "[2025-12-04,2025-12-24]", "[2025-12-14,2026-01-03]"),
        ("10d after x", "[..2025-12-31]", "[..2026-01-10]"),
        ("10d after x", "[2026-01-01..]", "[2026-01-11..]"),
        ("10d after x", "2025-12-04/2025-12-08", "2025-12-14"),
        ("9y after x", "9999-12-04", "9999-12-31"),
        ("9y before x", "0003-12-04", "0001-01-01"),
    ],
)
def test_each_bound_is_moved_by_the_calendar(
    rule: str, anchor: str, expected: str
) -> None:
    found = counted(rule, anchor)

    assert text_of(found.starts) == text_of(parse(expected).starts)
    assert found.ends is None


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        ("2026-03-28T12:00:00", "2026-03-29T10:00:00+00:00"),  # clocks go forward
        ("2026-03-27T12:00:00Z", "2026-03-28T12:00:00+00:00"),
        ("2026-03-28T02:30:00", "2026-03-29T01:30:00+00:00"),  # skipped: 03:30
        ("2026-10-24T02:30:00", "2026-10-25T00:30:00+00:00"),  # twice: the first
    ],
)
def test_an_hour_stays_the_same_by_local_clocks(anchor: str, expected: str) -> None:
    found = counted("1d after x", anchor, "Europe/Berlin")

    assert found.instant is not None
    assert found.instant.isoformat() == expected


def test_an_hour_of_another_zone_is_kept_by_the_clocks_of_the_follower() -> None:
    anchor = window("2026-03-27T20:00:00Z")

    found = Following.parse("7d after x").window(anchor, "Asia/Kolkata", None)

    assert found is not None
    assert (found.first, found.last) == (date(2026, 4, 4), date(2026, 4, 4))
    assert str(found.instant) == "2026-04-03 20:00:00+00:00"


def test_doubts_come_along_and_the_duration_is_ones_own() -> None:
    anchor = window("2025-12-04?")

    found = Following.parse("1d after x").window(anchor, "UTC", Duration(days=3))

    assert found is not None
    assert found.qualifiers.uncertain
    assert found.last_days is not None
    assert found.last_days.last == date(2025, 12, 7)


def test_nothing_known_gives_nothing() -> None:
    assert Following.parse("1d after x").window(Window(), "UTC", None) is None


@given(dates, st.integers(-4000, 4000), st.sampled_from(ZONES))
def test_days_there_and_back_again_change_nothing(
    value: EdtfValue, count: int, zone: str
) -> None:
    anchor = window(value.text, zone)
    there = Following(abs(count), CalendarUnit.DAY, count > 0, "x")
    back = Following(abs(count), CalendarUnit.DAY, count <= 0, "x")
    if anchor.is_unknown:
        return

    moved = there.window(anchor, zone, None)

    assert moved is not None
    again = back.window(moved, zone, None)
    assert again is not None
    if anchor.instant is None:
        assert moved.starts == anchor.starts.shifted(count)
        assert again.starts == anchor.starts


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), followings)
def test_a_later_day_never_leads_to_an_earlier_one(
    day: date, following: Following
) -> None:
    assert following.day(day) <= following.day(day + timedelta(days=1))
