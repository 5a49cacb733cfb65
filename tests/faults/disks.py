"""A disk of one's own that is filled, and freed again; or a limit that acts as one."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.conftest import Child

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


class Disk(Protocol):
    """What can be full for a while.

    Attributes:
        inside: What to put before a command, so that it writes there.
        child: The scheduler that writes there.
    """

    inside: tuple[str, ...]
    child: Child | None

    def fill(self) -> None:
        """Leave no room."""

    def free(self) -> None:
        """Give back what `fill` took."""


class SmallDisk:
    """A file system of 16 MB that only processes started `inside` see.

    Attributes:
        inside: What to put before a command, so that it sees the disk.
        folder: Where others find what is on it; SQLite does not, since it resolves
            symbolic links.
    """

    def __init__(self, holder: int, mounted_at: Path) -> None:
        target = ("--target", str(holder))
        self.inside: tuple[str, ...] = (
            "nsenter",
            *target,
            "--user",
            "--preserve-credentials",
            "-m",
        )
        self.folder = Path(f"/proc/{holder}/root{mounted_at}")
        self.child: Child | None = None

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


class FileSizeLimit:
    """A limit on how large a file one process may write: no more than it has now.

    For where nobody may mount a disk: SQLite is told of a full disk all the same.
    """

    inside: tuple[str, ...] = ()

    def __init__(self, log: Path) -> None:
        self.log = log
        self.child: Child | None = None

    def fill(self) -> None:
        self._limit(self.log.stat().st_size)

    def free(self) -> None:
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, octets: int) -> None:
        assert self.child is not None
        limits = (octets, resource.RLIM_INFINITY)
        resource.prlimit(self.child.process.pid, resource.RLIMIT_FSIZE, limits)


@contextmanager
def reading(database: Path, inside: tuple[str, ...]) -> Iterator[None]:
    """Let another process read a database, so that its log grows all the while.

    SQLite writes into what its log already has on the disk, unless somebody reads.
    """
    with subprocess.Popen(
        [*inside, sys.executable, "-c", _READ, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        yield
        reader.communicate(timeout=30)


@contextmanager
def small_disk(at: Path) -> Iterator[Disk | None]:
    """Mount one for the time of the `with` block; None where that is not permitted."""
    if shutil.which("unshare") is None or shutil.which("nsenter") is None:
        yield None
        return
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
            yield None
            return
        try:
            yield SmallDisk(holder.pid, at)
        finally:
            with suppress(BrokenPipeError):
                holder.communicate(timeout=30)
