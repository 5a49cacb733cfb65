"""A series that is imported again: exceptions come, go, and come alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from geotimeline.services.data.loading import load
from tests.imports.conftest import LATER, NOW, calendar, entry, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran
    from tests.imports.conftest import Import

pytest.importorskip("icalendar")

ZONE = "TZID=Europe/Berlin"
OFF = {f"EXDATE;{ZONE}": "20251211T233000"}
WEEKLY = {
    "DTSTART": None,
    "DTEND": None,
    "SEQUENCE": None,
    "STATUS": None,
    f"DTSTART;{ZONE}": "20251204T233000",
    "RRULE": "FREQ=WEEKLY;COUNT=4",
}
Dates = dict[str, tuple[str, str]]


def series(**changes: str | None) -> str:
    return entry(**WEEKLY | changes)


def exception(of: str, **changes: str | None) -> str:
    """Give an entry that stands for one occurrence, named by its instant in UTC."""
    return entry(RECURRENCE_ID=of, **{"SEQUENCE": None, "STATUS": None} | changes)


def dates(desk: Path) -> Dates:
    """Give what is believed of each occurrence: its first day, and its status."""
    rows = load(desk).timeline.rows(as_of=BY_THEN)
    return {
        row.belief.milestone: (str(row.belief.window.first), row.belief.status.value)
        for row in rows
    }


BY_THEN = datetime(2025, 12, 1, tzinfo=UTC)
AS_EVER = {
    day: (day, "planned")
    for day in ("2025-12-04", "2025-12-11", "2025-12-18", "2025-12-25")
}
"""By the clocks in Berlin; in UTC all of them begin at half past ten in the evening."""


def test_an_exception_that_is_made_no_more_is_taken_back(
    desk: Path, bring: Import
) -> None:
    moved = exception("20251218T223000Z", DTSTART="20251219T090000Z", DTEND=None)
    bring(calendar(series(**OFF), moved))
    excepted = dates(desk)

    ran = bring(calendar(series()), now=LATER)
    once_more = bring(calendar(series()), now=LATER)

    assert excepted == AS_EVER | {
        "2025-12-11": ("2025-12-11", "cancelled"),
        "2025-12-18": ("2025-12-19", "planned"),
    }
    assert "2025-12-11 reinstated" in ran.out
    assert "2025-12-18 advanced 1 day" in ran.out
    assert dates(desk) == AS_EVER
    assert once_more.out == ""


def test_an_exception_may_come_and_go_and_come(desk: Path, bring: Import) -> None:
    texts = (series(**OFF), series(), series(**OFF), series(), series(**OFF))
    said = [bring(calendar(text), now=LATER).out for text in texts]

    assert "2025-12-11 cancelled" in said[-1]
    assert dates(desk)["2025-12-11"] == ("2025-12-11", "cancelled")


def test_an_exception_that_is_over_may_be_dropped(desk: Path, bring: Import) -> None:
    bring(calendar(series(**OFF)))
    before = tree(desk)

    bring(calendar(series()), now="2025-12-13T00:00Z")

    assert tree(desk) == before


def test_what_a_later_revision_excepts_stays(desk: Path, bring: Import) -> None:
    off = exception("20251211T223000Z", STATUS="CANCELLED", SEQUENCE="3")
    bring(calendar(series(SEQUENCE="2"), off))
    before = tree(desk)

    bring(calendar(series(SEQUENCE="2")), now=LATER)

    assert tree(desk) == before


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({f"DTSTART;{ZONE}": "20251205T233000"}, ["05", "12", "19", "26"]),
        ({"RRULE": "FREQ=WEEKLY;UNTIL=20251210T000000Z"}, ["04"]),
        ({"RRULE": None}, ["04"]),
    ],
    ids=["another-weekday", "ends-before", "comes-once"],
)
def test_an_exception_to_a_rule_that_changed_is_no_problem(
    desk: Path,
    bring: Import,
    geotimeline: Callable[..., Ran],
    changes: dict[str, str | None],
    days: list[str],
) -> None:
    bring(calendar(series(**OFF)))

    ran = bring(calendar(series(**changes)), now=LATER)
    once_more = bring(calendar(series(**changes)), now=LATER)

    assert (ran.code, once_more.out) == (0, "")
    assert [*dates(desk)] == [f"2025-12-{day}" for day in days]
    assert geotimeline("check").code == 0


def test_a_series_may_come_once_and_again(desk: Path, bring: Import) -> None:
    texts = (series(**OFF), series(RRULE=None), series())
    said = [bring(calendar(text), now=LATER).out for text in texts]

    assert "changed: recurs" in said[-1]
    assert dates(desk) == AS_EVER


def test_one_occurrence_that_comes_alone_is_said_of_the_series(
    desk: Path, bring: Import
) -> None:
    bring(calendar(series()))
    said = {"STATUS": "CANCELLED", "SUMMARY": "No council", "DTEND": None}
    off = exception("20251211T223000Z", DTSTART="20251211T223000Z", **said)
    message = calendar(off).replace("PRODID", "METHOD:CANCEL\r\nPRODID")

    ran = bring(message, now=LATER)
    once_more = bring(message, now=LATER)

    assert ran.out.startswith(
        "changed\tevents/council/council.yaml\tCouncil: 2025-12-1"
    )
    assert dates(desk)["2025-12-11"] == ("2025-12-11", "cancelled")
    assert (once_more.out, [*tree(desk)]) == ("", ["events/council/council.yaml"])
    event = load(desk).timeline.event("council")
    assert event.title == "Council"
    assert "SUMMARY:No council" in str(event.claims[-1].extra["x-ical"])


def test_one_that_the_rule_does_not_give_is_refused(desk: Path, bring: Import) -> None:
    bring(calendar(series()))
    before = tree(desk)

    ran = bring(calendar(exception("20251212T223000Z")), now=LATER)

    assert ran.code == 29
    assert "FREQ=WEEKLY;COUNT=4 gives none on 2025-12-12" in ran.err
    assert tree(desk) == before


def test_a_further_day_comes_and_goes_beside_the_series(
    desk: Path, bring: Import
) -> None:
    further = series(**{f"RDATE;{ZONE}": "20251206T233000,20251211T233000"})
    bring(calendar(series()))

    ran = bring(calendar(further), now=LATER)
    once_more = bring(calendar(further), now=LATER)
    without = bring(calendar(series()), now=LATER)

    file = "events/council/council-2025-12-06.yaml"
    assert ran.out.startswith(f"new\t{file}\tCouncil: 6 December 2025, 23:30")
    assert once_more.out == ""
    assert without.out.startswith(f"gone\t{file}\t")
    assert [*tree(desk)] == [file, "events/council/council.yaml"]


def test_a_series_that_must_be_taken_one_by_one_is_told_to_be_gone(
    bring: Import,
) -> None:
    bring(calendar(series()))

    ran = bring(calendar(series(RRULE="FREQ=WEEKLY;COUNT=4;BYHOUR=9,15")), now=LATER)

    assert "gone\tevents/council/council.yaml\t" in ran.out
    assert "0 changed, 0 unchanged, 1 gone" in ran.err


def test_exceptions_of_ones_own_are_left_alone(desk: Path, bring: Import) -> None:
    bring(calendar(series()))
    file = desk / "events/council/council.yaml"
    ours = "  - {id: ours, occurrence: 2025-12-18, status: confirmed}\n"
    file.write_text(file.read_text("utf-8") + ours, "utf-8")

    assert bring(calendar(series()), now=NOW).out == ""
    assert dates(desk)["2025-12-18"] == ("2025-12-18", "confirmed")
