"""What real calendar programs and libraries see in a calendar file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.clients.desk import Seen

NODE_MODULES = Path(sys.prefix) / "node"  # where `make node` puts them
_ON_NODE = Path(__file__).with_name("read_on_node.mjs")
_PLAIN = {"LC_ALL": "C.UTF-8", "TZ": "UTC"}


def program(name: str) -> str:
    """Find a program, that of this environment before any other; skip without it."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    found = found or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def ran(command: list[str], home: Path) -> str:
    """Run a client with a home of its own, and give what it prints."""
    search = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    done = subprocess.run(
        command,
        env=_PLAIN | {"HOME": str(home), "PATH": search},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def with_icalendar(file: Path, _: Path) -> Seen:
    """Read with the library that most Python programs use."""
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed")
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    return _seen_in_components(calendar.walk("VEVENT"))


def with_recurring_ical_events(file: Path, _: Path) -> Seen:
    """Ask for what happens in December, as programs that show agendas do."""
    pytest.importorskip(
        "recurring_ical_events", reason="recurring-ical-events is not installed"
    )
    import icalendar  # noqa: PLC0415 (it comes with it)
    import recurring_ical_events  # noqa: PLC0415 (may be missing)

    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    asked = recurring_ical_events.of(calendar)
    return _seen_in_components(asked.between(date(2025, 12, 1), date(2026, 1, 1)))


def _seen_in_components(components: Any) -> Seen:  # noqa: ANN401 (no types)
    return frozenset(
        (str(one["UID"]), _start(one["DTSTART"].dt), str(one["SUMMARY"]), _status(one))
        for one in components
    )


def _status(component: Any) -> str:  # noqa: ANN401 (no types)
    return str(component["STATUS"])


def with_home_assistant(file: Path, _: Path) -> Seen:
    """Read with Home Assistant's strict reader."""
    stream = pytest.importorskip("ical.calendar_stream", reason="ical is not installed")
    (calendar,) = stream.CalendarStream.from_ics(file.read_text("utf-8")).calendars
    return frozenset(
        (one.uid, _start(one.dtstart), one.summary, one.status.value)
        for one in calendar.events
    )


def with_ical_js(file: Path, home: Path) -> Seen:
    """Read with the reader of Thunderbird and Nextcloud."""
    return _on_node("ical.js", file, home)


def with_node_ical(file: Path, home: Path) -> Seen:
    """Read with the reader of many Node programs."""
    return _on_node("node-ical", file, home)


def _on_node(reader: str, file: Path, home: Path) -> Seen:
    node = program("node")
    if not (NODE_MODULES / "node_modules" / reader).is_dir():
        pytest.skip(f"{reader} is not installed; `make node` does it")
    told = ran([node, str(_ON_NODE), str(NODE_MODULES), reader, str(file)], home)
    return frozenset(
        (uid, start.replace("T", " "), title, status)
        for uid, start, title, status in json.loads(told)
    )


def with_khal(file: Path, home: Path) -> Seen:
    """Import with khal, beside what it knows already, and list December."""
    khal, config = program("khal"), home / "khal.conf"
    (home / "calendar").mkdir(exist_ok=True)
    config.write_text(
        f"[calendars]\n[[desk]]\npath = {home / 'calendar'}\n"
        f"[sqlite]\npath = {home / 'khal.db'}\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
        "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\n"
        "local_timezone = UTC\ndefault_timezone = UTC\n"
    )
    ours = [khal, "-c", str(config)]
    ran([*ours, "import", "--batch", "-a", "desk", str(file)], home)
    shown = ["--format", "{uid}|{start-long}|{title}|{status}", "--day-format", ""]
    span = ["--once", "--notstarted", "2025-12-01", "31d"]
    listed = ran([*ours, "list", *shown, *span], home)
    lines = [line.strip() for line in listed.splitlines() if line.strip()]
    return frozenset(tuple(line.rsplit("|", 3)) for line in lines)


def _start(moment: date) -> str:
    if isinstance(moment, datetime):
        return f"{moment:%Y-%m-%d %H:%M}"
    return moment.isoformat()
