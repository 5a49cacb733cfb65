"""`geotimeline serve` as a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.cli.conftest import geotimeline
from tests.serve.conftest import event_text
from tests.servers.asking import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Ran

__all__ = ["geotimeline"]  # the fixture


class Server:
    """A running `geotimeline serve`."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "geotimeline", "serve", "--port", "0"]
        self.process = subprocess.Popen(
            [*command, "--data", str(folder), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            text=True,
        )
        assert self.process.stdout is not None
        self.home = self.process.stdout.readline().strip()

    @property
    def port(self) -> int:
        return urlsplit(self.home).port or 0

    def log_until(self, word: str) -> str:
        """Read the log up to the next line with a word in it."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if word in line:
                return line
        pytest.fail(f"the log ended without {word!r}")

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """End it; give its exit code and the rest of its log."""
        self.process.send_signal(number)
        _, rest = self.process.communicate(timeout=60)
        return self.process.returncode, rest


@pytest.fixture
def serving(folder: Path) -> Iterator[Callable[..., Server]]:
    """Start `serve` on the folder: serving("--host", "0.0.0.0")."""
    started: list[Server] = []

    def start(*arguments: str) -> Server:
        started.append(Server(folder, *arguments))
        return started[-1]

    yield start
    for server in started:
        server.process.kill()
        server.process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_its_address_answers_there_and_ends_cleanly(
    serving: Callable[..., Server], number: int
) -> None:
    server = serving("--now", "2025-11-25T09:00Z")

    answer = ask(server.port, "/feeds/visits.ics")
    code, log = server.stop(number)

    assert server.home == f"http://127.0.0.1:{server.port}/"
    assert (answer.status, code) == (200, 0)
    assert 'reachable="from this machine alone"' in log
    assert "asked method=GET path=/feeds/visits.ics status=200" in log


def test_an_edit_of_a_file_is_noticed(
    serving: Callable[..., Server], folder: Path
) -> None:
    server = serving()
    assert "A visit" in ask(server.port, "/feeds/visits.ics").body

    new = folder / "new"
    new.write_text(event_text("2025-12", title="Renamed"))
    new.replace(folder / "events/visit.yaml")  # nobody sees half of it
    server.log_until("reloaded")

    assert "Renamed" in ask(server.port, "/feeds/visits.ics").body


def test_what_others_can_reach_and_read_is_warned_of(
    serving: Callable[..., Server],
) -> None:
    server = serving("--host", "0.0.0.0", "--url", "https://desk.example.org/")  # noqa: S104 (what is tested)
    warning = server.log_until("open to others")

    assert server.home == "https://desk.example.org/"
    assert "it does not encrypt" in warning
    assert "feeds without a token: all, visits" in warning
    assert server.stop()[0] == 0


def test_what_cannot_be_served_is_told_in_words(
    geotimeline: Callable[..., Ran],
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def told(*arguments: str) -> tuple[int, str]:
        ran = geotimeline("serve", "--data", str(folder), *arguments)
        return ran.code, ran.err

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, words = told("--port", str(taken.getsockname()[1]))
    assert (code, "Address already in use" in words) == (24, True)

    for arguments, expected in (
        (("--host", "desk.example.org"), "expected an address such as 127.0.0.1"),
        (("--port", "70000"), "70000 is no port"),
        (("--url", "desk.example.org"), "expected a URL such as https://"),
    ):
        code, words = told(*arguments)
        assert (code, expected in words) == (2, True), words

    (folder / "events/visit.yaml").write_text("title: [\n")
    assert told("--port", "0")[0] == 1
    assert geotimeline("serve", "--data", str(tmp_path / "no")).code == 13

    (folder / "events/visit.yaml").write_text(event_text("2025-12"))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    for name in ("bodies", "publishing", "app"):
        monkeypatch.delitem(sys.modules, f"geotimeline.web.{name}", raising=False)
    code, words = told("--port", "0")
    assert (code, "geotimeline[http]" in words) == (30, True)
