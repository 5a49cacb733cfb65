"""Find and read the YAML files of a data folder; what cannot be read is a problem."""

from __future__ import annotations

import os
from contextlib import suppress
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.errors import Problem

if TYPE_CHECKING:
    from pathlib import Path

_ENDINGS = (".yaml", ".yml")


class FilesRead(NamedTuple):
    """What was read.

    Attributes:
        files: Path relative to the data folder with `/` between its parts, and text,
            of each file, sorted by path.
        problems: Files and folders that could not be read.
    """

    files: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


def read_files(data: Path, folder: str, *, largest_bytes: int) -> FilesRead:
    """Read every YAML file below a folder.

    Hidden files are passed over, links to folders are followed once, and a folder
    that is not there holds nothing.

    Args:
        data: The data folder.
        folder: `events` or `alerts`.
        largest_bytes: Larger files are not read, and told of.
    """
    files: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for path, _ in _find(data, folder, problems):
        read = read_text(data, path, largest_bytes=largest_bytes)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            files.append((path, read))
    return FilesRead(tuple(files), tuple(sorted(problems)))


def fingerprint(data: Path, *folders: str) -> int:
    """Give a number that changes when a file is added, removed, renamed or written.

    Also when another may read it, or a folder can be listed, that could not before. It
    means something within one process only.
    """
    problems: list[Problem] = []
    files = sum(
        hash((path, *_traits(stat)))
        for folder in folders
        for path, stat in _find(data, folder, problems)
    )
    return files + sum(map(hash, problems))


def _traits(stat: os.stat_result) -> tuple[int, ...]:
    changed = stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size
    return stat.st_ino, stat.st_mode, *changed


def last_written(data: Path, *folders: str) -> float:
    """Say when a file or folder was last written, in seconds since 1970.

    A folder is written when a file of it is added, removed or renamed.
    """
    found = [each for one in folders for each in _find(data, one, [])]
    holding = {path.rpartition("/")[0] for path, _ in found} | set(folders)
    times = [stat.st_mtime for _, stat in found]
    for folder in holding:
        with suppress(FileNotFoundError):
            times.append((data / folder).stat().st_mtime)
    return max(times, default=0.0)


def is_absent(data: Path, path: str) -> bool:
    """Whether there is no such file; one in a folder that nobody lets us into is."""
    try:
        (data / path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def read_text(data: Path, path: str, *, largest_bytes: int) -> str | Problem:
    """Read one file of UTF-8, byte for byte: line ends stay as they are.

    Args:
        data: The data folder.
        path: The file, relative to it.
        largest_bytes: A larger file is not read.

    Returns:
        The text, or the problem that it cannot be opened, is too large or not UTF-8.
    """
    try:
        with (data / path).open("rb") as file:
            content = file.read(largest_bytes + 1)
    except OSError as error:
        return Problem(path, 1, "", f"cannot be read: {error.strerror}")
    if len(content) > largest_bytes:
        size = f"{largest_bytes / 2**20:g} MiB"
        return Problem(path, 1, "", f"is larger than {size}; split it into several")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = error.start - content.rfind(b"\n", 0, error.start)
        message = f"is not UTF-8 at byte {byte} of this line; save it as UTF-8"
        return Problem(path, line, "", message)


def _find(
    data: Path, folder: str, problems: list[Problem]
) -> list[tuple[str, os.stat_result]]:
    """Find the files below a folder, sorted by path; each folder is entered once."""
    found: list[tuple[str, os.stat_result]] = []
    entered: set[tuple[int, int]] = set()
    ahead = [folder]
    while ahead:
        path = ahead.pop()
        try:
            status = (data / path).stat()
            if (status.st_dev, status.st_ino) in entered:
                continue
            entered.add((status.st_dev, status.st_ino))
            with os.scandir(data / path) as entries:
                for entry in entries:
                    _sort_in(entry, f"{path}/{entry.name}", found, ahead)
        except FileNotFoundError:  # no such folder, or it went away meanwhile
            continue
        except OSError as error:
            message = f"cannot be listed: {error.strerror}"
            problems.append(Problem(path, 1, "", message))
    return sorted(found, key=itemgetter(0))


def _sort_in(
    entry: os.DirEntry[str],
    path: str,
    files: list[tuple[str, os.stat_result]],
    folders: list[str],
) -> None:
    if entry.name.startswith("."):
        return
    with suppress(FileNotFoundError):  # gone meanwhile: the others are still there
        if entry.is_dir():
            folders.append(path)
        elif entry.name.endswith(_ENDINGS) and entry.is_file():
            files.append((path, entry.stat()))
