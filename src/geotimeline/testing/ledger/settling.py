# ruff: noqa: D102 (the names of the tests are the sentences)
"""What a ledger promises about outcomes: written once, with every attempt kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geotimeline.interfaces.attempts import Attempt, Outcome
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
)
from geotimeline.testing.ledger.store import Leases, LedgerStore

if TYPE_CHECKING:
    from geotimeline.interfaces.ledger import Ledger

_SENT = Outcome(State.SENT, NOON + ONE_SECOND, 40, status=250, message_id="<a@b>")
_RETRY = Outcome(
    State.PLANNED, NOON, 30_000, error="503", status=503, not_before=NOON + ONE_SECOND
)
_DEAD = Outcome(State.DEAD, NOON + ONE_SECOND, error="no such mailbox", status=550)


class SettlingContract(LedgerStore):
    """Promises about `settle` and `attempts`."""

    def test_what_was_sent_is_kept_with_its_receipt(self, ledger: Ledger) -> None:
        insert(ledger, make_entry())
        claimed = claim_one(ledger)

        assert ledger.settle(claimed, _SENT)

        assert only_entry(ledger) == replace(
            claimed.entry,
            state=State.SENT,
            sent_at=_SENT.at,
            message_id="<a@b>",
        )

    def test_what_was_sent_is_never_claimed_again(
        self, ledger: Ledger, second: Ledger, lease_clock: Leases
    ) -> None:
        entry = make_entry()
        insert(ledger, entry)
        ledger.settle(claim_one(ledger), _SENT)
        insert(ledger, entry)
        ledger.apply(Changes(NOON, close=((entry.key, State.PLANNED, ""),)))
        lease_clock.advance(LEASE_SECONDS)

        assert claim(second) == ()
        assert claim(second, NOON + ONE_SECOND) == ()

    def test_a_retry_is_held_back_until_its_time(self, ledger: Ledger) -> None:
        insert(ledger, make_entry())

        assert ledger.settle(claim_one(ledger), _RETRY)

        assert claim(ledger, NOON) == ()
        again = claim_one(ledger, NOON + ONE_SECOND)
        assert again.entry.last_error == "503"
        assert again.entry.due_at == NOON
        assert not again.possible_repeat

    def test_an_attempt_without_an_answer_makes_the_next_a_possible_repeat(
        self, ledger: Ledger
    ) -> None:
        insert(ledger, make_entry())

        ledger.settle(claim_one(ledger), replace(_RETRY, may_have_arrived=True))

        assert claim_one(ledger, NOON + ONE_SECOND).possible_repeat

    def test_what_is_dead_keeps_its_reason_and_rests(
        self, ledger: Ledger, lease_clock: Leases
    ) -> None:
        insert(ledger, make_entry())
        claimed = claim_one(ledger)

        assert ledger.settle(claimed, _DEAD)

        lease_clock.advance(LEASE_SECONDS)
        assert only_entry(ledger) == replace(
            claimed.entry, state=State.DEAD, last_error="no such mailbox"
        )
        assert claim(ledger, NOON + ONE_DAY - ONE_SECOND) == ()

    def test_a_claim_is_settled_once(self, ledger: Ledger) -> None:
        insert(ledger, make_entry())
        claimed = claim_one(ledger)
        ledger.settle(claimed, _SENT)

        assert not ledger.settle(claimed, _DEAD)

        assert only_entry(ledger).state is State.SENT
        assert len(ledger.attempts(claimed.entry.key)) == 1

    def test_every_attempt_is_kept_oldest_first(
        self, ledger: Ledger, second: Ledger
    ) -> None:
        entry, other = make_entry(), make_entry("other", NOON + ONE_DAY)
        insert(ledger, entry, other)

        ledger.settle(claim_one(ledger), _RETRY)
        second.settle(claim_one(second, NOON + ONE_SECOND), _SENT)
        second.settle(claim_one(second, NOON + ONE_DAY), _DEAD)

        assert ledger.attempts(entry.key) == (
            Attempt(entry.key, NOON, "retry", 503, 30_000, "503", is_passing=True),
            Attempt(entry.key, NOON + ONE_SECOND, "sent", 250, 40, ""),
        )
        assert ledger.attempts(other.key) == (
            Attempt(other.key, NOON + ONE_SECOND, "dead", 550, 0, "no such mailbox"),
        )

    def test_success_forgets_the_last_error(self, ledger: Ledger) -> None:
        insert(ledger, make_entry())
        ledger.settle(claim_one(ledger), _RETRY)

        ledger.settle(claim_one(ledger, NOON + ONE_SECOND), _SENT)

        assert only_entry(ledger).last_error == ""

    @pytest.mark.parametrize("state", [State.EXPIRED, State.CLAIMED, State.ACKED])
    def test_an_attempt_ends_as_sent_dead_or_again(self, state: State) -> None:
        with pytest.raises(ValueError, match="cannot end"):
            Outcome(state, NOON)
