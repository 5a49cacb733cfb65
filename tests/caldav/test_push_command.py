"""`geotimeline push caldav`, as a user runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.servers.certificates import make_certificate
from tests.servers.http import Answer, ScriptedHttpServer
from tests.servers.radicale import PASSWORD, USER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers.radicale import CalDavServer

COUNT = 30
SECRET = {"GEOTIMELINE_CALDAV_PASSWORD": PASSWORD}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    (folder / "events").mkdir(parents=True)
    (folder / "alerts").mkdir()
    for number in range(COUNT):
        text = f"title: Visit {number}\ntype: visit\ndate: 2025-12-04\n"
        (folder / f"events/visit-{number}.yaml").write_text(text)
    (folder / "alerts/feeds.yaml").write_text(
        "feeds:\n  few: {match: 'id:visit-1,visit-2', title: Few}\n"
    )
    return folder


def command(desk: Path, url: str, *arguments: str) -> list[str]:
    program = [sys.executable, "-m", "geotimeline", "push", "caldav", url]
    places = ["--data", str(desk), "--state", str(desk / "state")]
    when = ["--now", "2025-12-01T00:00Z"]
    return [*program, "--user", USER, *places, *when, *arguments]


def push(desk: Path, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(desk, url, *arguments),
        capture_output=True,
        text=True,
        env=os.environ | SECRET,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_a_killed_push_can_be_repeated(server: CalDavServer, desk: Path) -> None:
    url = server.calendar("desk")
    child = subprocess.Popen(
        command(desk, url), env=os.environ | SECRET, stderr=subprocess.DEVNULL
    )
    server.wait_for_writes(COUNT // 3)
    child.send_signal(signal.SIGKILL)
    child.wait()

    again = push(desk, url)

    assert again.returncode == 0, again.stderr
    assert COUNT <= len(server.writes()) <= COUNT + 1  # one may have been in flight
    listed = server.ask("PROPFIND", f"/{USER}/desk/")[1]
    assert listed.count(".ics</href>") == COUNT
    quiet = push(desk, url)
    assert f"0 created, 0 updated, 0 removed, {COUNT} unchanged" in quiet.stderr


def test_a_feed_and_its_changes_arrive(server: CalDavServer, desk: Path) -> None:
    url = server.calendar("desk")
    first = push(desk, url, "--feed", "few", "--json")
    (desk / "events/visit-1.yaml").write_text(
        "title: Visit 1\ntype: visit\nstatus: cancelled\ndate: 2025-12-04\n"
    )
    second = push(desk, url, "--feed", "few", "--json")

    assert json.loads(first.stdout)["created"] == [
        "visit-1@geotimeline",
        "visit-2@geotimeline",
    ]
    assert json.loads(second.stdout)["updated"] == ["visit-1@geotimeline"]


@pytest.mark.parametrize(
    ("url", "code", "told"),
    [
        ("http://desk:hunter2@127.0.0.1:1/x/", 2, "leave the password out"),
        ("http://calendar.example.org/x/", 2, "use https"),
        ("ftp://127.0.0.1/x/", 2, "begins with https://"),
        ("https://[::1/x/", 2, "begins with https://"),
        ("http://127.0.0.1:99999/x/", 2, "begins with https://"),
        ("http://127.0.0.1:1/x/", 25, "nobody answers there"),
    ],
)
def test_a_wrong_address_is_told(desk: Path, url: str, code: int, told: str) -> None:
    done = push(desk, url)

    assert done.returncode == code, done.stderr
    assert told in " ".join(done.stderr.replace("│", " ").split())
    assert "hunter2" not in done.stderr
    assert PASSWORD not in done.stderr


def test_without_its_library_it_says_what_brings_it(desk: Path, tmp_path: Path) -> None:
    absent = "raise ModuleNotFoundError(name='caldav')"
    (tmp_path / "caldav.py").write_text(absent)
    path = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        command(desk, "https://127.0.0.1:1/x/"),
        capture_output=True,
        text=True,
        env=os.environ | SECRET | {"PYTHONPATH": path},
        check=False,
    )

    said = "error: push caldav needs caldav: pip install 'geotimeline[caldav]'\n"
    assert (done.returncode, done.stderr) == (30, said)


def test_a_certificate_that_is_not_trusted_is_told(desk: Path, tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)

    with ScriptedHttpServer(tls=certificate.server_context()) as server:
        done = push(desk, server.url)

    assert done.returncode == 25, done.stderr
    assert "its certificate is not trusted" in done.stderr
    assert not server.requests


def test_a_password_follows_no_redirect_to_another_machine(desk: Path) -> None:
    with ScriptedHttpServer() as server, ScriptedHttpServer() as other:
        there = other.url.replace("127.0.0.1", "localhost")
        server.default = Answer(307, {"Location": f"{there}/stolen/"})
        other.default = Answer(401, {"WWW-Authenticate": 'Basic realm="calendars"'})

        done = push(desk, server.url)

    assert done.returncode == 25, done.stderr
    assert other.requests
    assert not any("authorization" in one.headers for one in other.requests)


def test_without_a_password_it_says_where_one_is_looked_for(
    server: CalDavServer, desk: Path
) -> None:
    without = {k: v for k, v in os.environ.items() if k not in SECRET}
    done = subprocess.run(
        command(desk, server.calendar("desk")),
        capture_output=True,
        text=True,
        env=without,
        stdin=subprocess.DEVNULL,
        check=False,
    )

    assert done.returncode == 2
    assert "GEOTIMELINE_CALDAV_PASSWORD" in done.stderr
