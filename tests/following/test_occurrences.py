"""Occurrences: each has a belief of its own, a name that stays, and reminders."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import parse, text_of
from geotimeline.model.event import Claim, Event
from geotimeline.model.histories import histories
from geotimeline.model.outlook import Outlook
from geotimeline.model.postponing import window_before
from geotimeline.model.recurring import Recurrence
from geotimeline.model.recurring_occurrences import MOST_AHEAD, MOST_BEHIND
from geotimeline.model.recurring_problems import recurring_problems
from geotimeline.model.timeline import Row, Timeline
from geotimeline.model.vocabulary import EVENT_ITSELF, Status
from geotimeline.model.words import belief_lines, title_words
from geotimeline.planning.plan import plan
from tests.following.making import NOTHING_KNOWN, claim
from tests.following.making import event as plain_event
from tests.following.strategies import at, series
from tests.strategies import instants, rules

if TYPE_CHECKING:
    from geotimeline.planning.rules import Rule

NOW = at("2025-11-25T09:00:00")


def meeting(
    first: str = "2025-11-02T14:00:00",
    *own: Claim,
    recurs: str = "FREQ=MONTHLY;BYDAY=1SU",
    timezone: str = "Europe/Vienna",
    **base: object,
) -> Event:
    return Event(
        "opec",
        "OPEC+ meeting",
        "meeting",
        (claim("c1", first, line=3, **base), *own),
        timezone=timezone,
        recurs=Recurrence.parse(recurs),
        path="events/opec.yaml",
        line=1,
    )


def rows(*events: Event, as_of: datetime = NOW) -> dict[str, Row]:
    found = Timeline(events).rows(as_of=as_of)
    return {row.belief.milestone: row for row in found if row.event.id == "opec"}


def when(row: Row) -> str:
    return text_of(row.belief.window.starts)


def problems(*events: Event) -> list[str]:
    return [str(one) for one in recurring_problems(Timeline(events), as_of=NOW)]


def test_each_occurrence_has_a_row_named_by_its_day() -> None:
    found = rows(meeting(recurs="FREQ=MONTHLY;BYDAY=1SU;COUNT=3"))

    assert list(found) == ["2025-11-02", "2025-12-07", "2026-01-04"]
    assert [when(row) for row in found.values()] == list(found)


def test_the_hour_stays_the_same_by_the_clocks_of_the_event() -> None:
    found = rows(meeting("2026-03-01T14:00:00", recurs="FREQ=MONTHLY;BYDAY=1SU"))

    assert str(found["2026-03-01"].belief.window.instant) == "2026-03-01 13:00:00+00:00"
    assert str(found["2026-04-05"].belief.window.instant) == "2026-04-05 12:00:00+00:00"


def test_an_occurrence_lasts_as_long_as_the_first() -> None:
    found = rows(meeting("2025-11-02/2025-11-04", recurs="FREQ=YEARLY"))

    ends = found["2026-11-02"].belief.window.ends
    assert ends is not None
    assert text_of(ends) == "2026-11-04"


def test_doubts_about_the_first_are_doubts_about_all() -> None:
    found = rows(meeting("2025-11-02?", recurs="FREQ=YEARLY"))

    assert found["2026-11-02"].belief.window.qualifiers.uncertain


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (claim("o", milestone="2025-12-07", status=Status.CANCELLED), "2025-12-07"),
        (claim("o", milestone="2025-12-07", status=Status.CONFIRMED), "2025-12-07"),
        (claim("o", "2025-12-11", milestone="2025-12-07"), "2025-12-11"),
        (claim("o", "10d after c", milestone="2025-12-07"), "2025-12-14"),
        (
            claim("o", milestone="2025-12-07", status=Status.POSTPONED),
            NOTHING_KNOWN,
        ),
    ],
    ids=["cancelled", "confirmed", "moved", "counted", "put off"],
)
def test_a_claim_about_one_takes_the_place_of_those_about_all(
    own: Claim, expected: str
) -> None:
    event = meeting("2025-11-02", own)
    other = plain_event("c", claim("c1", "2025-12-04"))

    found = rows(event, other)

    assert when(found["2025-12-07"]) == expected
    assert found["2025-12-07"].belief.status is own.status
    assert when(found["2026-01-04"]) == "2026-01-04"
    assert found["2026-01-04"].belief.status is Status.PLANNED


def test_a_claim_about_one_stands_though_the_series_is_told_of_anew() -> None:
    own = claim("o", "2025-12-11", milestone="2025-12-07", said=parse("2025-11-01"))
    event = meeting("2025-11-02", own, said=parse("2025-11-20"))

    found = rows(event)["2025-12-07"].belief

    assert [one.id for one in found.counting] == ["o"]
    assert not found.is_contradicted


def test_one_that_is_put_off_remembers_its_day() -> None:
    own = claim("o", milestone="2025-12-07", status=Status.POSTPONED, recorded=NOW)

    row = rows(meeting("2025-11-02", own))["2025-12-07"]

    before = window_before(row.event, row.belief)
    assert before is not None
    assert before.first == date(2025, 12, 7)


def test_claims_about_one_are_weighed_as_all_claims_are() -> None:
    moved = claim("o1", "2025-12-11", milestone="2025-12-07", recorded=NOW)
    back = claim("o2", milestone="2025-12-07", retracts=("o1",), recorded=NOW)

    assert when(rows(meeting("2025-11-02", moved, back))["2025-12-07"]) == "2025-12-07"


def test_what_was_held_was_the_first() -> None:
    found = rows(meeting("2025-11-02", status=Status.HELD))

    assert found["2025-11-02"].belief.status is Status.HELD
    assert found["2025-12-07"].belief.status is Status.PLANNED


def test_a_series_that_is_cancelled_is_cancelled_throughout() -> None:
    found = rows(meeting("2025-11-02", status=Status.CANCELLED))

    assert {row.belief.status for row in found.values()} == {Status.CANCELLED}


def test_a_claim_about_an_occurrence_counts_from_when_it_is_known() -> None:
    own = claim("o", "2025-12-11", milestone="2025-12-07", recorded=NOW)
    event = meeting("2025-11-02", own, recorded=at("2025-10-01"))

    before, after = (
        rows(event, as_of=t)["2025-12-07"] for t in (at("2025-11-01"), NOW)
    )

    assert (when(before), when(after)) == ("2025-12-07", "2025-12-11")


def test_the_title_stays_and_the_words_say_which_one_it_is() -> None:
    own = claim("o", "2025-12-11", milestone="2025-12-07")

    row = rows(meeting("2025-11-02", own))["2025-12-07"]

    assert title_words(row.event, row.belief.milestone) == "OPEC+ meeting"
    assert "Occurrence: that of 7 December 2025" in belief_lines(row, NOW)


@pytest.mark.parametrize(
    ("recurs", "first", "behind", "ahead"),
    [
        ("FREQ=DAILY", "2020-01-01", MOST_BEHIND, MOST_AHEAD),
        ("FREQ=WEEKLY", "2020-01-01", MOST_BEHIND, MOST_AHEAD),
        ("FREQ=MONTHLY", "2020-01-01", 12, 24),
        ("FREQ=YEARLY;INTERVAL=4", "2020-11-03", 1, 1),  # 2024 and 2028
        ("FREQ=YEARLY;INTERVAL=4", "2040-11-03", 0, 1),
        ("FREQ=YEARLY;COUNT=3", "2010-11-03", 1, 0),
    ],
)
def test_those_near_are_looked_at_and_always_the_last_and_the_next(
    recurs: str, first: str, behind: int, ahead: int
) -> None:
    found = rows(meeting(first, recurs=recurs))

    sides = Counter(date.fromisoformat(name) < NOW.date() for name in found)
    assert (sides[True], sides[False]) == (behind, ahead)


def test_what_was_said_of_an_old_occurrence_is_not_forgotten() -> None:
    own = claim("o", milestone="2012-01-01", status=Status.HELD)

    assert "2012-01-01" in rows(meeting("2010-01-01", own, recurs="FREQ=YEARLY"))


def test_what_is_counted_from_an_occurrence_moves_with_it() -> None:
    own = claim("o", "2025-12-11", milestone="2025-12-07")
    notice = plain_event("notice", claim("c1", "30d before opec#2025-12-07"))

    found = Timeline((meeting("2025-11-02", own), notice)).rows(as_of=NOW)

    assert {when(row) for row in found if row.event.id == "notice"} == {"2025-11-11"}


def test_a_series_may_follow_from_something_else() -> None:
    law = plain_event("law", claim("c1", "2025-11-02"))

    found = rows(meeting("1y after law", recurs="FREQ=YEARLY;COUNT=2"), law)

    assert list(found) == ["2026-11-02", "2027-11-02"]


def test_the_whole_series_moves_when_its_first_day_does() -> None:
    later = claim("c2", "2025-11-09", supersedes=("c1",), recorded=NOW)
    event = meeting("2025-11-02", later, recurs="FREQ=WEEKLY;COUNT=2")

    assert list(rows(event)) == ["2025-11-09", "2025-11-16"]
    assert list(rows(event, as_of=NOW - timedelta(1))) == ["2025-11-02", "2025-11-09"]


@pytest.mark.parametrize(
    ("event", "message"),
    [
        (
            meeting("2025-11"),
            (
                "events/opec.yaml:1: recurs: its first day must be known, to count "
                "from it; claims say: November 2025"
            ),
        ),
        (
            meeting("2025-11-03"),
            (
                "events/opec.yaml:1: recurs: FREQ=MONTHLY;BYDAY=1SU does not give its "
                "own first day, Monday 2025-11-03; let it begin on a day that the rule "
                "gives"
            ),
        ),
        (
            replace(meeting("2025-11-02"), type="statistic"),
            (
                "events/opec.yaml:1: recurs: a statistic cannot recur: its date is a "
                "period and not a day"
            ),
        ),
        (
            meeting("2025-11-02", claim("o", milestone="2025-12-08", line=9)),
            (
                "events/opec.yaml:9: claims[1].occurrence: FREQ=MONTHLY;BYDAY=1SU "
                "gives no occurrence on 8 December 2025; the nearest is 2025-12-07"
            ),
        ),
        (
            meeting("2025-11-02", claim("o", milestone="2025-02-30", line=9)),
            "events/opec.yaml:9: claims[1].occurrence: there is no day 2025-02-30",
        ),
    ],
    ids=["no day", "does not fit", "a statistic", "no occurrence", "no such day"],
)
def test_what_cannot_recur_is_a_problem_in_words(event: Event, message: str) -> None:
    assert problems(event) == [message]
    assert rows(event)


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2025-12-08", False), ("2025-12-07", True)],
    ids=["not-given", "given"],
)
def test_what_is_retracted_leaves_what_the_rule_gives(day: str, *, shown: bool) -> None:
    off = claim("off", milestone=day, status=Status.CANCELLED)
    back = claim("back", milestone=day, retracts=("off",), recorded=NOW)
    event = meeting("2025-11-02", off, back)

    found = rows(event)
    told = dict(histories((event,), as_of=NOW))[event.id, day]

    assert problems(event) == []
    assert (day in found) is shown
    assert not shown or found[day].belief.status is Status.PLANNED
    assert [step.belief.status for step in told][1:] == [Status.PLANNED] * shown


def test_a_series_without_a_known_first_day_has_one_row() -> None:
    assert list(rows(meeting("2025-11"))) == [EVENT_ITSELF]


@given(series(), rules(), instants, st.integers(0, 400), st.integers(0, 400))
def test_a_plan_of_occurrences_is_additive_over_adjacent_spans(
    event: Event, rule: Rule, since: datetime, near: int, far: int
) -> None:
    middle, until = since + timedelta(days=near), since + timedelta(days=near + far)
    timeline = Timeline((event,))

    def due(begin: datetime, end: datetime) -> list[str]:
        found = plan(timeline, [rule], since=begin, until=end, as_of=since)
        return [one.key for one in found]

    whole = due(since, until)

    assert sorted(whole) == sorted(due(since, middle) + due(middle, until))
    assert len(set(whole)) == len(whole)


@given(series(), instants)
def test_a_claim_recorded_later_never_changes_an_earlier_answer(
    event: Event, as_of: datetime
) -> None:
    late = as_of + timedelta(seconds=1)
    more = (
        Claim("l1", parse("2026-05-05"), milestone="2026-05-01", recorded=late),
        Claim("l2", parse("2026-05-07"), recorded=late),
    )

    changed = replace(event, claims=(*event.claims, *more))

    before = Timeline((event,)).rows(as_of=as_of)
    after = Timeline((changed,)).rows(as_of=as_of)

    assert [row.belief for row in after] == [row.belief for row in before]
    assert dict(histories((changed,), as_of=as_of)) == (
        dict(histories((event,), as_of=as_of))
    )


@given(series(), instants)
def test_the_last_step_of_an_occurrence_is_what_is_shown(
    event: Event, as_of: datetime
) -> None:
    shown = {row.belief.milestone: row for row in Timeline((event,)).rows(as_of=as_of)}

    for (_, name), steps in histories((event,), as_of=as_of):
        if name in shown:
            outlook = Outlook.of(shown[name].belief)
            assert Outlook.of(steps[-1].belief) == outlook
