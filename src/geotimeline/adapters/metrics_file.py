"""Put metrics where a collector reads them: the old text or the new, never a part."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_READABLE = 0o644  # a collector is usually another user


def put_metrics(path: Path, text: str) -> None:
    """Replace the file as a whole; nothing need survive a power cut.

    The new text stands under a name that node_exporter does not read, until it is
    complete.

    Raises:
        OSError: It cannot be written: no folder, no permission, no space.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(6)}.new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _READABLE)
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 (it is open already)
            file.write(text)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
