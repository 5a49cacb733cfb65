# ruff: noqa: D102 (the names of the tests are the sentences)
"""What a ledger promises about allowances: what exceeds them waits, in order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from geotimeline.interfaces.attempts import Outcome
from geotimeline.interfaces.entries import State
from geotimeline.planning.limiting import Allowance, RateLimit
from geotimeline.testing.ledger.entries import (
    LEASE_SECONDS,
    NOON,
    ONE_SECOND,
    events,
    insert,
    make_entry,
)
from geotimeline.testing.ledger.store import LedgerStore

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from geotimeline.interfaces.entries import Claimed
    from geotimeline.interfaces.ledger import Ledger

_AN_HOUR = timedelta(hours=1)
_THREADS = 8


def _claim(
    ledger: Ledger, now: datetime, allowances: Mapping[str, Allowance]
) -> tuple[Claimed, ...]:
    return ledger.claim(
        now=now,
        owner="here",
        lease_seconds=LEASE_SECONDS,
        limit=100,
        allowances=allowances,
    )


def _per_hour(count: int, *, channel: str = "console") -> Mapping[str, Allowance]:
    return {channel: Allowance((RateLimit(count, _AN_HOUR),))}


def _fill(ledger: Ledger, count: int, **fields: object) -> None:
    names = [f"event-{number}" for number in range(count)]
    insert(ledger, *(make_entry(name, **fields) for name in names))  # type: ignore[arg-type] # fields of every kind


class AllowingContract(LedgerStore):
    """Promises about `claim` with allowances."""

    def test_what_exceeds_a_limit_waits_for_its_span_to_pass(
        self, ledger: Ledger, second: Ledger
    ) -> None:
        _fill(ledger, 3)
        for one in _claim(ledger, NOON, _per_hour(2)):
            ledger.settle(one, Outcome(State.SENT, NOON + ONE_SECOND))

        soon, later = NOON + _AN_HOUR, NOON + _AN_HOUR + ONE_SECOND
        assert _claim(second, soon, _per_hour(2)) == ()
        assert len(_claim(second, later, _per_hour(2))) == 1

    def test_what_is_under_way_counts(self, ledger: Ledger, second: Ledger) -> None:
        _fill(ledger, 3)

        assert len(_claim(ledger, NOON, _per_hour(2))) == 2  # noqa: PLR2004 (the limit)
        assert _claim(second, NOON, _per_hour(2)) == ()

    @pytest.mark.parametrize(
        "outcome",
        [
            Outcome(State.SENT, NOON),
            Outcome(State.DEAD, NOON),
            Outcome(State.PLANNED, NOON, not_before=NOON + 9 * _AN_HOUR),
        ],
        ids=["sent", "dead", "retry"],
    )
    def test_every_attempt_counts_however_it_ended(
        self, ledger: Ledger, outcome: Outcome
    ) -> None:
        _fill(ledger, 2)
        (first,) = _claim(ledger, NOON, _per_hour(1))

        ledger.settle(first, outcome)

        assert _claim(ledger, NOON, _per_hour(1)) == ()

    def test_the_most_urgent_go_first_and_what_is_urgent_passes(
        self, ledger: Ledger
    ) -> None:
        insert(
            ledger,
            make_entry("old", NOON - ONE_SECOND),
            make_entry("young"),
            make_entry("important", priority=1),
            make_entry("urgent", priority=2),
            make_entry("as urgent", priority=2),
        )

        first = events(_claim(ledger, NOON, _per_hour(1)))

        assert sorted(first) == ["as urgent", "urgent"]
        assert events(_claim(ledger, NOON, _per_hour(3))) == ["important"]
        assert events(_claim(ledger, NOON, _per_hour(4))) == ["old"]

    def test_all_limits_of_a_channel_hold(self, ledger: Ledger) -> None:
        _fill(ledger, 5)
        limits = (RateLimit(2, _AN_HOUR), RateLimit(3, 24 * _AN_HOUR))
        allowances = {"console": Allowance(limits)}
        counts = []

        for hours in range(4):
            now = NOON + hours * _AN_HOUR
            claimed = _claim(ledger, now, allowances)
            for one in claimed:
                ledger.settle(one, Outcome(State.SENT, now))
            counts.append(len(claimed))

        assert counts == [2, 1, 0, 0]

    def test_a_limit_holds_up_no_other_channel(self, ledger: Ledger) -> None:
        _fill(ledger, 3)
        insert(ledger, make_entry(channel="mail"), make_entry(channel="chat"))

        claimed = _claim(ledger, NOON, _per_hour(1))

        channels = sorted(one.entry.identity.channel for one in claimed)
        assert channels == ["chat", "console", "mail"]

    def test_at_once_counts_what_is_under_way_and_nothing_passes_it(
        self, ledger: Ledger, second: Ledger
    ) -> None:
        _fill(ledger, 3, priority=2)
        alone = {"console": Allowance(at_once=1)}

        (first,) = _claim(ledger, NOON, alone)
        assert _claim(second, NOON, alone) == ()
        ledger.settle(first, Outcome(State.SENT, NOON))

        assert len(_claim(second, NOON, alone)) == 1

    def test_a_clock_that_was_set_back_stops_no_channel_for_long(
        self, ledger: Ledger
    ) -> None:
        _fill(ledger, 2)
        (first,) = _claim(ledger, NOON, _per_hour(1))
        ledger.settle(first, Outcome(State.SENT, NOON + 24 * _AN_HOUR))

        assert len(_claim(ledger, NOON, _per_hour(1))) == 1

    def test_threads_that_race_share_one_limit(
        self, ledger: Ledger, second: Ledger
    ) -> None:
        _fill(ledger, 50)
        start = Barrier(_THREADS)

        def work(handle: Ledger) -> int:
            start.wait()
            taken = 0
            for _ in range(3):
                for one in _claim(handle, NOON, _per_hour(10)):
                    handle.settle(one, Outcome(State.SENT, NOON))
                    taken += 1
            return taken

        with ThreadPoolExecutor(_THREADS) as pool:
            handles = [ledger, second] * (_THREADS // 2)
            assert sum(pool.map(work, handles)) == 10  # noqa: PLR2004 (the limit)
