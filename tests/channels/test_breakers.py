"""Circuit breakers: a channel that keeps failing rests, and one message tries it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.errors import DeliveryError
from geotimeline.interfaces.attempts import Outcome
from geotimeline.interfaces.entries import State
from geotimeline.planning.breaking import OPENS_AFTER, Breaker
from geotimeline.planning.channels import Channel
from geotimeline.planning.retrying import LONGEST, SHORTEST_REST, asked_until
from geotimeline.services.delivering.gates import Gates
from geotimeline.testing.ledger import NOON, claim

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.services.conftest import Desk

SECOND = timedelta(seconds=1)
NINE = datetime(2025, 11, 27, 9, tzinfo=UTC)


def failing(count: int, *, first: datetime = NOON) -> Breaker:
    return Breaker(tuple(first - number * SECOND for number in range(count)))


def test_it_opens_after_so_many_failures_and_no_fewer() -> None:
    fewer = failing(OPENS_AFTER - 1)

    assert not fewer.is_open
    assert fewer.rests_until(NOON) is None
    assert failing(OPENS_AFTER).is_open
    assert failing(OPENS_AFTER).rests_until(NOON) == NOON + SHORTEST_REST
    assert failing(OPENS_AFTER).rests_until(NOON + SHORTEST_REST) is None


def test_what_fails_together_does_not_lengthen_the_first_rest() -> None:
    assert failing(20).rests_until(NOON) == NOON + SHORTEST_REST


def test_each_failed_probe_doubles_the_rest_up_to_a_quarter_of_an_hour() -> None:
    breaker, now, rests = failing(OPENS_AFTER), NOON, []

    for _ in range(9):
        until = breaker.rests_until(now)
        assert until is not None
        rests.append((until - now) / SECOND)
        now = until + SECOND  # a probe takes its time
        breaker = Breaker((now, *breaker.failures))

    assert rests == [30, 60, 120, 240, 480, 900, 900, 900, 900]


@given(st.lists(st.integers(0, 10**6), max_size=20), st.integers(0, 10**6))
def test_it_never_rests_for_longer_than_is_said(ages: list[int], hour: int) -> None:
    failures = tuple(NOON - age * SECOND for age in sorted(ages))
    now = NOON - hour * SECOND  # the clock may have been set back

    until = Breaker(failures, asked_until=NOON + 99 * LONGEST).rests_until(now)

    assert until is None or now < until <= now + 2 * LONGEST


def test_what_the_receiver_asks_for_is_honoured_for_the_whole_channel() -> None:
    asked = Breaker((NOON,), asked_until=NOON + 40 * SECOND)

    assert asked.rests_until(NOON) == NOON + 40 * SECOND
    assert not asked.is_open


@pytest.mark.parametrize(
    ("seconds", "until"),
    [
        (None, None),
        (0.0, None),
        (40.0, NOON + 40 * SECOND),
        (1e300, NOON + LONGEST),
    ],
)
def test_nobody_is_left_alone_for_longer_than_the_longest_wait(
    seconds: float | None, until: datetime | None
) -> None:
    assert asked_until(NOON, seconds) == until


def test_a_channel_that_was_mended_is_tried_at_once() -> None:
    failed = failing(OPENS_AFTER).failures

    mended = Breaker(failed, mended_at=NOON)
    failed_since = Breaker((NOON + SECOND, *failed), mended_at=NOON)

    assert mended.is_open  # so that one message goes first
    assert mended.rests_until(NOON) is None
    assert failed_since.rests_until(NOON + SECOND) is not None


def mailing(desk: Desk) -> Desk:
    desk.channels = {name: Channel(name, name) for name in ("mail", "console")}
    return desk


def test_what_waits_behind_a_breaker_is_not_tried(
    busy_desk: Callable[..., Desk],
) -> None:
    desk = mailing(busy_desk(40))
    desk.mail.unplug()

    passes = [desk.at(f"2025-11-27 09:00:{second:02}") for second in (0, 10, 20)]

    most = OPENS_AFTER + desk.loaded.settings.workers  # under way when it opened
    assert OPENS_AFTER <= sum(len(one.failed) for one in passes) <= most
    assert len(passes[1].waiting) >= 40 - most
    assert sum(one.attempts for one in desk.ledger.entries()) <= most


def test_one_message_shows_that_it_works_and_all_others_follow(
    busy_desk: Callable[..., Desk],
) -> None:
    desk = mailing(busy_desk(40))
    desk.mail.unplug()
    desk.at("2025-11-27 09:00")
    still_down = desk.at("2025-11-27 09:01")
    too_soon = desk.at("2025-11-27 09:01:59")

    desk.mail.error = None
    back = desk.at("2025-11-27 09:02:01")

    assert (len(still_down.failed), len(too_soon.failed)) == (1, 0)
    assert len(too_soon.waiting) == 40
    assert len(back.sent) == 40
    assert Gates(desk.ledger, desk.channels).obstacle("mail", NINE) is None


def test_another_channel_is_not_kept_waiting(busy_desk: Callable[..., Desk]) -> None:
    desk = mailing(busy_desk(40))
    desk.rules = (
        desk.rules[0],
        type(desk.rules[0])("other", desk.rules[0].match, desk.rules[0].remind),
    )
    desk.at("2025-11-02 09:00")
    desk.mail.unplug()

    desk.at("2025-11-27 09:00")

    assert len(desk.console.sent) == 40


def test_who_refuses_for_good_is_not_left_alone(
    busy_desk: Callable[..., Desk],
) -> None:
    desk = mailing(busy_desk(20))
    desk.mail.unplug(retryable=False)

    passed = desk.at("2025-11-27 09:00")

    assert len(passed.failed) == 20


def test_who_asks_to_be_left_alone_is_by_all_messages(
    busy_desk: Callable[..., Desk],
) -> None:
    desk = mailing(busy_desk(40))
    busy = DeliveryError("m", "429", retryable=True, retry_after_seconds=300)
    desk.mail.error = busy
    desk.at("2025-11-27 09:00")
    desk.mail.error = None

    early, late = desk.at("2025-11-27 09:04:59"), desk.at("2025-11-27 09:05:00")

    assert len(early.sent) == 0
    assert len(late.sent) == 40


def test_it_holds_across_processes_and_restarts(busy_desk: Callable[..., Desk]) -> None:
    desk = mailing(busy_desk(20))
    desk.mail.unplug()
    desk.at("2025-11-27 09:00")

    anew = Gates(desk.ledger, desk.channels).admit(NINE + 29 * SECOND)
    later = Gates(desk.ledger, desk.channels).admit(NINE + 31 * SECOND)

    assert anew.closed == {"mail"}
    assert later.closed == frozenset()
    assert later.allowances["mail"].at_once == 1


def test_what_was_given_up_because_it_is_stale_counts_as_a_failure(
    busy_desk: Callable[..., Desk],
) -> None:
    desk = mailing(busy_desk(OPENS_AFTER))
    for one in claim(desk.ledger, NINE):
        late = Outcome(State.DEAD, NINE, error="refused", is_passing=True)
        desk.ledger.settle(one, late)

    assert Gates(desk.ledger, desk.channels).breaker("mail").is_open


def test_probes_of_a_channel_that_stays_away_burn_one_attempt_each(
    busy_desk: Callable[..., Desk],
) -> None:
    desk = mailing(busy_desk(30))
    desk.mail.unplug()

    counts = []
    for minute in range(60):
        passed = desk.at(f"2025-11-27 09:{minute:02}")
        counts.append(len(passed.failed))

    probed = [minute for minute, count in enumerate(counts) if count and minute]
    gaps = [later - earlier for earlier, later in pairwise(probed)]
    assert all(count <= 1 for count in counts[1:])
    assert gaps == sorted(gaps)
    assert max(gaps) == 15
