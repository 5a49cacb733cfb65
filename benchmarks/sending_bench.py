"""Sending: beside Apprise in a loop and APScheduler with one job per reminder.

All three post the same number of messages to the same sink on loopback, in a process of
its own. Ours also writes down each claim and each settlement, on the disk.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import apprise
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from benchmarks.ledger_bench import START
from geotimeline.adapters.clock import FixedClock
from geotimeline.adapters.ledger.sqlite.ledger import SqliteLedger
from geotimeline.adapters.notifiers.webhook import WebhookNotifier
from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import Entry, State
from geotimeline.planning.reminders import Identity
from geotimeline.planning.settings import Settings
from geotimeline.services.delivering.delivery import Delivery
from geotimeline.services.messages.composing import as_payload, compose_test

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geotimeline.interfaces.messages import Message

HANDS = 8
SINK = """
import asyncio
taken = 0
async def serve(reader, writer):
    global taken
    head = await reader.readuntil(b"\\r\\n\\r\\n")
    names = (line.split(b":", 1) for line in head.lower().split(b"\\r\\n")[1:] if line)
    await reader.readexactly(int(dict(names).get(b"content-length", 0)))
    taken += head.startswith(b"POST")
    body = str(taken).encode()
    writer.write(b"HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n")
    writer.write(b"Content-Length: %d\\r\\n\\r\\n%s" % (len(body), body))
    await writer.drain()
    writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""


@dataclass(frozen=True, slots=True)
class Sink:
    """A receiver on loopback that takes everything."""

    port: int

    @property
    def url(self) -> str:
        """Where to post."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def taken(self) -> int:
        """How many messages it has taken."""
        with urlopen(self.url) as answer:  # noqa: S310 (our own, on loopback)
            return int(answer.read())


@contextmanager
def sink() -> Iterator[Sink]:
    """Run a sink for the time of the `with` block."""
    with subprocess.Popen(
        [sys.executable, "-c", SINK], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield Sink(int(process.stdout.readline()))
        finally:
            process.kill()


def messages(count: int) -> list[Message]:
    """Make messages that differ in their keys."""
    one = compose_test("hook", now=START)
    return [replace(one, key=f"{number:024}") for number in range(count)]


def entries(told: Sequence[Message]) -> tuple[Entry, ...]:
    """Make what the ledger keeps of them, all due."""
    return tuple(
        Entry(
            identity=Identity("", "", "", message.key, "", "", "", "hook"),
            key=message.key,
            due_at=START,
            not_before=START,
            expires_at=START.replace(year=START.year + 1),
            payload=as_payload(message),
            state=State.PLANNED,
            created_at=START,
        )
        for message in told
    )


def webhook(to: Sink) -> WebhookNotifier:
    """Make the notifier that two of the three send with."""
    return WebhookNotifier.from_settings({"url": to.url})


def delivery(ledger: SqliteLedger, to: Sink) -> Delivery:
    """Make what sends from a ledger."""
    notifiers = {"hook": webhook(to)}
    settings = Settings(workers=2 * HANDS)  # one channel has half of them
    clock = FixedClock(START)
    return Delivery(ledger, clock, notifiers, settings, owner="bench")


def send_ours(told: Sequence[Message], to: Sink, folder: Path) -> Callable[[], None]:
    """Prepare to send by claim, send and settle, ledger on the disk."""
    ledger = SqliteLedger(folder / f"{len(told)}.sqlite3")
    ledger.apply(Changes(START, insert=entries(told)))
    sending = delivery(ledger, to)

    def send() -> None:
        sending.send_all()
        ledger.close()

    return send


def send_with_apprise(told: Sequence[Message], to: Sink) -> Callable[[], None]:
    """Prepare to call Apprise in a loop."""
    notifying = apprise.Apprise()
    notifying.add(to.url.replace("http", "json"))

    def send() -> None:
        for message in told:
            notifying.notify(title=message.title, body=message.body)

    return send


def send_with_jobs(told: Sequence[Message], to: Sink) -> Callable[[], None]:
    """Prepare one job per message, in memory, with as many hands as ours has."""
    scheduler = BackgroundScheduler(
        timezone="UTC",
        executors={"default": ThreadPoolExecutor(HANDS)},
        job_defaults={"misfire_grace_time": None},
    )
    notifier = webhook(to)
    left = threading.Semaphore(0)

    def job(message: Message) -> None:
        notifier.send(message)
        left.release()

    for message in told:
        scheduler.add_job(job, "date", run_date=START, args=[message])

    def send() -> None:
        scheduler.start()
        for _ in told:
            left.acquire()
        scheduler.shutdown()

    return send


def measure_sending(count: int, folder: Path) -> None:
    """Print messages a second of each, and how many arrived."""
    told = messages(count)
    with sink() as to:
        for name, prepared in (
            ("geotimeline, ledger on the disk", send_ours(told, to, folder)),
            ("Apprise in a loop, no memory", send_with_apprise(told, to)),
            ("APScheduler, a job each, in memory", send_with_jobs(told, to)),
        ):
            before, started = to.taken, time.perf_counter()
            prepared()
            taken = time.perf_counter() - started
            arrived = to.taken - before
            print(f"{name:38} {count / taken:8.0f} a second, {arrived} of {count} came")


def main(arguments: Sequence[str] = ()) -> None:
    """Measure sending by all three, one after the other."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--folder", type=Path, help="on the disk to be measured")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        measure_sending(chosen.messages, Path(name))


if __name__ == "__main__":
    main(sys.argv[1:])
