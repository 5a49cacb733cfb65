"""Loading and listing 1,000 and 10,000 events, one file each and 500 in a file.

What it is compared with: reading the same files with PyYAML's fast loader, which is
what a script of one's own would do, and which checks nothing and builds nothing.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks.measuring import interleaved, print_ratios

READ = """
import sys, pathlib, yaml
for path in pathlib.Path(sys.argv[1]).rglob("*.yaml"):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""
EVENT = """\
{item}title: Delegation {n} visits Delhi
{pad}type: visit
{pad}actors: [RU, IN]
{pad}place: {{name: New Delhi, country: IN}}
{pad}timezone: Asia/Kolkata
{pad}tags: [diplomacy, trade]
{pad}claims:
{pad}  - id: first
{pad}    date: "[..{year}-12-31]"
{pad}    status: planned
{pad}    by: {{name: Speaker {who}, role: Spokesman}}
{pad}    said: {said}
{pad}    source: {{title: A report, publisher: An agency, published: {said}}}
{pad}    quote: before the end of the year
{pad}    recorded: {said}T09:00:00Z
{pad}  - id: second
{pad}    date: {day}
{pad}    status: confirmed
{pad}    by: {{name: Speaker {who}, role: Spokesman}}
{pad}    said: {later}
{pad}    source: {{title: Another report, publisher: An agency}}
{pad}    quote: on that day
{pad}    recorded: {later}T09:00:00Z
"""


def event_text(number: int, *, item: str = "", pad: str = "") -> str:
    """Write one event of two claims, some 860 bytes."""
    day = date(2025, 1, 1) + timedelta(days=number % 700)
    said = day - timedelta(days=60)
    return EVENT.format(
        item=item,
        pad=pad,
        n=number,
        year=day.year,
        who=number % 20,
        said=said,
        later=said + timedelta(days=30),
        day=day,
    )


def write_events(folder: Path, count: int, *, per_file: int) -> None:
    """Write a data folder of so many events."""
    events = folder / "events"
    events.mkdir(parents=True)
    if per_file == 1:
        for number in range(count):
            (events / f"event-{number:05}.yaml").write_text(event_text(number))
        return
    for start in range(0, count, per_file):
        items = [
            event_text(n, item=f"  - id: event-{n:05}\n    ", pad="    ")
            for n in range(start, start + per_file)
        ]
        (events / f"part-{start:05}.yaml").write_text("events:\n" + "".join(items))


def main() -> None:
    """Print medians of processor time, and ratios over the script of one's own."""
    for count, per_file in ((1_000, 1), (10_000, 1), (10_000, 500)):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_events(folder, count, per_file=per_file)
            script = folder / "read.py"
            script.write_text(READ)
            ours = [sys.executable, "-m", "geotimeline", "list", "--data", name]
            span = ["--from", "2025-12-01", "--to", "2025-12-30"]
            times = interleaved(
                {
                    "read with CSafeLoader": [sys.executable, str(script), name],
                    "geotimeline list": ours,
                    "geotimeline list, 30 days": [*ours, *span],
                },
                os.environ,
                rounds=3,
            )
        print(f"{count:,} events, {per_file} a file")
        print_ratios(times, over="read with CSafeLoader")


if __name__ == "__main__":
    main()
