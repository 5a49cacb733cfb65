"""What SQLite reports, in words that say what to do."""

from __future__ import annotations

import sqlite3

from geotimeline.errors import LedgerError

_PRIMARY_CODE = 0xFF  # extended codes carry the primary one in their lowest byte

WORDS = {
    sqlite3.SQLITE_BUSY: "another process kept it locked for too long",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened for writing",
    sqlite3.SQLITE_CORRUPT: "it is damaged; put a backup in its place",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk is full or failing",
    sqlite3.SQLITE_LOCKED: "another process kept it locked for too long",
    sqlite3.SQLITE_NOTADB: "it is not a ledger, or it is damaged",
    sqlite3.SQLITE_PERM: "it may not be opened",
    sqlite3.SQLITE_READONLY: "it may not be written",
}
"""What each of SQLite's codes means to somebody who has to do something about it."""


def ledger_error(place: str, error: sqlite3.Error) -> LedgerError:
    """Say in words what SQLite said in its own; its own words stand behind them.

    Args:
        place: What to call the file.
        error: What was raised; errors of the `sqlite3` module itself have no code.
    """
    code = getattr(error, "sqlite_errorcode", None)
    words = None if code is None else WORDS.get(code & _PRIMARY_CODE)
    return LedgerError(place, f"{words} ({error})" if words else str(error))
