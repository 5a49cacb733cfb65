"""What a command costs before it does anything: beside bare Typer, and khal."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import interleaved, print_ratios

ROOT = Path(__file__).parents[1]
BARE = """
import typer
from typing import Annotated
app = typer.Typer()
@app.command()
def hello(name: Annotated[str, typer.Option(help="Who.")] = "you") -> None:
    print(name)
app()
"""


def main() -> None:
    """Print medians of processor time, and ratios over the bare Typer program."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        ours = [sys.executable, "-m", "geotimeline"]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "bare Typer program": [sys.executable, str(bare)],
            "geotimeline --version": [*ours, "--version"],
            "geotimeline list": [*ours, "list", "--data", str(ROOT)],
            "geotimeline show": [
                *ours,
                "show",
                "ru-in-putin-visit-new-delhi",
                "--data",
                str(ROOT),
            ],
            "geotimeline check": [*ours, "check", "--data", str(ROOT)],
            "khal --version": [sys.executable, "-m", "khal", "--version"],
        }
        times = interleaved(commands, os.environ, rounds=9)
    print_ratios(times, over="bare Typer program")


if __name__ == "__main__":
    main()
