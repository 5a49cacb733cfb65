"""Time requests for a feed of 10,000 events, beside Radicale serving the same calendar.

Each is a process of its own on loopback, asked over one connection, one request after
the other, so that each number is what one core gives one impatient client. The first
request of each is not counted: there the feed is rendered. Times are those of the wall.
Run it from the checkout: python benchmarks/serving_bench.py
"""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from benchmarks.load_bench import write_events

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COUNT = 10_000
SECONDS = 3.0
ROUNDS = 3
NOW = "2026-11-28"  # by then all claims are known
LOGIN = {"Authorization": "Basic ZGVzazp4"}  # Radicale wants a name; ours looks at none


class Asked(NamedTuple):
    """One kind of request.

    Attributes:
        port: Of the server.
        path: What is asked for.
        headers: With which fields.
        status: What is to be answered.
    """

    port: int
    path: str
    headers: Mapping[str, str]
    status: int


def per_second(asked: Asked) -> float:
    """Ask for some seconds, at least once; give requests per second."""
    connection = http.client.HTTPConnection("127.0.0.1", asked.port, timeout=600)
    count, began = 0, time.perf_counter()
    while not count or time.perf_counter() - began < SECONDS:
        connection.request("GET", asked.path, headers=LOGIN | dict(asked.headers))
        answer = connection.getresponse()
        answer.read()
        assert answer.status == asked.status, (asked, answer.status)
        count += 1
    taken = time.perf_counter() - began
    connection.close()
    return count / taken


def get(port: int, path: str) -> tuple[Mapping[str, str], bytes, float]:
    """Ask once; give header fields, body, and the seconds it took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    began = time.perf_counter()
    connection.request("GET", path, headers=LOGIN)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, (path, answer.status)
    connection.close()
    return dict(answer.getheaders()), body, time.perf_counter() - began


@contextmanager
def ours(folder: Path) -> Iterator[int]:
    """Serve a data folder; give the port."""
    command = [sys.executable, "-m", "geotimeline", "serve", "--port", "0"]
    places = ["--data", str(folder), "--now", NOW]
    with subprocess.Popen(
        [*command, *places], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        try:
            yield urlsplit(process.stdout.readline().decode().strip()).port or 0
        finally:
            process.terminate()


@contextmanager
def radicale(folder: Path) -> Iterator[int]:
    """Start Radicale on its store; give the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    settings = {
        "--server-hosts": f"127.0.0.1:{port}",
        "--server-timeout": "600",
        "--auth-type": "none",
        "--storage-filesystem-folder": str(folder),
        "--logging-level": "critical",
    }
    arguments = [part for setting in settings.items() for part in setting]
    command = [sys.executable, "-m", "radicale", *arguments]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    for _ in range(300):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.1)
    sys.exit("Radicale did not start")


def store(folder: Path, calendar: bytes) -> None:
    """Put a calendar into Radicale's store, as it keeps one: a file for each entry."""
    collection = folder / "collection-root/desk/all"
    collection.mkdir(parents=True)
    (collection / ".Radicale.props").write_text('{"tag": "VCALENDAR"}')
    head, *entries = calendar.split(b"BEGIN:VEVENT\r\n")
    head = b"\r\n".join(head.split(b"\r\n")[:3]) + b"\r\n"
    for number, entry in enumerate(entries):
        end = b"" if entry.endswith(b"END:VCALENDAR\r\n") else b"END:VCALENDAR\r\n"
        item = head + b"BEGIN:VEVENT\r\n" + entry + end
        (collection / f"{number}.ics").write_bytes(item)


def _told(name: str, asked: Asked) -> float:
    rate = median(per_second(asked) for _ in range(ROUNDS))
    print(f"{name:34} {rate:10.1f} a second")
    return rate


def main() -> None:
    """Ask both for the same calendar, and print how often they answer."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_events(folder, COUNT, per_file=1000)
        with ours(folder) as port:
            fields, calendar, first = get(port, "/feeds/all.ics")
            size = len(calendar) / 2**20
            entries = calendar.count(b"BEGIN:VEVENT")
            assert entries == COUNT
            print(f"{entries} events, {size:.1f} MiB")
            print(f"ours, the first request {first:14.2f} s")
            known = {"If-None-Match": fields["etag"]}
            whole = _told("ours, 200", Asked(port, "/feeds/all.ics", {}, 200))
            for coding in ("gzip", "zstd"):
                wish = {"Accept-Encoding": coding}
                _told(f"ours, 200, {coding}", Asked(port, "/feeds/all.ics", wish, 200))
            same = _told("ours, 304", Asked(port, "/feeds/all.ics", known, 304))
        store(folder / "stored", calendar)
        with radicale(folder / "stored") as port:
            fields, body, first = get(port, "/desk/all/")
            assert body.count(b"BEGIN:VEVENT") == calendar.count(b"BEGIN:VEVENT")
            print(f"Radicale, the first request {first:10.2f} s")
            theirs = _told("Radicale, 200", Asked(port, "/desk/all/", {}, 200))
            known = {"If-None-Match": fields["ETag"]}
            again = Asked(port, "/desk/all/", known, 200)
            _told("Radicale, its own ETag shown, 200", again)
        print(
            f"200: {whole / theirs:.0f} times as often; 304: {same / theirs:.0f} times"
        )


if __name__ == "__main__":
    main()
