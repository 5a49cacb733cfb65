"""Calendars read back by programs that people use."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from geotimeline.edtf import parse
from geotimeline.formats.ical.content_lines import cleaned, one_line
from geotimeline.model.event import Claim, Event, Place, Source, Speaker
from geotimeline.model.vocabulary import Status
from tests.ical.calendars import calendar_of, entries, exported, plain, request_of
from tests.ical.strategies import hows, texts, timelines

EVENTS = (
    Event(
        "held",
        "A visit, long; and 𝄞 telling",
        "visit",
        (Claim("c1", parse("2025-12-04/2025-12-05"), Status.HELD),),
        place=Place("New Delhi", "IN"),
        tags=("a, b",),
    ),
    Event("wide", "A summit", "visit", (Claim("c1", parse("[..2025-12-31]")),)),
    Event(
        "hour",
        "A speech",
        "visit",
        (Claim("c1", parse("2025-12-11T16:00:00Z"), Status.CONFIRMED),),
    ),
    Event(
        "off",
        "An exercise",
        "exercise",
        (Claim("c1", parse("2025-12-20"), Status.CANCELLED, by=Speaker("Somebody")),),
    ),
)


def _described(calendar: str) -> list[tuple[str, str, str]]:
    """Give uid, title and description of every entry by our own reading."""
    return [
        (entry["UID"], plain(entry["SUMMARY"]), plain(entry["DESCRIPTION"]))
        for entry in entries(calendar)
    ]


@given(timelines(), hows)
def test_icalendar_reads_the_same_text_whatever_it_holds(
    timeline: tuple[Event, ...], uncertain: str
) -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed")
    calendar = calendar_of(*timeline, uncertain=uncertain)

    read = icalendar.Calendar.from_ical(calendar.encode())

    found = [
        (str(entry["UID"]), str(entry["SUMMARY"]), str(entry["DESCRIPTION"]))
        for entry in read.subcomponents
    ]
    assert found == _described(calendar)
    assert all(not entry.errors for entry in read.walk())


@given(timelines(), hows)
def test_the_strict_reader_of_home_assistant_reads_the_same_text(
    timeline: tuple[Event, ...], uncertain: str
) -> None:
    stream = pytest.importorskip("ical.calendar_stream", reason="ical is not installed")
    calendar = calendar_of(*timeline, uncertain=uncertain)

    (read,) = stream.CalendarStream.from_ics(calendar).calendars

    found = [(e.uid, e.summary, e.description) for e in (*read.events, *read.todos)]
    assert sorted(found) == sorted(_described(calendar))


@given(texts, texts, texts)
def test_strict_readers_read_the_same_head_whatever_its_texts_hold(
    title: str, about: str, address: str
) -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed")
    stream = pytest.importorskip("ical.calendar_stream", reason="ical is not installed")
    request = replace(
        request_of(), title=title, description=about, address=f"https://{address}"
    )
    calendar = exported(request)

    read = icalendar.Calendar.from_ical(calendar.encode())
    (strictly,) = stream.CalendarStream.from_ics(calendar).calendars

    # icalendar leaves the escaping of properties that it does not know.
    names = {plain(str(read[name])) for name in ("NAME", "X-WR-CALNAME")}
    assert names == {one_line(title)}
    assert str(read.get("DESCRIPTION", "")) == (cleaned(about) if about else "")
    assert [len(read.walk("VEVENT")), len(strictly.events)] == [1, 1]
    assert not read.errors


LONG = "Ünï, cödé; \\n 🇮🇳 \u202eright to left\u202c\r\nEND:VEVENT\r\nX: " * 210


def test_a_text_of_ten_thousand_characters_reads_back_in_every_field() -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed")
    source = Source("", LONG, LONG, LONG)
    claim = Claim(
        "c1", parse("2025-12"), by=Speaker(LONG, LONG), source=source, quote=LONG
    )
    event = Event(
        "x", LONG, LONG, (claim,), place=Place(LONG), tags=(LONG,), notes=LONG
    )

    read = icalendar.Calendar.from_ical(calendar_of(event).encode())

    assert len(LONG) > 10_000
    (entry,) = read.walk("VEVENT")
    title = one_line(LONG)
    assert str(entry["SUMMARY"]) == f"{title} — by 31 Dec"
    assert str(entry["LOCATION"]) == title
    assert [str(one) for one in entry["CATEGORIES"].cats] == [title]
    assert str(entry["DESCRIPTION"]).endswith(cleaned(LONG))
    # icalendar leaves the escaping of properties that it does not know.
    assert json.loads(plain(str(entry["X-GEOTIMELINE-EVENT"])))["title"] == LONG
    assert json.loads(plain(str(entry["X-GEOTIMELINE-CLAIM"])))["quote"] == LONG


@given(timelines(most=2))
def test_titles_begin_with_the_name_and_descriptions_hold_what_the_event_said(
    timeline: tuple[Event, ...],
) -> None:
    by_id = {event.id: event for event in timeline}

    for entry in entries(calendar_of(*timeline)):
        event = by_id.get(plain(entry.get("X-GEOTIMELINE-ID", "")))
        if event is not None:
            title = one_line(" ".join(event.title.split()))
            assert plain(entry["SUMMARY"]).startswith(title)
            assert cleaned(event.notes) in plain(entry["DESCRIPTION"])


@pytest.fixture
def khal(tmp_path: Path) -> list[str]:
    """A khal with a home and a calendar of its own."""
    program = shutil.which("khal", path=Path(sys.executable).parent) or shutil.which(
        "khal"
    )
    if program is None:
        pytest.skip("khal is not installed")
    (tmp_path / "calendar").mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(
        f"""\
[calendars]
[[desk]]
path = {tmp_path / "calendar"}
[sqlite]
path = {tmp_path / "khal.db"}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = UTC
default_timezone = UTC
"""
    )
    return [program, "-c", str(config)]


def run(command: list[str], home: Path) -> str:
    done = subprocess.run(
        command,
        env={"HOME": str(home), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
        timeout=200,
    )
    return done.stdout


def imported(khal: list[str], home: Path, calendar: str) -> list[str]:
    """Import a calendar and list December as khal shows it."""
    file = home / "export.ics"
    file.write_bytes(calendar.encode())
    run([*khal, "import", "--batch", "-a", "desk", str(file)], home)
    shown = "{uid}|{start-long}|{end-long}|{title}|{status}"
    listing = ["list", "--once", "--notstarted", "--day-format", ""]
    span = ["2025-12-01", "31d"]
    out = run([*khal, *listing, "--format", shown, *span], home)
    return [line.strip() for line in out.splitlines() if line.strip()]


def test_khal_shows_days_hours_titles_and_status(
    khal: list[str], tmp_path: Path
) -> None:
    assert imported(khal, tmp_path, calendar_of(*EVENTS)) == [
        "held@geotimeline|2025-12-04|2025-12-05|A visit, long; and 𝄞 telling|CONFIRMED",
        "hour@geotimeline|2025-12-11 16:00|2025-12-11 17:00|A speech|CONFIRMED",
        "off@geotimeline|2025-12-20|2025-12-20|An exercise (cancelled)|CANCELLED",
        "wide@geotimeline|2025-12-31|2025-12-31|A summit — by 31 Dec|TENTATIVE",
    ]


def test_a_second_import_moves_an_entry_in_place(
    khal: list[str], tmp_path: Path
) -> None:
    wide = EVENTS[1]
    narrowed = Event(
        wide.id,
        wide.title,
        wide.type,
        (*wide.claims, Claim("c2", parse("2025-12-04/2025-12-05"), Status.CONFIRMED)),
    )

    imported(khal, tmp_path, calendar_of(wide))
    shown = imported(khal, tmp_path, calendar_of(narrowed))

    assert shown == ["wide@geotimeline|2025-12-04|2025-12-05|A summit|CONFIRMED"]
