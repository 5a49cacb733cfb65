# ruff: noqa: D102 (the names of the tests are the sentences)
"""What a ledger promises to know of a channel: how its attempts have ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.interfaces.attempts import Outcome
from geotimeline.interfaces.entries import State
from geotimeline.testing.ledger.entries import (
    NOON,
    ONE_DAY,
    ONE_SECOND,
    claim,
    claim_one,
    insert,
    make_entry,
)
from geotimeline.testing.ledger.store import LedgerStore

if TYPE_CHECKING:
    from geotimeline.interfaces.ledger import Ledger

_DEAD = Outcome(State.DEAD, NOON + ONE_SECOND, error="no such mailbox", status=550)


class RecordingContract(LedgerStore):
    """Promises about `recent_attempts`, `dead_since`, and what is sent instead."""

    def test_the_last_attempts_of_a_channel_come_newest_first(
        self, ledger: Ledger, second: Ledger
    ) -> None:
        insert(ledger, make_entry("first"), make_entry("other", channel="mail"))
        asked = Outcome(
            State.PLANNED,
            NOON,
            error="429",
            not_before=NOON,
            asked_until=NOON + ONE_SECOND,
        )
        (first, other) = sorted(claim(ledger), key=lambda one: one.entry.key)
        for one in (first, other):
            ledger.settle(one, asked)
        mine = first if first.entry.identity.channel == "console" else other
        (again,) = (one for one in claim(ledger) if one.entry.key == mine.entry.key)
        ledger.settle(again, Outcome(State.DEAD, NOON - ONE_DAY, is_passing=True))

        newest, oldest = second.recent_attempts("console", count=9)

        assert {newest.key, oldest.key} == {mine.entry.key}
        assert (newest.outcome, newest.is_passing) == ("dead", True)
        assert (oldest.outcome, oldest.is_passing) == ("retry", True)
        assert (newest.asked_until, oldest.asked_until) == (None, NOON + ONE_SECOND)
        assert second.recent_attempts("console", count=1) == (newest,)
        assert second.recent_attempts("unknown", count=1) == ()

    def test_what_was_given_up_is_counted_by_channel_while_it_is(
        self, ledger: Ledger
    ) -> None:
        insert(ledger, *(make_entry(name) for name in ("a", "b")))
        insert(ledger, make_entry(channel="mail"))
        for one in claim(ledger):
            ledger.settle(one, _DEAD)
        assert ledger.dead_since(_DEAD.at) == {"console": 2, "mail": 1}
        assert ledger.dead_since(_DEAD.at + ONE_SECOND) == {}

        key = make_entry(channel="mail").key
        ledger.retry(key, now=NOON, expires_at=NOON + ONE_DAY, note="again")
        assert ledger.dead_since(NOON) == {"console": 2}
        ledger.settle(claim_one(ledger), _DEAD)

        assert ledger.dead_since(NOON) == {"console": 2, "mail": 1}

    def test_what_is_sent_instead_is_entered_with_the_outcome_and_once(
        self, ledger: Ledger, second: Ledger
    ) -> None:
        insert(ledger, make_entry())
        instead = make_entry(channel="mail", due_at=NOON + ONE_SECOND)
        dead = Outcome(State.DEAD, NOON, instead=instead)

        assert ledger.settle(claim_one(ledger), dead)

        (claimed,) = claim(second, NOON + ONE_SECOND)
        assert claimed.entry.identity == instead.identity
        second.settle(claimed, Outcome(State.SENT, NOON))
        key = make_entry().key
        ledger.retry(key, now=NOON, expires_at=NOON + ONE_DAY, note="again")
        ledger.settle(claim_one(ledger), dead)
        assert ledger.states([instead.key]) == {instead.key: State.SENT}

    def test_a_settlement_that_came_too_late_enters_nothing(
        self, ledger: Ledger
    ) -> None:
        insert(ledger, make_entry())
        claimed = claim_one(ledger)
        ledger.settle(claimed, Outcome(State.SENT, NOON))
        instead = make_entry(channel="mail")

        assert not ledger.settle(claimed, Outcome(State.DEAD, NOON, instead=instead))

        assert ledger.states([instead.key]) == {}
