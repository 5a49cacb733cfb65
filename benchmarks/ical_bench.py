"""Time exporting a calendar, beside icalendar writing the same entries, in one run.

Both write entries whose values are finished; and ours is also timed from beliefs to
text, with placing, wording and numbering, which icalendar does not do. Times are those
of the processor. Memory is the peak of what Python allocated while the text was taken
piece by piece. Run it from the checkout: python benchmarks/ical_bench.py
"""

from __future__ import annotations

import gc
import time
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import icalendar

from geotimeline.edtf import parse
from geotimeline.formats.ical import ICalExporter
from geotimeline.formats.ical.exporter import calendar_entries
from geotimeline.formats.ical.options import Options
from geotimeline.formats.ical.writing import entry_text
from geotimeline.interfaces.exporters import ExportRequest
from geotimeline.model.event import Claim, Event, Place, Source, Speaker
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.formats.ical.entries import Entry
    from geotimeline.model.timeline import Row

COUNT = 10_000
MANY = 100_000
REPEATS = 5
TOLD = datetime(2025, 11, 25, 9, tzinfo=UTC)
NOW = datetime(2025, 11, 28, tzinfo=UTC)


def rows_of(count: int) -> tuple[Row, ...]:
    """Make rows of every kind: days, windows, instants, one claim and two."""
    return Timeline(tuple(map(_event, range(count)))).rows(as_of=NOW)


def export(rows: tuple[Row, ...]) -> int:
    """Take the calendar piece by piece; give its length in characters."""
    request = ExportRequest(rows, now=NOW)
    return sum(map(len, ICalExporter().export(request)))


def entries_of(rows: tuple[Row, ...]) -> list[Entry]:
    """Make the entries of rows, ready to be written."""
    return list(calendar_entries(ExportRequest(rows, now=NOW), Options()))


def _event(number: int) -> Event:
    day = date(2025, 12, 1) + timedelta(days=number % 4000)
    texts = (f"{day}", f"{day:%Y-%m}", f"[..{day}]", f"{day}T16:00:00Z")
    source = Source("s", f"Article {number}", "A paper", published=parse("2025-11"))
    first = Claim(
        "c1",
        parse(texts[number % 4]),
        by=Speaker(f"Speaker {number}", "spokesperson"),
        said=parse("2025-10"),
        source=source,
        quote=f"before the end of it all, number {number}",
        recorded=TOLD,
    )
    second = Claim("c2", parse(f"{day}"), Status.CONFIRMED, recorded=NOW)
    return Event(
        f"event-{number}",
        f"Visit no. {number}, somewhere; Präsidentin",
        "visit",
        (first, second) if number % 5 == 0 else (first,),
        place=Place("New Delhi", "IN"),
        tags=("diplomacy", "summit"),
    )


def _values(rows: tuple[Row, ...]) -> list[list[tuple[str, object]]]:
    """Give the values of our own entries, as icalendar wants them added."""
    text = "".join(ICalExporter().export(ExportRequest(rows, now=NOW)))
    read = icalendar.Calendar.from_ical(text)
    return [
        [
            (name, _plain(name, value))
            for name, value in entry.property_items(recursive=False)
            if name not in ("BEGIN", "END")
        ]
        for entry in read.walk("VEVENT")
    ]


def _plain(name: str, value: object) -> object:
    if name == "CATEGORIES":
        return [str(category) for category in getattr(value, "cats", ())]
    moment = getattr(value, "dt", None)
    if moment is not None:
        return moment
    return int(value) if isinstance(value, int) else str(value)


def _by_icalendar(values: list[list[tuple[str, object]]]) -> int:
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//bench//bench//EN")
    for properties in values:
        entry = icalendar.Event()
        for name, value in properties:
            entry.add(name, value)
        calendar.add_component(entry)
    return len(calendar.to_ical())


def seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Give the best time of several runs, garbage collected before each."""
    times = []
    for _ in range(repeats):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def peak_kib(rows: tuple[Row, ...]) -> float:
    """Give the peak of memory taken while exporting, in KiB, the rows not counted."""
    gc.collect()
    tracemalloc.start()
    export(rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1024


def main() -> None:
    """Print times, their ratio, and memory at two sizes."""
    rows = rows_of(COUNT)
    values, entries = _values(rows), entries_of(rows)
    times = {
        "icalendar, writing": seconds(lambda: _by_icalendar(values), repeats=2),
        "geotimeline, writing": seconds(lambda: [entry_text(one) for one in entries]),
        "geotimeline, from beliefs": seconds(lambda: export(rows)),
    }
    print(f"{COUNT:,} entries")
    theirs = times["icalendar, writing"]
    for name, taken in times.items():
        each = taken / COUNT * 1e6
        print(
            f"  {name:26} {taken:7.3f} s {each:7.1f} µs each  {theirs / taken:5.1f} x"
        )
    for count in (COUNT, MANY):
        many = rows_of(count)
        each = seconds(lambda: export(many), repeats=1) / count * 1e6  # noqa: B023 (called at once)
        peak = peak_kib(many)
        print(f"  {count:>7,} entries: {each:.1f} µs each, peak memory {peak:.0f} KiB")


if __name__ == "__main__":
    main()
