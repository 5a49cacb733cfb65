"""One connection to a ledger file, shared by the threads of a process."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from geotimeline.adapters.ledger.sqlite.faults import ledger_error
from geotimeline.adapters.ledger.sqlite.files import open_ledger_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Parameters = dict[str, str | int | float | None] | tuple[str, ...]


class LedgerConnection:
    """Reads, and writes in transactions.

    One connection serves all threads behind a lock: writes are serial in any case, and
    waiting for a lock is fairer than polling SQLite's.

    Args:
        path: The file; it and its folder are created, for the owner only, if absent.

    Raises:
        LedgerError: The file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._connection = open_ledger_file(path)

    def close(self) -> None:
        """Let go of files and connections; calling it twice does no harm."""
        with self._lock:
            self._connection.close()

    def _read(self, statement: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        try:
            with self._lock:
                return self._connection.execute(statement, parameters).fetchall()
        except sqlite3.Error as error:
            raise ledger_error(str(self._path), error) from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing; takes SQLite's write lock at once, so it cannot fail.

        A transaction that began by reading may find at its first write that another
        process was faster, and must be repeated; this one waits at its start instead.
        """
        try:
            with self._lock:
                self._connection.execute("begin immediate")
                try:
                    yield self._connection
                    self._connection.execute("commit")
                except BaseException:
                    if self._connection.in_transaction:
                        self._connection.execute("rollback")
                    raise
        except sqlite3.Error as error:
            raise ledger_error(str(self._path), error) from error
