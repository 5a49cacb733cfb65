# ruff: noqa: D102 (the names of the tests are the sentences)
"""What a ledger promises about leases: who dies leaves no entry behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

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
    insert,
    make_entry,
    only_entry,
    reopen,
)
from geotimeline.testing.ledger.store import Leases, LedgerStore

if TYPE_CHECKING:
    from geotimeline.interfaces.ledger import Ledger


def _once(owner: str) -> dict[str, Any]:  # fields of `Entry` are of every kind
    return {"owner": owner, "attempts": 1, "fence": 1}


class LeasingContract(LedgerStore):
    """Promises about leases, fences, `renew`, and claims that were lost."""

    def test_what_was_abandoned_is_claimed_when_a_plan_has_reopened_it(
        self, ledger: Ledger, second: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claim(ledger, owner="dead")
        lease_clock.advance(LEASE_SECONDS - 1)
        assert second.abandoned() == ()

        lease_clock.advance(1)
        (left,) = second.abandoned()
        assert claim(second) == ()
        reopen(second, left)
        (claimed,) = claim(second, owner="heir")

        assert left == replace(make_entry(), state=State.CLAIMED, **_once("dead"))
        assert claimed.possible_repeat
        assert (claimed.entry.owner, claimed.entry.fence) == ("heir", 2)
        assert claimed.entry.attempts == len(["cut off", "this one"])
        assert claimed.entry.may_have_arrived
        assert ledger.abandoned() == ()

    def test_only_what_is_abandoned_is_reopened(
        self, ledger: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claimed = claim_one(ledger)
        reopen(ledger, claimed.entry)
        assert claim(ledger) == ()

        ledger.settle(claimed, Outcome(State.SENT, NOON))
        lease_clock.advance(LEASE_SECONDS)
        reopen(ledger, claimed.entry)

        assert only_entry(ledger).state is State.SENT

    def test_what_is_reopened_may_have_to_wait(
        self, ledger: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        entry = claim_one(ledger).entry
        lease_clock.advance(LEASE_SECONDS)

        reopen(ledger, replace(entry, not_before=NOON + ONE_SECOND))

        assert claim(ledger, NOON) == ()
        assert claim_one(ledger, NOON + ONE_SECOND).possible_repeat

    def test_what_was_abandoned_can_be_closed_and_may_have_arrived(
        self, ledger: Ledger, second: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claimed = claim_one(ledger)
        gone = Changes(NOON, close=((claimed.entry.key, State.SUPERSEDED, "moved"),))
        second.apply(gone)
        assert only_entry(ledger) == claimed.entry

        lease_clock.advance(LEASE_SECONDS)
        second.apply(gone)

        closed = only_entry(ledger)
        assert (closed.state, closed.note) == (State.SUPERSEDED, "moved")
        assert closed.may_have_been_told
        assert not ledger.renew(claimed, lease_seconds=LEASE_SECONDS)
        assert not ledger.settle(claimed, Outcome(State.SENT, NOON))
        assert ledger.abandoned() == ()

    def test_who_slept_and_finds_it_reopened_still_holds_it(
        self, ledger: Ledger, second: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claimed = claim_one(ledger)
        lease_clock.advance(LEASE_SECONDS)
        reopen(second, claimed.entry)

        assert ledger.renew(claimed, lease_seconds=LEASE_SECONDS)

        assert claim(second) == ()
        assert ledger.settle(claimed, Outcome(State.SENT, NOON))

    def test_what_was_sent_meanwhile_is_not_sent_again_though_it_was_reopened(
        self, ledger: Ledger, second: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claimed = claim_one(ledger)
        lease_clock.advance(LEASE_SECONDS)
        reopen(second, claimed.entry)

        assert ledger.settle(claimed, Outcome(State.SENT, NOON))

        assert claim(second) == ()

    def test_setting_the_wall_clock_ends_no_lease(self, ledger: Ledger) -> None:
        insert(ledger, make_entry())
        claim(ledger)

        assert claim(ledger, NOON + ONE_DAY - ONE_SECOND) == ()
        assert ledger.abandoned() == ()

    def test_a_possible_repeat_stays_one(
        self, ledger: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        entry = claim_one(ledger).entry
        lease_clock.advance(LEASE_SECONDS)
        reopen(ledger, entry)
        refused = Outcome(State.PLANNED, NOON, not_before=NOON)

        ledger.settle(claim_one(ledger), refused)

        assert claim_one(ledger).possible_repeat

    def test_a_reopened_entry_that_is_released_is_open_as_before(
        self, ledger: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        entry = claim_one(ledger).entry
        lease_clock.advance(LEASE_SECONDS)
        reopen(ledger, entry)

        assert ledger.release(claim_one(ledger))

        assert claim_one(ledger).possible_repeat

    def test_a_renewed_lease_counts_from_now(
        self, ledger: Ledger, second: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claimed = claim_one(ledger)
        lease_clock.advance(LEASE_SECONDS - 1)

        assert ledger.renew(claimed, lease_seconds=LEASE_SECONDS)

        lease_clock.advance(LEASE_SECONDS - 1)
        assert second.abandoned() == ()
        lease_clock.advance(1)
        assert len(second.abandoned()) == 1

    def test_a_lease_that_ran_out_unnoticed_may_be_begun_anew(
        self, ledger: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claimed = claim_one(ledger)
        lease_clock.advance(2 * LEASE_SECONDS)

        assert ledger.renew(claimed, lease_seconds=LEASE_SECONDS)
        assert ledger.abandoned() == ()
        assert ledger.settle(claimed, Outcome(State.SENT, NOON))

    def test_a_lost_claim_changes_nothing_any_more(
        self, ledger: Ledger, second: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        lost = claim_one(ledger)
        lease_clock.advance(LEASE_SECONDS)
        reopen(second, lost.entry)
        held = claim_one(second)

        assert not ledger.renew(lost, lease_seconds=LEASE_SECONDS)
        assert not ledger.release(lost)
        assert not ledger.settle(lost, Outcome(State.SENT, NOON))

        assert only_entry(ledger) == held.entry
        assert ledger.attempts(held.entry.key) == ()
        assert second.settle(held, Outcome(State.SENT, NOON))

    def test_a_released_claim_is_lost(self, ledger: Ledger) -> None:
        insert(ledger, make_entry())
        claimed = claim_one(ledger)
        ledger.release(claimed)

        assert not ledger.renew(claimed, lease_seconds=LEASE_SECONDS)
        assert not ledger.release(claimed)
        assert not ledger.settle(claimed, Outcome(State.SENT, NOON))

    def test_a_claim_on_an_unknown_entry_is_lost(self, ledger: Ledger) -> None:
        insert(ledger, make_entry())
        claimed = claim_one(ledger)
        stranger = replace(claimed, entry=replace(claimed.entry, key="unknown"))

        assert not ledger.settle(stranger, Outcome(State.SENT, NOON))
        assert ledger.attempts("unknown") == ()
