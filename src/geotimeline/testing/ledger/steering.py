# ruff: noqa: D102 (the names of the tests are the sentences)
"""What a ledger promises about acknowledging, snoozing and trying again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geotimeline.interfaces.attempts import Outcome
from geotimeline.interfaces.entries import State
from geotimeline.interfaces.steering import Acknowledgement
from geotimeline.testing.ledger.entries import (
    NOON,
    ONE_DAY,
    ONE_SECOND,
    claim,
    claim_one,
    insert,
    make_entry,
    only_entry,
)
from geotimeline.testing.ledger.store import LedgerStore

if TYPE_CHECKING:
    from geotimeline.interfaces.ledger import Ledger

_TAKEN = (State.SENT, State.DEAD, State.PLANNED, State.WAITING)


class SteeringContract(LedgerStore):
    """Promises about what people ask of single reminders."""

    def test_entries_are_found_by_how_their_keys_begin(self, ledger: Ledger) -> None:
        visit, exercise = make_entry("visit"), make_entry("exercise")
        insert(ledger, visit, exercise)

        assert ledger.with_key(visit.key[:8]) == (visit,)
        assert ledger.with_key(visit.key) == (visit,)
        assert ledger.with_key("") == tuple(
            sorted((visit, exercise), key=lambda entry: entry.key)
        )
        assert ledger.with_key(visit.key + "0") == ()
        assert ledger.with_key("%") == ()

    @pytest.mark.parametrize("state", _TAKEN)
    def test_an_acknowledged_entry_says_when_and_by_whom(
        self, ledger: Ledger, second: Ledger, state: State
    ) -> None:
        entry = make_entry(state=state)
        insert(ledger, entry)
        taken = Acknowledgement(entry.key, NOON, "Ada", "link", "seen ✓")

        assert ledger.acknowledge(taken)

        assert second.acknowledgement(entry.key) == taken
        assert only_entry(ledger) == replace(entry, state=State.ACKED, acked_at=NOON)
        assert claim(second) == ()

    @pytest.mark.parametrize("state", [s for s in State if s not in _TAKEN])
    def test_what_cannot_be_acknowledged_is_left_alone(
        self, ledger: Ledger, state: State
    ) -> None:
        entry = make_entry(state=state)
        insert(ledger, entry)

        assert not ledger.acknowledge(Acknowledgement(entry.key, NOON))
        assert not ledger.acknowledge(Acknowledgement("unknown", NOON))

        assert only_entry(ledger) == entry
        assert ledger.acknowledgement(entry.key) is None

    def test_the_first_acknowledgement_stays(
        self, ledger: Ledger, second: Ledger
    ) -> None:
        entry = make_entry(state=State.SENT)
        insert(ledger, entry)
        first = Acknowledgement(entry.key, NOON, "Ada")

        assert ledger.acknowledge(first)
        assert not second.acknowledge(Acknowledgement(entry.key, NOON + ONE_DAY, "Bob"))

        assert ledger.acknowledgement(entry.key) == first

    @pytest.mark.parametrize("state", [State.PLANNED, State.WAITING])
    def test_a_snoozed_entry_is_not_due_before_its_time(
        self, ledger: Ledger, state: State
    ) -> None:
        entry = make_entry(state=state)
        insert(ledger, entry)
        until = NOON + 5 * ONE_SECOND

        assert ledger.snooze(entry.key, until=until, note="later")

        assert claim(ledger, until - ONE_SECOND) == ()
        assert only_entry(ledger) == replace(entry, not_before=until, note="later")
        assert claim_one(ledger, until).entry.key == entry.key

    @pytest.mark.parametrize("state", [State.SENT, State.CLAIMED, State.EXPIRED])
    def test_only_what_is_unsent_can_be_snoozed(
        self, ledger: Ledger, state: State
    ) -> None:
        entry = make_entry(state=state)
        insert(ledger, entry)

        assert not ledger.snooze(entry.key, until=NOON + ONE_DAY, note="later")

        assert only_entry(ledger) == entry

    def test_a_dead_entry_that_is_retried_is_due_at_once(self, ledger: Ledger) -> None:
        entry = make_entry()
        insert(ledger, entry)
        ledger.settle(claim_one(ledger), Outcome(State.DEAD, NOON, error="550"))
        later = NOON + 2 * ONE_DAY

        expires_at = later + ONE_DAY
        assert ledger.retry(entry.key, now=later, expires_at=expires_at, note="again")

        expected = replace(entry, not_before=later, expires_at=expires_at, note="again")
        tried = replace(expected, attempts=1, fence=1, owner="here", last_error="550")
        assert only_entry(ledger) == tried
        assert claim_one(ledger, later).entry.attempts == len(("first", "again"))

    @pytest.mark.parametrize("state", [s for s in State if s is not State.DEAD])
    def test_only_what_is_dead_can_be_retried(
        self, ledger: Ledger, state: State
    ) -> None:
        entry = make_entry(state=state)
        insert(ledger, entry)

        assert not ledger.retry(entry.key, now=NOON, expires_at=NOON, note="")

        assert only_entry(ledger) == entry
