"""A small disk of one's own, in a namespace of one's own: filled, and freed again."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOUNT = 'mount -t tmpfs -o size=16m none "$0" && echo mounted && exec cat'
_READ = """
import sqlite3, sys
reading = sqlite3.connect(sys.argv[1])
reading.execute("begin")
reading.execute("select count(*) from reminder").fetchone()
print("reading", flush=True)
sys.stdin.read()
"""
_BLOCK = b"\0" * 4096


class Disk:
    """A file system of 16 MB that only processes started `inside` see.

    Attributes:
        inside: What to put before a command, so that it sees the disk.
        folder: Where others find what is on it; SQLite does not, since it resolves
            symbolic links.
    """

    def __init__(self, holder: int, mounted_at: Path) -> None:
        target = ("--target", str(holder))
        self.inside = ("nsenter", *target, "--user", "--preserve-credentials", "-m")
        self.folder = Path(f"/proc/{holder}/root{mounted_at}")

    def fill(self) -> None:
        """Leave not one page free."""
        with (self.folder / "filler").open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(_BLOCK)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def free(self) -> None:
        """Give back what `fill` took."""
        os.truncate(self.folder / "filler", 0)

    @contextmanager
    def read(self, database: Path) -> Iterator[None]:
        """Let another process read a database, so that its log grows all the while.

        SQLite writes into what its log already has on the disk, unless somebody reads.
        """
        with subprocess.Popen(
            [*self.inside, sys.executable, "-c", _READ, str(database)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as reader:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "reading\n"
            yield
            reader.communicate(timeout=30)


@contextmanager
def small_disk(at: Path) -> Iterator[Disk]:
    """Mount one for the time of the `with` block; skip where that is not permitted."""
    if shutil.which("unshare") is None or shutil.which("nsenter") is None:
        pytest.skip("unshare and nsenter (util-linux) are needed for a small disk")
    at.mkdir()
    with subprocess.Popen(
        ["unshare", "-Urm", "sh", "-c", _MOUNT, str(at)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        if holder.stdout.readline() != "mounted\n":
            pytest.skip("this system lets nobody mount in a user namespace")
        try:
            yield Disk(holder.pid, at)
        finally:
            with suppress(BrokenPipeError):
                holder.communicate(timeout=30)
