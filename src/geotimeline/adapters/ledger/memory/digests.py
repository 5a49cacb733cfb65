"""How digests of a ledger in memory gather what they tell, and how they end for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geotimeline.adapters.ledger.memory.store import MemoryStore, is_unclaimed
from geotimeline.interfaces.entries import OPEN_STATES, Entry, State
from geotimeline.planning.steering import LET_GO, SCATTERED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.interfaces.attempts import Outcome
    from geotimeline.interfaces.gathering import Gathering


class MemoryDigests(MemoryStore):
    """Entries that wait for another one; all methods need the lock held."""

    def _is_told(self, entry: Entry) -> bool:
        """Whether a digest tells it that was tried already: then it stays as it is."""
        teller = self._slots.get(entry.digest)
        return teller is not None and teller.entry.attempts > 0

    def _may_change(self, entry: Entry) -> bool:
        """Whether it is unsent, nobody is at it, and nothing has told it yet."""
        return is_unclaimed(entry) and not self._is_told(entry)

    def _leave_out(self, gathering: Gathering) -> None:
        if self._is_untried_digest(gathering.digest):
            for entry in self._waiting_for(gathering.digest):
                if entry.key not in gathering.members:
                    self._replace(entry, digest="", state=State.PLANNED, note="")

    def _gather(self, gathering: Gathering) -> None:
        wanted = frozenset(gathering.members)
        found = [entry for key in wanted if (entry := self._free(key, gathering))]
        for entry in found:
            self._replace(
                entry,
                digest=gathering.digest,
                state=State.WAITING,
                not_before=gathering.not_before,
                note=gathering.note,
            )
        if len(found) != len(wanted) and self._is_untried_digest(gathering.digest):
            digest = self._slots[gathering.digest].entry
            self._replace(digest, state=State.SUPERSEDED, note=SCATTERED)
            self._let_go(gathering.digest)

    def _free(self, key: str, gathering: Gathering) -> Entry | None:
        """Give what may be told by a digest; None where it is not there to be had."""
        slot = self._slots.get(key)
        if slot is None or not self._is_untried_digest(gathering.digest):
            return None
        entry = slot.entry
        is_free = (
            is_unclaimed(entry)
            and not entry.attempts
            and key != gathering.digest
            and entry.digest in {"", gathering.digest}
        )
        return entry if is_free else None

    def _is_untried_digest(self, key: str) -> bool:
        slot = self._slots.get(key)
        return slot is not None and is_unclaimed(slot.entry) and not slot.entry.attempts

    def _waiting_for(self, digest: str) -> Iterator[Entry]:
        for key in tuple(self._members.get(digest, ())):
            entry = self._slots[key].entry
            if is_unclaimed(entry):
                yield entry

    def _let_go(
        self, digest: str, *, note: str = "", not_before: datetime | None = None
    ) -> None:
        """Plan again what was to be told by a digest that is over."""
        over = self._slots.get(digest)
        if over is None or over.entry.state in OPEN_STATES:
            return
        for entry in self._waiting_for(digest):
            unsure = entry.may_have_arrived or over.entry.may_have_arrived
            self._replace(
                entry,
                digest="",
                may_have_arrived=unsure,
                state=State.PLANNED,
                note=note,
                not_before=not_before or entry.not_before,
            )

    def _end_together(self, digest: str, outcome: Outcome) -> None:
        """Write down for its members how an attempt at a digest ended."""
        if outcome.state is State.SENT:
            for entry in self._waiting_for(digest):
                self._replace(
                    entry,
                    state=State.SENT,
                    sent_at=outcome.at,
                    message_id=outcome.message_id,
                    last_error="",
                )
        elif outcome.state is State.DEAD:
            if outcome.instead is not None:
                self._hand_over(digest, self._slots[outcome.instead.key].entry)
            self._let_go(digest, note=LET_GO, not_before=outcome.at)

    def _hand_over(self, digest: str, instead: Entry) -> None:
        """Let what a digest was to tell end with the one that goes instead of it."""
        for entry in self._waiting_for(digest):
            if instead.state in OPEN_STATES:
                self._replace(entry, digest=instead.key)
            elif instead.state in {State.SENT, State.ACKED}:
                self._replace(
                    entry,
                    digest=instead.key,
                    state=State.SENT,
                    sent_at=instead.sent_at,
                    message_id=instead.message_id,
                    last_error="",
                )

    def _replace(
        self,
        entry: Entry,
        **fields: Any,  # noqa: ANN401 (whatever fields `Entry` has)
    ) -> None:
        self._put(self._slots[entry.key], replace(entry, **fields))
