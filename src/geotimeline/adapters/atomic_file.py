"""Replace a file as a whole or not at all, and only if it is what it was when read."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.errors import FileChangedError, FileWriteError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def digest(text: str) -> str:
    """Give the fingerprint of a text, to be shown again when it is written back."""
    return hashlib.sha256(text.encode()).hexdigest()


def write_atomically(path: Path, text: str, expected_digest: str | None) -> None:
    """Write a file so that readers see the old one or the new one, never a part.

    The new text is on the disk before it takes the place of the old one. The file's
    mode is kept, and a link keeps pointing at the file it points at.

    Args:
        path: The file.
        text: What it shall say, line ends included.
        expected_digest: `digest` of what was read from it; None for a new file.

    Raises:
        FileChangedError: It says something else by now, or is there already.
        FileWriteError: It cannot be written: no space, no permission, no folder.
    """
    write_pieces_atomically(path, (text,), expected_digest)


def write_pieces_atomically(
    path: Path, pieces: Iterable[str], expected_digest: str | None
) -> None:
    """Write a file as `write_atomically` does, its text given piece by piece.

    Where the next piece cannot be had, the file stays as it was.

    Raises:
        FileChangedError: It says something else by now, or is there already.
        FileWriteError: It cannot be written: no space, no permission, no folder.
    """
    target = path.resolve()
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(6)}.new")
    try:
        try:
            _write_new(fresh, pieces, _mode_of(target))
            _require_unchanged(path, target, expected_digest)
            _put_in_place(fresh, target, is_new=expected_digest is None)
        finally:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
        _sync_folder(target.parent)
    except FileExistsError as error:
        raise FileChangedError(str(path)) from error
    except OSError as error:
        raise FileWriteError(str(path), error.strerror or str(error)) from error


@dataclass(frozen=True, slots=True)
class Change:
    """A file that is to be written together with others.

    Attributes:
        path: The file.
        old: What it says now; None where there is none.
        new: What it shall say.
    """

    path: Path
    old: str | None
    new: str


def write_together(changes: Iterable[Change]) -> None:
    """Write several files, all or none; folders are made where they lack.

    Each is replaced as a whole. Where one cannot be written, those before it are put
    back. Only who is killed in between, or a power cut, leaves some of them unwritten.

    Raises:
        FileChangedError: One says something else by now, or is there already.
        FileWriteError: One cannot be written.
    """
    done: list[Change] = []
    try:
        for change in changes:
            _make_folder(change.path)
            read = None if change.old is None else digest(change.old)
            write_atomically(change.path, change.new, read)
            done.append(change)
    except BaseException:
        for change in reversed(done):
            with contextlib.suppress(FileChangedError, FileWriteError, OSError):
                _undo(change)
        raise


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileWriteError(str(path), error.strerror or str(error)) from error


def _undo(change: Change) -> None:
    if change.old is None:
        change.path.unlink()
    else:
        write_atomically(change.path, change.old, digest(change.new))


def _require_unchanged(path: Path, target: Path, expected_digest: str | None) -> None:
    try:
        now = hashlib.sha256(target.read_bytes()).hexdigest()
    except FileNotFoundError:
        now = None
    if now != expected_digest:
        raise FileChangedError(str(path))


def _mode_of(target: Path) -> int | None:
    """Give the permissions of a file, or None if it is new."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None


def _write_new(fresh: Path, pieces: Iterable[str], mode: int | None) -> None:
    # 0o666 is cut down by the umask, as for a file that an editor makes
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with open(handle, "wb") as file:  # noqa: PTH123 (it is open already)
        if mode is not None:
            os.fchmod(handle, mode)
        file.writelines(piece.encode() for piece in pieces)
        file.flush()
        os.fsync(handle)


def _put_in_place(fresh: Path, target: Path, *, is_new: bool) -> None:
    if is_new:
        target.hardlink_to(fresh)  # refuses where a file came to be meanwhile
    else:
        fresh.replace(target)


def _sync_folder(folder: Path) -> None:
    """See to it that the new name survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
