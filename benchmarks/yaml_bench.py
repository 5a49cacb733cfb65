"""Reading event files, beside PyYAML's fastest loader on the same text in one run.

The loader of PyYAML gives dicts without lines, and turns `NO` into a truth value; ours
gives lines, refuses what is dangerous, and in the last row checked events.
"""

from __future__ import annotations

import gc
import time
from statistics import median
from typing import TYPE_CHECKING

import yaml

from geotimeline.formats.events.files import read_events
from geotimeline.formats.yaml.fold import fold
from geotimeline.formats.yaml.tree import read_tree

if TYPE_CHECKING:
    from collections.abc import Callable

EVENT = """\
title: Visit number {number}
type: visit
actors: [RU, IN]
place: {{name: New Delhi, country: IN}}
timezone: Asia/Kolkata
tags: [diplomacy, summit]
sources:
  article: {{title: "An article", publisher: "A newspaper", published: "2025-11"}}
claims:
  - id: first
    date: "[..2025-12-31]"
    status: planned
    by: {{name: Dmitry Peskov, role: Kremlin spokesman}}
    said: "[2025-11-03,2025-11-10,2025-11-17,2025-11-24]"
    source: article
    quote: before the end of the year
    reliability: B
    credibility: 2
    recorded: 2025-11-25T09:00:00Z
  - id: second
    date: 2025-12-{day:02}
    status: planned
    by: {{name: Vladimir Putin}}
    said: "2025-10"
    source: article
    quote: in December
    recorded: 2025-11-25T09:00:00Z
"""
EVENTS = 2_000
ROUNDS = 5


def main() -> None:
    """Print megabytes a second, and how many times as fast as PyYAML."""
    texts = [EVENT.format(number=n, day=n % 31 + 1) for n in range(EVENTS)]
    files = [(f"events/e{n}.yaml", text) for n, text in enumerate(texts)]
    ways: dict[str, Callable[[], object]] = {
        "yaml.CSafeLoader": lambda: [yaml.load(t, yaml.CSafeLoader) for t in texts],
        "fold (libyaml's events)": lambda: [fold(text) for text in texts],
        "read_tree": lambda: [read_tree(text) for text in texts],
        "read_events (checked)": lambda: read_events(files),
    }
    seconds = _interleaved(ways)
    size = sum(len(text.encode()) for text in texts)
    print(
        f"{EVENTS} events, {size / 1e6:.1f} MB, median of {ROUNDS} interleaved rounds"
    )
    theirs = seconds["yaml.CSafeLoader"]
    for name, spent in seconds.items():
        speed, ratio = size / spent / 1e6, theirs / spent
        print(f"{name:24} {spent:7.3f} s {speed:6.1f} MB/s {ratio:5.1f} x")


def _interleaved(ways: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Time each way in turn, so that a noisy machine is noisy to all of them."""
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            gc.collect()
            gc.disable()
            start = time.process_time()
            way()
            spent[name].append(time.process_time() - start)
            gc.enable()
    return {name: median(times) for name, times in spent.items()}


if __name__ == "__main__":
    main()
