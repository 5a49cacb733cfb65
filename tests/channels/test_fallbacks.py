"""Fallbacks: what a channel does not take goes another way, once, and says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.alerts.files import read_alerts
from geotimeline.interfaces.entries import State
from geotimeline.interfaces.steering import Acknowledgement
from geotimeline.model.event import Claim
from geotimeline.model.vocabulary import Status
from geotimeline.planning.channels import Channel
from geotimeline.planning.falling_back import AFTER, Fallback
from geotimeline.planning.limiting import RateLimit
from geotimeline.planning.priority import Priority
from geotimeline.planning.quiet import QuietHours, QuietSpan
from geotimeline.planning.reminders import FALLBACK
from geotimeline.services.steering.taking_note import take_note
from geotimeline.testing.ledger import NOON

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.interfaces.entries import Entry
    from tests.services.conftest import Desk

NINE = "2025-11-27 09:00"
SOME_MINUTES = st.integers(0, 10**4).map(lambda number: timedelta(minutes=number))


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """Give a desk that tells by mail, and on the console where that fails."""
    desk = make_desk("2025-12-04", "7d before first", channels=("mail",))
    desk.channels = {
        "mail": Channel("mail", "mail", fallback=Fallback("console")),
        "console": Channel("console", "console"),
    }
    desk.at("2025-11-01 09:00")
    return desk


def instead(desk: Desk) -> Entry:
    (one,) = (e for e in desk.ledger.entries() if e.identity.moment == FALLBACK)
    return one


def cancelled(desk: Desk) -> None:
    claim = Claim(id="c2", status=Status.CANCELLED, supersedes=("c1",))
    desk.change(claims=(*desk.events[0].claims, claim))


# What may be written.


def test_a_fallback_is_a_name_or_says_after_what_time() -> None:
    text = """\
channels:
  mail: {notifier: email, to: x, fallback: sms}
  sms: {notifier: command, fallback: {to: console, after: 2h}}
"""

    alerts, problems = read_alerts([("alerts/rules.yaml", text)])

    assert problems == ()
    assert alerts.channels["mail"].fallback == Fallback("sms", AFTER)
    assert alerts.channels["sms"].fallback == Fallback("console", timedelta(hours=2))
    assert alerts.channels["mail"].settings == {"to": "x"}


def test_unknown_names_and_circles_are_refused_where_they_stand() -> None:
    first = """\
channels:
  mail:
    notifier: email
    fallback: smss
  sms: {notifier: command, fallback: post}
"""
    second = """\
channels:
  post:
    notifier: webhook

    fallback: {to: pager, after: 1h}
  pager: {notifier: webhook, fallback: sms}
  alone: {notifier: webhook, fallback: alone}
  into: {notifier: webhook, fallback: sms}
"""

    _, problems = read_alerts([("alerts/a.yaml", first), ("alerts/b.yaml", second)])

    assert [(one.path, one.line, one.where) for one in problems] == [
        ("alerts/a.yaml", 4, "channels.mail.fallback"),
        ("alerts/b.yaml", 6, "channels.pager.fallback"),
        ("alerts/b.yaml", 7, "channels.alone.fallback"),
    ]
    assert "did you mean `sms`" in problems[0].message
    assert "pager → sms → post → pager" in problems[1].message
    assert "alone → alone" in problems[2].message


@given(SOME_MINUTES, SOME_MINUTES)
def test_it_is_never_used_too_late_to_be_of_use(
    after: timedelta, useful: timedelta
) -> None:
    due = Fallback("sms", after).due(NOON, expires_at=NOON + useful)

    assert NOON <= due <= NOON + after
    assert due - NOON <= useful / 2


# What becomes of a message.


def test_what_is_refused_for_good_goes_the_other_way_at_once_and_says_why(
    desk: Desk,
) -> None:
    desk.mail.unplug(retryable=False)

    desk.at(NINE)

    (message,) = desk.console.sent
    assert message.body.startswith(
        "Through console, because mail failed: unplugged.\nWhy now: 7 days"
    )
    assert message.reason.endswith("through console, because mail failed: unplugged")
    assert message.title.startswith("A visit")
    dead = next(desk.ledger.entries(states=[State.DEAD]))
    assert instead(desk).identity == replace(
        dead.identity,
        moment=FALLBACK,
        bound=f"reminder={dead.key}",
        channel="console",
    )
    assert message.key == instead(desk).key != dead.key


def test_it_goes_the_other_way_once(desk: Desk) -> None:
    desk.mail.unplug(retryable=False)
    for minute in range(5):
        desk.at(f"2025-11-27 09:0{minute}")
    dead = next(desk.ledger.entries(states=[State.DEAD]))
    desk.ledger.retry(
        dead.key,
        now=desk.clock.instant,
        expires_at=dead.expires_at,
        note="tried again on request",
    )

    desk.at("2025-11-27 09:10")

    assert len(desk.ledger.attempts(dead.key)) == 2
    assert len(desk.console.sent) == 1


def test_what_fails_for_long_does_not_wait_for_it_to_be_mended(desk: Desk) -> None:
    desk.mail.unplug()

    for minute in range(30):
        desk.at(f"2025-11-27 09:{minute:02}")
    assert desk.console.sent == []
    desk.at("2025-11-27 09:30")
    desk.at("2025-11-27 09:31")

    (message,) = desk.console.sent
    assert "because mail failed: unplugged" in message.body
    assert "late by 30 minutes" in message.reason


def test_what_was_never_tried_because_its_channel_rests_goes_too(
    desk: Desk, busy_desk: Callable[..., Desk]
) -> None:
    busy = busy_desk(20)
    busy.channels = desk.channels
    busy.mail.unplug()

    busy.at(NINE)
    untried = [one for one in busy.ledger.open_entries() if not one.attempts]
    busy.at("2025-11-27 09:30")

    assert untried
    assert len(busy.console.sent) == 20


def test_a_limit_that_is_used_up_is_no_failure(
    desk: Desk, busy_desk: Callable[..., Desk]
) -> None:
    busy = busy_desk(20)
    mail = replace(desk.channels["mail"], limits=(RateLimit.parse("5 per hour"),))
    busy.channels = desk.channels | {"mail": mail}

    busy.at(NINE)
    busy.at("2025-11-27 09:40")

    assert (len(busy.mail.sent), len(busy.console.sent)) == (5, 0)


def test_the_first_may_come_through_after_all(desk: Desk) -> None:
    desk.mail.unplug()
    desk.at(NINE)
    desk.at("2025-11-27 09:30")
    desk.mail.error = None

    desk.at("2025-11-27 10:00")

    assert (len(desk.mail.sent), len(desk.console.sent)) == (1, 1)
    assert desk.mail.sent[0].key != desk.console.sent[0].key


def test_a_chain_is_followed_to_its_end(desk: Desk) -> None:
    desk.channels["console"] = Channel("console", "console", fallback=Fallback("pager"))
    desk.channels["pager"] = Channel("pager", "console")
    desk.mail.unplug(retryable=False)
    desk.console.unplug(retryable=False)

    desk.at(NINE)

    ways = {one.identity.channel: one for one in desk.ledger.entries()}
    assert set(ways) == {"mail", "console", "pager"}
    assert ways["pager"].identity.bound == f"reminder={ways['mail'].key}"
    assert "Through pager, because console failed: unplugged." in ways["pager"].payload


def test_quiet_hours_of_the_fallback_hold_unless_it_is_loud(desk: Desk) -> None:
    quiet = QuietHours((QuietSpan.parse("08:00-10:00"),))
    desk.channels["console"] = replace(desk.channels["console"], quiet=quiet)
    desk.mail.unplug(retryable=False)

    desk.at(NINE)
    waits = instead(desk)
    desk.at("2025-11-27 10:00")

    assert (waits.state, waits.not_before.hour) == (State.WAITING, 10)
    assert len(desk.console.sent) == 1
    assert "quiet hours until" in desk.console.sent[0].reason


def test_what_is_loud_does_not_wait_in_quiet_hours(desk: Desk) -> None:
    quiet = QuietHours((QuietSpan.parse("08:00-10:00"),))
    desk.channels["console"] = replace(desk.channels["console"], quiet=quiet)
    desk.rules = (replace(desk.rules[0], priority=Priority.URGENT),)
    desk.mail.unplug(retryable=False)

    desk.at(NINE)

    assert len(desk.console.sent) == 1


@pytest.mark.parametrize("how", ["cancelled", "acknowledged", "acknowledged at once"])
def test_what_waits_to_go_another_way_falls_away_with_the_first(
    desk: Desk, how: str
) -> None:
    quiet = QuietHours((QuietSpan.parse("08:00-10:00"),))
    desk.channels["console"] = replace(desk.channels["console"], quiet=quiet)
    desk.mail.unplug(retryable=False)
    desk.at(NINE)
    dead = next(desk.ledger.entries(states=[State.DEAD]))

    word = Acknowledgement(dead.key, desk.clock.instant)
    if how == "cancelled":
        cancelled(desk)
    elif how == "acknowledged":
        desk.ledger.acknowledge(word)
    else:
        take_note(desk.ledger, word)
        assert instead(desk).state is State.SUPERSEDED
    desk.at("2025-11-27 10:00")

    assert instead(desk).state is State.SUPERSEDED
    assert desk.console.sent == []


def test_it_comes_back_with_a_rule_that_was_gone_for_an_hour(desk: Desk) -> None:
    quiet = QuietHours((QuietSpan.parse("08:00-12:00"),))
    desk.channels["console"] = replace(desk.channels["console"], quiet=quiet)
    rules = desk.rules
    desk.mail.unplug()
    desk.at(NINE)
    desk.at("2025-11-27 09:30")
    desk.rules = ()
    desk.at("2025-11-27 10:00")
    assert instead(desk).state is State.SUPERSEDED

    desk.rules = rules
    desk.at("2025-11-27 11:00")
    desk.at("2025-11-27 12:00")

    assert len(desk.console.sent) == 1


def test_whoever_acknowledges_the_other_has_acknowledged_the_first(
    desk: Desk,
) -> None:
    desk.mail.unplug()
    desk.at(NINE)
    desk.at("2025-11-27 09:30")

    take_note(desk.ledger, Acknowledgement(instead(desk).key, desk.clock.instant))
    desk.mail.error = None
    desk.at("2025-11-27 10:00")

    assert {one.state for one in desk.ledger.entries()} == {State.ACKED}
    assert desk.mail.sent == []


def test_who_was_told_another_way_is_told_when_the_date_moves(desk: Desk) -> None:
    desk.mail.unplug(retryable=False)
    desk.at(NINE)
    desk.mail.error = None
    cancelled(desk)

    desk.at("2025-11-27 09:05")

    (message,) = desk.mail.sent
    assert "you were told 4 December 2025" in message.reason
    assert len(desk.console.sent) == 1


def test_what_went_another_way_is_in_no_digest_of_the_missed(desk: Desk) -> None:
    desk.mail.unplug()
    desk.at(NINE)
    desk.at("2025-11-27 09:30")
    desk.mail.error = None

    desk.at("2025-12-20 09:00")

    assert desk.mail.sent == []
    assert len(desk.console.sent) == 1


def test_what_became_stale_on_both_ways_is_told_in_one_digest(desk: Desk) -> None:
    desk.mail.unplug()
    desk.console.unplug()
    desk.at(NINE)
    desk.at("2025-11-27 09:30")
    desk.mail.error = desk.console.error = None

    desk.at("2025-12-20 09:00")
    desk.at("2025-12-20 09:01")

    (digest,) = (*desk.mail.sent, *desk.console.sent)
    assert digest.kind == "missed"
    assert digest.title.startswith("1 reminder missed")
