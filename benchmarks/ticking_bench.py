"""What a scheduler costs that has nothing to do: time, memory, processor.

The ticks are those of `geotimeline run`, one after the other and a quarter of a minute
apart by its clock: files looked at, the ledger asked for what is due or left behind,
and every fourth one written down on the disk. Its ledger holds many years.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.ledger_bench import BATCH, START, rows
from geotimeline.adapters.redaction import Redactor
from geotimeline.interfaces.changes import Changes
from geotimeline.services.delivering.holding_channels import HeldChannels
from geotimeline.services.scheduling.replaying import SteppingClock
from geotimeline.services.scheduling.running import Running
from geotimeline.services.scheduling.watching import Watching
from geotimeline.services.scheduling.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geotimeline.adapters.ledger.sqlite.ledger import SqliteLedger

CHANNELS = """\
channels:
  desk: {notifier: webhook, url: "http://127.0.0.1:9/"}
  sms: {notifier: webhook, url: "http://127.0.0.1:9/", limit: 30 per hour}
"""
WARM_UP = 500  # ticks that are not counted: caches fill


def make_folder(folder: Path) -> Path:
    """Make a data folder with one event and two channels."""
    for name in ("events", "alerts"):
        (folder / name).mkdir(parents=True)
    (folder / "events/visit.yaml").write_text("title: A visit\ntype: visit\n")
    (folder / "alerts/channels.yaml").write_text(CHANNELS)
    return folder


def fill(ledger: SqliteLedger, count: int) -> None:
    """Put reminders into a ledger; all but the last ones were sent."""
    made = rows(count)
    while batch := tuple(islice(made, BATCH)):
        ledger.apply(Changes(START, insert=batch))


def ticks(running: Running, clock: SteppingClock) -> Iterator[None]:
    """Let a scheduler tick whenever the next is asked for."""
    while True:
        clock.instant += running.tick_every
        running.tick()
        yield


def measure_ticks(count: int, times: int, folder: Path) -> None:
    """Print what a tick with nothing due costs among many rows, in time and memory."""
    workbench = Workbench(make_folder(folder), {}, Redactor(), folder / "state")
    clock = SteppingClock(START.replace(year=START.year - 1))
    with workbench.ledger() as ledger:
        fill(ledger, count)
        held = HeldChannels(folder, environ={}, redactor=Redactor())
        delivery = workbench.delivery(
            held.loaded, ledger, clock, notifiers=held.notifiers
        )
        ticking = ticks(Running(held, delivery, Watching(workbench, delivery)), clock)
        for _ in islice(ticking, WARM_UP):
            pass
        resident, used, started = _resident(), time.process_time(), time.perf_counter()
        for _ in islice(ticking, times):
            pass
        each = 1e3 * (time.perf_counter() - started) / times
        busy = 1e3 * (time.process_time() - used) / times
        grown = _resident() - resident
    print(f"{f'a tick among {count:,} rows':38} {each:8.2f} ms, {busy:.2f} ms busy")
    print(f"{f'memory after {times:,} ticks':38} {grown:+8,} kB, of {resident:,} kB")


def _resident() -> int:
    """Give how much memory this process holds, in kB; 0 where nobody says (proc(5))."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def measure_idling(seconds: float, folder: Path) -> None:
    """Print the processor time of `geotimeline run` with nothing to do."""
    command = [sys.executable, "-m", "geotimeline", "run"]
    where = ["--data", str(make_folder(folder)), "--state", str(folder / "state")]
    with subprocess.Popen(
        [*command, *where], stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stderr is not None
        while "running" not in child.stderr.readline():
            pass
        time.sleep(2)  # for what a start does once
        before = _processor_seconds(child.pid)
        time.sleep(seconds)
        used = _processor_seconds(child.pid) - before
        child.terminate()
        child.communicate()
    share = 100 * used / seconds
    print(f"{'idle `geotimeline run`':38} {share:8.2f} % of one processor")


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # proc(5)


def main(arguments: Sequence[str] = ()) -> None:
    """Measure ticking and idling, one after the other."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--ticks", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=30.0, help="to idle")
    parser.add_argument("--folder", type=Path, help="on the disk to be measured")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        measure_ticks(chosen.rows, chosen.ticks, Path(name) / "ticking")
        if Path("/proc/self/stat").exists():
            measure_idling(chosen.seconds, Path(name) / "idling")


if __name__ == "__main__":
    main(sys.argv[1:])
