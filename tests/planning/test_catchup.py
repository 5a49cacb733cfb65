"""Catch-up is a policy: a table of what becomes of reminders after a pause."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import starmap
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.planning.catchup import Verdict, judge
from geotimeline.planning.reminders import Identity, Reminder
from geotimeline.planning.retrying import LONGEST, next_try

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2025, 11, 25, 9, tzinfo=UTC)
GRACE = timedelta(minutes=10)


def reminder(
    due_days: float, *, useful_days: float = 30, event: str = "visit", lead: str = ""
) -> Reminder:
    identity = Identity(event, "event", "r", lead or str(due_days), "", "", "", "mail")
    due = NOW + timedelta(days=due_days)
    return Reminder(
        identity, identity.key, due, due + timedelta(days=useful_days), "why"
    )


def verdicts(
    *reminders: Reminder,
    last: float | None = -10,
    awaited: tuple[Reminder, ...] = (),
    told: tuple[Reminder, ...] = (),
) -> list[str]:
    judged = judge(
        reminders,
        now=NOW,
        grace=GRACE,
        last_planned_at=None if last is None else NOW + timedelta(days=last),
        awaited={one.key for one in awaited},
        told=told,
    )
    return [one.verdict.name for one in judged]


def test_a_first_run_takes_what_is_past_as_known() -> None:
    assert verdicts(reminder(-3), reminder(0), reminder(3), last=None) == [
        "FIRST_RUN",
        "SEND",
        "SEND",
    ]


def test_what_is_overdue_and_useful_is_sent() -> None:
    assert verdicts(reminder(-3)) == ["SEND"]


def test_of_several_overdue_only_the_most_urgent_is_sent() -> None:
    assert verdicts(reminder(-5), reminder(-3), reminder(-4)) == [
        "COVERED",
        "SEND",
        "COVERED",
    ]


def test_two_that_are_due_together_are_both_sent_in_time() -> None:
    minute = 1 / 1440

    assert verdicts(reminder(-minute, lead="a"), reminder(-minute, lead="b")) == [
        "SEND",
        "SEND",
    ]


def test_other_events_are_told_each_on_its_own() -> None:
    assert verdicts(reminder(-5), reminder(-3, event="other")) == ["SEND", "SEND"]


def test_an_older_lead_is_covered_by_a_later_one_that_was_sent() -> None:
    assert verdicts(reminder(-5), told=(reminder(-3),)) == ["COVERED"]


@pytest.mark.parametrize(
    ("due", "awaited", "expected"),
    [(-5, False, "MISSED"), (-20, True, "MISSED"), (-20, False, "KNOWN_LATE")],
    ids=["due in the pause", "planned before it", "the event came too late"],
)
def test_what_is_stale_was_missed_only_if_it_was_awaited(
    due: float, *, awaited: bool, expected: str
) -> None:
    stale = reminder(due, useful_days=1)

    assert verdicts(stale, awaited=(stale,) if awaited else ()) == [expected]


offsets = st.lists(st.integers(-60, 60), unique=True, max_size=6)


@given(offsets, st.one_of(st.none(), st.integers(-30, -1)))
def test_whatever_happened_one_overdue_reminder_at_most_is_sent_for_an_event(
    days: list[int], last: int | None
) -> None:
    reminders = list(starmap(reminder, ((day,) for day in days)))

    found = list(zip(days, verdicts(*reminders, last=last), strict=True))

    assert sum(day < 0 and verdict == "SEND" for day, verdict in found) <= 1
    assert all(verdict == "SEND" for day, verdict in found if day >= 0)


def test_verdicts_have_words_that_tell_them_apart() -> None:
    assert len({verdict.value for verdict in Verdict}) == len(Verdict)


def attempt(
    number: int,
    *,
    asked: float | None = None,
    hours: float = 100,
    draw: Callable[[float, float], float] = max,
) -> float:
    at = next_try(
        NOW,
        attempts=number,
        expires_at=NOW + timedelta(hours=hours),
        asked_seconds=asked,
        draw=draw,
    )
    assert at is not None
    return (at - NOW).total_seconds()


def test_waits_double_up_to_a_quarter_of_an_hour() -> None:
    waits = [attempt(number) for number in range(1, 14)]

    assert waits[:3] == [2, 4, 8]
    assert waits[-1] == LONGEST.total_seconds()


def test_waits_are_drawn_from_nothing_to_their_most() -> None:
    assert [attempt(number, draw=min) for number in (1, 3, 13)] == [0, 0, 0]
    assert attempt(3, draw=lambda least, most: (least + most) / 2) == 4


def test_a_receiver_that_asks_for_time_gets_it() -> None:
    assert attempt(1, asked=3600) == 3600
    assert attempt(1, asked=3600, draw=min) == 3600


def test_nothing_is_tried_again_when_it_would_be_stale() -> None:
    at = next_try(
        NOW,
        attempts=5,
        expires_at=NOW + timedelta(seconds=10),
        asked_seconds=None,
        draw=lambda _, most: most,
    )

    assert at is None
