"""Reminders as VALARMs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from geotimeline.interfaces.exporters import ExportRequest
from geotimeline.model.query import EVERYTHING
from geotimeline.model.timeline import Timeline
from geotimeline.planning.plan import plan
from geotimeline.planning.rules import Lead, Rule
from tests.ical.calendars import LATE, NOW, exported, unfolded

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.model.event import Event
    from geotimeline.planning.reminders import Reminder


def reminders_of(event: Event, *leads: str, channels: int = 1) -> tuple[Reminder, ...]:
    rule = Rule(
        "visits",
        EVERYTHING,
        tuple(map(Lead.parse, leads)),
        channels=tuple(f"channel-{n}" for n in range(channels)),
    )
    since = datetime(2025, 1, 1, tzinfo=UTC)
    until = since + timedelta(days=1000)
    return plan(Timeline((event,)), [rule], since=since, until=until, as_of=NOW)


def alarms_of(
    event: Event, *leads: str, channels: int = 1, wanted: str = "yes"
) -> list[list[str]]:
    """Give each alarm of the event's entry as its lines, BEGIN and END left out."""
    request = ExportRequest(
        Timeline((event,)).rows(as_of=LATE),
        now=NOW,
        options={"alarms": wanted},
        reminders={(event.id, "event"): reminders_of(event, *leads, channels=channels)},
    )
    lines = iter(unfolded(exported(request)))
    return [
        list(iter(lines.__next__, "END:VALARM"))
        for line in lines
        if line == "BEGIN:VALARM"
    ]


def test_an_alarm_of_a_day_is_an_instant_in_utc(
    make_event: Callable[..., Event],
) -> None:
    event = make_event("2025-12-04")
    (reminder,) = reminders_of(event, "7d before first")

    assert alarms_of(event, "7d before first") == [
        [
            f"UID:{reminder.key}",
            "ACTION:DISPLAY",
            "TRIGGER;VALUE=DATE-TIME:20251127T090000Z",
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


def test_alarms_are_written_only_if_asked_for(
    make_event: Callable[..., Event],
) -> None:
    assert alarms_of(make_event("2025-12-04"), "first", wanted="no") == []
