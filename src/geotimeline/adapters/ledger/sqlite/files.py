"""Ledger files on disk: created whole, opened for writing or only to read."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from geotimeline.adapters.ledger.sqlite import schema as ledger_schema
from geotimeline.adapters.ledger.sqlite.faults import ledger_error
from geotimeline.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator

_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables; RETURNING came with 3.35
_BUSY_SECONDS = 30.0
_SETTINGS = (
    "pragma synchronous = full",  # what is settled survives a power cut
    "pragma wal_autocheckpoint = 200",  # pages: keeps the -wal file under 1 MB
)


def open_ledger_file(path: Path) -> sqlite3.Connection:
    """Open a ledger for reading and writing, creating folder and file if need be.

    Only the owner may read what is created. The connection opens no transactions of
    its own and may be used by any thread, one at a time.

    Raises:
        LedgerError: The file or its folder cannot be used.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        found = sqlite3.sqlite_version
        raise LedgerError(str(path), f"it needs SQLite 3.37; this Python has {found}")
    try:
        if not path.exists():
            _create(path)
        return _connect(path)
    except sqlite3.Error as error:
        raise ledger_error(str(path), error) from error
    except OSError as error:
        raise LedgerError(str(path), error.strerror or str(error)) from error


def read_rows(
    path: Path, statement: str, parameters: dict[str, str | None]
) -> Iterator[sqlite3.Row]:
    """Give rows one by one, as the ledger was at the first; holds nobody up.

    Raises:
        LedgerError: The file cannot be read.
    """
    try:
        with closing(_open(path)) as connection:
            yield from connection.execute(statement, parameters)
    except sqlite3.Error as error:
        raise ledger_error(str(path), error) from error


def _create(path: Path) -> None:
    """Put a complete, empty ledger there, unless another process just did.

    It is made under another name and then linked: at no moment is there half a ledger,
    and two processes cannot trip over each other switching it to WAL.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".new-", suffix=path.name, dir=path.parent)
    os.close(handle)
    try:
        _connect(Path(name)).close()
        with suppress(FileExistsError):
            path.hardlink_to(name)
    finally:
        for leftover in (name, f"{name}-wal", f"{name}-shm"):
            Path(leftover).unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    """Open an existing file, empty or of any version, and bring it up to ours."""
    connection = _open(path)
    try:
        ledger_schema.prepare(connection, str(path))
        connection.execute("pragma journal_mode = wal")
        for setting in _SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",  # never creates: that is our own task
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.row_factory = sqlite3.Row
    return connection
