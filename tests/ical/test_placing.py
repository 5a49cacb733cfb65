"""What becomes of an uncertain date in a calendar: the tables of docs/ical.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from geotimeline.edtf import parse
from geotimeline.model.duration import Duration
from geotimeline.model.event import Claim, Event
from geotimeline.model.vocabulary import Status
from tests.ical.calendars import calendar_of, entries, entry_of, plain, warnings_of

DOCS = Path(__file__).parents[2] / "docs" / "ical.md"
_CLAIM = re.compile(r"(\w+)(?: `([^`]+)`)?(?: for (\w+))?")


@dataclass(frozen=True)
class Case:
    """A line of the table."""

    event: Event
    days: str
    status: str
    title: str

    @property
    def start(self) -> tuple[str, str]:
        return _property("DTSTART", self.days.partition(" … ")[0])

    @property
    def end(self) -> tuple[str, str] | None:
        first, _, last = self.days.partition(" … ")
        if "T" in first:
            return _property("DTEND", last) if last else None
        after = date.fromisoformat(last or first) + timedelta(days=1)
        return _property("DTEND", str(after))


def _property(name: str, moment: str) -> tuple[str, str]:
    value = moment.replace("-", "").replace(":", "")
    if "T" in moment:
        return name, value.replace("Z", "00Z")
    return f"{name};VALUE=DATE", value


def _claim(number: int, text: str) -> Claim:
    found = _CLAIM.fullmatch(text.strip())
    assert found, text
    status, edtf, length = found.groups()
    return Claim(
        f"c{number}",
        parse(edtf) if edtf else None,
        Status(status),
        duration=Duration.parse(length) if length else None,
    )


def _cases() -> list[Case]:
    _, _, table = DOCS.read_text("utf-8").partition("| title |\n|---")
    lines = table.partition("\n\n")[0].splitlines()[1:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [
        Case(
            Event("x", "X", type_, tuple(map(_claim, range(9), claims.split(";")))),
            days,
            status,
            title.strip("`"),
        )
        for type_, claims, days, status, title in cells
    ]


CASES = _cases()


def _name(case: Case) -> str:
    claims = ", then ".join(
        f"{claim.status.value} {claim.date or ''}".strip()
        for claim in case.event.claims
    )
    return f"{case.event.type} {claims}"


def test_the_page_tells_every_kind_of_date() -> None:
    assert len(CASES) > 30


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_a_date_becomes_the_entry_that_the_page_says(case: Case) -> None:
    if case.days == "left out":
        assert warnings_of(case.event) == ["1 event without any date was left out"]
        return

    entry = entry_of(case.event)

    times = {name: entry[name] for name in entry if name[:5] in ("DTSTA", "DTEND")}
    times.pop("DTSTAMP")
    assert times == dict(filter(None, (case.start, case.end)))
    assert entry["STATUS"] == case.status
    assert plain(entry["SUMMARY"]) == case.title


WIDE, NARROW = "2025-12", "[2025-12-10..2025-12-20]"
LAST, OPEN = "[2025-12-01..]", "[..2025-12-31]"


@pytest.mark.parametrize(
    ("uncertain", "text", "days"),
    [
        ("span", WIDE, ("20251201", "20260101")),
        ("span", NARROW, ("20251210", "20251221")),
        ("span", OPEN, ("20251231", "20260101")),
        ("span", "2025-12-04", ("20251204", "20251205")),
        ("span", "2025-12-04/2026-01", ("20251204", "20260201")),
        ("deadline", WIDE, ("20251231", "20260101")),
        ("deadline", NARROW, ("20251220", "20251221")),
        ("deadline", LAST, ("20251201", "20251202")),
        ("deadline", "2025-12-04/2025-12-05", ("20251204", "20251206")),
        ("auto", "[2025-12-01..2025-12-14]", ("20251201", "20251215")),
        ("auto", "[2025-12-01..2025-12-15]", ("20251215", "20251216")),
        ("auto", "2025-12-04/2026-01", ("20251204", "20260102")),
        ("skip", "2025-12-04", ("20251204", "20251205")),
    ],
)
def test_the_option_decides_what_becomes_of_a_window(
    uncertain: str, text: str, days: tuple[str, str]
) -> None:
    event = Event("x", "X", "visit", (Claim("c1", parse(text)),))

    entry = entry_of(event, uncertain=uncertain)

    assert (entry["DTSTART;VALUE=DATE"], entry["DTEND;VALUE=DATE"]) == days


@pytest.mark.parametrize("text", [WIDE, NARROW, LAST, OPEN, "2025-12-04?"])
def test_skipping_leaves_out_and_counts_what_is_not_known_to_the_day(text: str) -> None:
    event = Event("x", "X", "visit", (Claim("c1", parse(text)),))

    assert warnings_of(event, uncertain="skip") == [
        "1 event with an uncertain date was left out"
    ]


def test_a_statistic_is_no_uncertain_date() -> None:
    event = Event("x", "X", "statistic", (Claim("c1", parse("2025-09")),))

    assert warnings_of(event, uncertain="skip") == []


def test_what_was_left_out_is_counted_in_one_sentence_a_reason() -> None:
    dateless = [Event(f"d{n}", "X", "visit", (Claim("c1"),)) for n in range(2)]
    wide = Event("w", "X", "visit", (Claim("c1", parse(WIDE)),))

    assert warnings_of(*dateless, wide, uncertain="skip") == [
        "2 events without any date were left out",
        "1 event with an uncertain date was left out",
    ]


def test_the_day_is_that_of_the_event_s_zone() -> None:
    evening = Claim("c1", parse("2025-12-04"), Status.HELD)
    event = Event("x", "X", "visit", (evening,), timezone="Pacific/Auckland")

    assert entry_of(event)["DTSTART;VALUE=DATE"] == "20251204"


def test_a_window_lapses_when_it_closed_in_the_event_s_zone() -> None:
    claim = Claim("c1", parse("2025-11-27"))
    west = Event("w", "W", "visit", (claim,), timezone="America/New_York")
    east = Event("e", "E", "visit", (claim,), timezone="Asia/Kolkata")

    titles = [entry["SUMMARY"] for entry in entries(calendar_of(west, east))]

    assert sorted(titles) == ["E (lapsed\\, unconfirmed)", "W (planned)"]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_the_first_and_the_last_day_of_all_can_be_shown(day: str) -> None:
    event = Event("x", "X", "visit", (Claim("c1", parse(day), Status.HELD),))

    assert entry_of(event)["DTSTART;VALUE=DATE"] == day.replace("-", "")
