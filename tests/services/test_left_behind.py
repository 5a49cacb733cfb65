"""What a process left behind when it died: looked at again, and never sent blindly."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.edtf import parse
from geotimeline.interfaces.entries import State
from geotimeline.model.event import Claim
from geotimeline.model.vocabulary import Status
from geotimeline.planning.channels import Channel
from geotimeline.planning.quiet import QuietHours, QuietSpan
from geotimeline.planning.triggers import Trigger
from geotimeline.testing.ledger import MovableLeaseClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.interfaces.entries import Entry
    from tests.services.conftest import Desk

DUE = datetime(2025, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """Give a desk whose process died while it sent the only reminder."""
    clock = MovableLeaseClock()
    desk = make_desk("2025-12-04", "7d before first")
    desk.ledger = MemoryLedger(lease_clock=clock)
    desk.at("2025-11-01 09:00")
    desk.ledger.claim(now=DUE, owner="dead", lease_seconds=60, limit=1)
    clock.advance(61)
    return desk


def lead(desk: Desk) -> Entry:
    (entry,) = (e for e in desk.ledger.entries() if e.identity.moment[0] == "7")
    return entry


def test_what_is_still_true_is_sent_as_a_possible_repeat(desk: Desk) -> None:
    desk.at("2025-11-27 09:05")

    (message,) = desk.console.sent
    assert message.possible_repeat
    assert lead(desk).attempts == len(["cut off", "this one"])


def test_what_was_cancelled_meanwhile_is_not_sent_and_who_may_know_is_told(
    desk: Desk,
) -> None:
    desk.change(claims=(*desk.events[0].claims, cancelled()))

    desk.at("2025-11-27 09:05")

    (message,) = desk.console.sent
    assert "cancelled" in message.reason
    assert "you were told 4 December 2025" in message.reason
    assert lead(desk).state is State.SUPERSEDED
    assert lead(desk).may_have_arrived


def test_what_moved_meanwhile_is_told_for_its_new_date_alone(desk: Desk) -> None:
    later = replace(cancelled(), status=Status.PLANNED, date=parse("2025-12-20"))
    desk.change(claims=(*desk.events[0].claims, later))

    desk.at("2025-11-27 09:05")

    (message,) = desk.console.sent
    assert "you were told 4 December 2025" in message.reason


def test_what_became_stale_goes_to_the_digest_of_the_missed(desk: Desk) -> None:
    desk.at("2025-12-06 09:00")
    desk.at("2025-12-06 09:01")

    (message,) = desk.console.sent
    assert message.kind == "missed"
    assert "7 days before" in message.body
    assert lead(desk).state is State.EXPIRED


def test_it_waits_for_the_end_of_quiet_hours(desk: Desk) -> None:
    quiet = QuietHours((QuietSpan.parse("22:00-07:00"),))
    desk.channels = {"console": Channel("console", "console", quiet=quiet)}

    desk.at("2025-11-27 23:00")
    assert not desk.console.sent
    desk.at("2025-11-28 07:00")

    assert len(desk.console.sent) == 1


def test_who_was_not_answered_counts_as_told_when_the_date_moves(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-01 09:00")
    desk.console.hang_up()
    desk.at("2025-11-27 09:00")
    desk.console.error = None
    desk.change(claims=(*desk.events[0].claims, cancelled()))

    desk.at("2025-11-27 09:05")

    (message,) = desk.console.sent
    assert "you were told 4 December 2025" in message.reason


def cancelled() -> Claim:
    return Claim(id="c2", status=Status.CANCELLED, supersedes=("c1",))


def test_news_that_may_have_gone_out_is_corrected_and_not_sent_again(
    make_desk: Callable[..., Desk],
) -> None:
    clock = MovableLeaseClock()
    desk = make_desk("2025-12-04")
    desk.ledger = MemoryLedger(lease_clock=clock)
    desk.rules = (replace(desk.rules[0], on=(Trigger.parse("slipped"),)),)
    desk.at("2025-11-27 09:05")
    desk.console.unplug()
    desk.change(claims=(Claim(id="c1", date=parse("2026-01-12")),))
    desk.at("2025-11-27 10:00")
    later = DUE + timedelta(hours=5)
    desk.ledger.claim(now=later, owner="dead", lease_seconds=60, limit=1)
    clock.advance(61)
    desk.console.error = None
    desk.change(claims=(Claim(id="c1", date=parse("2025-12-04")),))

    desk.at("2025-11-27 14:30")

    assert desk.told == ["advanced 39 days; you were told 12 January 2026"]
