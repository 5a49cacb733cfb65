"""`todo`: an uncertain date as a task, from its first to its last possible day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geotimeline.model.vocabulary import Status
from tests.ical.calendars import calendar_of, entry_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.model.event import Event

NAMES = ("DTSTART;VALUE=DATE", "DUE;VALUE=DATE", "STATUS")


@pytest.mark.parametrize(
    ("date", "status", "first", "due", "shown"),
    [
        ("2025-12", Status.PLANNED, "20251201", "20251231", "NEEDS-ACTION"),
        ("2025-12", Status.CONFIRMED, "20251201", "20251231", "NEEDS-ACTION"),
        ("2025-12", Status.HELD, "20251201", "20251231", "COMPLETED"),
        ("2025-12", Status.CANCELLED, "20251201", "20251231", "CANCELLED"),
        ("[..2025-12-31]", Status.PLANNED, None, "20251231", "NEEDS-ACTION"),
        ("[2025-12-01..]", Status.PLANNED, "20251201", None, "NEEDS-ACTION"),
        ("2025-12-04?", Status.PLANNED, None, "20251204", "NEEDS-ACTION"),
    ],
)
def test_an_uncertain_date_is_a_task(
    make_event: Callable[..., Event],
    date: str,
    status: Status,
    first: str | None,
    due: str | None,
    shown: str,
) -> None:
    event = make_event(date, status=status)

    entry = entry_of(event, uncertain="todo")

    assert "BEGIN:VTODO" in calendar_of(event, uncertain="todo")
    assert tuple(entry.get(name) for name in NAMES) == (first, due, shown)
    assert "TRANSP" not in entry
    assert "DTEND;VALUE=DATE" not in entry


@pytest.mark.parametrize("date", ["2025-12-04", "2025-12-04T16:00:00Z"])
def test_a_day_that_is_known_is_an_entry_with_the_uid_of_the_task(
    make_event: Callable[..., Event], date: str
) -> None:
    known, wide = make_event(date), make_event("2025-12")

    task, entry = (entry_of(one, uncertain="todo") for one in (wide, known))

    assert "BEGIN:VTODO" not in calendar_of(known, uncertain="todo")
    assert entry["UID"] == task["UID"]


def test_a_statistic_is_no_task(make_event: Callable[..., Event]) -> None:
    event = make_event("2025-10", type="statistic", status=Status.HELD)

    assert "BEGIN:VTODO" not in calendar_of(event, uncertain="todo")
