"""The program as a process: streams, signals, what a start imports."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import geotimeline
from tests.cli.conftest import CHECKOUT, NOVEMBER

FULL = Path("/dev/full")
PROGRAM = [sys.executable, "-m", "geotimeline"]
HEAVY = {
    "apprise",
    "apscheduler",
    "importlib.metadata",
    "jinja2",
    "pendulum",
    "platformdirs",
    "pydantic",
    "rich",
    "smtplib",
    "sqlite3",
    "watchfiles",
}
FOR_REMINDERS = {"geotimeline.planning.reminders", "hashlib", "unicodedata"}
pytestmark = pytest.mark.usefixtures("shipped")


def test_the_version_is_said_on_stdout() -> None:
    ran = subprocess.run(
        [*PROGRAM, "--version"], capture_output=True, text=True, check=True
    )

    assert ran.stdout == f"geotimeline {geotimeline.__version__}\n"
    assert ran.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [["list", "--now", NOVEMBER], ["export", "ical"], ["--help"]],
    ids=" ".join,
)
def test_a_reader_who_went_away_is_no_error(arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        ran = subprocess.run(
            [
                *PROGRAM,
                *arguments,
                *(["--now", NOVEMBER] if arguments[0] != "--help" else []),
            ],
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert (ran.returncode, ran.stderr) == (141, b"")


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", [["list"], ["export", "ical"], ["--version"]])
def test_a_full_disk_is_told(arguments: list[str]) -> None:
    with FULL.open("wb") as full:
        ran = subprocess.run(
            [*PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert ran.returncode == 15
    assert b"cannot write the output: No space left on device" in ran.stderr


def test_a_terminal_that_knows_ascii_alone_gets_ascii() -> None:
    ran = subprocess.run(
        [*PROGRAM, "list", "--now", NOVEMBER],
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )

    assert b"[-----" in ran.stdout
    assert ran.stdout.isascii()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_replay_cleanly(number: signal.Signals) -> None:
    with subprocess.Popen(
        [*PROGRAM, "run", "--now", NOVEMBER, "--speed", "1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stderr is not None
        assert "replay" in running.stderr.readline()
        running.send_signal(number)
        rest = running.stderr.read()

    assert "replay stopped" in rest
    assert running.returncode == 0


def _loaded(code: str, among: set[str] = HEAVY) -> set[str]:
    """Run some code and name the heavy modules that it has imported."""
    told = f"import sys; print(*({among!r} & set(sys.modules)), file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\n{told}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stderr.splitlines()[-1].split())


@pytest.fixture(scope="module")
def by_typer() -> set[str]:
    """Name what Typer itself imports: from 0.29 on, pydantic."""
    return _loaded(
        "import typer\n"
        "app = typer.Typer()\n"
        "app.command()(lambda: None)\n"
        "app([], standalone_mode=False)"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["list"],
        ["list", "--json"],
        ["show", "us-tariff-india"],
        ["check"],
    ],
    ids=" ".join,
)
def test_what_is_looked_up_often_imports_nothing_heavy(
    arguments: list[str], by_typer: set[str]
) -> None:
    code = f"from geotimeline.__main__ import run\nassert run({arguments!r}) == 0"

    assert _loaded(code) <= by_typer


def test_a_list_imports_nothing_that_only_reminders_need() -> None:
    code = "from geotimeline.__main__ import run\nassert run(['list']) == 0"

    assert _loaded(code, FOR_REMINDERS) == set()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("geotimeline ", "alerts"),
        ("geotimeline show us-", "us-tariff-india"),
        ("geotimeline alerts test ", "console"),
        ("geotimeline list a", "actor:"),
        ("geotimeline export ", "ical"),
    ],
)
def test_the_shell_is_offered_what_fits(line: str, offered: str) -> None:
    words = line.split(" ")
    ran = subprocess.run(
        PROGRAM,
        env=os.environ
        | {
            "_GEOTIMELINE_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert offered in ran.stdout.splitlines()


def test_broken_data_offers_nothing_and_disturbs_nobody(tmp_path: Path) -> None:
    ran = subprocess.run(
        PROGRAM,
        env=os.environ
        | {
            "GEOTIMELINE_DATA": str(tmp_path),
            "_GEOTIMELINE_COMPLETE": "complete_bash",
            "COMP_WORDS": "geotimeline show ",
            "COMP_CWORD": "2",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert (ran.stdout.strip(), ran.stderr) == ("", "")
    assert CHECKOUT.is_dir()
