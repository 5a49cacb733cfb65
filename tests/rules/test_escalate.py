"""Escalation: somebody else is told when nobody has acknowledged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.formats.alerts.files import read_alerts
from geotimeline.interfaces.entries import State
from geotimeline.model.event import Claim, Event
from geotimeline.model.query import Query
from geotimeline.model.vocabulary import Status
from geotimeline.planning.channels import Channel
from geotimeline.planning.escalating import Escalation
from geotimeline.planning.leads import Lead
from geotimeline.planning.priority import Priority
from geotimeline.planning.quiet import QuietHours, QuietSpan
from geotimeline.planning.recipients import Recipient
from geotimeline.planning.repeating import Repeat
from geotimeline.planning.rules import Rule
from geotimeline.planning.triggers import Trigger
from geotimeline.services.reminding.replanning import replan
from geotimeline.services.scheduling.replaying import SteppingClock
from geotimeline.services.steering.steering import (
    acknowledge,
    end_silence,
    silence,
    snooze,
)
from tests.services.conftest import Desk
from tests.steering.conftest import at

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.interfaces.entries import Entry

DUTY = Recipient("duty-officer", "Asia/Kolkata", ("mail",))
UNHEARD = "nobody has acknowledged it for 4 hours"


def steps(*texts: str) -> tuple[Escalation, ...]:
    return tuple(
        replace(one, to=replace(DUTY, name=one.to.name)) if one.to else one
        for one in map(Escalation.parse, texts)
    )


@pytest.fixture
def desk(make_event: Callable[..., Event]) -> Desk:
    """Give a desk that is told of a visit by the console, and escalates by mail."""
    return escalating(make_event("2025-12-04"))


def escalating(event: Event) -> Desk:
    rule = Rule(
        name="r",
        match=Query(),
        remind=(Lead.parse("7d before first"),),
        escalate=steps("after 4h unacked to duty-officer"),
    )
    desk = Desk((event,), (rule,), SteppingClock(at("2025-11-01 00:00")))
    desk.at("2025-11-01 00:00")
    return desk


def told_at_nine() -> Desk:
    claim = Claim(id="c1", date=parse("2025-12-04"))
    desk = escalating(Event("visit", "A visit", "visit", (claim,)))
    desk.at("2025-11-27 09:00")
    return desk


def escalated(desk: Desk) -> list[str]:
    return [one.reason for one in desk.mail.sent]


def pending(desk: Desk) -> Entry:
    (entry,) = (e for e in desk.ledger.open_entries() if e.identity.moment != "notice")
    return entry


def test_who_is_named_is_told_once_when_nobody_acknowledged(desk: Desk) -> None:
    desk.at("2025-11-27 09:00")
    desk.at("2025-11-27 12:59")
    assert escalated(desk) == []

    desk.at("2025-11-27 13:00")
    desk.at("2025-11-27 13:01")
    desk.at("2025-12-01 13:00")

    assert escalated(desk) == [UNHEARD]


def test_it_says_what_to_whom_when_and_how_to_acknowledge(desk: Desk) -> None:
    desk.at("2025-11-27 09:00")
    desk.at("2025-11-27 13:00")

    (message,) = desk.mail.sent
    (told,) = desk.console.sent
    assert message.kind == "escalated"
    assert message.title == f"Not acknowledged: {told.title}"
    assert message.body.splitlines()[:3] == [
        f"Why now: {UNHEARD}",
        "Sent to console: 27 November 2025, 14:30 (Asia/Kolkata)",
        f"Acknowledge: geotimeline alerts ack {message.key[:8]}",
    ]
    assert message.body.count("Acknowledge: ") == 1
    without = [one for one in told.body.split("\n") if "Acknowledge: " not in one]
    assert message.body.endswith("\n".join([told.title, *without]))


def test_an_acknowledgement_stops_it_at_once(desk: Desk) -> None:
    desk.at("2025-11-27 09:00")
    waiting = pending(desk)

    acknowledge(desk.ledger, desk.console.sent[0].key, at=at("2025-11-27 10:00"))

    assert desk.ledger.states([waiting.key]) == {waiting.key: State.SUPERSEDED}
    desk.at("2025-11-27 13:00")
    assert escalated(desk) == []


def test_anybody_who_was_told_may_acknowledge(desk: Desk) -> None:
    (rule,) = desk.rules
    desk.rules = (replace(rule, to=(Recipient("anna"), Recipient("ben"))),)
    desk.at("2025-11-27 09:00")

    acknowledge(desk.ledger, desk.console.sent[1].key, at=at("2025-11-27 10:00"))
    desk.at("2025-11-27 13:00")

    assert escalated(desk) == []


def test_who_was_escalated_to_acknowledges_the_matter(desk: Desk) -> None:
    (rule,) = desk.rules
    further = steps(
        "after 4h unacked to duty-officer", "after 8h unacked to channel mail"
    )
    desk.rules = (replace(rule, escalate=further),)
    desk.at("2025-11-27 09:00")
    desk.at("2025-11-27 13:00")

    acknowledge(desk.ledger, desk.mail.sent[0].key, at=at("2025-11-27 14:00"), by="Eve")
    desk.at("2025-11-27 17:00")

    assert escalated(desk) == [UNHEARD]
    kept = desk.ledger.acknowledgement(desk.console.sent[0].key)
    assert kept is not None
    assert kept.by == "Eve"


def test_one_follows_the_other(desk: Desk) -> None:
    (rule,) = desk.rules
    further = steps(
        "after 4h unacked to duty-officer", "after 1d unacked to channel mail"
    )
    desk.rules = (replace(rule, escalate=further),)
    desk.at("2025-11-27 09:00")
    desk.at("2025-11-27 13:00")
    desk.at("2025-11-28 09:00")

    assert escalated(desk) == [UNHEARD, "nobody has acknowledged it for 1 day"]
    assert [e.identity.recipient for e in desk.ledger.entries()][1:] == [
        "duty-officer",
        "",
    ]


def test_hours_count_from_when_it_was_sent_and_not_from_when_it_was_due(
    desk: Desk,
) -> None:
    desk.at("2025-11-27 15:00")  # six hours late

    desk.at("2025-11-27 18:59")
    assert escalated(desk) == []
    desk.at("2025-11-27 19:00")
    assert escalated(desk) == [UNHEARD]


def test_days_keep_the_hour_of_who_is_told(desk: Desk) -> None:
    (step,) = steps("after 1d unacked to duty-officer")
    before = datetime(2026, 3, 28, 8, 0, tzinfo=UTC)  # nine in Berlin, and then

    assert step.due(before, "Europe/Berlin") == datetime(2026, 3, 29, 7, tzinfo=UTC)
    assert [one.timezone for one in step.addresses("UTC")] == ["Asia/Kolkata"]
    assert desk.told == []


def test_what_could_not_be_delivered_is_escalated_as_such(desk: Desk) -> None:
    desk.console.unplug(retryable=False)
    desk.at("2025-11-27 09:00")

    desk.at("2025-11-27 13:00")

    (message,) = desk.mail.sent
    assert message.title.startswith("Not delivered: ")
    assert "Not delivered to console: unplugged" in message.body


def test_what_is_still_being_tried_is_escalated_too(desk: Desk) -> None:
    desk.console.unplug()
    for hour in range(9, 14):
        desk.at(f"2025-11-27 {hour:02}:00")
        desk.at(f"2025-11-27 {hour:02}:30")

    assert escalated(desk) == ["it could not be delivered for 4 hours"]


def test_downtime_is_no_reason_to_escalate(desk: Desk) -> None:
    desk.at("2025-11-27 23:00")

    assert len(desk.told) == 1
    assert escalated(desk) == []


def test_snoozing_makes_it_wait(desk: Desk) -> None:
    desk.at("2025-11-27 09:00")
    now = at("2025-11-27 10:00")
    snooze(
        desk.ledger, desk.console.sent[0].key, until=now + timedelta(days=2), now=now
    )

    desk.at("2025-11-27 13:00")
    desk.at("2025-11-29 10:00")
    desk.at("2025-11-29 13:59")
    assert escalated(desk) == []

    desk.at("2025-11-29 14:00")
    assert escalated(desk) == [UNHEARD]


def test_a_silence_holds_it_until_it_ends(desk: Desk) -> None:
    desk.at("2025-11-27 09:00")
    made = silence(
        desk.loaded,
        desk.ledger,
        "",
        starts=at("2025-11-27 10:00"),
        ends=at("2025-11-28 10:00"),
        now=at("2025-11-27 10:00"),
    )
    assert [one.identity.moment for one in made.held] == ["escalated"]
    desk.at("2025-11-27 13:00")
    assert "nobody" not in " ".join(escalated(desk))

    end_silence(desk.loaded, desk.ledger, 1, now=at("2025-11-27 20:00"))
    desk.at("2025-11-27 20:00")
    assert escalated(desk) == [f"{UNHEARD}; late by 7 hours"]


def test_what_was_acknowledged_under_a_silence_does_not_come_back(desk: Desk) -> None:
    desk.at("2025-11-27 09:00")
    now = at("2025-11-27 10:00")
    silence(
        desk.loaded, desk.ledger, "", starts=now, ends=at("2025-11-27 18:00"), now=now
    )
    acknowledge(desk.ledger, desk.console.sent[0].key, at=at("2025-11-27 11:00"))

    desk.at("2025-11-27 19:00")

    assert escalated(desk) == []


def test_a_date_that_moves_takes_it_along_and_what_says_so_is_escalated(
    desk: Desk, make_event: Callable[..., Event]
) -> None:
    desk.at("2025-11-27 09:00")
    desk.change(claims=make_event("2026-02-01").claims)

    desk.at("2025-11-27 13:00")
    assert escalated(desk) == []

    desk.at("2025-11-27 17:00")
    assert [one.title.split(";")[0] for one in desk.mail.sent] == [
        "Not acknowledged: A visit: slipped 59 days"
    ]


def test_who_was_escalated_to_is_told_when_the_date_moves(
    desk: Desk, make_event: Callable[..., Event]
) -> None:
    desk.at("2025-11-27 09:00")
    desk.at("2025-11-27 13:00")

    desk.change(claims=make_event("2026-02-01").claims)
    desk.at("2025-11-28 09:00")

    assert "you were told 4 December 2025" in escalated(desk)[1]


def test_a_cancelled_event_takes_it_along_and_the_news_is_escalated(
    desk: Desk, make_event: Callable[..., Event]
) -> None:
    desk.at("2025-11-27 09:00")
    desk.change(claims=make_event("2025-12-04", status=Status.CANCELLED).claims)

    desk.at("2025-11-27 13:00")
    assert escalated(desk) == []

    desk.at("2025-11-27 17:00")
    assert [one.title.split(";")[0] for one in desk.mail.sent] == [
        "Not acknowledged: A visit: cancelled"
    ]


def test_a_rule_that_goes_takes_it_along(desk: Desk) -> None:
    desk.at("2025-11-27 09:00")
    (rule,) = desk.rules
    desk.rules = (replace(rule, escalate=()),)

    desk.at("2025-11-27 13:00")

    assert escalated(desk) == []
    assert desk.ledger.open_entries() == ()


def test_a_rule_that_begins_to_escalate_lets_be_what_it_had_told(desk: Desk) -> None:
    (rule,) = desk.rules
    desk.rules = (replace(rule, escalate=()),)
    desk.at("2025-11-27 09:00")

    desk.rules = (rule,)
    for hour in ("10:00", "13:00", "18:00"):
        desk.at(f"2025-11-27 {hour}")

    assert escalated(desk) == []


def test_other_hours_in_the_rule_do_not_tell_twice(desk: Desk) -> None:
    desk.at("2025-11-27 09:00")
    desk.at("2025-11-27 13:00")
    (rule,) = desk.rules
    desk.rules = (replace(rule, escalate=steps("after 6h unacked to duty-officer")),)

    desk.at("2025-11-27 15:00")

    assert escalated(desk) == [UNHEARD]


@pytest.mark.parametrize(
    ("priority", "hour"),
    [(Priority.NORMAL, "23:00"), (Priority.LOW, "07:00")],
    ids=lambda one: one.value if isinstance(one, Priority) else one,
)
def test_it_breaks_quiet_hours_unless_the_rule_is_of_low_priority(
    desk: Desk, priority: Priority, hour: str
) -> None:
    (rule,) = desk.rules
    desk.rules = (replace(rule, at=at("2025-01-01 19:00").time(), priority=priority),)
    quiet = QuietHours((QuietSpan.parse("22:00-07:00"),), "UTC")
    desk.channels = {"mail": Channel("mail", "kept", quiet=quiet)}
    desk.at("2025-11-27 19:00")

    desk.at("2025-11-27 23:00")
    desk.at("2025-11-28 07:00")

    (sent,) = (e for e in desk.ledger.entries() if e.identity.moment == "escalated")
    assert sent.sent_at is not None
    assert f"{sent.sent_at:%H:%M}" == hour


@pytest.fixture
def news_desk(desk: Desk, make_event: Callable[..., Event]) -> Desk:
    """Give the desk when it has just been told that the visit is cancelled."""
    (rule,) = desk.rules
    asked = tuple(map(Trigger.parse, ("cancelled", "confirmed", "reinstated")))
    desk.rules = (replace(rule, remind=(), on=asked),)
    desk.at("2025-11-02 09:00")
    desk.change(claims=make_event("2025-12-04", status=Status.CANCELLED).claims)
    desk.at("2025-11-03 09:00")
    assert desk.told == ["cancelled"]
    return desk


def test_a_change_that_nobody_acknowledged_is_escalated(news_desk: Desk) -> None:
    news_desk.at("2025-11-03 13:00")
    news_desk.at("2025-11-03 13:01")

    assert escalated(news_desk) == [UNHEARD]
    assert "cancelled" in news_desk.mail.sent[0].title


def test_a_change_that_was_taken_back_is_not_escalated(
    news_desk: Desk, make_event: Callable[..., Event]
) -> None:
    news_desk.at("2025-11-03 10:00")
    news_desk.change(claims=make_event("2025-12-04").claims)
    news_desk.at("2025-11-03 12:00")

    news_desk.at("2025-11-03 13:00")
    assert escalated(news_desk) == []

    news_desk.at("2025-11-03 16:00")
    assert "reinstated" in news_desk.mail.sent[0].title


@pytest.fixture
def twice_told(desk: Desk, make_event: Callable[..., Event]) -> Desk:
    """Give the desk when its rule told it of a slip, and the officer of a move."""
    (rule,) = desk.rules
    desk.rules = (replace(rule, on=(Trigger.parse("slipped"),)),)
    desk.at("2025-11-27 09:00")
    desk.at("2025-11-27 13:00")
    desk.change(claims=make_event("2026-02-01").claims)
    desk.at("2025-11-28 09:00")
    assert [len(desk.console.sent), len(desk.mail.sent)] == [2, 2]
    return desk


def test_one_change_that_is_told_in_two_ways_is_escalated_once(
    twice_told: Desk,
) -> None:
    twice_told.at("2025-11-28 13:00")

    assert escalated(twice_told).count(UNHEARD) == 2


@pytest.mark.parametrize("way", ["console", "mail"])
def test_one_change_that_is_told_in_two_ways_is_acknowledged_by_either(
    twice_told: Desk, way: str
) -> None:
    key = getattr(twice_told, way).sent[1].key

    acknowledge(twice_told.ledger, key, at=at("2025-11-28 10:00"))
    twice_told.at("2025-11-28 13:00")

    assert escalated(twice_told).count(UNHEARD) == 1


@pytest.mark.parametrize(
    ("date", "status", "holds"),
    [
        ("2025-12-18", Status.CONFIRMED, True),
        ("2025-12-20", Status.PLANNED, False),
        ("2025-12-18", Status.HELD, False),
        ("2025-12-18", Status.CANCELLED, False),
    ],
    ids=["confirmed", "moved", "held", "cancelled"],
)
def test_a_change_is_escalated_for_as_long_as_it_holds(
    desk: Desk,
    make_event: Callable[..., Event],
    date: str,
    status: Status,
    holds: bool,  # noqa: FBT001 (what is expected)
) -> None:
    (rule,) = desk.rules
    desk.rules = (replace(rule, remind=(), on=(Trigger.parse("slipped"),)),)
    desk.at("2025-11-02 09:00")
    desk.change(claims=make_event("2025-12-18").claims)
    desk.at("2025-11-03 09:00")
    desk.rules = (replace(desk.rules[0], on=()),)  # what comes is told by no rule

    desk.change(claims=make_event(date, status=status).claims)
    desk.at("2025-11-03 12:00")
    desk.at("2025-11-03 13:00")

    assert [UNHEARD] * holds == escalated(desk)


def test_a_cancellation_that_is_taken_back_is_not_escalated_though_no_rule_tells_it(
    news_desk: Desk, make_event: Callable[..., Event]
) -> None:
    (rule,) = news_desk.rules
    news_desk.rules = (replace(rule, on=(Trigger.parse("cancelled"),)),)
    news_desk.change(claims=make_event("2025-12-04").claims)

    news_desk.at("2025-11-03 12:00")
    news_desk.at("2025-11-03 13:00")

    assert escalated(news_desk) == []


def test_after_a_week_of_downtime_it_stands_in_the_digest_of_the_missed(
    desk: Desk,
) -> None:
    desk.at("2025-11-27 09:00")

    desk.at("2025-12-04 13:01")

    assert [one.kind for one in desk.mail.sent] == ["missed"]
    assert "Not acknowledged: A visit" in desk.mail.sent[0].body


def test_what_a_killed_pass_left_to_be_entered_is_let_be_when_it_is_stale(
    desk: Desk,
) -> None:
    desk.clock.instant = at("2025-11-27 09:00")
    replan(desk.loaded, desk.ledger, now=desk.clock.instant)
    desk.delivery.send_all()  # and dies

    desk.at("2025-12-04 13:01")
    desk.at("2025-12-04 13:02")

    assert len(desk.told) == 1
    assert desk.mail.sent == []


def test_what_is_held_up_and_was_never_tried_is_escalated_too(desk: Desk) -> None:
    for hour in (9, 10):  # nobody sends
        replan(desk.loaded, desk.ledger, now=at(f"2025-11-27 {hour:02}:00"))

    (waiting,) = (e for e in desk.ledger.open_entries() if e.identity.recipient)
    assert (waiting.identity.moment, waiting.due_at) == (
        "escalated",
        at("2025-11-27 13:00"),
    )


@given(
    st.lists(st.integers(0, 60), min_size=1, max_size=12),
    st.none() | st.integers(0, 60),
)
def test_passes_at_any_hours_escalate_once_if_nobody_acknowledged_in_time(
    hours: list[int], acked_at: int | None
) -> None:
    desk = told_at_nine()
    key = desk.console.sent[0].key
    start = desk.clock.instant
    for hour in sorted(hours):
        if acked_at is not None and hour >= acked_at:
            acknowledge(desk.ledger, key, at=start + timedelta(hours=acked_at))
        desk.at(f"{start + timedelta(hours=hour):%Y-%m-%d %H:%M}")

    unheard = [
        one for one in hours if one >= 4 and (acked_at is None or one < acked_at)
    ]
    assert len(escalated(desk)) == bool(unheard)


def test_a_change_is_said_again_until_somebody_acknowledges_it(
    news_desk: Desk,
) -> None:
    (rule,) = news_desk.rules
    daily = Repeat.parse("every 1d until acked, at most 3")
    news_desk.rules = (replace(rule, escalate=(), repeat=daily),)
    for day in (4, 5):
        news_desk.at(f"2025-11-{day:02} 09:00")

    acknowledge(
        news_desk.ledger, news_desk.console.sent[1].key, at=at("2025-11-05 10:00")
    )
    news_desk.at("2025-11-06 09:00")

    again = [f"cancelled; said again, {number} of 3" for number in (1, 2)]
    assert news_desk.told == ["cancelled", *again]
    assert news_desk.ledger.open_entries() == ()


def test_a_change_is_said_again_no_more_often_than_asked(news_desk: Desk) -> None:
    (rule,) = news_desk.rules
    daily = Repeat.parse("every 1d until acked, at most 2")
    news_desk.rules = (replace(rule, escalate=(), repeat=daily),)
    for day in range(4, 9):
        news_desk.at(f"2025-11-{day:02} 09:00")

    assert len(news_desk.told) == 3


@pytest.mark.parametrize(
    ("escalate", "words"),
    [
        ("4h to boss", "expected such as `after 4h unacked to duty-officer`"),
        ("after 0h unacked to boss", "expected such as `after 4h"),
        ("after 31d unacked to boss", "waits for longer than 30 days"),
        ("after 4h unacked to bos", "no known recipient 'bos'; did you mean "),
        ("after 4h unacked to channel fax", "no known channel 'fax'"),
        ("after 4h unacked to mute", "escalates to 'mute', who has no channels"),
        (
            "[after 8h unacked to boss, after 4h unacked to channel console]",
            "comes before `after 8h unacked to boss`: write the shorter wait first",
        ),
        ("[after 8h unacked to boss, after 8h unacked to boss]", "stands there twice"),
    ],
)
def test_what_makes_no_sense_is_named_with_its_line(escalate: str, words: str) -> None:
    text = (
        "recipients:\n"
        "  boss: {channels: [console]}\n"
        "  mute: {timezone: UTC}\n"
        "rules:\n"
        "  - name: r\n"
        "    remind: first\n"
        f"    escalate: {escalate}\n"
    )

    _, problems = read_alerts([("alerts/rules.yaml", text)])

    assert [words in one.message for one in problems] == [True]
    assert problems[0].path == "alerts/rules.yaml"
    assert problems[0].line in (5, 7)


def test_the_recipient_is_known_with_zone_and_channels() -> None:
    text = (
        "recipients: {boss: {timezone: Asia/Kolkata, channels: [console]}}\n"
        "rules: [{name: r, remind: first, escalate: after 4h unacked to boss}]\n"
    )

    alerts, problems = read_alerts([("alerts/rules.yaml", text)])

    assert problems == ()
    (step,) = alerts.rules[0].escalate
    assert [tuple(one) for one in step.addresses("UTC")] == [
        ("boss", "console", "Asia/Kolkata")
    ]
    assert str(step) == "after 4h unacked to boss"
