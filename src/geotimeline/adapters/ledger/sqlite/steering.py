"""What people ask of reminders that stand in a SQLite ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.adapters.ledger.sqlite import steering_statements as sql
from geotimeline.adapters.ledger.sqlite.connection import LedgerConnection, Parameters
from geotimeline.adapters.ledger.sqlite.rows import (
    to_acknowledgement,
    to_entry,
    to_microseconds,
    to_silence,
)

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.steering import Acknowledgement
    from geotimeline.planning.steering import Silence


class SqliteSteering(LedgerConnection):
    """Acknowledgements, snoozes, silences and second tries in a file."""

    def with_key(self, beginning: str) -> tuple[Entry, ...]:
        """Give the entries whose key begins so, by key; case counts."""
        return tuple(map(to_entry, self._read(sql.WITH_KEY, (beginning,))))

    def acknowledge(self, acknowledgement: Acknowledgement) -> bool:
        """Take note of a reminder; False if there is nothing to take note of."""
        parameters: Parameters = {
            "key": acknowledgement.key,
            "at": to_microseconds(acknowledgement.at),
            "by": acknowledgement.by,
            "via": acknowledgement.via,
            "note": acknowledgement.note,
        }
        with self._transaction() as connection:
            taken = connection.execute(sql.ACKNOWLEDGE, parameters).rowcount == 1
            if taken:
                connection.execute(sql.ADD_ACK, parameters)
                connection.execute(sql.ADD_ACKS_OF_MEMBERS, parameters)
                connection.execute(sql.ACKNOWLEDGE_MEMBERS, parameters)
        return taken

    def acknowledgement(self, key: str) -> Acknowledgement | None:
        """Give who acknowledged a reminder, if anybody did."""
        rows = self._read(sql.ACK, (key,))
        return to_acknowledgement(rows[0]) if rows else None

    def snooze(self, key: str, *, until: datetime, note: str) -> bool:
        """Hold back what is planned or waiting until an instant; False if it is not."""
        held: Parameters = {
            "key": key,
            "until": to_microseconds(until),
            "note": note,
        }
        return self._changes_one(sql.SNOOZE, held)

    def retry(
        self, key: str, *, now: datetime, expires_at: datetime, note: str
    ) -> bool:
        """Plan what is dead again, due at once; False if it is not dead."""
        again: Parameters = {
            "key": key,
            "now": to_microseconds(now),
            "expires_at": to_microseconds(expires_at),
            "note": note,
        }
        return self._changes_one(sql.RETRY, again)

    def silences(self) -> tuple[Silence, ...]:
        """Give every silence there ever was, in the order in which they were made."""
        return tuple(map(to_silence, self._read(sql.SILENCES)))

    def add_silence(
        self, matcher: str, *, starts: datetime, ends: datetime, by: str, why: str
    ) -> Silence:
        """Keep a new silence; what it covers is held by the next plan."""
        parameters: Parameters = {
            "matcher": matcher,
            "starts": to_microseconds(starts),
            "ends": to_microseconds(ends),
            "by": by,
            "why": why,
        }
        with self._transaction() as connection:
            return to_silence(
                connection.execute(sql.ADD_SILENCE, parameters).fetchone()
            )

    def end_silence(self, number: int, *, at: datetime) -> bool:
        """End a silence early; False if there is none of that number that lasts."""
        ended: Parameters = {"number": number, "at": to_microseconds(at)}
        return self._changes_one(sql.END_SILENCE, ended)

    def silenced_entries(self) -> tuple[Entry, ...]:
        """Give all that is silenced, by `due_at`, then key."""
        return tuple(map(to_entry, self._read(sql.SILENCED)))

    def _changes_one(self, statement: str, parameters: Parameters) -> bool:
        with self._transaction() as connection:
            return connection.execute(statement, parameters).rowcount == 1
