"""A process that works on a ledger, for tests to race, stop and kill.

Usage: claimer.py MODE LEDGER. It says "ready", waits for a line on its standard input
where the mode says so, and tells what it does as JSON lines.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from contextlib import closing
from pathlib import Path

from geotimeline.adapters.ledger.sqlite.ledger import SqliteLedger
from geotimeline.errors import LedgerError
from geotimeline.interfaces.attempts import Outcome
from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import State
from geotimeline.testing.ledger import NOON, claim, make_entry

_FILE_LIMIT = 400_000  # bytes; an empty ledger has some 45,000


def tell(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def wait_for_a_line() -> None:
    sys.stdin.readline()


def open_at_once(path: Path) -> None:
    wait_for_a_line()
    with closing(SqliteLedger(path)) as ledger:
        ledger.remember(str(os.getpid()), "opened")
        tell(opened=ledger.next_due() is None)


def drain(path: Path) -> None:
    with closing(SqliteLedger(path)) as ledger:
        wait_for_a_line()
        while found := claim(ledger, limit=1):
            for claimed in found:
                tell(sent=claimed.entry.key, repeat=claimed.possible_repeat)
                ledger.settle(claimed, Outcome(State.SENT, NOON))


def keep(path: Path) -> None:
    with closing(SqliteLedger(path)) as ledger:
        (claimed,) = claim(ledger, limit=1)
        tell(claimed=claimed.entry.key)
        wait_for_a_line()
        tell(settled=ledger.settle(claimed, Outcome(State.SENT, NOON)))


def fill(path: Path) -> None:
    with closing(SqliteLedger(path)) as ledger:
        ledger.apply(Changes(NOON, insert=(make_entry("first"),)))
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_LIMIT, hard))
        kept = 1
        try:
            while True:
                ledger.apply(Changes(NOON, insert=(make_entry(f"event-{kept}"),)))
                kept += 1
        except LedgerError as error:
            tell(kept=kept, error=str(error))
        readable = sum(1 for _ in ledger.entries())
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        ledger.apply(Changes(NOON, insert=(make_entry("after"),)))
        tell(readable=readable, kept=kept + 1)


MODES = {"open": open_at_once, "drain": drain, "keep": keep, "fill": fill}


if __name__ == "__main__":
    tell(ready=True)
    MODES[sys.argv[1]](Path(sys.argv[2]))
