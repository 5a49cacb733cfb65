from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.instance_lock import hold
from geotimeline.errors import AlreadyRunningError, LedgerError
from geotimeline.testing.ledger import NOON

if TYPE_CHECKING:
    from pathlib import Path

HOLDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from geotimeline.adapters.instance_lock import hold

with hold(Path(sys.argv[1]), since=datetime(2025, 11, 27, tzinfo=UTC)):
    print("held", flush=True)
    sys.stdin.read()
"""

FULL_DISK = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from geotimeline.adapters.instance_lock import hold
from geotimeline.errors import LedgerError
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
try:
    with hold(Path(sys.argv[1]), since=datetime(2025, 11, 27, tzinfo=UTC)):
        pass
except LedgerError as error:
    print(error)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "running.lock"


def test_a_second_instance_is_refused_and_told_who_runs(path: Path) -> None:
    with (
        hold(path, since=NOON),
        pytest.raises(AlreadyRunningError) as caught,
        hold(path, since=NOON),
    ):
        pytest.fail("held twice")

    assert caught.value.place == str(path.parent)
    assert f"process {os.getpid()}" in caught.value.holder
    assert "2025-11-27T12:00:00+00:00" in caught.value.holder


def test_the_lock_is_free_again_after_the_block(path: Path) -> None:
    for _ in range(2):
        with hold(path, since=NOON):
            pass


def test_the_lock_is_free_again_after_an_error(path: Path) -> None:
    with pytest.raises(ZeroDivisionError), hold(path, since=NOON):
        raise ZeroDivisionError

    with hold(path, since=NOON):
        pass


def test_a_holder_that_has_not_signed_yet_is_named_as_such(path: Path) -> None:
    path.parent.mkdir()
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)

        with (
            pytest.raises(AlreadyRunningError, match="it is just starting"),
            hold(path, since=NOON),
        ):
            pytest.fail("held twice")


def test_the_kernel_frees_the_lock_of_a_killed_process(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with (
            pytest.raises(AlreadyRunningError, match=f"process {process.pid},"),
            hold(path, since=NOON),
        ):
            pytest.fail("held twice")

        process.kill()
        process.wait()

        with hold(path, since=NOON):
            pass


def test_programs_started_meanwhile_do_not_inherit_the_lock(path: Path) -> None:
    with hold(path, since=NOON):
        child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, close_fds=False)
    with child, hold(path, since=NOON):
        pass


def test_a_disk_without_room_to_sign_is_no_bug(path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert ran.stdout == f"the ledger {path.parent} cannot be used: File too large\n"


def test_only_the_owner_may_read_the_lock(path: Path) -> None:
    with hold(path, since=NOON):
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_place_that_cannot_be_used_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "state").touch()

    with (
        pytest.raises(LedgerError, match="it is a file; --state names a folder"),
        hold(tmp_path / "state" / "running.lock", since=NOON),
    ):
        pytest.fail("held nowhere")
