"""Run every benchmark, or those that are named: `python -m benchmarks startup load`."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = (
    "startup",
    "load",
    "edtf",
    "yaml",
    "ical",
    "exports",
    "ledger",
    "changes",
    "sending",
    "ticking",
    "serving",
)


def main() -> None:
    """Run them one after the other, each under a heading."""
    for name in sys.argv[1:] or NAMES:
        print(f"\n== {name} ==", flush=True)
        import_module(f"benchmarks.{name}_bench").main()


if __name__ == "__main__":
    main()
