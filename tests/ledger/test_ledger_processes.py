"""Several real processes on one ledger: racing, killed, frozen, and out of disk."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.leases import SystemLeaseClock
from geotimeline.adapters.ledger.sqlite.ledger import SqliteLedger
from geotimeline.interfaces.attempts import Outcome
from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import State
from geotimeline.testing.ledger import (
    NOON,
    MovableLeaseClock,
    claim,
    make_entry,
    reopen,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLAIMER = Path(__file__).with_name("claimer.py")
DEADLINE_SECONDS = 60
KEYS = frozenset(make_entry(f"event-{number}").key for number in range(120))


class Claimer:
    """A child process, and what it tells."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert self.heard() == {"ready": True}

    def heard(self) -> dict[str, object]:
        assert self.process.stdout is not None
        told: dict[str, object] = json.loads(self.process.stdout.readline())
        return told

    def go(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def rest(self) -> list[dict[str, object]]:
        """Give what it tells from now on; `communicate` forgets what is read ahead."""
        assert self.process.stdout is not None
        told = [json.loads(line) for line in self.process.stdout]
        self.process.wait(DEADLINE_SECONDS)
        return told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite3"


@pytest.fixture
def start(path: Path) -> Iterator[Callable[[str], Claimer]]:
    with ExitStack() as stack:

        def start(mode: str) -> Claimer:
            process = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, str(CLAIMER), mode, str(path)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            stack.callback(process.kill)
            return Claimer(process)

        yield start


@pytest.fixture
def planned(path: Path) -> None:
    entries = tuple(make_entry(f"event-{number}") for number in range(len(KEYS)))
    with closing(SqliteLedger(path)) as ledger:
        ledger.apply(Changes(NOON, insert=entries))


def after_all_leases(path: Path) -> SqliteLedger:
    """Open the ledger as it will be when every lease there is has run out.

    A plan has then reopened what was abandoned.
    """
    machine = SystemLeaseClock()
    clock = MovableLeaseClock(machine.boot, machine.now() + 3600)
    ledger = SqliteLedger(path, lease_clock=clock)
    reopen(ledger, *ledger.abandoned())
    return ledger


def test_processes_that_open_a_new_ledger_at_once_share_it(
    path: Path, start: Callable[[str], Claimer]
) -> None:
    claimers = [start("open") for _ in range(5)]

    for claimer in claimers:
        claimer.go()
    told = [claimer.rest() for claimer in claimers]

    assert told == [[{"opened": True}]] * 5
    with closing(SqliteLedger(path)) as ledger:
        names = [str(claimer.process.pid) for claimer in claimers]
        assert [ledger.recall(name) for name in names] == ["opened"] * 5
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.usefixtures("planned")
def test_two_processes_claim_each_entry_once(start: Callable[[str], Claimer]) -> None:
    claimers = [start("drain"), start("drain")]

    for claimer in claimers:
        claimer.go()
    told = [what for claimer in claimers for what in claimer.rest()]

    assert Counter(what["sent"] for what in told) == Counter(KEYS)
    assert not any(what["repeat"] for what in told)


@pytest.mark.usefixtures("planned")
def test_a_process_killed_after_its_claim_leaves_a_possible_repeat(
    path: Path, start: Callable[[str], Claimer]
) -> None:
    claimer = start("keep")
    key = claimer.heard()["claimed"]

    claimer.process.kill()
    claimer.process.wait(DEADLINE_SECONDS)

    with closing(SqliteLedger(path)) as at_once:
        others = [claimed.entry.key for claimed in claim(at_once, limit=1000)]
        assert set(others) == KEYS - {key}
    with closing(after_all_leases(path)) as later:
        repeats = {one.entry.key: one for one in claim(later, limit=1000)}
        assert repeats[str(key)].possible_repeat
        assert later.settle(repeats[str(key)], Outcome(State.SENT, NOON))


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("lines", [1, 17, 60])
def test_a_kill_in_a_burst_loses_nothing_and_repeats_at_most_what_was_in_flight(
    path: Path, start: Callable[[str], Claimer], lines: int
) -> None:
    claimer = start("drain")
    claimer.go()
    told = [claimer.heard() for _ in range(lines)]

    claimer.process.kill()
    told += claimer.rest()

    with closing(after_all_leases(path)) as heir:
        rest = claim(heir, limit=1000)
    sent = Counter([*(what["sent"] for what in told), *(one.entry.key for one in rest)])
    twice = {key for key, count in sent.items() if count > 1}
    excused = {one.entry.key for one in rest if one.possible_repeat}
    assert set(sent) == KEYS
    assert twice <= excused
    assert len(excused) <= 1


@pytest.mark.usefixtures("planned")
def test_a_process_frozen_past_its_lease_cannot_settle(
    path: Path, start: Callable[[str], Claimer]
) -> None:
    claimer = start("keep")
    key = str(claimer.heard()["claimed"])
    claimer.process.send_signal(signal.SIGSTOP)

    with closing(after_all_leases(path)) as heir:
        held = {one.entry.key: one for one in claim(heir, limit=1000)}[key]
        claimer.process.send_signal(signal.SIGCONT)
        claimer.go()

        assert claimer.rest() == [{"settled": False}]
        assert heir.settle(held, Outcome(State.SENT, NOON))
        assert len(heir.attempts(key)) == 1


def test_a_full_disk_is_told_and_harms_nothing(
    path: Path, start: Callable[[str], Claimer]
) -> None:
    full, after = start("fill").rest()

    assert "the disk is full or failing" in str(full["error"])
    assert after["readable"] == full["kept"]
    with closing(SqliteLedger(path)) as ledger:
        assert sum(1 for _ in ledger.entries()) == after["kept"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
