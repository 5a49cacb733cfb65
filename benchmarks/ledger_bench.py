"""How long the ledger takes after many years: a million reminders, few of them open.

What it is compared with is the table that one would write first: the same columns, a
primary key, no partial index, and a claim that reads what is due and then updates it.
Both do the same work on the same rows in one run; every write is synced to disk.

Run: python benchmarks/ledger_bench.py [--rows 1000000] [--folder DIR]
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from geotimeline.adapters.ledger.sqlite.ledger import SqliteLedger
from geotimeline.interfaces.attempts import Outcome
from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import Claimed, Entry, State
from geotimeline.planning.reminders import Identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

START = datetime(2020, 1, 1, tzinfo=UTC)
ONE_MINUTE = timedelta(minutes=1)
OPEN_ROWS = 10_000  # the newest ones: what a desk has planned for its next weeks
CLAIMED_AT_ONCE = 100
ROUNDS = 20
BATCH = 20_000
PAYLOAD = '{"title": "Vladimir Putin visits India", "body": "' + 300 * "x" + '"}'

FIRST_TABLE = """
create table reminder (
    key text primary key, payload text, state text,
    not_before integer, expires_at integer, owner text
)
"""
FIRST_NEXT = "select min(not_before) from reminder where state = 'planned'"
FIRST_DUE = """
select key, payload, not_before from reminder
where state = 'planned' and not_before <= ? and expires_at > ?
order by not_before limit ?
"""
FIRST_CLAIM = "update reminder set state = 'claimed', owner = ? where key = ?"


def rows(count: int) -> Iterator[Entry]:
    """Make reminders a minute apart; all but the last `OPEN_ROWS` were sent."""
    for number in range(count):
        due_at = START + number * ONE_MINUTE
        identity = Identity(
            f"event-{number}", "event", "r", "first", "first", "c1", "", "mail"
        )
        entry = Entry(
            identity=identity,
            key=identity.key,
            due_at=due_at,
            not_before=due_at,
            expires_at=due_at + timedelta(days=7),
            payload=PAYLOAD,
            state=State.SENT,
            created_at=START,
        )
        is_open = number >= count - OPEN_ROWS
        yield replace(entry, state=State.PLANNED) if is_open else entry


def fill(ledger: SqliteLedger, first: sqlite3.Connection, count: int) -> None:
    """Put the same rows into both."""
    batch: list[Entry] = []
    for entry in rows(count):
        batch.append(entry)
        if len(batch) == BATCH or entry.due_at == START + (count - 1) * ONE_MINUTE:
            ledger.apply(Changes(START, insert=tuple(batch)))
            first.executemany(
                "insert into reminder values (?, ?, ?, ?, ?, '')",
                [
                    (
                        one.key,
                        one.payload,
                        one.state.value,
                        int(one.not_before.timestamp()),
                        int(one.expires_at.timestamp()),
                    )
                    for one in batch
                ],
            )
            first.commit()
            batch.clear()


def median_ms(work: Callable[[int], object], times: int) -> float:
    """Give the median time of one call in milliseconds."""
    taken = []
    for turn in range(times):
        started = time.perf_counter()
        work(turn)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


def report(what: str, ours: float, firsts: float) -> None:
    """Print one line: ours, theirs, and how many times as fast ours is."""
    print(f"{what:38} {ours:10.3f} ms {firsts:10.3f} ms {firsts / ours:10.1f} times")


def measure(ledger: SqliteLedger, first: sqlite3.Connection, count: int) -> None:
    """Time both on the same work, and print the ratios."""
    opened_at = START + (count - OPEN_ROWS) * ONE_MINUTE

    def due(turn: int) -> datetime:
        return opened_at + ((turn + 1) * CLAIMED_AT_ONCE - 1) * ONE_MINUTE

    def claim_first(now: datetime, limit: int) -> None:
        instant = int(now.timestamp())
        found = first.execute(FIRST_DUE, (instant, instant, limit)).fetchall()
        first.executemany(FIRST_CLAIM, [("me", key) for key, *_ in found])
        first.commit()

    def claim(now: datetime, limit: int) -> None:
        found = ledger.claim(now=now, owner="me", lease_seconds=60, limit=limit)
        claimed.extend(found)

    claimed: list[Claimed] = []
    print(f"{count:,} rows, {OPEN_ROWS:,} of them open")
    print(f"{'':38} {'ledger':>13} {'first table':>13} {'faster':>12}")
    report(
        "when is the next one due",
        median_ms(lambda _: ledger.next_due(), 1000),
        median_ms(lambda _: first.execute(FIRST_NEXT).fetchone(), ROUNDS),
    )
    report(
        "a tick with nothing due",
        median_ms(lambda _: claim(START, CLAIMED_AT_ONCE), 1000),
        median_ms(lambda _: claim_first(START, CLAIMED_AT_ONCE), ROUNDS),
    )
    report(
        f"claim {CLAIMED_AT_ONCE} that are due",
        median_ms(lambda turn: claim(due(turn), CLAIMED_AT_ONCE), ROUNDS),
        median_ms(lambda turn: claim_first(due(turn), CLAIMED_AT_ONCE), ROUNDS),
    )
    sent = Outcome(State.SENT, START)
    settled = median_ms(lambda turn: ledger.settle(claimed[turn], sent), len(claimed))
    print(f"{'settle one, on the disk':38} {settled:10.3f} ms")


def main(arguments: Sequence[str] = ()) -> None:
    """Fill both in a temporary folder, then measure."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="on the disk to be measured")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        folder = Path(name)
        with (
            closing(SqliteLedger(folder / "ledger.sqlite3")) as ledger,
            closing(sqlite3.connect(folder / "first.sqlite3")) as first,
        ):
            first.execute("pragma journal_mode = wal")
            first.execute("pragma synchronous = full")
            first.execute(FIRST_TABLE)
            fill(ledger, first, chosen.rows)
            measure(ledger, first, chosen.rows)


if __name__ == "__main__":
    main(sys.argv[1:])
