"""Rate limits: read, counted over a sliding span, and waited for."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.alerts.files import read_alerts
from geotimeline.interfaces.entries import State
from geotimeline.planning.channels import Channel
from geotimeline.planning.limiting import Allowance, RateLimit, Room
from geotimeline.planning.priority import Priority
from geotimeline.services.delivering.gates import Gates
from geotimeline.services.scheduling.passing import rehearse
from geotimeline.services.scheduling.replaying import replay
from geotimeline.testing.ledger import NOON

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.services.conftest import Desk

TEN_AN_HOUR = RateLimit(10, timedelta(hours=1))
SECONDS = st.integers(0, 7200).map(lambda number: NOON + timedelta(seconds=number))


def limited(desk: Desk, *limits: str) -> Desk:
    read = tuple(RateLimit.parse(one) for one in limits)
    desk.channels = {"mail": Channel("mail", "mail", limits=read)}
    return desk


@pytest.mark.parametrize(
    "text", ["30 per hour", "1 per minute", "1000 per day", "  5  per  day "]
)
def test_a_limit_is_read_and_said_back(text: str) -> None:
    limit = RateLimit.parse(text)

    assert str(limit) == " ".join(text.split())
    assert RateLimit.parse(str(limit)) == limit


@pytest.mark.parametrize("text", ["30", "0 per hour", "30/h", "-1 per day", "x", ""])
def test_what_is_no_limit_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected such as `30 per hour`"):
        RateLimit.parse(text)


def test_limits_stand_with_their_channel_and_are_refused_where_they_stand() -> None:
    good = "channels: {sms: {notifier: command, limit: [1 per minute, 30 per day]}}\n"
    bad = "channels:\n  sms:\n    notifier: command\n    limit: [many]\n"

    alerts, problems = read_alerts([("alerts/a.yaml", good), ("alerts/b.yaml", bad)])

    assert list(map(str, alerts.channels["sms"].limits)) == [
        "1 per minute",
        "30 per day",
    ]
    assert alerts.channels["sms"].settings == {}
    assert [(one.path, one.line) for one in problems] == [("alerts/b.yaml", 4)]


@given(st.lists(SECONDS, max_size=40))
def test_no_span_ever_sees_more_than_the_limit(wanted: list[datetime]) -> None:
    done: list[datetime] = []

    for now in sorted(wanted):
        spent = TEN_AN_HOUR.spent(done, now=now)
        opens = TEN_AN_HOUR.opens_at(done, now=now)
        assert (opens is None) == (spent < TEN_AN_HOUR.count)
        if opens is None:
            done.append(now)
        else:
            assert TEN_AN_HOUR.spent(done, now=opens) < TEN_AN_HOUR.count
            before = opens - timedelta(microseconds=1)
            assert TEN_AN_HOUR.spent(done, now=before) >= TEN_AN_HOUR.count

    for end in done:
        within = [at for at in done if end - TEN_AN_HOUR.span < at <= end]
        assert len(within) <= TEN_AN_HOUR.count


def test_what_is_urgent_passes_a_limit_but_not_a_probe() -> None:
    urgent, high = Priority.URGENT.rank, Priority.HIGH.rank
    spent = Allowance((TEN_AN_HOUR,)).room([10], under_way=0)
    probed = Allowance(at_once=1).room([], under_way=1)

    assert spent.admits(1, urgent)
    assert not spent.admits(1, high)
    assert not probed.admits(1, urgent)
    assert Room(left=1, at_once=1).admits(1, high)


def test_what_exceeds_the_limit_is_sent_in_its_turn_and_never_lost(
    busy_desk: Callable[..., Desk],
) -> None:
    desk = limited(busy_desk(25), "10 per hour")

    passes = [
        desk.at(f"2025-11-27 {hour:02}:{minute:02}")
        for hour in range(9, 13)
        for minute in (0, 20, 40)
    ]

    assert [len(passed.sent) for passed in passes] == [10, 0, 0, 10, 0, 0, 5, *[0] * 5]
    assert [len(passed.waiting) for passed in passes[:4]] == [15, 15, 15, 5]
    assert not any(passed.failed for passed in passes)
    keys = [message.key for message in desk.mail.sent]
    assert len(keys) == len(set(keys)) == 25
    assert {one.attempts for one in desk.ledger.entries()} == {1}


def test_the_loudest_go_first(busy_desk: Callable[..., Desk]) -> None:
    desk = limited(busy_desk(5), "1 per hour")
    loud = replace(desk.rules[0], name="loud", priority=Priority.HIGH)
    urgent = replace(desk.rules[0], name="urgent", priority=Priority.URGENT)
    desk.rules = (*desk.rules, loud, urgent)
    desk.at("2025-11-01 10:00")

    at_nine = desk.at("2025-11-27 09:00")
    at_ten = desk.at("2025-11-27 10:00")

    assert {one.identity.rule for one in at_nine.sent} == {"urgent"}
    assert len(at_nine.sent) == 5
    assert [one.identity.rule for one in at_ten.sent] == ["loud"]


def test_what_becomes_stale_while_it_waits_is_told_in_the_digest(
    busy_desk: Callable[..., Desk],
) -> None:
    desk = limited(busy_desk(3), "1 per day")

    desk.at("2025-11-27 09:00")
    desk.at("2025-12-20 09:00")

    lead, digest = desk.mail.sent
    assert (lead.kind, digest.kind) == ("reminder", "missed")
    assert digest.title.startswith("2 reminders missed")


def test_a_rehearsal_says_what_would_wait(busy_desk: Callable[..., Desk]) -> None:
    desk = limited(busy_desk(5), "2 per hour")
    desk.at("2025-11-27 08:59")
    now = datetime(2025, 11, 27, 9, tzinfo=UTC)

    rehearsed = rehearse(desk.loaded, desk.ledger, now=now)

    passed = desk.at("2025-11-27 09:00")
    assert [one.key for one in rehearsed.sent] == [one.key for one in passed.sent]
    assert len(rehearsed.waiting) == len(passed.waiting) == 3


def test_a_replay_steps_to_when_the_limit_allows_more(
    busy_desk: Callable[..., Desk],
) -> None:
    desk = limited(busy_desk(5), "2 per hour")
    end = datetime(2025, 11, 28, tzinfo=UTC)

    replay(
        desk.loaded,
        desk.delivery,
        desk.clock,
        speed=0,
        until=end,
        stop=threading.Event(),
    )

    sent = sorted(one.sent_at for one in desk.ledger.entries() if one.sent_at)
    nine = datetime(2025, 11, 27, 9, tzinfo=UTC)
    hours = [(at - nine) / timedelta(hours=1) for at in sent]
    assert hours == [0, 0, 1, 1, 2]


def test_why_a_channel_waits_is_told_with_its_end(
    busy_desk: Callable[..., Desk],
) -> None:
    desk = limited(busy_desk(3), "2 per hour", "9 per day")
    desk.at("2025-11-27 09:00")
    gates = Gates(desk.ledger, desk.channels)

    found = gates.obstacle("mail", desk.clock.instant)

    assert found is not None
    assert found.why == "its limit of 2 per hour is used up"
    assert found.until == desk.clock.instant + timedelta(hours=1)
    assert gates.obstacle("mail", found.until) is None
    assert {one.state for one in desk.ledger.open_entries()} == {State.PLANNED}
