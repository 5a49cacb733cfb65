"""What a SQLite ledger keeps of attempts, by reminder and by channel."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geotimeline.adapters.ledger.sqlite import statements as sql
from geotimeline.adapters.ledger.sqlite.connection import LedgerConnection
from geotimeline.adapters.ledger.sqlite.rows import to_attempt, to_microseconds

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

    from geotimeline.interfaces.attempts import Attempt
    from geotimeline.planning.limiting import Allowance, RateLimit


class SqliteAttempts(LedgerConnection):
    """Every attempt since the file was made."""

    def attempts(self, key: str) -> tuple[Attempt, ...]:
        """Give the attempts at one reminder, oldest first."""
        return tuple(map(to_attempt, self._read(sql.ATTEMPTS, (key,))))

    def recent_attempts(self, channel: str, *, count: int) -> tuple[Attempt, ...]:
        """Give the last attempts through a channel, newest first."""
        rows = self._read(sql.RECENT_ATTEMPTS, {"channel": channel, "count": count})
        return tuple(map(to_attempt, rows))

    def dead_since(self, since: datetime) -> Mapping[str, int]:
        """Count what was given up since an instant, and still is, by channel."""
        rows = self._read(sql.DEAD_SINCE, {"since": to_microseconds(since)})
        return {row["channel"]: row["dead"] for row in rows}


def rooms(
    connection: sqlite3.Connection,
    allowances: Mapping[str, Allowance],
    *,
    now: datetime,
) -> str:
    """Count what is left to each channel, as JSON for the claim.

    Args:
        connection: In the middle of the transaction that claims.
        allowances: What each channel is given.
        now: The present instant.
    """
    left: dict[str, tuple[int, int]] = {}
    for channel, allowance in allowances.items():
        named = {"channel": channel}
        (under_way,) = connection.execute(sql.UNDER_WAY, named).fetchone()
        spent = [_spent(connection, channel, one, now) for one in allowance.limits]
        room = allowance.room(spent, under_way=under_way)
        left[channel] = room.left, room.at_once
    return json.dumps(left)


def _spent(
    connection: sqlite3.Connection, channel: str, limit: RateLimit, now: datetime
) -> int:
    counted = {
        "channel": channel,
        "after": to_microseconds(now - limit.span),
        "before": to_microseconds(now + limit.span),
    }
    return int(connection.execute(sql.SPENT, counted).fetchone()[0])
