# ruff: noqa: D102 (the names of the tests are the sentences)
"""What a ledger promises about claims: what is due, in order, to one claimer each."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from geotimeline.interfaces.attempts import Outcome
from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import State
from geotimeline.testing.ledger.entries import (
    LEASE_SECONDS,
    NOON,
    ONE_DAY,
    ONE_SECOND,
    claim,
    claim_one,
    events,
    insert,
    make_entry,
    only_entry,
)
from geotimeline.testing.ledger.store import LedgerStore

if TYPE_CHECKING:
    from geotimeline.interfaces.ledger import Ledger

_THREADS = 8
_RACED_ENTRIES = 200


class ClaimingContract(LedgerStore):
    """Promises about `claim`, `release` and `next_due`."""

    def test_a_claim_says_who_has_it(self, ledger: Ledger) -> None:
        entry = make_entry()
        insert(ledger, entry)

        (claimed,) = claim(ledger, owner="desk")

        assert claimed.entry == replace(
            entry, state=State.CLAIMED, owner="desk", attempts=1, fence=1
        )
        assert not claimed.possible_repeat
        assert only_entry(ledger) == claimed.entry

    def test_an_entry_is_claimed_once(self, ledger: Ledger, second: Ledger) -> None:
        insert(ledger, make_entry())

        assert events(claim(ledger)) == ["visit"]
        assert claim(second) == ()
        assert claim(ledger) == ()

    def test_the_most_urgent_go_first_then_the_oldest(self, ledger: Ledger) -> None:
        insert(
            ledger,
            make_entry("young"),
            make_entry("old", NOON - ONE_SECOND),
            make_entry("urgent", priority=1),
            make_entry("unimportant", NOON - 2 * ONE_SECOND, priority=-1),
        )

        first, rest = claim(ledger, limit=1), claim(ledger)

        assert events(first) == ["urgent"]
        assert events(rest) == ["old", "young", "unimportant"]

    def test_no_more_are_taken_than_asked_for(self, ledger: Ledger) -> None:
        insert(ledger, *(make_entry(f"event-{number}") for number in range(5)))

        counts = [len(claim(ledger, limit=limit)) for limit in (0, 2, 100)]

        assert counts == [0, 2, 3]

    def test_channels_without_hands_are_left_for_later(self, ledger: Ledger) -> None:
        insert(ledger, make_entry(channel="mail"), make_entry(channel="console"))

        found = ledger.claim(
            now=NOON,
            owner="here",
            lease_seconds=LEASE_SECONDS,
            limit=100,
            without_channels=["mail", "chat"],
        )

        assert [one.entry.identity.channel for one in found] == ["console"]
        assert [one.entry.identity.channel for one in claim(ledger)] == ["mail"]

    def test_nothing_is_claimed_before_its_time(self, ledger: Ledger) -> None:
        insert(ledger, make_entry(due_at=NOON.replace(microsecond=1)))

        assert claim(ledger, NOON) == ()
        assert len(claim(ledger, NOON.replace(microsecond=1))) == 1

    def test_what_has_expired_is_never_claimed(self, ledger: Ledger) -> None:
        insert(ledger, make_entry(expires_at=NOON + ONE_DAY))

        assert claim(ledger, NOON + ONE_DAY) == ()
        assert len(claim(ledger, NOON + ONE_DAY - ONE_SECOND)) == 1

    @pytest.mark.parametrize(
        "state",
        sorted(set(State) - {State.PLANNED, State.WAITING, State.CLAIMED}, key=str),
    )
    def test_what_is_closed_is_never_claimed(
        self, ledger: Ledger, state: State
    ) -> None:
        insert(ledger, make_entry(state=state))

        assert claim(ledger) == ()
        assert ledger.open_entries() == ()
        assert ledger.next_due() is None

    def test_what_waits_is_claimed_when_its_time_has_come(self, ledger: Ledger) -> None:
        insert(ledger, make_entry(state=State.WAITING, not_before=NOON + ONE_SECOND))

        assert claim(ledger) == ()
        assert len(claim(ledger, NOON + ONE_SECOND)) == 1

    @pytest.mark.parametrize("before", [State.PLANNED, State.WAITING])
    def test_a_released_entry_is_as_it_was(self, ledger: Ledger, before: State) -> None:
        entry = make_entry(state=before)
        insert(ledger, entry)
        claimed = claim_one(ledger)

        assert ledger.release(claimed)

        assert only_entry(ledger) == replace(entry, fence=1, owner="here")
        assert not claim_one(ledger).possible_repeat

    def test_a_released_entry_may_be_refreshed(self, ledger: Ledger) -> None:
        entry = make_entry()
        insert(ledger, entry)
        ledger.release(claim_one(ledger))
        later = entry.expires_at

        ledger.apply(Changes(NOON, refresh=((entry.key, "{}", NOON, NOON, later),)))

        assert only_entry(ledger).payload == "{}"

    def test_the_next_due_is_the_earliest_unclaimed(self, ledger: Ledger) -> None:
        assert ledger.next_due() is None
        later = NOON + ONE_SECOND
        insert(
            ledger,
            make_entry("waiting", later, state=State.WAITING),
            make_entry("planned", NOON),
            make_entry("sent", NOON - ONE_DAY, state=State.SENT),
        )

        assert ledger.next_due() == NOON
        assert ledger.next_due(after=NOON - ONE_SECOND) == NOON
        assert ledger.next_due(after=NOON) == later
        assert ledger.next_due(after=later) is None
        assert events(claim(ledger)) == ["planned"]
        assert ledger.next_due() == later

    def test_the_next_due_follows_a_retry(self, ledger: Ledger) -> None:
        insert(ledger, make_entry())
        again_at = NOON + ONE_SECOND

        ledger.settle(
            claim_one(ledger), Outcome(State.PLANNED, NOON, not_before=again_at)
        )

        assert ledger.next_due() == again_at

    def test_threads_that_race_claim_each_entry_once(
        self, ledger: Ledger, second: Ledger
    ) -> None:
        names = [f"event-{number}" for number in range(_RACED_ENTRIES)]
        insert(ledger, *map(make_entry, names))
        start = Barrier(_THREADS)

        def work(handle: Ledger) -> list[str]:
            taken: list[str] = []
            start.wait()
            while found := claim(handle, limit=3):
                taken += events(found)
            return taken

        with ThreadPoolExecutor(_THREADS) as pool:
            handles = [ledger, second] * (_THREADS // 2)
            taken = [name for names in pool.map(work, handles) for name in names]

        assert Counter(taken) == Counter(names)
