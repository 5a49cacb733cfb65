"""The README's commands run as they stand there, in a folder of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def _between(begin: str, end: str) -> str:
    return README.split(f"<!-- {begin} -->")[1].split(f"<!-- {end} -->")[0]


def tour() -> list[str]:
    """Give the commands of the ten-minute tour."""
    blocks = re.findall(
        r"```console\n(.*?)```", _between("tour: begin", "tour: end"), re.DOTALL
    )
    return [line for block in blocks for line in block.splitlines() if line.strip()]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A shell in which `geotimeline` is the one under test, with a state of its own."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    program = bin_folder / "geotimeline"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m geotimeline "$@"\n')
    program.chmod(0o755)
    return os.environ | {
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "HOME": str(tmp_path),
        "COLUMNS": "100",
    }


def test_the_tour_runs_as_written(tmp_path: Path, environment: dict[str, str]) -> None:
    commands = tour()
    script = "set -e\n" + "\n".join(
        f"echo '$ {n}' >&2\n{line}" for n, line in enumerate(commands)
    )

    ran = subprocess.run(  # noqa: PLW1510 (the exit code is what is asserted)
        ["sh", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
    )

    assert len(commands) > 10
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "Vladimir Putin visits India" in ran.stdout
    assert "the first possible day" in ran.stdout
    assert (tmp_path / "desk/timeline.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_the_replay_tells_the_days_of_the_shipped_events(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    (line,) = re.findall(r"^geotimeline run --now .*$", README, re.MULTILINE)
    at_once = re.sub(r"--speed [0-9]+", "--speed 0", line)

    ran = subprocess.run(  # noqa: PLW1510 (the exit code is what is asserted)
        ["sh", "-c", at_once],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
    )

    assert ran.returncode == 0
    assert [title for title in ran.stdout.splitlines() if not title.startswith(" ")]
    assert "replay ended" in ran.stderr
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize("target", re.findall(r"\]\((?!https?:)([^)#]+)\)", README))
def test_every_link_of_the_readme_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


def test_every_page_is_reached_from_the_readme() -> None:
    named = set(re.findall(r"\]\((docs/[^)#]+)\)", README))
    pages = {str(page.relative_to(ROOT)) for page in (ROOT / "docs").glob("*.md")}

    assert pages <= named
