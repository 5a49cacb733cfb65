"""Reminders that are said again until somebody acknowledges them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.alerts.files import read_alerts
from geotimeline.interfaces.steering import Acknowledgement
from geotimeline.model.timeline import Timeline
from geotimeline.model.zones import LATEST
from geotimeline.planning.channels import Channel
from geotimeline.planning.leads import Lead
from geotimeline.planning.local_length import LocalLength
from geotimeline.planning.plan import plan
from geotimeline.planning.quiet import QuietHours, QuietSpan
from geotimeline.planning.recipients import Recipient
from geotimeline.planning.repeating import Repeat
from geotimeline.services.steering.steering import snooze
from tests.strategies import rules, spans, timelines

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.model.event import Event
    from geotimeline.planning.reminders import Reminder
    from geotimeline.planning.rules import Rule
    from tests.services.conftest import Desk

DAILY = Repeat.parse("every 1d until acked, at most 3")
DAYS_BEFORE = "3 days before the first possible day"


@pytest.fixture
def make_nagging_desk(make_desk: Callable[..., Desk]) -> Callable[..., Desk]:
    """Make a desk that is told daily of a visit on 6 December."""

    def make() -> Desk:
        desk = make_desk("2025-12-06", "3d before first")
        (rule,) = desk.rules
        desk.rules = (replace(rule, repeat=DAILY),)
        return desk

    return make


def acknowledge(desk: Desk) -> None:
    key = desk.console.sent[-1].key
    assert desk.ledger.acknowledge(Acknowledgement(key, desk.clock.instant))


def test_it_is_said_again_as_often_as_asked(
    make_nagging_desk: Callable[..., Desk],
) -> None:
    desk = make_nagging_desk()
    desk.at("2025-11-01 00:00")

    for day in range(3, 10):
        desk.at(f"2025-12-{day:02} 09:00")

    again = [f"{DAYS_BEFORE}; said again, {number} of 3" for number in (1, 2, 3)]
    assert desk.told == [DAYS_BEFORE, *again]


def test_what_counts_down_to_a_day_is_not_said_again_once_it_is_over(
    make_nagging_desk: Callable[..., Desk],
) -> None:
    desk = make_nagging_desk()
    (rule,) = desk.rules
    desk.rules = (replace(rule, remind=(Lead.parse("1d before first"),)),)
    desk.at("2025-11-01 00:00")

    for day in range(5, 12):
        desk.at(f"2025-12-{day:02} 09:00")

    day_before = "1 day before the first possible day"
    assert desk.told == [day_before, f"{day_before}; said again, 1 of 3"]


def test_an_acknowledgement_ends_it(make_nagging_desk: Callable[..., Desk]) -> None:
    desk = make_nagging_desk()
    desk.at("2025-11-01 00:00")
    desk.at("2025-12-03 09:00")
    desk.at("2025-12-04 09:00")

    acknowledge(desk)
    desk.at("2025-12-05 09:00")
    desk.at("2025-12-06 09:00")

    assert len(desk.told) == 2
    assert desk.ledger.open_entries() == ()


def test_who_acknowledges_does_so_for_all_who_were_told(
    make_nagging_desk: Callable[..., Desk],
) -> None:
    desk = make_nagging_desk()
    (rule,) = desk.rules
    desk.rules = (replace(rule, to=(Recipient("anna"), Recipient("ben"))),)
    desk.at("2025-11-01 00:00")
    desk.at("2025-12-03 09:00")

    acknowledge(desk)
    desk.at("2025-12-04 09:00")

    assert len(desk.told) == 2


def test_what_was_never_told_is_not_said_again(
    make_nagging_desk: Callable[..., Desk],
) -> None:
    desk = make_nagging_desk()

    desk.at("2025-12-03 12:00")  # a first run, three hours too late
    desk.at("2025-12-04 09:00")
    desk.at("2025-12-05 09:00")

    assert desk.told == []


def test_after_downtime_the_last_one_stands_for_those_before(
    make_nagging_desk: Callable[..., Desk],
) -> None:
    desk = make_nagging_desk()
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-05 12:00")
    desk.at("2025-12-06 09:00")

    again = [reason for reason in desk.told if "said again" in reason]
    assert ["2 of 3; late" in again[0], "3 of 3" in again[1]] == [True, True]
    assert len(again) == 2


def test_what_was_missed_meanwhile_stands_in_no_digest_if_it_was_to_be_said_again(
    make_nagging_desk: Callable[..., Desk],
) -> None:
    desk = make_nagging_desk()
    desk.at("2025-11-01 00:00")
    desk.at("2025-12-03 09:00")

    desk.at("2025-12-06 12:00")

    (_, again) = desk.told
    assert "3 of 3; late" in again


def test_what_no_repetition_could_tell_either_is_in_the_digest_of_the_missed(
    make_nagging_desk: Callable[..., Desk],
) -> None:
    desk = make_nagging_desk()
    desk.at("2025-11-01 00:00")
    desk.console.unplug()

    for day in range(3, 10):
        desk.at(f"2025-12-{day:02} 09:00")
    desk.console.error = None
    desk.at("2025-12-10 09:00")

    (digest,) = desk.console.sent
    assert digest.kind == "missed"
    assert [one.reason for one in digest.members] == [
        f"{DAYS_BEFORE}; said again, 3 of 3"
    ]


def test_quiet_hours_hold_it_and_the_last_one_is_told_after_them(
    make_nagging_desk: Callable[..., Desk],
) -> None:
    desk = make_nagging_desk()
    (rule,) = desk.rules
    hourly = Repeat.parse("every 1h until acked, at most 4")
    desk.rules = (replace(rule, at=time(21, 0), repeat=hourly),)
    quiet = QuietHours((QuietSpan.parse("22:30-07:00"),), "UTC")
    desk.channels = {"console": Channel("console", "console", quiet=quiet)}
    desk.at("2025-12-03 20:00")

    for hour in range(21, 32):
        desk.at(f"2025-12-{3 + hour // 24:02} {hour % 24:02}:00")

    first, at_ten, after = desk.told
    assert (first, "1 of 4" in at_ten) == (DAYS_BEFORE, True)
    assert "4 of 4; quiet hours until 2025-12-04 07:00" in after


def test_snoozing_holds_what_would_say_it_again_meanwhile(
    make_nagging_desk: Callable[..., Desk],
) -> None:
    desk = make_nagging_desk()
    desk.at("2025-11-01 00:00")
    desk.at("2025-12-03 09:00")
    now = desk.clock.instant
    key = desk.console.sent[-1].key
    snooze(desk.ledger, key, until=now + timedelta(days=1, hours=1), now=now)

    desk.at("2025-12-04 09:00")
    assert len(desk.told) == 1

    desk.at("2025-12-04 10:00")
    desk.at("2025-12-05 09:00")
    assert ["once more" in desk.told[1], "2 of 3" in desk.told[2]] == [True, True]


def test_days_keep_the_hour_and_hours_are_exact_time() -> None:
    before = datetime(2026, 3, 28, 8, 0, tzinfo=UTC)  # nine in Berlin, and then

    def again(text: str) -> str:
        ((at, _),) = Repeat.parse(text).after(before, "Europe/Berlin")
        return f"{at:%d %H:%M}"

    assert again("every 1d until acked, at most 1") == "29 07:00"
    assert again("every 24h until acked, at most 1") == "29 08:00"


@given(timelines(), rules(), spans, st.integers(1, 4), st.sampled_from("hdw"))
def test_a_plan_that_repeats_is_additive_and_keeps_the_first_keys(
    events: tuple[Event, ...], asked: Rule, span: tuple[datetime, ...], n: int, u: str
) -> None:
    start, middle, end = span
    timeline, nagging = (
        Timeline(events),
        replace(asked, repeat=Repeat(LocalLength(n, u), 3)),
    )

    def over(rule: Rule, since: datetime, until: datetime) -> tuple[Reminder, ...]:
        return plan(timeline, [rule], since=since, until=until, as_of=LATEST)

    whole = over(nagging, start, end)
    assert whole == over(nagging, start, middle) + over(nagging, middle, end)
    assert all(one.due_at < one.expires_at for one in whole)
    assert over(asked, start, end) == tuple(
        one for one in whole if not one.identity.number
    )


@pytest.mark.parametrize(
    "text", ["daily", "every 1d", "every 0d until acked, at most 5"]
)
def test_what_cannot_be_read_is_named_with_what_would_be_right(text: str) -> None:
    alerts = f'rules: [{{name: r, remind: first, repeat: "{text}"}}]\n'

    _, problems = read_alerts([("alerts/rules.yaml", alerts)])

    assert [
        "expected such as `every 1d until acked, at most 5`" in one.message
        for one in problems
    ] == [True]
