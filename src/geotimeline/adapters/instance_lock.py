"""One scheduler per ledger: a lock that the kernel lets go of, however we end."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from geotimeline.errors import AlreadyRunningError, LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

_LONGEST_HOLDER = 200  # bytes; the line written below has some 50
_LOOKED_AT_SECONDS = 0.05  # `holder` has the lock for far less than that


@contextmanager
def hold(path: Path, *, since: datetime) -> Iterator[None]:
    """Hold the lock for the time of the `with` block.

    The file stays when the lock is let go: removing it would let two processes lock
    two files of the same name.

    Args:
        path: The lock's file; it and its folder are created if absent.
        since: The present instant, for the words that a second scheduler is shown.

    Raises:
        AlreadyRunningError: Another process, or another block of this one, holds it.
        LedgerError: The file cannot be used.
    """
    handle = _open(path)
    try:
        if not (_take(handle) or _take(handle, after_seconds=_LOOKED_AT_SECONDS)):
            raise AlreadyRunningError(str(path.parent), _holder(handle))
        _sign(handle, path, since)
        yield
    finally:
        os.close(handle)


def holder(path: Path) -> str | None:
    """Say who holds the lock, such as `process 71, since …`; None where nobody does.

    Raises:
        LedgerError: The file cannot be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LedgerError(str(path.parent), error.strerror or str(error)) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _holder(handle)
    else:
        return None
    finally:
        os.close(handle)


def _take(handle: int, *, after_seconds: float = 0.0) -> bool:
    """Lock the file; the second try is for somebody who only looked who holds it."""
    time.sleep(after_seconds)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(handle: int, path: Path, since: datetime) -> None:
    """Say in the file who holds it; a disk without room for that has none for us."""
    line = f"process {os.getpid()}, since {since.isoformat(timespec='seconds')}"
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, line.encode("ascii"), 0)
    except OSError as error:
        raise LedgerError(str(path.parent), error.strerror or str(error)) from error


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, mode=0o600)
    except FileExistsError as error:
        reason = "it is a file; --state names a folder"
        raise LedgerError(str(path.parent), reason) from error
    except OSError as error:
        raise LedgerError(str(path.parent), error.strerror or str(error)) from error


def _holder(handle: int) -> str:
    """Read who holds it; it may have locked just now and not have signed yet."""
    text = os.pread(handle, _LONGEST_HOLDER, 0).decode("ascii", errors="replace")
    return text or "it is just starting"
