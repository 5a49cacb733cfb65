"""The key that signs links: made once for each ledger, readable by the owner only."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from geotimeline.errors import LedgerError

if TYPE_CHECKING:
    from pathlib import Path

_KEY_BYTES = 32


def signing_key(path: Path) -> bytes:
    """Give the key in a file, made at the first use.

    It is written under another name and then linked, so that two processes that start
    at once agree on one key.

    Raises:
        LedgerError: The file cannot be made, or does not hold a key.
    """
    try:
        if not path.exists():
            _make(path)
        key = path.read_bytes()
    except OSError as error:
        raise LedgerError(str(path), error.strerror or str(error)) from error
    if len(key) != _KEY_BYTES:
        raise LedgerError(str(path), "it is no key of ours; delete it to get a new one")
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(6)}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 (it is open already)
            file.write(secrets.token_bytes(_KEY_BYTES))
            file.flush()
            os.fsync(handle)
        with suppress(FileExistsError):
            path.hardlink_to(fresh)
    finally:
        fresh.unlink(missing_ok=True)
