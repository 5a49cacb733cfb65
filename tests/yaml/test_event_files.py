"""Files are found, read and replaced without harm to what is there."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.atomic_file import digest, write_atomically
from geotimeline.adapters.event_files import fingerprint, read_files
from geotimeline.errors import FileChangedError, FileWriteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MIB = 2**20


def put(path: Path, content: str | bytes = "a: b\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def names(data: Path) -> list[str]:
    return [path for path, _ in read_files(data, "events", largest_bytes=MIB).files]


def test_yaml_files_are_found_in_all_folders_in_order(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "c/d/e.yaml", "c/a.yaml", "C.yaml"):
        put(tmp_path / "events" / name)
    for name in (".hidden.yaml", ".git/x.yaml", "notes.txt", "a.yaml~", "b.yaml.bak"):
        put(tmp_path / "events" / name)
    put(tmp_path / "alerts" / "rules.yaml")

    assert names(tmp_path) == [
        "events/C.yaml",
        "events/a.yml",
        "events/b.yaml",
        "events/c/a.yaml",
        "events/c/d/e.yaml",
    ]


def test_a_folder_that_links_to_itself_is_entered_once(tmp_path: Path) -> None:
    put(tmp_path / "events" / "a.yaml")
    (tmp_path / "events" / "loop").symlink_to(tmp_path / "events")
    put(tmp_path / "elsewhere" / "b.yaml")
    (tmp_path / "events" / "linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "events" / "broken.yaml").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "events" / "pipe.yaml")

    assert names(tmp_path) == ["events/a.yaml", "events/linked/b.yaml"]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert read_files(tmp_path, "events", largest_bytes=MIB) == ((), ())


def test_texts_are_read_byte_for_byte(tmp_path: Path) -> None:
    text = "\ufeffa: é\r\nb: c"
    put(tmp_path / "events" / "a.yaml", text)

    assert read_files(tmp_path, "events", largest_bytes=MIB).files == (
        ("events/a.yaml", text),
    )


def test_what_cannot_be_read_is_told_with_the_rest_still_read(tmp_path: Path) -> None:
    put(tmp_path / "events" / "a.yaml")
    put(tmp_path / "events" / "latin.yaml", "a: b\nc: caf\u00e9\n".encode("latin-1"))
    put(tmp_path / "events" / "large.yaml", b"#" * (MIB + 1))

    files, problems = read_files(tmp_path, "events", largest_bytes=MIB)

    assert [path for path, _ in files] == ["events/a.yaml"]
    assert [str(problem) for problem in problems] == [
        "events/large.yaml:1: is larger than 1 MiB; split it into several",
        "events/latin.yaml:2: is not UTF-8 at byte 7 of this line; save it as UTF-8",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_told_of(tmp_path: Path) -> None:
    put(tmp_path / "events" / "a.yaml").chmod(0)

    (problem,) = read_files(tmp_path, "events", largest_bytes=MIB).problems

    assert problem.message == "cannot be read: Permission denied"


def test_a_file_that_goes_away_meanwhile_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.yaml", "b.yaml", "c.yaml"):
        put(tmp_path / "events" / name)

    @contextmanager
    def gone_after_listing(folder: Path) -> Iterator[Iterator[os.DirEntry[str]]]:
        with scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        (folder / "b.yaml").unlink(missing_ok=True)
        yield iter(found)

    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", gone_after_listing)

    read = read_files(tmp_path, "events", largest_bytes=MIB)

    assert [path for path, _ in read.files] == ["events/a.yaml", "events/c.yaml"]


def test_the_fingerprint_changes_with_every_file(tmp_path: Path) -> None:
    first = put(tmp_path / "events" / "a.yaml")
    seen = [fingerprint(tmp_path, "events", "alerts")]
    assert fingerprint(tmp_path, "events", "alerts") == seen[0]

    put(tmp_path / "alerts" / "rules.yaml")
    seen.append(fingerprint(tmp_path, "events", "alerts"))
    first.rename(tmp_path / "events" / "b.yaml")
    seen.append(fingerprint(tmp_path, "events", "alerts"))
    put(tmp_path / "events" / "b.yaml", "longer: than before\n")
    seen.append(fingerprint(tmp_path, "events", "alerts"))
    (tmp_path / "events" / "b.yaml").chmod(0)
    seen.append(fingerprint(tmp_path, "events", "alerts"))
    (tmp_path / "events" / "b.yaml").unlink()
    seen.append(fingerprint(tmp_path, "events", "alerts"))

    assert len(set(seen)) == len(seen)


def test_a_file_is_replaced_with_its_mode_and_leaves_nothing_behind(
    tmp_path: Path,
) -> None:
    path = put(tmp_path / "a.yaml", "old\r\n")
    path.chmod(0o640)

    write_atomically(path, "new\r\nend", digest("old\r\n"))

    assert path.read_bytes() == b"new\r\nend"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [found.name for found in tmp_path.iterdir()] == ["a.yaml"]


def test_a_new_file_gets_the_mode_that_an_editor_would_give_it(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.yaml", "a", None)
    beside = put(tmp_path / "b.yaml")

    assert (tmp_path / "a.yaml").stat().st_mode == beside.stat().st_mode


def test_a_link_keeps_pointing_at_the_file_that_is_replaced(tmp_path: Path) -> None:
    target = put(tmp_path / "target.yaml", "old")
    link = tmp_path / "link.yaml"
    link.symlink_to(target)

    write_atomically(link, "new", digest("old"))

    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.parametrize(
    ("there", "expected"),
    [("changed", digest("read")), (None, digest("read")), ("there", None)],
    ids=["changed", "removed", "made"],
)
def test_a_file_that_changed_since_it_was_read_is_left_alone(
    tmp_path: Path, there: str | None, expected: str | None
) -> None:
    path = tmp_path / "a.yaml"
    if there is not None:
        put(path, there)

    with pytest.raises(FileChangedError):
        write_atomically(path, "new", expected)

    assert [found.read_text() for found in tmp_path.iterdir()] == (
        [there] if there else []
    )


def test_a_folder_that_is_not_there_cannot_be_written_to(tmp_path: Path) -> None:
    with pytest.raises(FileWriteError, match="No such file or directory"):
        write_atomically(tmp_path / "no" / "a.yaml", "a", None)


FULL_DISK = """
import resource, sys
from pathlib import Path
from geotimeline.adapters.atomic_file import digest, write_atomically
from geotimeline.errors import FileWriteError
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_atomically(Path(sys.argv[1]), "new" * 1000, digest("old"))
except FileWriteError as error:
    print(error.reason)
"""


def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = put(tmp_path / "a.yaml", "old")

    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert done.stdout == "File too large\n"
    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.yaml"]
