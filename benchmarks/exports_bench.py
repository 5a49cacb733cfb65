"""Time the other exports, beside csv.writer and json.dumps on the same finished rows.

Ours go from beliefs to text, wording and counting of revisions included, which the
others do not do: they are given what ours worked out. Times are those of the processor,
memory is the peak of what Python allocated while the text was taken piece by piece.
Run it from the checkout: python -m benchmarks exports
"""

from __future__ import annotations

import csv
import gc
import io
import json
import tracemalloc
from typing import TYPE_CHECKING

from benchmarks.ical_bench import NOW, rows_of, seconds
from geotimeline.formats.csv.cells import guarded
from geotimeline.formats.csv.exporter import cells_of
from geotimeline.formats.json import row_as_json
from geotimeline.interfaces.exporters import ExportRequest
from geotimeline.model.timeline import Timeline
from geotimeline.plugins import find_exporter

if TYPE_CHECKING:
    from collections.abc import Sequence

COUNT, MANY = 2_000, 10_000
FORMATS = ("csv", "json", "jsonld", "markdown", "atom")


def request_of(count: int) -> ExportRequest:
    """Ask for so many events of every kind."""
    rows = rows_of(count)
    return ExportRequest(
        rows, now=NOW, timeline=Timeline(tuple(row.event for row in rows))
    )


def export(name: str, request: ExportRequest) -> int:
    """Take the text piece by piece; give its length in characters."""
    return sum(map(len, find_exporter(name)().export(request)))


def peak_kib(name: str, request: ExportRequest) -> float:
    """Give the peak of memory taken while exporting, in KiB, the rows not counted."""
    gc.collect()
    tracemalloc.start()
    export(name, request)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1024


def _by_csv(rows: Sequence[Sequence[str]]) -> None:
    csv.writer(io.StringIO()).writerows(rows)


def _by_json(rows: Sequence[object]) -> None:
    json.dumps(rows, ensure_ascii=False)


def main() -> None:
    """Print times, their ratios, and memory at two sizes."""
    request = request_of(MANY)
    past, today = request.past(), request.today
    cells = [
        [guarded(cell) for cell in cells_of(row, past.revised(row), today)]
        for row in request.rows
    ]
    objects = [row_as_json(row, today) for row in request.rows]
    alone = {
        "csv": seconds(lambda: _by_csv(cells)),
        "json": seconds(lambda: _by_json(objects)),
    }
    small = request_of(COUNT)
    print(f"{MANY:,} events; peaks of memory at {COUNT:,} and at {MANY:,}")
    for name in FORMATS:
        taken = seconds(lambda name=name: export(name, request), repeats=3)  # type: ignore[misc] # bound now, for this lap
        beside = (
            f"  {taken / alone[name]:4.1f} x writing alone" if name in alone else ""
        )
        peaks = [peak_kib(name, one) for one in (small, request)]
        print(
            f"  {name:9}{taken:7.3f} s {taken / MANY * 1e6:6.1f} µs each"
            f"  {peaks[0]:6.0f} KiB {peaks[1]:6.0f} KiB{beside}"
        )


if __name__ == "__main__":
    main()
