"""Heartbeat and metrics: a real scheduler, and a real server that listens."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.heartbeat import EVERY_SECONDS, Heartbeat, failing
from geotimeline.adapters.metrics_file import put_metrics
from tests.servers.http import Answer, Hang, ScriptedHttpServer, refused_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.faults.conftest import Child, Home

SAMPLE = r'geotimeline_[a-z_]+(\{[a-z]+="[^"]*"\})? [0-9.e+-]+'


@pytest.fixture
def listener() -> Iterator[ScriptedHttpServer]:
    with ScriptedHttpServer() as running:
        yield running


def test_a_scheduler_beats_after_its_first_tick(
    home: Home, run: Callable[..., Child], listener: ScriptedHttpServer
) -> None:
    home.write("alerts/token", "a-secret-token")
    home.settings(heartbeat=f'"{listener.url}/${{file:token}}"')

    child = run()
    listener.wait_for(1)

    assert [(r.method, r.path) for r in listener.requests] == [
        ("GET", "/a-secret-token")
    ]
    assert child.stop() == 0
    assert "a-secret-token" not in str(child.log)


def test_a_heartbeat_that_hangs_or_is_refused_delays_no_reminder(
    home: Home,
    server: ScriptedHttpServer,
    run: Callable[..., Child],
    listener: ScriptedHttpServer,
) -> None:
    listener.default = Hang()
    home.settings(heartbeat=listener.url)
    home.event("visit", "2025-12-04T12:00:00Z")
    child = run()
    listener.wait_for(1)

    home.set_clock("2025-12-04 10:00")
    server.wait_for(1)
    child.wait_for("sent")
    with refused_port() as port:
        home.settings(heartbeat=f"http://127.0.0.1:{port}/")

        child.wait_for("heartbeat failed", why="Connection refused")


def test_a_missing_secret_is_told_once_and_the_scheduler_goes_on(
    home: Home, server: ScriptedHttpServer, run: Callable[..., Child]
) -> None:
    home.settings(heartbeat='"${NO_SUCH_VARIABLE_HERE}"')
    home.event("visit", "2025-12-04T12:00:00Z")
    child = run()

    child.wait_for("heartbeat failed")
    home.set_clock("2025-12-04 10:00")
    server.wait_for(1)
    child.stop()

    missed = [line for line in child.log if line["decision"] == "heartbeat failed"]
    assert len(missed) == 1
    assert "NO_SUCH_VARIABLE_HERE" in missed[0]["why"]


class Seconds:
    """A clock that stands until it is moved."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_it_beats_once_a_minute_and_at_once_when_things_change(
    listener: ScriptedHttpServer,
) -> None:
    seconds = Seconds()
    heart = Heartbeat(f"{listener.url}/id?rid=1", print, seconds=seconds)

    heart.beat(well=True)
    heart.beat(well=True)
    listener.wait_for(1)
    heart.beat(well=False)
    heart.beat(well=False)
    listener.wait_for(2)
    seconds.now += EVERY_SECONDS
    heart.beat(well=False)
    listener.wait_for(3)
    heart.stop()

    paths = [request.path for request in listener.requests]
    assert paths == ["/id?rid=1", "/id/fail?rid=1", "/id/fail?rid=1"]


def test_a_heartbeat_that_fails_is_told_once_until_one_arrives(
    listener: ScriptedHttpServer,
) -> None:
    told: list[str] = []
    heard = threading.Semaphore(0)

    def failed(reason: str) -> None:
        told.append(reason)
        heard.release()

    seconds = Seconds()
    heart = Heartbeat(listener.url, failed, seconds=seconds)
    for number, status in enumerate((500, 500, 200, 500), start=1):
        listener.script(Answer(status))
        heart.beat(well=True)
        listener.wait_for(number)
        seconds.now += EVERY_SECONDS

    assert heard.acquire(timeout=30)
    assert heard.acquire(timeout=30)
    heart.stop()
    assert [reason[:12] for reason in told] == ["answered 500", "answered 500"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://hc.example/uuid", "https://hc.example/uuid/fail"),
        ("https://hc.example/uuid/", "https://hc.example/uuid/fail"),
        ("https://hc.example/?a=b", "https://hc.example/fail?a=b"),
    ],
)
def test_the_word_of_failure_stands_behind_the_path(url: str, expected: str) -> None:
    assert failing(url) == expected


def test_a_scheduler_writes_metrics_that_prometheus_reads(
    home: Home, run: Callable[..., Child], listener: ScriptedHttpServer
) -> None:
    file = home.folder / "geotimeline.prom"
    home.settings(heartbeat=listener.url, metrics_file="geotimeline.prom")
    home.event("visit", "2025-12-04T12:00:00Z")

    run().wait_for("planned")
    listener.wait_for(1)  # it beats when the file has been written

    lines = file.read_text().splitlines()
    samples = [line for line in lines if not line.startswith("# ")]
    assert [line for line in samples if not re.fullmatch(SAMPLE, line)] == []
    assert 'geotimeline_queue{state="planned"} 1' in samples
    assert "geotimeline_next_due_timestamp_seconds 1764842400" in samples
    assert file.stat().st_mode & 0o777 == 0o644


def test_metrics_that_cannot_be_written_are_told_and_harm_nobody(
    home: Home, server: ScriptedHttpServer, run: Callable[..., Child]
) -> None:
    home.settings(metrics_file="no/such/folder/geotimeline.prom")
    home.event("visit", "2025-12-04T12:00:00Z")
    child = run()

    child.wait_for("cannot write metrics", why="No such file or directory")
    home.set_clock("2025-12-04 10:00")
    server.wait_for(1)


def test_a_metrics_file_is_replaced_and_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "geotimeline.prom"

    put_metrics(file, "first\n")
    put_metrics(file, "second\n")

    assert file.read_text() == "second\n"
    assert list(tmp_path.iterdir()) == [file]
