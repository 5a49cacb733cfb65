# ruff: noqa: D102 (the names of the tests are the sentences)
"""What a ledger promises about telling: all that it holds, in a stated order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import State
from geotimeline.testing.ledger.entries import (
    NOON,
    ONE_DAY,
    ONE_SECOND,
    claim,
    insert,
    make_entry,
)
from geotimeline.testing.ledger.store import LedgerStore

if TYPE_CHECKING:
    from geotimeline.interfaces.ledger import Ledger


class TellingContract(LedgerStore):
    """Promises about queries, remembered facts, and `close`."""

    def test_states_are_told_of_known_keys_only(self, ledger: Ledger) -> None:
        entry = make_entry()
        insert(ledger, entry)

        assert ledger.states([]) == {}
        assert ledger.states([entry.key, "unknown"]) == {entry.key: State.PLANNED}

    def test_open_entries_come_by_the_instant_they_may_be_sent(
        self, ledger: Ledger
    ) -> None:
        insert(
            ledger,
            make_entry("held back", NOON, not_before=NOON + ONE_DAY),
            make_entry("waiting", NOON + ONE_SECOND, state=State.WAITING),
            make_entry("claimed", NOON),
            make_entry("sent", NOON, state=State.SENT),
        )
        claim(ledger)

        opened = [entry.identity.event for entry in ledger.open_entries()]

        assert opened == ["claimed", "waiting", "held back"]

    def test_entries_come_oldest_due_first(self, ledger: Ledger) -> None:
        insert(
            ledger,
            make_entry("second", NOON),
            make_entry("first", NOON - ONE_DAY, not_before=NOON + ONE_DAY),
            make_entry("third", NOON + ONE_SECOND),
        )

        told = [entry.identity.event for entry in ledger.entries()]

        assert told == ["first", "second", "third"]

    def test_entries_are_chosen_by_state_and_event(self, ledger: Ledger) -> None:
        sent = make_entry("visit", NOON, state=State.SENT)
        mailed = make_entry("visit", NOON + ONE_SECOND, channel="mail")
        other = make_entry("exercise", NOON, state=State.SENT)
        insert(ledger, sent, mailed, other)

        assert list(ledger.entries(event="visit")) == [sent, mailed]
        assert set(ledger.entries(states=[State.SENT])) == {sent, other}
        assert list(ledger.entries(states=[State.PLANNED], event="visit")) == [mailed]
        assert list(ledger.entries(states=[])) == []
        assert list(ledger.entries(event="")) == []

    def test_the_ledger_may_change_while_entries_are_read(
        self, ledger: Ledger, second: Ledger
    ) -> None:
        insert(ledger, *(make_entry(f"event-{number}") for number in range(50)))

        told = ledger.entries()
        first = next(told)
        claim(second)
        insert(ledger, make_entry("late"))

        rest = list(told)
        assert len({first.key, *(entry.key for entry in rest)}) == len(rest) + 1
        assert {entry.state for entry in rest} == {State.PLANNED}

    def test_facts_are_remembered(self, ledger: Ledger, second: Ledger) -> None:
        assert ledger.recall("told") is None

        ledger.remember("told", "first")
        ledger.remember("told", "second ✓")
        ledger.remember("planned_at", "not the ledger's own")

        assert second.recall("told") == "second ✓"
        assert second.recall("planned_at") == "not the ledger's own"
        assert ledger.last_planned_at() is None

    def test_facts_are_found_by_how_their_names_begin(self, ledger: Ledger) -> None:
        for name in ("told/visit", "told/%", "Told/exercise", "other", "told/"):
            ledger.remember(name, f"of {name}")

        assert ledger.recall_all("told/") == {
            "visit": "of told/visit",
            "%": "of told/%",
            "": "of told/",
        }
        assert ledger.recall_all("nothing") == {}

    def test_closing_twice_does_no_harm(self, ledger: Ledger) -> None:
        ledger.close()
        ledger.close()
