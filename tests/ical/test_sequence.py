"""SEQUENCE: rises when start, end or status of an entry changes, and only then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.formats.ical.identities import NOTHING
from geotimeline.interfaces.exporters import ExportRequest
from geotimeline.model.event import Claim, Event, Relation
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import RelationKind, Status
from tests.examples import examples
from tests.following.strategies import following_timelines, series
from tests.ical.calendars import calendar_of, entries, entry_of, exported, warnings_of
from tests.ical.strategies import FIRST_WORD, events, hows, names
from tests.strategies import timelines

TIMES = ("DTSTART", "DTEND", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "DUE;VALUE=DATE")
WATCHED = (*TIMES, "STATUS")
YEAR_2020 = datetime(2020, 1, 1, tzinfo=UTC)


def day(number: int) -> datetime:
    return FIRST_WORD + timedelta(days=number)


def seconds(number: int) -> str:
    return str(int((day(number) - YEAR_2020).total_seconds()))


def uid(entry: dict[str, str]) -> str:
    return entry["UID"]


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


BEFORE = RelationKind.BEFORE
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


def test_it_is_0_where_nothing_says_when() -> None:
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


def test_a_claim_that_nobody_recorded_counts_from_the_day_it_was_said() -> None:
    claims = (
        Claim("c1", parse("2025-12"), said=parse("2025-10-02")),
        Claim("c2", parse("2025-12-04"), said=parse("2025-10-05")),
    )
    entry = entry_of(Event("x", "X", "visit", claims))

    assert entry["SEQUENCE"] == seconds(4)
    assert entry["DTSTAMP"] == "20251005T000000Z"


def test_a_move_through_a_relation_raises_it() -> None:
    early = Claim("c1", parse("[2025-12-01..2025-12-20]"), recorded=day(1))
    visit = Event(
        "visit", "X", "visit", (early,), relations=(Relation(BEFORE, "summit"),)
    )
    wide = Claim("c1", parse("2025-12"), recorded=day(0))
    narrow = Claim("c2", parse("2025-12-08"), recorded=day(5))
    summit = Event("summit", "Y", "summit", (wide,))
    firmer = replace(summit, claims=(wide, narrow))

    before, _ = sorted(entries(calendar_of(visit, summit)), key=uid, reverse=True)
    after, _ = sorted(entries(calendar_of(visit, firmer)), key=uid, reverse=True)

    assert before["UID"] == after["UID"] == "visit@geotimeline"
    assert (before["DTSTART;VALUE=DATE"], before["SEQUENCE"]) == (
        "20251220",
        seconds(1),
    )
    assert (after["DTSTART;VALUE=DATE"], after["SEQUENCE"]) == ("20251201", seconds(5))
    assert after["DTSTAMP"] == "20251006T000000Z"


@st.composite
def growing(draw: st.DrawFn) -> tuple[Event, ...]:
    """Events that bound and follow each other, their claims recorded one by one."""
    found = draw(timelines() | following_timelines() | series().map(lambda one: (one,)))
    count = sum(len(event.claims) for event in found)
    turns = iter(draw(st.permutations(range(count))))
    return tuple(
        replace(
            event,
            claims=tuple(
                replace(claim, recorded=day(0) + timedelta(hours=7 * next(turns)))
                for claim in event.claims
            ),
        )
        for event in found
    )


Looks = dict[str, dict[str, str]]


def looks(timeline: Timeline, at: datetime, uncertain: str) -> Looks:
    """Give the entries at an instant, by UID."""
    request = ExportRequest(
        timeline.rows(as_of=at),
        now=at,
        timeline=timeline,
        as_of=at,
        options={"uncertain": uncertain},
    )
    return {entry["UID"]: entry for entry in entries(exported(request))}


def is_over(entry: dict[str, str], at: datetime) -> bool:
    """Say whether an entry's last day is past, or it said that there is nothing."""
    days = [entry[name][:8] for name in TIMES if name in entry]
    return max(days) <= f"{at:%Y%m%d}" or entry["UID"] == NOTHING


@given(growing(), hows)
@settings(max_examples=examples(2))
def test_it_rises_exactly_when_the_entry_moves_and_never_goes_back(
    events: tuple[Event, ...], uncertain: str
) -> None:
    timeline = Timeline(events)
    instants = {claim.recorded for event in events for claim in event.claims}
    ever: Looks = {}
    last: Looks = {}
    for at in sorted(filter(None, instants)):
        now = looks(timeline, at, uncertain)
        gone = [entry for name, entry in last.items() if name not in now]
        assert all(is_over(entry, at) for entry in gone)  # else it says so before
        for name, entry in now.items():
            if name in ever and name != NOTHING:
                assert int(entry["SEQUENCE"]) >= int(ever[name]["SEQUENCE"])
                assert entry["DTSTAMP"] >= ever[name]["DTSTAMP"]
            if name in last and name != NOTHING:
                old = last[name]
                moved = any(entry.get(one) != old.get(one) for one in WATCHED)
                assert (int(entry["SEQUENCE"]) > int(old["SEQUENCE"])) == moved
        ever |= now
        last = now


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
