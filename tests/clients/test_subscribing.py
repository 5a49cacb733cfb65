"""vdirsyncer subscribes to a real server, things change, and it synchronises again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.clock import OFFSET_VARIABLE
from tests.clients.desk import AFTER, BEFORE, SEEN_AFTER, SEEN_BEFORE, Desk
from tests.clients.readers import program, ran, with_icalendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.clients.desk import Seen


class Site:
    """A running `geotimeline serve` whose clock the test sets.

    Attributes:
        address: Where its page is.
    """

    def __init__(self, desk: Desk) -> None:
        self._clock = desk.folder / "clock"
        self.show(BEFORE)
        command = [sys.executable, "-m", "geotimeline", "serve", "--port", "0"]
        self._process = subprocess.Popen(
            [*command, "--data", str(desk.folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {OFFSET_VARIABLE: str(self._clock)},
            text=True,
        )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()

    def show(self, now: str) -> None:
        """Let its clock show this instant."""
        wanted = datetime.fromisoformat(now).timestamp()
        new = self._clock.with_suffix(".new")
        new.write_text(str(wanted - time.time()))  # noqa: TID251 (the child's clock)
        new.replace(self._clock)

    def close(self) -> None:
        self._process.terminate()
        self._process.communicate(timeout=60)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk")


@pytest.fixture
def site(desk: Desk) -> Iterator[Site]:
    started = Site(desk)
    yield started
    started.close()


class Mirror:
    """A folder that vdirsyncer keeps like a feed."""

    def __init__(self, home: Path, feed: str) -> None:
        self._home = home
        self._kept = home / "kept"
        self._kept.mkdir()
        self._command = [program("vdirsyncer"), "-c", str(home / "vdirsyncer.conf")]
        (home / "vdirsyncer.conf").write_text(
            f'[general]\nstatus_path = "{home / "status"}"\n'
            '[pair desk]\na = "feed"\nb = "kept"\ncollections = null\n'
            f'[storage feed]\ntype = "http"\nurl = "{feed}"\n'
            f'[storage kept]\ntype = "filesystem"\npath = "{self._kept}"\n'
            'fileext = ".ics"\n'
        )
        ran([*self._command, "discover"], home)

    def sync(self) -> str:
        """Do as its user's timer does; give what it says."""
        return ran([*self._command, "sync"], self._home)

    @property
    def seen(self) -> Seen:
        files = self._kept.glob("*.ics")
        return without_uids(
            one for file in files for one in with_icalendar(file, self._home)
        )


def without_uids(seen: Iterable[tuple[str, ...]]) -> Seen:
    """Leave out the UIDs: vdirsyncer makes its own for what it fetches by HTTP."""
    return frozenset(one[1:] for one in seen)


def test_vdirsyncer_follows_what_moved_and_moves_nothing_without_cause(
    site: Site, tmp_path: Path
) -> None:
    mirror = Mirror(tmp_path, f"{site.address}feeds/all.ics")

    mirror.sync()
    first = mirror.seen
    quiet = mirror.sync()
    site.show(AFTER)
    mirror.sync()

    assert first == without_uids(SEEN_BEFORE)
    assert "Copying" not in quiet
    assert mirror.seen == without_uids(SEEN_AFTER)
