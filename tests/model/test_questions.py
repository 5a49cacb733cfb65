"""Ranges have three answers; lapses need no outcome; queries say what they take."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from geotimeline.edtf import parse
from geotimeline.errors import QuerySyntaxError
from geotimeline.model.answers import falls_within
from geotimeline.model.dating import window_of
from geotimeline.model.duration import Duration, add_months
from geotimeline.model.event import Actor, Place, Speaker
from geotimeline.model.lapse import has_lapsed, lapses_at
from geotimeline.model.query import Query
from geotimeline.model.timeline import Row, Timeline
from geotimeline.model.vocabulary import Status
from geotimeline.model.zones import instant_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.model.event import Event

ALL = datetime(9999, 1, 1, tzinfo=UTC)


def row(event: Event) -> Row:
    return Timeline((event,)).rows(as_of=ALL)[0]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2025-12-04", "certainly"),
        ("2025-12", "certainly"),
        ("2025", "possibly"),
        ("[..2025-12-31]", "possibly"),
        ("[2025-11-30,2026-01-01]", "never"),
        ("[2025-11-30,2025-12-01]", "possibly"),
        ("2025-11-30/2025-12-02", "certainly"),
        ("2025-11/2026-01", "certainly"),
        ("2022/..", "possibly"),
        ("../2026-03", "possibly"),
        ("2026-01", "never"),
        ("2025-11", "never"),
        (None, "possibly"),
    ],
)
def test_december_is_asked_for(
    text: str | None, answer: str, make_event: Callable[..., Event]
) -> None:
    window = row(make_event(text)).belief.window

    found = falls_within(window, date(2025, 12, 1), date(2025, 12, 31))

    assert found.value == answer


@pytest.mark.parametrize(
    ("text", "status", "at"),
    [
        ("2025-12", "planned", datetime(2025, 12, 31, 18, 30, tzinfo=UTC)),
        ("2025-12-04T16:00:00Z", "planned", datetime(2025, 12, 4, 18, 30, tzinfo=UTC)),
        ("2025-12", "held", None),
        ("2025-12", "cancelled", None),
        ("[2025-12-01..]", "planned", None),
        (None, "planned", None),
    ],
)
def test_a_window_lapses_after_its_last_day_in_the_zone_of_the_event(
    text: str | None, status: str, at: datetime | None, make_event: Callable[..., Event]
) -> None:
    found = row(make_event(text, status=Status(status), timezone="Asia/Kolkata"))

    assert lapses_at(found.event, found.belief) == at
    if at is not None:
        assert has_lapsed(found.event, found.belief, now=at)


def test_a_statistic_never_lapses(make_event: Callable[..., Event]) -> None:
    found = row(make_event("{2025-09,2025-10}", type="statistic"))

    assert lapses_at(found.event, found.belief) is None
    assert found.belief.window.first == date(2025, 9, 1)
    assert found.belief.window.final_day == date(2025, 10, 31)


def test_a_season_follows_the_hemisphere_of_the_place(
    make_event: Callable[..., Event],
) -> None:
    north = make_event("2025-22", place=Place(country="IN"))
    south = make_event("2025-22", place=Place(country="AU"))

    assert row(north).belief.window.first == date(2025, 6, 1)
    assert row(south).belief.window.first != date(2025, 6, 1)


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("type:visit", True),
        ("type:exercise,visit", True),
        ("TYPE:Visit actor:in", True),
        ("actor:IN -actor:CN", True),
        ("-type:visit", False),
        ("status:planned", True),
        ("-status:cancelled", True),
        ('"a visit"', True),
        ("kremlin", False),
        ('by:"Dmitry Peskov"', True),
        ("by:peskov", True),
        ("place:IN", True),
        ("tag:summit tag:trade", False),
        ("milestone:event", True),
        ("", True),
    ],
)
def test_a_query_says_what_it_takes(
    text: str, *, matches: bool, make_event: Callable[..., Event]
) -> None:
    event = make_event(
        "2025-12",
        actors=(Actor("RU"), Actor("IN")),
        place=Place(name="New Delhi", country="IN"),
        tags=("summit",),
        by=Speaker("Peskov", identity="Dmitry Peskov"),
    )
    found = row(event)

    assert Query.parse(text).matches(found.event, found.belief) is matches


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("typ:visit", 1, "`type:`"),
        ("type:visit colour:red", 12, "one of"),
        ("status:planed", 8, "'planed'"),
        ('"open', 1, "quotation"),
        ("type:", 1, "a value"),
        ("type:,", 6, "a value"),
    ],
)
def test_a_wrong_query_is_refused_with_its_column(
    text: str, column: int, expected: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        Query.parse(text)

    assert caught.value.column == column
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("local", "zone", "utc"),
    [
        ("2026-03-29 02:30", "Europe/Berlin", "2026-03-29 01:30"),  # skipped
        ("2026-10-25 02:30", "Europe/Berlin", "2026-10-25 00:30"),  # comes twice
        ("2026-03-29 09:00", "Europe/Berlin", "2026-03-29 07:00"),
        ("2011-12-30 09:00", "Pacific/Apia", "2011-12-30 19:00"),  # a day left out
    ],
)
def test_hours_that_clocks_skip_or_repeat_have_one_answer(
    local: str, zone: str, utc: str
) -> None:
    at = datetime.fromisoformat(local)

    assert f"{instant_at(at.date(), at.time(), zone):%Y-%m-%d %H:%M}" == utc


@pytest.mark.parametrize(
    ("text", "last"),
    [("P1D", 4), ("P2D", 5), ("P1W", 10), ("PT2H", 4), ("P1M", 33 - 30), ("PT25H", 5)],
)
def test_a_duration_counts_its_first_day(text: str, last: int) -> None:
    found = Duration.parse(text).last_day_from(date(2025, 12, 4))

    assert found.day == last
    assert str(Duration.parse(text)) in {text, "P7D", "PT25H"}


@pytest.mark.parametrize("text", ["P", "PT", "P0D", "2D", "P1.5D", "P-1D", "P1H", "٣"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ISO 8601"):
        Duration.parse(text)


def test_months_end_where_the_month_does() -> None:
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(9999, 12, 1), 1) == date.max
    assert add_months(date(1, 1, 1), -1) == date.min


def test_an_instant_before_the_first_year_is_read_as_its_day(
    make_event: Callable[..., Event],
) -> None:
    event = make_event("0001-01-01T00:00:00", timezone="Asia/Kolkata")

    window = window_of(parse("0001-01-01T00:00:00"), event, None)

    assert window.first == date(1, 1, 1)


def test_what_lasts_does_not_lapse_before_its_last_possible_end(
    make_event: Callable[..., Event],
) -> None:
    found = row(make_event("2025-12-04/2025-12-05"))

    assert lapses_at(found.event, found.belief) == datetime(2025, 12, 6, tzinfo=UTC)
