"""How digests of a SQLite ledger gather what they tell, and how they end for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geotimeline.adapters.ledger.sqlite import digest_statements as sql
from geotimeline.adapters.ledger.sqlite.rows import to_microseconds, to_settlement
from geotimeline.interfaces.entries import State
from geotimeline.planning.steering import LET_GO, SCATTERED

if TYPE_CHECKING:
    import sqlite3

    from geotimeline.interfaces.attempts import Outcome
    from geotimeline.interfaces.gathering import Gathering


def gather(connection: sqlite3.Connection, gathering: Gathering) -> None:
    """Let a digest tell exactly its members, or withdraw it where it cannot be."""
    members = frozenset(gathering.members)
    asked = {
        "digest": gathering.digest,
        "members": json.dumps(sorted(members)),
        "not_before": to_microseconds(gathering.not_before),
        "note": gathering.note,
    }
    if connection.execute(sql.ENLIST, asked).rowcount != len(members):
        withdrawn = {"digest": gathering.digest, "note": SCATTERED}
        connection.execute(sql.WITHDRAW, withdrawn)
        let_go(connection, gathering.digest)


def leave_out(connection: sqlite3.Connection, gathering: Gathering) -> None:
    """Let go of what a digest is not to tell any more."""
    members = json.dumps(gathering.members)
    connection.execute(sql.LEAVE_OUT, {"digest": gathering.digest, "members": members})


def let_go(
    connection: sqlite3.Connection,
    digest: str,
    *,
    note: str = "",
    not_before: int | None = None,
) -> None:
    """Plan again what was to be told by a digest that is over."""
    told = {"digest": digest, "note": note, "not_before": not_before}
    connection.execute(sql.LET_GO, told)


def end_together(connection: sqlite3.Connection, digest: str, outcome: Outcome) -> None:
    """Write down for its members how an attempt at a digest ended."""
    if outcome.state is State.SENT:
        sent = {**to_settlement(outcome), "digest": digest}
        connection.execute(sql.SENT_WITH_IT, sent)
    elif outcome.state is State.DEAD:
        if outcome.instead is not None:
            _hand_over(connection, digest, outcome.instead.key)
        at = to_microseconds(outcome.at)
        let_go(connection, digest, note=LET_GO, not_before=at)


def _hand_over(connection: sqlite3.Connection, digest: str, instead: str) -> None:
    """Let what a digest was to tell end with the one that goes instead of it."""
    other = {"digest": digest, "instead": instead}
    connection.execute(sql.HAND_OVER, other)
    connection.execute(sql.SENT_INSTEAD, other)
