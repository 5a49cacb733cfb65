"""Turns and lapses: what happened to a belief, instant by instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given

from geotimeline.edtf import parse
from geotimeline.model.belief import Belief, history
from geotimeline.model.event import Claim, Event
from geotimeline.model.lapse import has_lapsed
from geotimeline.model.outlook import Outlook
from geotimeline.model.revision import revisions
from geotimeline.model.turns import Lapse, lapses, turns
from geotimeline.model.vocabulary import Status
from tests.strategies import events, instants

ALL = datetime(9999, 1, 1, tzinfo=UTC)
NOV_25 = datetime(2025, 11, 25, 9, tzinfo=UTC)
DEC_6 = datetime(2025, 12, 6, tzinfo=UTC)


def lapses_of(*claims: Claim, until: datetime = ALL) -> list[Lapse]:
    event = Event("visit", "A visit", "visit", claims)
    steps = tuple(history(event, as_of=until))
    return list(lapses(event, steps, until=until))


def known(claim_id: str, date: str, at: datetime, status: str = "planned") -> Claim:
    return Claim(claim_id, parse(date), Status(status), recorded=at)


def test_a_window_lapses_at_the_first_instant_after_its_last_day() -> None:
    (lapse,) = lapses_of(known("c1", "2025-12-05", NOV_25))

    assert lapse.at == DEC_6


def test_a_window_that_has_not_closed_by_then_has_not_lapsed() -> None:
    just_before = DEC_6 - timedelta(microseconds=1)

    assert not lapses_of(known("c1", "2025-12-05", NOV_25), until=just_before)
    assert lapses_of(known("c1", "2025-12-05", NOV_25), until=DEC_6)


def test_what_is_first_known_after_its_window_lapsed_when_it_was_known() -> None:
    later = DEC_6 + timedelta(days=30)

    (lapse,) = lapses_of(known("c1", "2025-12-05", later))

    assert lapse.at == later


def test_an_outcome_known_at_the_instant_of_the_lapse_prevents_it() -> None:
    planned = known("c1", "2025-12-05", NOV_25)

    assert not lapses_of(planned, known("c2", "2025-12-05", DEC_6, "held"))


def test_an_outcome_known_later_comes_after_the_lapse() -> None:
    planned = known("c1", "2025-12-05", NOV_25)
    held = known("c2", "2025-12-05", DEC_6 + timedelta(seconds=1), "held")

    assert [lapse.at for lapse in lapses_of(planned, held)] == [DEC_6]


def test_a_window_that_opens_again_can_lapse_again() -> None:
    planned = known("c1", "2025-12-05", NOV_25)
    put_off = known("c2", "2026-01-12", DEC_6 + timedelta(days=3), "postponed")

    found = lapses_of(planned, put_off)

    assert [lapse.at.date().isoformat() for lapse in found] == [
        "2025-12-06",
        "2026-01-13",
    ]


def test_a_claim_that_moves_a_closed_window_to_other_past_days_is_no_new_lapse() -> (
    None
):
    planned = known("c1", "2025-12-05", NOV_25)
    other = known("c2", "2025-12-03", DEC_6 + timedelta(days=3))

    assert [lapse.at for lapse in lapses_of(planned, other)] == [DEC_6]


@given(events(), instants)
def test_what_has_lapsed_lapsed_once_and_nothing_reopened_it_since(
    event: Event, now: datetime
) -> None:
    for milestone in event.milestones:
        steps = tuple(history(event, as_of=now, milestone=milestone))
        if not steps:
            continue

        found = list(lapses(event, steps, until=now))

        assert all(steps[0].at <= one.at <= now for one in found)
        assert [one.at for one in found] == sorted({one.at for one in found})
        if has_lapsed(event, steps[-1].belief, now=now):
            assert found
        elif found:
            assert found[-1].at < steps[-1].at


@given(events())
def test_turns_chain_from_nothing_to_the_present(event: Event) -> None:
    for milestone in event.milestones:
        steps = tuple(history(event, as_of=ALL, milestone=milestone))
        before: Belief | None = None

        for turn, step in zip(turns(event, steps), steps, strict=True):
            assert turn.before is before
            assert turn.belief is step.belief
            old = None if before is None else Outlook.of(before)
            assert turn.revisions == revisions(old, Outlook.of(step.belief))
            before = turn.belief


@given(events(), instants)
def test_what_is_recorded_later_changes_no_earlier_turn(
    event: Event, as_of: datetime
) -> None:
    for milestone in event.milestones:
        then = tuple(history(event, as_of=as_of, milestone=milestone))
        whole = tuple(history(event, as_of=ALL, milestone=milestone))

        assert list(turns(event, then)) == list(turns(event, whole))[: len(then)]
