# ruff: noqa: D102 (the names of the tests are the sentences)
"""What a ledger promises about plans: applied whole, and never against the past."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geotimeline.interfaces.attempts import Outcome
from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import State
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
    from collections.abc import Iterator

    from geotimeline.interfaces.ledger import Ledger


class _CutOffError(Exception):
    """Stands for whatever may go wrong in the middle of a plan."""


class _CutOff(tuple[tuple[str, State, str], ...]):
    """Closures of which the second cannot be read."""

    __slots__ = ()

    def __iter__(self) -> Iterator[tuple[str, State, str]]:
        yield self[0]
        raise _CutOffError


class PlanningContract(LedgerStore):
    """Promises about `apply` and `last_planned_at`."""

    def test_a_new_ledger_knows_of_no_plan(self, ledger: Ledger) -> None:
        assert ledger.last_planned_at() is None
        assert ledger.open_entries() == ()
        assert list(ledger.entries()) == []

    def test_an_entry_comes_back_as_it_was_given(self, ledger: Ledger) -> None:
        entry = make_entry(
            due_at=NOON.replace(microsecond=123_457),
            priority=-3,
            note="why",
            last_error="timed out",
            message_id="<a@b>",
            owner="there",
            attempts=2,
            fence=5,
            state=State.ACKED,
            sent_at=NOON + ONE_SECOND,
            acked_at=NOON + ONE_DAY,
        )

        insert(ledger, entry)

        assert only_entry(ledger) == entry

    @pytest.mark.parametrize("state", State)
    def test_entries_may_be_inserted_in_any_state(
        self, ledger: Ledger, state: State
    ) -> None:
        entry = make_entry(state=state)

        insert(ledger, entry)

        assert ledger.states([entry.key]) == {entry.key: state}

    def test_a_known_key_is_left_alone(self, ledger: Ledger, second: Ledger) -> None:
        entry = make_entry()
        insert(ledger, entry)

        insert(second, replace(entry, payload="{}", state=State.EXPIRED))

        assert only_entry(ledger) == entry

    @pytest.mark.parametrize("before", [State.SUPERSEDED, State.SILENCED])
    @pytest.mark.parametrize("state", [State.PLANNED, State.EXPIRED])
    def test_a_superseded_or_silenced_entry_that_is_planned_again_lives_again(
        self, ledger: Ledger, state: State, before: State
    ) -> None:
        entry = make_entry()
        insert(ledger, entry)
        ledger.settle(
            claim_one(ledger), Outcome(State.PLANNED, NOON, not_before=NOON + ONE_DAY)
        )
        ledger.apply(Changes(NOON, close=((entry.key, before, "moved"),)))
        again = replace(
            make_entry(due_at=NOON + ONE_SECOND),
            state=state,
            priority=2,
            payload="{}",
            note="moved back",
            created_at=NOON + ONE_DAY,
        )

        insert(ledger, again)

        expected = replace(again, attempts=1, fence=1, owner="here")
        assert only_entry(ledger) == replace(expected, created_at=entry.created_at)

    @pytest.mark.parametrize("state", [State.PLANNED, State.WAITING])
    def test_an_untried_entry_is_refreshed(self, ledger: Ledger, state: State) -> None:
        entry = make_entry(state=state)
        insert(ledger, entry)
        later = NOON + ONE_DAY

        ledger.apply(
            Changes(NOON, refresh=((entry.key, "{}", later, later, later + ONE_DAY),))
        )

        assert only_entry(ledger) == replace(
            entry,
            payload="{}",
            due_at=later,
            not_before=later,
            expires_at=later + ONE_DAY,
        )

    def test_a_tried_entry_keeps_its_words(self, ledger: Ledger) -> None:
        entry = make_entry()
        insert(ledger, entry)
        again_at = NOON + ONE_SECOND
        ledger.settle(
            claim_one(ledger), Outcome(State.PLANNED, NOON, not_before=again_at)
        )

        ledger.apply(Changes(NOON, refresh=((entry.key, "{}", NOON, NOON, NOON),)))

        kept = only_entry(ledger)
        assert (kept.payload, kept.not_before) == (entry.payload, again_at)

    def test_a_claimed_entry_is_not_refreshed(self, ledger: Ledger) -> None:
        entry = make_entry()
        insert(ledger, entry)
        claimed = claim_one(ledger)

        ledger.apply(Changes(NOON, refresh=((entry.key, "{}", NOON, NOON, NOON),)))

        assert only_entry(ledger) == claimed.entry

    @pytest.mark.parametrize("before", [State.PLANNED, State.WAITING])
    def test_an_unclaimed_entry_is_closed_with_its_reason(
        self, ledger: Ledger, before: State
    ) -> None:
        entry = make_entry(state=before)
        insert(ledger, entry)

        ledger.apply(Changes(NOON, close=((entry.key, State.SUPERSEDED, "moved"),)))

        assert only_entry(ledger) == replace(
            entry, state=State.SUPERSEDED, note="moved"
        )
        assert claim(ledger) == ()

    @pytest.mark.parametrize("before", [State.SENT, State.DEAD])
    def test_what_is_settled_is_not_closed(self, ledger: Ledger, before: State) -> None:
        entry = make_entry(state=before)
        insert(ledger, entry)

        ledger.apply(Changes(NOON, close=((entry.key, State.SUPERSEDED, "moved"),)))

        assert only_entry(ledger) == entry

    def test_changes_to_unknown_keys_are_passed_over(self, ledger: Ledger) -> None:
        ledger.apply(
            Changes(
                NOON,
                close=(("unknown", State.EXPIRED, ""),),
                refresh=(("unknown", "{}", NOON, NOON, NOON),),
            )
        )

        assert list(ledger.entries()) == []

    def test_a_plan_that_is_cut_off_leaves_nothing(self, ledger: Ledger) -> None:
        known, new = make_entry("known"), make_entry("new")
        insert(ledger, known)
        closures = _CutOff([(known.key, State.EXPIRED, "")])

        with pytest.raises(_CutOffError):
            ledger.apply(
                Changes(
                    NOON + ONE_DAY,
                    insert=(new,),
                    close=closures,
                    remember=(("told", "too early"),),
                )
            )

        assert only_entry(ledger) == known
        assert ledger.last_planned_at() == NOON
        assert ledger.recall("told") is None

    def test_a_plan_brings_its_facts_along(self, ledger: Ledger) -> None:
        ledger.remember("told", "first")

        ledger.apply(Changes(NOON, remember=(("told", "second"), ("new", "fact"))))

        assert (ledger.recall("told"), ledger.recall("new")) == ("second", "fact")

    def test_the_latest_plan_is_remembered(
        self, ledger: Ledger, second: Ledger
    ) -> None:
        for planned_at in (NOON, NOON + ONE_SECOND, NOON - ONE_DAY):
            ledger.apply(Changes(planned_at))

        assert second.last_planned_at() == NOON + ONE_SECOND

    def test_a_large_plan_is_applied_whole(self, ledger: Ledger) -> None:
        entries = [make_entry(f"event-{number}") for number in range(2500)]

        insert(ledger, *entries)

        states: dict[str, State] = dict(ledger.states([e.key for e in entries]))
        assert states == {entry.key: State.PLANNED for entry in entries}
