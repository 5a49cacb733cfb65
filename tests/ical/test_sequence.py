"""SEQUENCE: rises when start, end or status of an entry changes, and only then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given

from geotimeline.edtf import parse
from geotimeline.model.event import Claim, Event
from geotimeline.model.vocabulary import Status
from tests.ical.calendars import entry_of, warnings_of
from tests.ical.strategies import FIRST_WORD, events, names

TIMES = ("DTSTART", "DTEND", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE")
WATCHED = (*TIMES, "STATUS")
YEAR_2020 = datetime(2020, 1, 1, tzinfo=UTC)


def day(number: int) -> datetime:
    return FIRST_WORD + timedelta(days=number)


def seconds(number: int) -> str:
    return str(int((day(number) - YEAR_2020).total_seconds()))


def sequence(*told: tuple[str, Status, int | None]) -> str:
    """Give SEQUENCE of an event by date, status and day of recording of its claims."""
    claims = tuple(
        Claim(
            f"c{n}",
            parse(date) if date else None,
            status,
            recorded=None if recorded is None else day(recorded),
        )
        for n, (date, status, recorded) in enumerate(told)
    )
    return entry_of(Event("x", "X", "visit", claims))["SEQUENCE"]


PLANNED, CONFIRMED = Status.PLANNED, Status.CONFIRMED


def test_it_counts_seconds_from_2020_to_the_only_claim() -> None:
    assert sequence(("2025-12", PLANNED, 1)) == seconds(1)


def test_a_window_that_narrows_raises_it() -> None:
    told = ("2025-12", PLANNED, 1), ("2025-12-04", PLANNED, 2)

    assert sequence(*told) == seconds(2)


def test_a_new_status_raises_it() -> None:
    told = ("2025-12-04", PLANNED, 1), ("2025-12-04", CONFIRMED, 3)

    assert sequence(*told) == seconds(3)


def test_a_claim_that_only_repeats_what_is_known_does_not_raise_it() -> None:
    told = ("2025-12-04", PLANNED, 1), ("2025-12-04", PLANNED, 2), ("", PLANNED, 3)

    assert sequence(*told) == seconds(1)


def test_a_window_that_narrows_behind_its_marker_does_not_raise_it() -> None:
    told = ("[..2025-12-31]", PLANNED, 1), ("2025-12", PLANNED, 2)

    assert sequence(*told) == seconds(1)


def test_a_cancellation_raises_it() -> None:
    told = ("2025-12", PLANNED, 1), ("", Status.CANCELLED, 4)

    assert sequence(*told) == seconds(4)


def test_it_is_0_where_nothing_is_recorded() -> None:
    assert sequence(("2025-12", PLANNED, None)) == "0"


def test_it_is_0_where_the_only_claim_was_recorded_before_2020() -> None:
    assert sequence(("2019-12", PLANNED, -9000)) == "0"


def test_it_follows_the_entry_as_exported() -> None:
    claims = (
        Claim("c1", parse("[..2025-12-31]"), recorded=day(1)),
        Claim("c2", parse("[2025-12-20..2025-12-31]"), recorded=day(2)),
    )
    event = Event("x", "X", "visit", claims)

    assert entry_of(event, uncertain="deadline")["SEQUENCE"] == seconds(1)
    assert entry_of(event, uncertain="span")["SEQUENCE"] == seconds(2)


@given(events(names))
def test_while_claims_are_added_it_rises_exactly_when_the_entry_moves(
    event: Event,
) -> None:
    recorded = tuple(
        replace(claim, recorded=day(n)) for n, claim in enumerate(event.claims)
    )
    before: dict[str, str] = {}
    for count in range(1, len(recorded) + 1):
        told = replace(event, claims=recorded[:count])
        if warnings_of(told):  # it has no date at present, and so no entry
            before = {}
            continue

        entry = entry_of(told)

        if before:
            moved = any(entry.get(name) != before.get(name) for name in WATCHED)
            assert (int(entry["SEQUENCE"]) > int(before["SEQUENCE"])) == moved
            assert int(entry["SEQUENCE"]) >= int(before["SEQUENCE"])
        before = entry
