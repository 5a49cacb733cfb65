# ruff: noqa: D102 (the names of the tests are the sentences)
"""What a ledger promises about silences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.changes import Changes
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
    from geotimeline.planning.steering import Silence


class SilencingContract(LedgerStore):
    """Promises about silences, and about what they hold."""

    def test_silences_come_back_as_they_were_made(
        self, ledger: Ledger, second: Ledger
    ) -> None:
        first = _silence(ledger, "type:exercise")
        other = _silence(second, 'tag:summit "Нью-Дели"')

        assert ledger.silences() == second.silences() == (first, other)
        assert (first.matcher, first.by, first.why) == ("type:exercise", "Ada", "noise")
        assert (first.starts, first.ends, first.ended_at) == (
            NOON,
            NOON + ONE_DAY,
            None,
        )
        assert first.number != other.number

    def test_a_silence_can_be_ended_once(self, ledger: Ledger, second: Ledger) -> None:
        silence, other = _silence(ledger), _silence(ledger)
        at = NOON + ONE_SECOND

        assert ledger.end_silence(silence.number, at=at)
        assert not second.end_silence(silence.number, at=at + ONE_SECOND)

        assert second.silences() == (replace(silence, ended_at=at), other)

    def test_what_is_over_or_unknown_cannot_be_ended(self, ledger: Ledger) -> None:
        silence = _silence(ledger)

        assert not ledger.end_silence(silence.number, at=silence.ends)
        assert not ledger.end_silence(silence.number + 1, at=NOON)
        assert not ledger.end_silence(0, at=NOON)

        assert ledger.silences() == (silence,)

    def test_what_is_silenced_is_told_and_cannot_be_claimed(
        self, ledger: Ledger
    ) -> None:
        held, later = make_entry("held"), make_entry("later", NOON + ONE_SECOND)
        insert(ledger, later, held, make_entry("sent", state=State.SENT))

        ledger.apply(
            Changes(
                NOON,
                close=tuple((one.key, State.SILENCED, "why") for one in (later, held)),
            )
        )

        silenced = [replace(e, state=State.SILENCED, note="why") for e in (held, later)]
        assert list(ledger.silenced_entries()) == silenced
        assert claim(ledger, NOON + ONE_SECOND) == ()


def _silence(ledger: Ledger, matcher: str = "type:visit") -> Silence:
    return ledger.add_silence(
        matcher, starts=NOON, ends=NOON + ONE_DAY, by="Ada", why="noise"
    )
