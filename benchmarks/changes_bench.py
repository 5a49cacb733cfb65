"""What the past costs: `list --as-of`, `changes`, `why`, `slips` beside `list`.

On an agenda of 1,000 events with 10 claims each, by three speakers over half a year:
dates narrow, slip, are put off and held; every tenth event comes before the next one.
All are timed in one run, as processor time of the whole program.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from benchmarks.measuring import interleaved, print_ratios

EVENTS, CLAIMS = 1_000, 10
STARTED = date(2025, 1, 1)
NOW, HALF_WAY, A_WEEK_AGO = "2025-08-01T00:00Z", "2025-04-01", "2025-07-25"
HEAD = """\
title: Delegation {n} visits Delhi
type: visit
actors: [RU, IN]
place: {{name: New Delhi, country: IN}}
timezone: Asia/Kolkata
tags: [diplomacy, trade]
{relations}claims:
"""
CLAIM = """\
  - id: c{number}
    date: "{day}"
    status: {status}
    by: {{name: Speaker {who}, role: Spokesman}}
    said: {said:%Y-%m-%d}
    source: {{title: A report, publisher: An agency}}
    quote: around that time
    recorded: {said:%Y-%m-%dT%H:%M:%SZ}
"""
SHAPES = ("[..{month}-28]", "{month}", "[{day}..{later}]", "{day}", "{later}")


def event_text(number: int) -> str:
    """Write one event of ten claims, some 2,300 bytes."""
    other = f"relations: [{{before: event-{number + 1:04}}}]\n"
    related = number % 10 == 0
    claims = (_claim(number, claim) for claim in range(1, CLAIMS + 1))
    return HEAD.format(n=number, relations=other if related else "") + "".join(claims)


def _claim(event: int, claim: int) -> str:
    day = STARTED + timedelta(days=event % 300 + 40 * (claim // 5))
    said = datetime.combine(STARTED, time(9), UTC) + timedelta(
        days=claim * 18 + event % 17, seconds=event
    )
    shape = SHAPES[(event + claim) % len(SHAPES)]
    return CLAIM.format(
        number=claim,
        day=shape.format(month=f"{day:%Y-%m}", day=day, later=day + timedelta(days=6)),
        status="confirmed" if claim % 4 == 0 else "planned",
        who=(event + claim) % 3,
        said=said,
    )


def main() -> None:
    """Print medians of processor time, and ratios over `list`."""
    with tempfile.TemporaryDirectory() as name:
        events = Path(name) / "events"
        events.mkdir()
        for number in range(EVENTS):
            (events / f"event-{number:04}.yaml").write_text(event_text(number))
        ours = [sys.executable, "-m", "geotimeline"]
        where = ["--data", name, "--now", NOW]
        times = interleaved(
            {
                "list": [*ours, "list", *where],
                "list --as-of": [*ours, "list", "--as-of", HALF_WAY, *where],
                "changes, a week": [*ours, "changes", "--since", A_WEEK_AGO, *where],
                "changes, all": [*ours, "changes", "--since", "2024", *where],
                "why": [*ours, "why", "event-0010", *where],
                "slips": [*ours, "slips", *where],
            },
            os.environ,
            rounds=5,
        )
    print(f"{EVENTS:,} events of {CLAIMS} claims")
    print_ratios(times, over="list")


if __name__ == "__main__":
    main()
