"""Reminders as VALARMs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from geotimeline.interfaces.exporters import ExportRequest
from geotimeline.model.query import EVERYTHING
from geotimeline.model.timeline import Timeline
from geotimeline.planning.leads import Lead
from geotimeline.planning.plan import plan
from geotimeline.planning.repeating import Repeat
from geotimeline.planning.rules import Rule
from tests.ical.calendars import LATE, NOW, exported, unfolded

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.model.event import Event
    from geotimeline.planning.reminders import Reminder


def reminders_of(
    event: Event, *leads: str, channels: int = 1, repeat: str = ""
) -> tuple[Reminder, ...]:
    rule = Rule(
        "visits",
        EVERYTHING,
        tuple(map(Lead.parse, leads)),
        channels=tuple(f"channel-{n}" for n in range(channels)),
        repeat=Repeat.parse(repeat) if repeat else None,
    )
    since = datetime(2025, 1, 1, tzinfo=UTC)
    until = since + timedelta(days=1000)
    return plan(Timeline((event,)), [rule], since=since, until=until, as_of=NOW)


def alarms_of(
    event: Event,
    *leads: str,
    channels: int = 1,
    repeat: str = "",
    how: str = "auto",
    wanted: str = "yes",
) -> list[list[str]]:
    """Give each alarm of the event's entry as its lines, BEGIN and END left out."""
    planned = reminders_of(event, *leads, channels=channels, repeat=repeat)
    request = ExportRequest(
        Timeline((event,)).rows(as_of=LATE),
        now=NOW,
        options={"alarms": wanted, "uncertain": how},
        reminders={(event.id, "event"): planned},
    )
    lines = iter(unfolded(exported(request)))
    return [
        list(iter(lines.__next__, "END:VALARM"))
        for line in lines
        if line == "BEGIN:VALARM"
    ]


def test_an_alarm_of_a_day_is_counted_from_its_midnight(
    make_event: Callable[..., Event],
) -> None:
    event = make_event("2025-12-04")
    (reminder,) = reminders_of(event, "7d before first")

    assert alarms_of(event, "7d before first") == [
        [
            f"UID:{reminder.key}",
            "ACTION:DISPLAY",
            "TRIGGER:-P6DT15H",
            "DESCRIPTION:A visit: 7 days before the first possible day",
        ]
    ]


@pytest.mark.parametrize(
    ("lead", "trigger"),
    [
        ("2h before start", "TRIGGER:-PT2H"),
        ("90min before start", "TRIGGER:-PT1H30M"),
        ("1d before start", "TRIGGER:-P1D"),
        ("1w after start", "TRIGGER:P7D"),
        ("start", "TRIGGER:PT0S"),
        ("1d before first", "TRIGGER:-P1DT7H"),
    ],
)
def test_an_alarm_of_an_instant_is_set_relative_to_it(
    make_event: Callable[..., Event], lead: str, trigger: str
) -> None:
    event = make_event("2025-12-04T16:00:00Z")

    ((_, _, found, _),) = alarms_of(event, lead)

    assert found == trigger


def test_reminders_that_differ_by_channel_alone_make_one_alarm(
    make_event: Callable[..., Event],
) -> None:
    event = make_event("2025-12-04")

    assert len(alarms_of(event, "1d before first", "first", channels=3)) == 2


def test_a_day_of_another_zone_begins_there(make_event: Callable[..., Event]) -> None:
    event = make_event("2025-12-04", timezone="Asia/Kolkata")

    ((_, _, trigger, _),) = alarms_of(event, "first")

    assert trigger == "TRIGGER:PT14H30M"  # 09:00 UTC


def test_an_alarm_said_again_is_related_to_the_first(
    make_event: Callable[..., Event],
) -> None:
    event = make_event("2025-12-04T16:00:00Z")

    first, *again = alarms_of(
        event,
        "2h before start",
        channels=2,
        repeat="every 30min until acked, at most 2",
    )

    assert first[1] == "ACTION:DISPLAY"
    assert [alarm[1] for alarm in again] == [f"RELATED-TO:{first[0][4:]}"] * 2
    assert [alarm[3] for alarm in again] == ["TRIGGER:-PT1H30M", "TRIGGER:-PT1H"]


def test_the_alarm_of_a_to_do_that_has_only_an_end_is_related_to_that(
    make_event: Callable[..., Event],
) -> None:
    ((_, _, trigger, _),) = alarms_of(
        make_event("[..2025-12-31]"), "1d before last", how="todo"
    )

    assert trigger == "TRIGGER;RELATED=END:-PT15H"


def test_alarms_are_written_only_if_asked_for(
    make_event: Callable[..., Event],
) -> None:
    assert alarms_of(make_event("2025-12-04"), "first", wanted="no") == []
