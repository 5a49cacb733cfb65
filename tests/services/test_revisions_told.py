"""Revisions are told once, to whom asked and to whom was told otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from geotimeline.edtf import parse
from geotimeline.model.event import Claim
from geotimeline.model.vocabulary import Status
from geotimeline.planning.triggers import Trigger

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.services.conftest import Desk


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """A desk that asks for slips of a week or more, and for confirmations."""
    made = make_desk("2025-12-04", "7d before first")
    asked = tuple(Trigger.parse(text) for text in ("slipped >= 7d", "confirmed"))
    made.rules = (replace(made.rules[0], on=asked),)
    return made


def claim(desk: Desk, number: int, date: str | None, **more: object) -> None:
    """Append a claim that replaces the last one; nothing says when it was recorded."""
    claims = desk.events[0].claims
    added = Claim(
        id=f"c{number}",
        date=parse(date) if date else None,
        supersedes=tuple(claim.id for claim in claims) if date else (),
        **more,  # type: ignore[arg-type] # tests give what they mean
    )
    desk.change(claims=(*claims, added))


def test_what_is_found_on_a_first_run_is_taken_as_known(desk: Desk) -> None:
    desk.at("2025-11-01 09:00")

    assert desk.told == []


def test_a_revision_is_told_once_also_where_nothing_is_recorded(desk: Desk) -> None:
    desk.at("2025-11-01 09:00")
    claim(desk, 2, "2025-12-18")

    for minute in range(3):
        desk.at(f"2025-11-02 09:0{minute}")

    assert desk.told == ["slipped 14 days"]
    assert desk.console.sent[0].title == (
        "A visit: slipped 14 days; now 18 December 2025"
    )


def test_a_slip_that_is_too_small_is_not_told(desk: Desk) -> None:
    desk.at("2025-11-01 09:00")
    claim(desk, 2, "2025-12-06")
    desk.at("2025-11-02 09:00")

    assert desk.told == []


def test_a_slip_that_may_be_large_enough_is_told(desk: Desk) -> None:
    desk.at("2025-11-01 09:00")
    claim(desk, 2, "[2025-12-06..2025-12-20]")
    desk.at("2025-11-02 09:00")

    assert desk.told == ["slipped 2–16 days"]


def test_one_claim_that_does_two_things_is_one_message(desk: Desk) -> None:
    desk.at("2025-11-01 09:00")
    claim(desk, 2, "2025-12-18", status=Status.CONFIRMED)
    desk.at("2025-11-02 09:00")

    assert desk.told == ["confirmed, slipped 14 days"]


def test_a_window_that_moves_there_and_back_and_there_is_told_each_time(
    desk: Desk,
) -> None:
    desk.at("2025-11-01 09:00")
    claims = desk.events[0].claims
    for day in (2, 3, 4, 5):
        date = "2025-12-18" if day % 2 == 0 else "2025-12-04"
        desk.change(claims=(replace(claims[0], date=parse(date)),))
        desk.at(f"2025-11-0{day} 09:00")

    assert desk.told == [
        "slipped 14 days",
        "advanced 14 days; you were told 18 December 2025",
        "slipped 14 days; you were told 4 December 2025",
        "advanced 14 days; you were told 18 December 2025",
    ]


def test_who_was_told_a_date_hears_once_that_it_moved(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first", "1d before first")
    desk.at("2025-11-01 09:00")
    desk.at("2025-11-27 09:00")
    claim(desk, 2, "[2026-01-12..2026-01-15]")

    desk.at("2025-11-28 09:00")
    desk.at("2025-11-28 09:01")

    assert desk.told[1:] == ["slipped 39–42 days; you were told 4 December 2025"]


def test_who_was_told_nothing_hears_nothing_of_a_move(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-01 09:00")
    claim(desk, 2, "2026-01-12")

    desk.at("2025-11-28 09:00")

    assert desk.told == []


def test_a_cancellation_reaches_who_was_told_the_date(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-01 09:00")
    desk.at("2025-11-27 09:00")
    claim(desk, 2, None, status=Status.CANCELLED)

    desk.at("2025-11-28 09:00")

    assert desk.told[1:] == ["cancelled; you were told 4 December 2025"]


def test_a_correction_is_not_repeated_but_corrected_in_its_turn(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-01 09:00")
    desk.at("2025-11-27 09:00")
    claim(desk, 2, "2026-01-12")
    desk.at("2025-11-28 09:00")
    claim(desk, 3, None, status=Status.CONFIRMED)
    desk.at("2025-11-29 09:00")
    claim(desk, 4, "2026-01-20", status=Status.CONFIRMED)
    desk.at("2025-11-30 09:00")

    assert desk.told[1:] == [
        "slipped 39 days; you were told 4 December 2025",
        "confirmed, slipped 8 days; you were told 12 January 2026",
    ]


def test_news_of_another_kind_does_not_make_a_later_move_untold(desk: Desk) -> None:
    asked = (Trigger.parse("confirmed"),)
    desk.rules = (replace(desk.rules[0], on=asked),)
    desk.at("2025-11-01 09:00")
    desk.at("2025-11-27 09:00")
    claim(desk, 2, None, status=Status.CONFIRMED)
    desk.at("2025-11-28 09:00")
    claim(desk, 3, "2026-01-12", status=Status.CONFIRMED)
    desk.at("2025-11-29 09:00")

    assert desk.told[1:] == [
        "confirmed",
        "slipped 39 days; you were told 4 December 2025",
    ]


def test_a_move_in_two_steps_is_told_when_the_new_date_is_known(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-01 09:00")
    desk.at("2025-11-27 09:00")
    claim(desk, 2, None, retracts=("c1",))
    desk.at("2025-11-28 09:00")
    claim(desk, 3, "2026-01-12")
    desk.at("2025-11-29 09:00")

    assert desk.told[1:] == ["slipped 39 days; you were told 4 December 2025"]


def test_an_event_that_is_added_later_is_new(
    make_desk: Callable[..., Desk], make_event: Callable[..., object]
) -> None:
    desk = make_desk("2025-12-04")
    desk.rules = (replace(desk.rules[0], on=(Trigger.parse("new"),)),)
    desk.at("2025-11-01 09:00")

    desk.events = (*desk.events, make_event("2026-02", id="second"))  # type: ignore[arg-type] # an event
    desk.at("2025-11-02 09:00")

    assert [message.event_id for message in desk.console.sent] == ["second"]


def test_a_lapse_named_under_on_is_told_as_a_moment(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04")
    desk.rules = (replace(desk.rules[0], on=(Trigger.parse("lapsed"),)),)
    desk.at("2025-11-01 09:00")

    desk.at("2025-12-05 09:00")

    assert desk.told == ["the window closed with no outcome known"]


def test_an_event_gone_quiet_is_told_of(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk("2026-06", "stale 60d")
    recorded = datetime(2025, 11, 1, tzinfo=UTC)
    desk.change(claims=(replace(desk.events[0].claims[0], recorded=recorded),))
    desk.at("2025-11-02 09:00")

    desk.at("2025-12-31 09:00")

    assert desk.told == ["nothing new for 60 days"]


def test_what_is_expected_and_missing_is_told_of(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-20", "missing 14d")
    desk.change(expect=(Status.CONFIRMED,))
    desk.at("2025-11-02 09:00")

    desk.at("2025-12-06 09:00")

    assert desk.told == [
        "14 days before the first possible day, and what is expected has not come"
    ]


def test_news_that_became_stale_unsent_is_in_the_digest_of_the_missed(
    desk: Desk,
) -> None:
    desk.at("2025-11-01 09:00")
    claim(desk, 2, "2026-03-18")
    desk.console.unplug()
    desk.at("2025-11-02 09:00")
    desk.console.error = None

    desk.at("2025-11-20 09:00")

    (digest,) = desk.console.sent
    assert digest.kind == "missed"
    assert "slipped 104 days" in digest.body


def test_a_clock_set_back_is_no_news(desk: Desk) -> None:
    desk.at("2025-11-01 09:00")
    recorded = datetime(2025, 11, 2, 8, 30, tzinfo=UTC)
    claim(desk, 2, "2025-12-18", recorded=recorded)
    desk.at("2025-11-02 09:00")

    desk.at("2025-11-02 08:00")
    desk.at("2025-11-02 09:01")

    assert desk.told == ["slipped 14 days"]


def test_a_second_source_of_the_same_date_repeats_no_reminder(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    recorded = datetime(2025, 11, 1, tzinfo=UTC)
    desk.change(claims=(replace(desk.events[0].claims[0], recorded=recorded),))
    desk.at("2025-11-02 09:00")
    desk.at("2025-11-27 09:00")

    earlier = Claim(id="c0", date=parse("2025-12-04"), said=parse("2025-10-10"))
    desk.change(claims=(*desk.events[0].claims, earlier))
    desk.at("2025-11-27 15:00")

    assert desk.told == ["7 days before the first possible day"]


def test_a_cancellation_does_not_read_like_a_new_date(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04")
    desk.rules = (replace(desk.rules[0], on=(Trigger.parse("cancelled"),)),)
    desk.at("2025-11-01 09:00")
    claim(desk, 2, None, status=Status.CANCELLED)

    desk.at("2025-11-28 09:00")

    assert desk.console.sent[0].title == "A visit: cancelled (was 4 December 2025)"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.PLANNED, ["1 day after the last possible day"]),
        (Status.CONFIRMED, []),
        (Status.HELD, []),
    ],
)
def test_a_lead_with_unless_is_silent_where_the_status_was_reached(
    make_desk: Callable[..., Desk], status: Status, told: list[str]
) -> None:
    desk = make_desk("2025-12-04", "1d after last unless confirmed")
    desk.change(claims=(replace(desk.events[0].claims[0], status=status),))
    desk.at("2025-11-01 09:00")

    desk.at("2025-12-05 09:00")

    assert desk.told == told


@pytest.mark.parametrize(
    ("off", "date", "change", "was"),
    [
        (Status.CANCELLED, None, "", "4 December 2025, cancelled"),
        (
            Status.CANCELLED,
            "2025-12-20",
            ", slipped 16 days",
            "4 December 2025, cancelled",
        ),
        (
            Status.POSTPONED,
            "2026-01-12",
            ", narrowed from open to 1 day",
            "date unknown, postponed",
        ),
    ],
    ids=["called off, on again", "called off, on another day", "put off, a new date"],
)
def test_who_was_told_that_it_is_off_hears_that_it_is_on(
    make_desk: Callable[..., Desk], off: Status, date: str | None, change: str, was: str
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-01 09:00")
    desk.at("2025-11-27 09:00")
    claim(desk, 2, None, status=off, said=parse("2025-11-27"))
    desk.at("2025-11-28 09:00")
    claim(desk, 3, date, said=parse("2025-11-28"))

    desk.at("2025-11-29 09:00")
    desk.at("2025-11-29 09:01")

    assert desk.told[2:] == [f"reinstated: now planned{change}; you were told {was}"]


def test_who_was_told_an_hour_hears_once_that_it_is_another(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04T10:00:00Z", "7d before first")
    desk.at("2025-11-01 09:00")
    desk.at("2025-11-27 09:00")
    claim(desk, 2, "2025-12-04T15:00:00Z")

    desk.at("2025-11-28 09:00")
    desk.at("2025-11-28 09:01")

    assert desk.told[1:] == [
        "timed: 4 December 2025, 15:00; you were told 4 December 2025, 10:00"
    ]


@pytest.mark.parametrize("date", ["2025-12-04T10:00:00Z", "2025-12-04"])
def test_an_hour_that_becomes_known_or_unknown_is_no_correction(
    make_desk: Callable[..., Desk], date: str
) -> None:
    other = {"2025-12-04": "2025-12-04T10:00:00Z"}.get(date, "2025-12-04")
    desk = make_desk(date, "7d before first")
    desk.at("2025-11-01 09:00")
    desk.at("2025-11-27 09:00")
    claim(desk, 2, other)

    desk.at("2025-11-28 09:00")

    assert not [one for one in desk.told if "you were told" in one]
