"""Where a data folder's state lives: outside it, so that the text stays just text."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from pathlib import Path

_HASH_LENGTH = 12  # hex digits: tells folders of the same name apart
_NAME_LENGTH = 40  # file systems allow 255 bytes; this is for reading


@dataclass(frozen=True, slots=True)
class StateFolder:
    """The folder that keeps what the program must not forget about one data folder.

    Attributes:
        path: The folder; it need not exist yet.
    """

    path: Path

    @property
    def ledger(self) -> Path:
        """The ledger's file."""
        return self.path / "ledger.sqlite3"

    @property
    def lock(self) -> Path:
        """The file that a running scheduler holds."""
        return self.path / "running.lock"

    @property
    def signing_key(self) -> Path:
        """The file that holds the key of signed links."""
        return self.path / "signing.key"


def state_folder(data: Path, chosen: Path | None = None) -> StateFolder:
    """Say where the state of a data folder is kept; nothing is created.

    Each data folder has its own, named after it and its whole path: a folder that is
    moved or copied starts with an empty ledger, unless `--state` names the old one.

    Args:
        data: The folder that holds events/ and alerts/.
        chosen: What `--state` named; the platform's own place if None.
    """
    if chosen is not None:
        return StateFolder(chosen)
    resolved = data.resolve()
    digest = hashlib.sha256(os.fsencode(resolved)).hexdigest()[:_HASH_LENGTH]
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", resolved.name)[:_NAME_LENGTH].strip("-")
    home = platformdirs.user_state_path("geotimeline", appauthor=False)
    return StateFolder(home / f"{name or 'data'}-{digest}")
