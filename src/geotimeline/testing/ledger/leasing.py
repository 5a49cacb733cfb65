# ruff: noqa: D102 (the names of the tests are the sentences)
"""What a ledger promises about leases: who dies leaves no entry behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.ledger import Outcome, State
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
)
from geotimeline.testing.ledger.store import Leases, LedgerStore

if TYPE_CHECKING:
    from geotimeline.interfaces.ledger import Ledger


class LeasingContract(LedgerStore):
    """Promises about leases, fences, `renew`, and claims that were lost."""

    def test_a_lease_that_ran_out_is_taken_over_as_a_possible_repeat(
        self, ledger: Ledger, second: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claim(ledger, owner="dead")
        lease_clock.advance(LEASE_SECONDS - 1)
        assert claim(second) == ()

        lease_clock.advance(1)
        (claimed,) = claim(second, owner="heir")

        assert claimed.possible_repeat
        assert (claimed.entry.owner, claimed.entry.fence) == ("heir", 2)
        assert claimed.entry.attempts == len(["cut off", "this one"])

    def test_setting_the_wall_clock_ends_no_lease(self, ledger: Ledger) -> None:
        insert(ledger, make_entry())
        claim(ledger)

        assert claim(ledger, NOON + ONE_DAY - ONE_SECOND) == ()

    def test_setting_the_wall_clock_back_prolongs_no_lease(
        self, ledger: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claim(ledger)
        lease_clock.advance(LEASE_SECONDS)

        assert len(claim(ledger, NOON - ONE_DAY)) == 1

    def test_what_was_cut_off_is_tried_again_even_when_stale(
        self, ledger: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claim(ledger)
        lease_clock.advance(LEASE_SECONDS)

        assert claim_one(ledger, NOON + 2 * ONE_DAY).possible_repeat

    def test_a_possible_repeat_stays_one(
        self, ledger: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claim(ledger)
        lease_clock.advance(LEASE_SECONDS)
        refused = Outcome(State.PLANNED, NOON, not_before=NOON)

        ledger.settle(claim_one(ledger), refused)

        assert claim_one(ledger).possible_repeat

    def test_a_taken_over_entry_that_is_released_can_be_taken_over_at_once(
        self, ledger: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claim(ledger)
        lease_clock.advance(LEASE_SECONDS)
        stale = NOON + 2 * ONE_DAY

        assert ledger.release(claim_one(ledger, stale))

        assert claim_one(ledger, stale).possible_repeat

    def test_a_renewed_lease_counts_from_now(
        self, ledger: Ledger, second: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claimed = claim_one(ledger)
        lease_clock.advance(LEASE_SECONDS - 1)

        assert ledger.renew(claimed, lease_seconds=LEASE_SECONDS)

        lease_clock.advance(LEASE_SECONDS - 1)
        assert claim(second) == ()
        lease_clock.advance(1)
        assert len(claim(second)) == 1

    def test_a_lease_that_ran_out_unnoticed_may_be_begun_anew(
        self, ledger: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claimed = claim_one(ledger)
        lease_clock.advance(2 * LEASE_SECONDS)

        assert ledger.renew(claimed, lease_seconds=LEASE_SECONDS)
        assert claim(ledger) == ()
        assert ledger.settle(claimed, Outcome(State.SENT, NOON))

    def test_a_lost_claim_changes_nothing_any_more(
        self, ledger: Ledger, second: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        lost = claim_one(ledger)
        lease_clock.advance(LEASE_SECONDS)
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
