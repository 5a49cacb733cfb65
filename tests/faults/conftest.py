"""A scheduler as a child process, its data, its clock, and what it logs."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import IO, TYPE_CHECKING, Self

import pytest

from geotimeline.adapters.clock import OFFSET_VARIABLE
from geotimeline.adapters.ledger.sqlite.ledger import SqliteLedger
from tests.faults.checking import Receiver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from geotimeline.interfaces.entries import Entry

DEADLINE_SECONDS = 60.0
SETTINGS = {"tick": "0.5s", "lease": "30s", "workers": "4", "rest": "0.1s"}
PATIENT = 20.0  # seconds; a busy machine is no receiver that does not answer
_AT_LEASES = """
import contextlib, sqlite3, sys
with contextlib.closing(sqlite3.connect(sys.argv[1], timeout=30)) as ledger, ledger:
    ledger.execute(sys.argv[2])
"""


@dataclass
class Home:
    """A data folder with its ledger, and the clock that its schedulers see."""

    folder: Path
    webhook: str
    channels: dict[str, str] = field(default_factory=dict)
    inside: tuple[str, ...] = ()
    offset: timedelta = timedelta()

    def __post_init__(self) -> None:
        for name in ("events", "alerts"):
            (self.folder / name).mkdir(parents=True)
        self.settings()
        self.hook()
        self.rule("remind: [2h before start], channels: [hook]")

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def write(self, name: str, text: str) -> None:
        """Write a file in one step: a scheduler never sees half of it."""
        new = self.folder / "new"
        new.write_text(text)
        new.replace(self.folder / name)

    def event(self, name: str, start: str) -> None:
        text = f"title: {name}\ntype: visit\ndate: {start}\n"
        self.write(f"events/{name}.yaml", text)

    def rule(self, text: str) -> None:
        self.write("alerts/rules.yaml", f"rules:\n  - {{name: r, {text}}}\n")

    def settings(self, **more: str) -> None:
        """Set what differs from SETTINGS: settings(public_url="...")."""
        told = {name.replace("_", "-"): value for name, value in more.items()}
        lines = [f"{name}: {value}\n" for name, value in (SETTINGS | told).items()]
        self.write("alerts/settings.yaml", "".join(lines))

    def channel(self, name: str, settings: str) -> None:
        self.channels[name] = settings
        lines = [f"  {name}: {{{text}}}\n" for name, text in self.channels.items()]
        self.write("alerts/channels.yaml", "channels:\n" + "".join(lines))

    def hook(self, *more: str, url: str = "", timeout: float = PATIENT) -> None:
        """Let `hook` lead to the webhook, and set more: hook("limit: 4 per hour")."""
        address = f"notifier: webhook, url: '{url or self.webhook}'"
        self.channel("hook", ", ".join((address, f"timeout: {timeout}", *more)))

    def set_clock(self, text: str) -> None:
        """Let every scheduler of this home see this instant from now on."""
        wanted = datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()
        offset = wanted - time.time()  # noqa: TID251 (the child's clock is set by it)
        self._move(offset)

    def turn_clock(self, by: timedelta) -> None:
        """Turn it ahead, or back, from where it is."""
        self._move((self.offset + by).total_seconds())

    def now(self) -> datetime:
        """Say what its schedulers' clock shows."""
        shown = datetime.fromtimestamp(time.time(), UTC)  # noqa: TID251 (the same)
        return shown + self.offset

    def _move(self, offset: float) -> None:
        self.offset = timedelta(seconds=offset)
        new = self.folder / "clock.new"
        new.write_text(f"{offset:.3f}")
        new.replace(self.folder / "clock")

    def pass_time(self, seconds: float) -> None:
        """Let real time pass, where nothing can be waited for."""
        threading.Event().wait(seconds)

    def forget_leases(self) -> None:
        """Let all leases have ended, as if the machine had been started anew."""
        self._at_leases("update reminder set lease_boot = 'before'")

    def end_leases(self) -> None:
        """Let all leases have ended, as if their time had passed."""
        self._at_leases("update reminder set lease_until = 0")

    def _at_leases(self, statement: str) -> None:
        ledger = str(self.state / "ledger.sqlite3")
        program = [*self.inside, sys.executable, "-c", _AT_LEASES]
        subprocess.run([*program, ledger, statement], check=True)

    def freeze(self, child: Child) -> None:
        """Freeze a scheduler, but not while it writes: that would hold up others."""
        until(lambda: self._is_frozen_unlocked(child))

    def _is_frozen_unlocked(self, child: Child) -> bool:
        child.freeze()
        file = self.state / "ledger.sqlite3"
        with closing(sqlite3.connect(file, timeout=0.2)) as ledger:
            try:
                ledger.execute("begin immediate")
            except sqlite3.OperationalError:
                child.thaw()
                return False
        return True

    def start(self, *arguments: str) -> Child:
        return Child.start(self, *arguments)

    def entries(self) -> tuple[Entry, ...]:
        ledger = SqliteLedger(self.state / "ledger.sqlite3")
        try:
            return tuple(ledger.entries())
        finally:
            ledger.close()


class Child:
    """A running `geotimeline run`, whose log is read as it is written."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.log: list[dict[str, str]] = []
        self._changed = threading.Condition()
        assert process.stderr is not None
        self._reader = threading.Thread(target=self._read, args=(process.stderr,))
        self._reader.start()

    @classmethod
    def start(cls, home: Home, *arguments: str) -> Self:
        command = [sys.executable, "-m", "geotimeline", "run", "--log-format", "json"]
        places = ["--data", str(home.folder), "--state", str(home.state)]
        process = subprocess.Popen(
            [*home.inside, *command, *places, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {OFFSET_VARIABLE: str(home.folder / "clock")},
        )
        return cls(process)

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            told = _told(line)
            with self._changed:
                self.log.append(told)
                self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()

    def wait_for(self, decision: str, count: int = 1, **facts: str) -> dict[str, str]:
        """Wait until a decision has been logged so often; give the last of them."""

        def found() -> list[dict[str, str]]:
            return [
                line
                for line in self.log
                if line.get("decision") == decision and facts.items() <= line.items()
            ]

        with self._changed:
            self._changed.wait_for(lambda: len(found()) >= count, DEADLINE_SECONDS)
            assert len(found()) >= count, f"no {decision} {facts} in {self.log[-5:]}"
            return found()[count - 1]

    def unsure(self) -> int:
        """Count the tries whose answer came too late; asked when it has ended."""
        return sum(line.get("arrived") == "possible" for line in self.log)

    def freeze(self) -> None:
        """Let it stand still, as a suspended machine or a stopped container does."""
        self.process.send_signal(signal.SIGSTOP)
        os.waitpid(self.process.pid, os.WUNTRACED)  # until it does

    def thaw(self) -> None:
        """Let it go on."""
        self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.wait()

    def stop(self) -> int:
        """Ask it to end, once it listens to that, and give its exit code."""
        self.wait_for("running")
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        code = self.process.wait(DEADLINE_SECONDS)
        self._reader.join(DEADLINE_SECONDS)
        if self.process.stdout is not None:
            self.process.stdout.close()
        if self.process.stderr is not None:
            self.process.stderr.close()
        return code


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true that nobody announces, or fail."""
    end = time.monotonic() + DEADLINE_SECONDS
    while not true():
        assert time.monotonic() < end, "it did not become true in time"
        threading.Event().wait(0.05)


def _told(line: str) -> dict[str, str]:
    try:
        told = json.loads(line)
    except ValueError:
        return {"decision": "words", "text": line}
    return {name: str(value) for name, value in told.items()}


@pytest.fixture
def server() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path, server: Receiver) -> Home:
    made = Home(tmp_path / "desk", server.url)
    made.set_clock("2025-12-04 08:00")
    server.now = made.now
    return made


@pytest.fixture
def run(home: Home) -> Iterator[Callable[..., Child]]:
    """Start a scheduler that is ended whatever becomes of the test."""
    children: list[Child] = []

    def start(*arguments: str) -> Child:
        children.append(home.start(*arguments))
        return children[-1]

    yield start
    for child in children:
        if child.process.poll() is None:
            child.kill()
