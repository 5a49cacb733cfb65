"""The shape of a ledger file, and how an older one is brought up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.errors import LedgerError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

APPLICATION_ID = 0x67746C31  # "gtl1": tells our files from other programs' databases

_CREATE = (
    "create table meta (k text primary key, v text not null) strict",
    "create table fact (name text primary key, value text not null) strict",
    """
    create table reminder (
        key text primary key,
        event text not null,
        milestone text not null,
        rule text not null,
        moment text not null,
        bound text not null,
        claim text not null,
        recipient text not null,
        channel text not null,
        number integer not null,
        due_at integer not null,      -- instants: microseconds since 1970 in UTC
        not_before integer not null,
        expires_at integer not null,
        priority integer not null,
        payload text not null,
        state text not null,
        message_id text not null,
        note text not null,
        last_error text not null,
        attempts integer not null,
        created_at integer not null,
        sent_at integer,
        acked_at integer,
        owner text not null,
        fence integer not null,
        lease_boot text not null default '',  -- no boot has this name: no lease
        lease_until real not null default 0,  -- seconds since that boot
        state_before text not null default 'planned',  -- what a release goes back to
        may_have_arrived integer not null default 0  -- once 1, always 1
    ) strict
    """,
    # Statements repeat these conditions word for word: only then may SQLite use them.
    """
    create index reminder_open on reminder (not_before)
    where state in ('planned', 'waiting', 'claimed')
    """,
    """
    create index reminder_claimed on reminder (lease_until, lease_boot)
    where state = 'claimed'
    """,
    """
    create table attempt (
        id integer primary key,
        key text not null,
        at integer not null,
        outcome text not null,
        status integer,
        ms integer not null,
        error text not null
    ) strict
    """,
    "create index attempt_key on attempt (key)",
)

_STEER = (
    "create index reminder_event on reminder (event)",
    "create index reminder_silenced on reminder (due_at) where state = 'silenced'",
    """
    create table silence (
        id integer primary key autoincrement,
        matcher text not null,
        starts integer not null,
        ends integer not null,
        by text not null,
        why text not null,
        ended_at integer
    ) strict
    """,
    """
    create table ack (
        key text primary key,
        at integer not null,
        by text not null,
        via text not null,
        note text not null
    ) strict
    """,
)

_CHANNELS = (
    "alter table attempt add column channel text not null default ''",
    "alter table attempt add column is_passing integer not null default 0",
    "alter table attempt add column asked_until integer",
    """
    update attempt set is_passing = (outcome = 'retry'), channel = coalesce(
        (select channel from reminder where reminder.key = attempt.key), ''
    )
    """,
    # An index is ordered by rowid where its columns are equal: the newest come last.
    "create index attempt_channel on attempt (channel)",
    "create index attempt_channel_at on attempt (channel, at)",
    "create index attempt_dead on attempt (at) where outcome = 'dead'",
)

_DIGEST = (
    "alter table reminder add column digest text not null default ''",
    "create index reminder_digest on reminder (digest) where digest <> ''",
)

# STEPS[n] brings a file of version n to version n + 1. Released steps never change.
STEPS: tuple[tuple[str, ...], ...] = (_CREATE, _STEER, _CHANNELS, _DIGEST)


def prepare(
    connection: sqlite3.Connection, place: str, steps: Sequence[Sequence[str]] = STEPS
) -> None:
    """Bring an open file to the program's version, or leave it as it was.

    Two processes may do so at once: the second finds it done. The connection must not
    open transactions of its own (`isolation_level=None`).

    Args:
        connection: An open connection to the file, which may be empty.
        place: What to call the file in errors.
        steps: The statements for each version, from an empty file on.

    Raises:
        LedgerError: It is another program's, or from a newer geotimeline.
        sqlite3.Error: The file cannot be read or written.
    """
    if _version(connection) == len(steps) and _is_ours(connection):
        return
    connection.execute("begin immediate")
    try:
        _migrate(connection, place, steps)
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def _migrate(
    connection: sqlite3.Connection, place: str, steps: Sequence[Sequence[str]]
) -> None:
    """Run the missing steps inside the caller's transaction."""
    version, newest = _version(connection), len(steps)
    if not _is_ours(connection) and not _is_empty(connection):
        raise LedgerError(place, "it is the database of another program")
    if version > newest:
        raise LedgerError(
            place,
            f"a newer geotimeline wrote it (version {version}; this one reads up to "
            f"{newest}); install that one again, or name another --state",
        )
    for step in steps[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"pragma application_id = {APPLICATION_ID:d}")
    connection.execute(f"pragma user_version = {newest:d}")
    connection.execute(
        "insert into meta (k, v) values ('schema_version', ?)"
        " on conflict (k) do update set v = excluded.v",
        (str(newest),),
    )


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])


def _is_ours(connection: sqlite3.Connection) -> bool:
    found = connection.execute("pragma application_id").fetchone()[0]
    return bool(found == APPLICATION_ID)


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("select 1 from sqlite_schema").fetchone() is None
