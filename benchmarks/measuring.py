"""Ways to measure that stand the noise of a busy machine: medians, interleaved runs."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from resource import RUSAGE_CHILDREN, getrusage
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def cpu_milliseconds(command: Sequence[str], environ: Mapping[str, str]) -> float:
    """Give the processor time of a child process, its own children included."""
    before = getrusage(RUSAGE_CHILDREN)
    ran = subprocess.run(command, env=dict(environ), capture_output=True, check=False)
    after = getrusage(RUSAGE_CHILDREN)
    if ran.returncode:
        sys.exit(f"{command} ended with {ran.returncode}: {ran.stderr.decode()[-500:]}")
    used = after.ru_utime + after.ru_stime
    return 1000 * (used - before.ru_utime - before.ru_stime)


def interleaved(
    commands: Mapping[str, Sequence[str]], environ: Mapping[str, str], *, rounds: int
) -> dict[str, float]:
    """Run all commands in turn, round after round; give each one's median in ms.

    A first round that is not counted lets Python keep its compiled modules.
    """
    taken: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as cache:
        # As on a user's machine: modules are compiled once, and then kept.
        kept = {k: v for k, v in environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        kept["PYTHONPYCACHEPREFIX"] = cache
        for lap in range(rounds + 1):
            for name, command in commands.items():
                used = cpu_milliseconds(command, kept)
                if lap:
                    taken[name].append(used)
    return {name: statistics.median(times) for name, times in taken.items()}


def print_ratios(times: Mapping[str, float], *, over: str) -> None:
    """Print each time, and how many times that of one of them it is."""
    width = max(len(name) for name in times)
    for name, taken in times.items():
        print(f"{name:{width}} {taken:9.1f} ms  {taken / times[over]:6.2f} x")
