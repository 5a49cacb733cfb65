"""The ledger as one SQLite file, shared by the processes of one machine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geotimeline.adapters.leases import LeaseClock, SystemLeaseClock
from geotimeline.adapters.ledger.sqlite import statements as sql
from geotimeline.adapters.ledger.sqlite.attempts import SqliteAttempts, rooms
from geotimeline.adapters.ledger.sqlite.digests import (
    end_together,
    gather,
    leave_out,
    let_go,
)
from geotimeline.adapters.ledger.sqlite.files import read_rows
from geotimeline.adapters.ledger.sqlite.rows import (
    to_entry,
    to_instant,
    to_microseconds,
    to_row,
    to_settlement,
)
from geotimeline.adapters.ledger.sqlite.steering import SqliteSteering
from geotimeline.interfaces.entries import Claimed, State
from geotimeline.interfaces.ledger import NO_ALLOWANCES
from geotimeline.planning.limiting import PASSES_LIMITS

_EARLIEST = -(2**62)  # microseconds, before any instant that Python knows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from geotimeline.adapters.ledger.sqlite.connection import Parameters
    from geotimeline.interfaces.attempts import Outcome
    from geotimeline.interfaces.changes import Changes
    from geotimeline.interfaces.entries import Entry
    from geotimeline.planning.limiting import Allowance


class SqliteLedger(SqliteAttempts, SqliteSteering):
    """A ledger in a file; safe for several threads and processes at once.

    An open ledger must not be carried across `fork`.

    Args:
        path: The file; it and its folder are created, for the owner only, if absent.
        lease_clock: What leases are measured by; the machine's own if None.

    Raises:
        LedgerError: The file cannot be used.
    """

    def __init__(self, path: Path, *, lease_clock: LeaseClock | None = None) -> None:
        super().__init__(path)
        self._lease_clock = lease_clock or SystemLeaseClock()

    def last_planned_at(self) -> datetime | None:
        """Say when a plan was last applied; None before the first one ever."""
        rows = self._read(sql.PLANNED_AT)
        return to_instant(int(rows[0]["v"])) if rows else None

    def states(self, keys: Collection[str]) -> Mapping[str, State]:
        """Give the state of those of `keys` that are known."""
        rows = self._read(sql.STATES, (json.dumps(list(keys)),))
        return {row["key"]: State(row["state"]) for row in rows}

    def open_entries(self) -> tuple[Entry, ...]:
        """Give all that is planned, waiting or claimed, by `not_before`, then key."""
        return tuple(map(to_entry, self._read(sql.OPEN_ENTRIES)))

    def apply(self, changes: Changes) -> None:
        """Apply a plan in one transaction."""
        inserted = map(to_row, changes.insert)
        refreshed = (
            {
                "key": key,
                "payload": payload,
                "due_at": to_microseconds(due_at),
                "not_before": to_microseconds(not_before),
                "expires_at": to_microseconds(expires_at),
            }
            for key, payload, due_at, not_before, expires_at in changes.refresh
        )
        closed = (
            {"key": key, "state": state.value, "note": note, **self._lease_now()}
            for key, state, note in changes.close
        )
        reopened = (
            {"key": key, "not_before": to_microseconds(at), **self._lease_now()}
            for key, at in changes.reopen
        )
        planned_at = str(to_microseconds(changes.planned_at))
        with self._transaction() as connection:
            connection.executemany(sql.INSERT, inserted)
            connection.executemany(sql.REFRESH, refreshed)
            for one in closed:
                connection.execute(sql.CLOSE, one)
                let_go(connection, str(one["key"]))
            connection.executemany(sql.REOPEN, reopened)
            for gathering in changes.gather:  # first all that becomes free
                leave_out(connection, gathering)
            for gathering in changes.gather:
                gather(connection, gathering)
            connection.executemany(sql.REMEMBER, changes.remember)
            connection.execute(sql.SET_PLANNED_AT, (planned_at,))

    def abandoned(self) -> tuple[Entry, ...]:
        """Give what is claimed and whose lease ran out, by `not_before`, then key."""
        return tuple(map(to_entry, self._read(sql.ABANDONED, self._lease_now())))

    def next_due(self, *, after: datetime | None = None) -> datetime | None:
        """Give the earliest `not_before` of what is planned or waiting, if any is."""
        since = _EARLIEST if after is None else to_microseconds(after)
        rows = self._read(sql.NEXT_DUE, {"after": since})
        return to_instant(rows[0]["not_before"]) if rows else None

    def claim(
        self,
        *,
        now: datetime,
        owner: str,
        lease_seconds: float,
        limit: int,
        without_channels: Collection[str] = (),
        allowances: Mapping[str, Allowance] = NO_ALLOWANCES,
    ) -> tuple[Claimed, ...]:
        """Take up to `limit` entries that are due, in the order they should be sent."""
        parameters: dict[str, str | int | float | None] = {
            **self._lease(lease_seconds),
            "now": to_microseconds(now),
            "owner": owner,
            "limit": limit,
            "without_channels": json.dumps(list(without_channels)),
        }
        with self._transaction() as connection:
            statement = sql.CLAIM
            if allowances:
                statement = sql.CLAIM_WITHIN
                parameters["rooms"] = rooms(connection, allowances, now=now)
                parameters["passes_limits"] = PASSES_LIMITS
            rows = connection.execute(statement, parameters).fetchall()
        # RETURNING gives rows in no order.
        rows.sort(key=lambda row: (-row["priority"], row["not_before"], row["key"]))
        entries = map(to_entry, rows)
        return tuple(Claimed(one, one.may_have_arrived) for one in entries)

    def renew(self, claimed: Claimed, *, lease_seconds: float) -> bool:
        """Begin the lease anew just before sending; False if the claim is lost."""
        parameters = {**_proof(claimed), **self._lease(lease_seconds)}
        with self._transaction() as connection:
            return connection.execute(sql.RENEW, parameters).rowcount == 1

    def release(self, claimed: Claimed) -> bool:
        """Give a claim back untried, as it was before; False if the claim is lost."""
        with self._transaction() as connection:
            return connection.execute(sql.RELEASE, _proof(claimed)).rowcount == 1

    def settle(self, claimed: Claimed, outcome: Outcome) -> bool:
        """Record how an attempt ended; False, and nothing written, if it was lost."""
        parameters = {**to_settlement(outcome), **_proof(claimed)}
        with self._transaction() as connection:
            held = connection.execute(sql.SETTLE, parameters).rowcount == 1
            if held:
                connection.execute(sql.ADD_ATTEMPT, parameters)
            if held and outcome.instead is not None:
                connection.execute(sql.INSERT_NEW, to_row(outcome.instead))
            if held:
                end_together(connection, claimed.entry.key, outcome)
        return held

    def entries(
        self, *, states: Iterable[State] | None = None, event: str | None = None
    ) -> Iterator[Entry]:
        """Give entries, oldest due first; all states when `states` is None."""
        names = None if states is None else json.dumps([s.value for s in states])
        if event is None:
            chosen = {"states": names}
            return map(to_entry, read_rows(self._path, sql.ENTRIES, chosen))
        of_event: Parameters = {"states": names, "event": event}
        return map(to_entry, self._read(sql.ENTRIES_OF_EVENT, of_event))

    def remember(self, name: str, value: str) -> None:
        """Keep a small fact between runs."""
        with self._transaction() as connection:
            connection.execute(sql.REMEMBER, (name, value))

    def recall(self, name: str) -> str | None:
        """Give what was remembered under that name, or None."""
        rows = self._read(sql.RECALL, (name,))
        return str(rows[0]["value"]) if rows else None

    def recall_all(self, prefix: str) -> Mapping[str, str]:
        """Give every fact whose name begins with `prefix`, by the rest of its name."""
        rows = self._read(sql.RECALL_ALL, (prefix, prefix))
        return {str(row["rest"]): str(row["value"]) for row in rows}

    def _lease(self, seconds: float) -> dict[str, str | int | float | None]:
        return {**self._lease_now(), "lease_seconds": seconds}

    def _lease_now(self) -> dict[str, str | int | float | None]:
        return {"boot": self._lease_clock.boot, "lease_now": self._lease_clock.now()}


def _proof(claimed: Claimed) -> dict[str, str | int | float | None]:
    """Give what shows that the entry is still ours: the fence of our own claim."""
    entry = claimed.entry
    channel = entry.identity.channel  # for the record of attempts
    return {"key": entry.key, "fence": entry.fence, "channel": channel}
