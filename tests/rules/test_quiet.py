"""Quiet hours: read, reckoned by local clocks, and waited for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.alerts.files import read_alerts
from geotimeline.interfaces.entries import State
from geotimeline.model.zones import instant_at, zone
from geotimeline.planning.channels import Channel
from geotimeline.planning.priority import Priority
from geotimeline.planning.quiet import QuietHours, QuietSpan
from tests.strategies import ZONES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.services.conftest import Desk

TWELVE = (
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Santiago",
    "America/St_Johns",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Apia",
)
NIGHT = QuietHours((QuietSpan.parse("22:00-07:00"),))
INSTANTS = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001 (Hypothesis wants them naive)
    datetime(2026, 12, 31),  # noqa: DTZ001 (the same)
    timezones=st.just(UTC),
)


@pytest.mark.parametrize("name", TWELVE)
@pytest.mark.parametrize("hour", range(24))
def test_quiet_ends_at_its_hour_on_every_day_of_a_year(name: str, hour: int) -> None:
    start, end = time((hour - 9) % 24, 0), time(hour, 0)
    hours = QuietHours((QuietSpan(start, end),), name)

    for number in range(365):
        day = date(2026, 1, 1) + timedelta(days=number)
        ends = instant_at(day, end, name)

        assert hours.until(ends - timedelta(minutes=1)) == ends
        assert hours.until(ends) == ends


@given(INSTANTS, st.sampled_from(ZONES))
def test_what_may_go_now_is_by_local_clocks_outside_the_night(
    instant: datetime, name: str
) -> None:
    hours = replace(NIGHT, timezone=name)

    later = hours.until(instant)

    assert 7 <= later.astimezone(zone(name)).hour < 22
    assert hours.until(later) == later
    assert instant <= later <= instant + timedelta(hours=10, minutes=1)


@pytest.mark.parametrize(
    ("spans", "at", "until"),
    [
        (["22:00-07:00"], "2025-12-01 23:00", "2025-12-02 07:00"),
        (["22:00-07:00"], "2025-12-01 07:00", "2025-12-01 07:00"),
        (["22:00-07:00"], "2025-12-01 22:00", "2025-12-02 07:00"),
        (["12:00-13:30"], "2025-12-01 12:15", "2025-12-01 13:30"),
        (["00:00-24:00 on sat, sun"], "2025-12-06 09:00", "2025-12-08 00:00"),
        (["22:00-07:00 on fri"], "2025-12-06 03:00", "2025-12-06 07:00"),
        (["22:00-07:00 on fri"], "2025-12-07 03:00", "2025-12-07 03:00"),
        (
            ["22:00-07:00", "00:00-24:00 on sat sun"],
            "2025-12-05 23:00",
            "2025-12-08 07:00",
        ),
    ],
)
def test_quiet_lasts_until_the_last_span_that_meets_it_ends(
    spans: list[str], at: str, until: str
) -> None:
    hours = QuietHours(tuple(QuietSpan.parse(one) for one in spans))
    instant = datetime.fromisoformat(at).replace(tzinfo=UTC)

    assert f"{hours.until(instant):%Y-%m-%d %H:%M}" == until


@pytest.mark.parametrize(
    "text",
    ["22-7", "22:00", "25:00-07:00", "22:00-07:00 on monday", "\u0662\u0662:00-07:00"],
)
def test_what_cannot_be_read_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError, match=r"22:00-07:00.*00:00-24:00 on sat, sun"):
        QuietSpan.parse(text)


def test_quiet_for_ever_is_refused_where_it_stands() -> None:
    text = 'channels: {mail: {notifier: console, quiet: ["00:00-24:00"]}}\n'

    _, problems = read_alerts([("alerts/rules.yaml", text)])

    assert [one.message for one in problems] == [
        "quiet hours must leave some hour of the week to be told in"
    ]


def test_quiet_hours_are_those_of_the_channels_own_zone() -> None:
    text = """\
channels:
  mail: {notifier: console, quiet: "22:00-07:00", timezone: Asia/Tokyo, to: x}
recipients:
  anna: {quiet: "21:00-06:00 on sun", timezone: Asia/Kolkata}
rules: [{name: r, remind: first, to: anna, priority: urgent}]
"""

    alerts, problems = read_alerts([("alerts/rules.yaml", text)])

    assert problems == ()
    mail, anna = alerts.channels["mail"], alerts.recipients["anna"]
    assert mail.quiet == replace(NIGHT, timezone="Asia/Tokyo")
    assert dict(mail.settings) == {"to": "x"}
    assert anna.quiet == QuietHours(
        (QuietSpan(time(21), time(6), frozenset({6})),), "Asia/Kolkata"
    )
    assert alerts.rules[0].priority is Priority.URGENT


@pytest.fixture
def make_night_desk(make_desk: Callable[..., Desk]) -> Callable[..., Desk]:
    """Make a desk whose console is quiet from ten to seven."""

    def make(date: str, *leads: str, **rule: Any) -> Desk:  # noqa: ANN401 (whatever a rule has)
        desk = make_desk(date, *leads)
        (first,) = desk.rules
        desk.rules = (replace(first, **rule),)
        desk.channels = {"console": Channel("console", "console", quiet=NIGHT)}
        return desk

    return make


def test_what_is_due_in_quiet_hours_waits_for_their_end(
    make_night_desk: Callable[..., Desk],
) -> None:
    desk = make_night_desk("2025-12-04", "1d before first", at=time(23, 0))
    desk.at("2025-11-01 00:00")

    (entry,) = desk.ledger.open_entries()
    desk.at("2025-12-03 23:30")
    desk.at("2025-12-04 06:59")
    before = list(desk.told)
    desk.at("2025-12-04 07:00")

    assert entry.state is State.WAITING
    assert entry.note == "quiet hours until 2025-12-04 07:00 UTC"
    assert before == []
    assert len(desk.told) == 1
    assert "quiet hours" in desk.told[0]


def test_what_is_urgent_does_not_wait(
    make_night_desk: Callable[..., Desk],
) -> None:
    desk = make_night_desk(
        "2025-12-04", "1d before first", at=time(23, 0), priority=Priority.HIGH
    )
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-03 23:00")

    assert desk.told == ["1 day before the first possible day"]


def test_what_would_be_stale_by_then_does_not_wait(
    make_night_desk: Callable[..., Desk],
) -> None:
    desk = make_night_desk("2025-12-04T05:00:00Z", "2h before start")
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-04 03:00")

    assert desk.told == ["2 hours before it starts"]


def test_what_is_tried_again_waits_too(
    make_night_desk: Callable[..., Desk],
) -> None:
    desk = make_night_desk("2025-12-05", "1d before first", at=time(21, 59, 59))
    desk.at("2025-11-01 00:00")
    desk.console.unplug()
    desk.at("2025-12-04 21:59:59")

    (entry,) = desk.ledger.open_entries()

    assert f"{entry.not_before:%d %H:%M}" == "05 07:00"


def test_quiet_hours_that_are_taken_away_hold_nothing_any_more(
    make_night_desk: Callable[..., Desk],
) -> None:
    desk = make_night_desk("2025-12-04", "1d before first", at=time(23, 0))
    desk.at("2025-11-01 00:00")
    desk.channels = {}

    desk.at("2025-12-03 23:00")

    assert desk.told == ["1 day before the first possible day"]


def test_a_second_pass_changes_nothing(
    make_night_desk: Callable[..., Desk],
) -> None:
    desk = make_night_desk("2025-12-04", "1d before first", at=time(23, 0))
    desk.at("2025-11-01 00:00")
    before = desk.ledger.open_entries()

    desk.at("2025-11-01 00:00")

    assert desk.ledger.open_entries() == before
