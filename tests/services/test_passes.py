"""Passes at given instants: told once, told late, told together, never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.edtf import parse
from geotimeline.interfaces.entries import State
from geotimeline.model.event import Claim
from geotimeline.model.vocabulary import Status
from geotimeline.services.scheduling.passing import one_pass, rehearse
from geotimeline.services.scheduling.replaying import SteppingClock
from tests.services.conftest import Desk
from tests.strategies import instants, rules, timelines

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.model.event import Event
    from geotimeline.planning.rules import Rule


def test_a_reminder_is_sent_once(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk("2025-12-04", "7d before first", "1d before first")

    desk.at("2025-11-01 09:00")
    desk.at("2025-11-27 09:00")
    desk.at("2025-11-27 09:01")
    desk.at("2025-12-03 09:00")

    assert desk.told == [
        "7 days before the first possible day",
        "1 day before the first possible day",
    ]


def test_a_first_run_is_no_flood(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk("2025-12-04", "30d before first", "7d before first", "first")

    passed = desk.at("2025-12-02 12:00")
    desk.at("2025-12-04 09:00")

    assert passed.taken_as_known == 2
    assert desk.told == ["the first possible day"]


def test_after_a_pause_only_the_most_urgent_is_sent_and_says_how_late(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "30d before first", "7d before first")

    desk.at("2025-10-01 09:00")
    desk.at("2025-11-28 12:00")

    assert desk.told == ["7 days before the first possible day; late by 1 day 3 hours"]
    assert "Late by 1 day 3 hours.\n" in desk.console.sent[0].body


def test_what_is_stale_goes_to_one_digest_of_the_missed(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first", "1d before first", "lapsed")

    desk.at("2025-11-01 09:00")
    desk.at("2025-12-20 09:00")
    desk.at("2025-12-20 09:30")

    (digest,) = desk.console.sent
    assert digest.kind == "missed"
    assert digest.title.startswith("3 reminders missed")
    assert "7 days before the first possible day" in digest.body


def test_a_window_that_moves_is_reminded_of_again(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-01 09:00")
    desk.at("2025-11-27 09:00")

    slipped = Claim(
        id="c2",
        date=parse("2026-01-12"),
        supersedes=("c1",),
        recorded=datetime(2025, 11, 28, tzinfo=UTC),
    )
    desk.change(claims=(*desk.events[0].claims, slipped))
    desk.at("2025-11-28 09:00")
    desk.at("2026-01-05 09:00")

    assert desk.told == [
        "7 days before the first possible day",
        "slipped 39 days; you were told 4 December 2025",
        "7 days before the first possible day",
    ]


def test_a_reminder_whose_window_moved_is_not_sent(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-01 09:00")
    desk.change(claims=(replace(desk.events[0].claims[0], date=parse("2026-01-12")),))

    desk.at("2025-11-27 09:00")

    assert desk.told == []
    assert [e.state for e in desk.ledger.entries(states=[State.SUPERSEDED])]


def test_a_cancelled_event_is_not_reminded_of(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk("2025-12-04", "7d before first", "lapsed")
    desk.at("2025-11-01 09:00")
    off = replace(desk.events[0].claims[0], status=Status.CANCELLED)
    desk.change(claims=(off,))

    desk.at("2025-11-27 09:00")
    desk.at("2025-12-05 09:00")

    assert desk.told == []


def test_a_rule_that_is_taken_out_and_put_back_loses_nothing(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    rules_before = desk.rules
    desk.at("2025-11-01 09:00")

    desk.rules = ()
    desk.at("2025-11-02 09:00")
    desk.rules = rules_before
    desk.at("2025-11-03 09:00")
    desk.at("2025-11-27 09:00")

    assert len(desk.told) == 1


def test_a_new_title_or_hour_reaches_a_reminder_that_is_not_sent_yet(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-01 09:00")

    desk.change(title="Putin visits India")
    desk.at("2025-11-02 09:00")
    desk.at("2025-11-27 09:00")

    assert desk.console.sent[0].title == "Putin visits India: 4 December 2025"


def test_one_channels_failure_makes_no_other_repeat(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first", channels=("console", "mail"))
    desk.at("2025-11-01 09:00")
    desk.mail.unplug()

    passed = desk.at("2025-11-27 09:00")
    desk.mail.error = None
    desk.at("2025-11-27 09:01")
    desk.at("2025-11-27 09:02")

    assert len(passed.failed) == 1
    assert (len(desk.console.sent), len(desk.mail.sent)) == (1, 1)


def test_a_retry_waits_longer_each_time_and_ends_dead_with_its_reason(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-01 09:00")
    desk.console.unplug()
    desk.at("2025-11-27 09:00")
    (waiting,) = desk.ledger.open_entries()

    days = 24 * 60
    for minutes in (*range(0, 6 * days, 60), *range(6 * days, 8 * days, 15)):
        desk.clock.instant = waiting.due_at + timedelta(minutes=minutes)
        one_pass(desk.loaded, desk.delivery)

    (dead,) = desk.ledger.entries()
    assert waiting.not_before == waiting.due_at + timedelta(seconds=2)
    assert dead.state is State.DEAD
    assert dead.last_error == "unplugged"
    assert desk.ledger.attempts(dead.key)[-1].outcome == "dead"


def test_what_cannot_be_retried_is_dead_at_once(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-01 09:00")
    desk.console.unplug(retryable=False)

    desk.at("2025-11-27 09:00")

    assert [entry.state for entry in desk.ledger.entries()] == [State.DEAD]


def test_a_broken_notifier_silences_no_other(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk("2025-12-04", "7d before first", channels=("console", "mail"))
    desk.at("2025-11-01 09:00")
    desk.mail.error = RuntimeError("a bug with a password in its words")

    desk.at("2025-11-27 09:00")

    (entry,) = desk.ledger.entries(states=[State.PLANNED])
    assert len(desk.console.sent) == 1
    assert entry.last_error == "the notifier is broken: RuntimeError"


def test_a_rehearsal_says_what_a_pass_would_send_and_writes_nothing(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-01 09:00")
    now = datetime(2025, 11, 27, 9, tzinfo=UTC)

    before = tuple(desk.ledger.entries())
    rehearsed = rehearse(desk.loaded, desk.ledger, now=now)

    assert tuple(desk.ledger.entries()) == before
    assert [entry.key for entry in rehearsed.sent] == [
        entry.key for entry in desk.at("2025-11-27 09:00").sent
    ]


def test_a_rehearsal_of_a_first_run_sends_nothing(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")

    rehearsed = rehearse(
        desk.loaded, MemoryLedger(), now=datetime(2025, 11, 28, tzinfo=UTC)
    )

    assert (rehearsed.sent, rehearsed.taken_as_known) == ((), 1)


@given(
    timelines(most=2),
    st.lists(rules(), min_size=1, max_size=2),
    st.lists(instants, min_size=1, max_size=6),
)
def test_what_is_sent_is_never_planned_again(
    events: tuple[Event, ...], asked: list[Rule], times: list[datetime]
) -> None:
    named = tuple(replace(one, name=f"r{n}") for n, one in enumerate(asked))
    desk = Desk(events, named, SteppingClock(times[0]))

    for instant in sorted(times):
        desk.clock.instant = instant
        one_pass(desk.loaded, desk.delivery)
        one_pass(desk.loaded, desk.delivery)

    keys = [message.key for message in (*desk.console.sent, *desk.mail.sent)]
    assert len(keys) == len(set(keys))
