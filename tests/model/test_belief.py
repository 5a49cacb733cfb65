"""Claims fold into a belief: the four rules, and the laws that must always hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.model.belief import Belief, belief, known_instants
from geotimeline.model.duration import Duration
from geotimeline.model.event import Claim, Event, Source, Speaker
from geotimeline.model.setting_aside import AsideReason
from geotimeline.model.vocabulary import Status
from tests.strategies import events

ALL = datetime(9999, 1, 1, tzinfo=UTC)
NOV_25 = datetime(2025, 11, 25, 9, tzinfo=UTC)


def claimed(*claims: Claim) -> Belief:
    event = Event(id="visit", title="A visit", type="visit", claims=claims)
    found = belief(event, as_of=ALL)
    assert found is not None
    return found


def said(claim_id: str, date: str | None, on: str, **more: object) -> Claim:
    return Claim(
        id=claim_id,
        date=parse(date) if date else None,
        said=parse(on),
        **more,  # type: ignore[arg-type] # tests give what they mean
    )


def window_text(found: Belief) -> str:
    return f"{found.window.first}..{found.window.last}"


def test_two_claims_are_intersected() -> None:
    found = claimed(
        said("peskov", "[..2025-12-31]", "2025-11-03"),
        said("putin", "2025-12-XX", "2025-10"),
    )

    assert window_text(found) == "2025-12-01..2025-12-31"
    assert found.newest.id == "peskov"
    assert not found.is_contradicted


def test_a_speaker_who_says_otherwise_steps_over_his_older_claim() -> None:
    peskov = Speaker("Peskov", identity="Dmitry Peskov")
    found = claimed(
        said("old", "2025-12-04", "2025-11-01", by=peskov),
        said("new", "2026-01", "2025-11-20", by=replace(peskov, name="Dmitry Peskov")),
    )

    assert window_text(found) == "2026-01-01..2026-01-31"
    assert [(one.claim.id, one.reason) for one in found.aside] == [
        ("old", AsideReason.RESTATED)
    ]
    assert not found.is_contradicted


def test_claims_without_a_speaker_share_none_and_contradict() -> None:
    found = claimed(
        said("old", "2025-12-04", "2025-11-01"),
        said("new", "2026-01", "2025-11-20"),
    )

    assert window_text(found) == "2026-01-01..2026-01-31"
    assert [claim.id for claim in found.contradicting] == ["old"]


def test_only_claims_that_cannot_be_true_with_the_newest_are_named() -> None:
    found = claimed(
        said("fits", "2026", "2025-10-01"),
        said("denies", "2025-12", "2025-11-01"),
        said("newest", "2026-01", "2025-11-20"),
    )

    assert [claim.id for claim in found.contradicting] == ["denies"]


def test_of_claims_told_apart_by_their_number_alone_the_last_is_the_newest() -> None:
    days = [f"2026-01-{number:02}" for number in range(1, 13)]
    found = claimed(*(Claim(f"c{n}", parse(day)) for n, day in enumerate(days, 1)))

    assert window_text(found) == "2026-01-12..2026-01-12"
    assert [claim.id for claim in found.contradicting][:3] == ["c11", "c10", "c9"]


@pytest.mark.parametrize(
    ("older", "newer"), [("c2", "c10"), ("c02", "c2"), ("c", "c-2"), ("a9", "b1")]
)
def test_ids_are_compared_by_the_numbers_in_them(older: str, newer: str) -> None:
    assert Claim(older).newness < Claim(newer).newness


def test_a_superseded_claim_steps_aside_whoever_supersedes_it() -> None:
    found = claimed(
        said("wide", "2025-12", "2025-11-01", by=Speaker("A", identity="A")),
        said("desk", "2026-02", "2025-11-02", supersedes=("wide",)),
    )

    assert window_text(found) == "2026-02-01..2026-02-28"
    assert found.aside[0].reason is AsideReason.SUPERSEDED


def test_a_retraction_brings_back_what_the_retracted_claim_had_replaced() -> None:
    found = claimed(
        said("first", "2025-12", "2025-11-01", status=Status.CONFIRMED),
        said("wrong", "2026-02", "2025-11-02", supersedes=("first",)),
        said("sorry", None, "2025-11-03", retracts=("wrong",)),
    )

    assert window_text(found) == "2025-12-01..2025-12-31"
    assert found.status is Status.CONFIRMED
    assert {one.claim.id for one in found.aside} == {"wrong", "sorry"}


def test_when_everything_is_taken_back_the_window_is_unknown() -> None:
    found = claimed(
        said("only", "2025-12", "2025-11-01"),
        said("sorry", None, "2025-11-03", retracts=("only",)),
    )

    assert found.window.is_unknown


def test_held_sets_every_forecast_aside_and_its_date_is_the_window() -> None:
    found = claimed(
        said("plan", "2025-12-04", "2025-11-01"),
        said("done", "2025-12-05", "2025-12-06", status=Status.HELD),
        said("late", "2025-12-20", "2025-12-07", status=Status.PLANNED),
    )

    assert window_text(found) == "2025-12-05..2025-12-05"
    assert found.status is Status.HELD
    assert {one.reason for one in found.aside} == {AsideReason.OUTCOME}


def test_held_without_a_date_keeps_the_window_that_was_forecast() -> None:
    found = claimed(
        said("plan", "2025-12", "2025-11-01"),
        said("done", None, "2026-01-02", status=Status.HELD),
    )

    assert window_text(found) == "2025-12-01..2025-12-31"
    assert found.status is Status.HELD


@pytest.mark.parametrize(
    ("new_date", "window"),
    [("2026-01", "2026-01-01..2026-01-31"), (None, "None..None")],
    ids=["to a new window", "without one"],
)
def test_postponed_sets_all_older_claims_aside(
    new_date: str | None, window: str
) -> None:
    found = claimed(
        said("plan", "2025-12-04", "2025-11-01"),
        said("off", new_date, "2025-11-20", status=Status.POSTPONED),
    )

    assert window_text(found) == window
    assert found.status is Status.POSTPONED


def test_cancelled_keeps_the_last_window_whatever_date_it_names() -> None:
    found = claimed(
        said("plan", "2025-12-04", "2025-11-01"),
        said("off", "2025-12", "2025-11-20", status=Status.CANCELLED),
    )

    assert window_text(found) == "2025-12-04..2025-12-04"
    assert found.status is Status.CANCELLED
    assert not found.is_contradicted


def test_lasting_events_meet_starts_with_starts_and_ends_with_ends() -> None:
    found = claimed(
        said("a", "2025-12-04/2025-12", "2025-11-01"),
        said("b", "2025-12/2025-12-05", "2025-11-02"),
    )

    assert window_text(found) == "2025-12-04..2025-12-04"
    assert found.window.final_day == parse("2025-12-05").first


def test_a_day_and_an_hour_of_it_meet_in_the_zone_of_the_event() -> None:
    event = Event(
        id="visit",
        title="A visit",
        type="visit",
        timezone="Asia/Kolkata",
        claims=(
            Claim(id="day", date=parse("2025-12-05")),
            Claim(id="hour", date=parse("2025-12-04T20:00:00Z")),
        ),
    )

    found = belief(event, as_of=ALL)

    assert found is not None
    assert found.window.instant == datetime(2025, 12, 4, 20, tzinfo=UTC)
    assert not found.is_contradicted


def test_doubt_survives_only_where_no_sure_claim_gives_the_bound() -> None:
    doubtful = claimed(said("a", "2025-12?", "2025-11-01"))
    settled = claimed(
        said("a", "2025-12?", "2025-11-01"), said("b", "2025-12", "2025-11-02")
    )

    assert doubtful.window.qualifiers.uncertain
    assert not settled.window.qualifiers.uncertain


def test_the_claim_that_set_a_bound_keeps_it_while_the_bound_stays() -> None:
    first = Claim(id="a", date=parse("2025-12"), recorded=NOV_25)
    again = Claim(id="b", date=parse("2025-12"), recorded=NOV_25 + timedelta(days=1))
    narrower = Claim(
        id="c", date=parse("[2025-12-04..2025-12-31]"), recorded=NOV_25 + timedelta(2)
    )

    found = claimed(first, again, narrower)

    assert (found.first_set_by, found.last_set_by) == ("c", "a")


def test_a_claim_is_known_from_when_it_was_recorded_said_or_published() -> None:
    published = Source(published=parse("2025-11"))

    recorded = Claim(id="a", recorded=NOV_25, said=parse("2025-10"), source=published)
    told = replace(recorded, recorded=None)
    printed = replace(told, said=None)
    always = replace(printed, source=None)

    assert recorded.known_from == NOV_25
    assert told.known_from == datetime(2025, 10, 31, tzinfo=UTC)
    assert printed.known_from == datetime(2025, 11, 30, tzinfo=UTC)
    assert always.known_from.year == 1


@given(st.data(), events())
def test_the_order_of_claims_in_the_file_does_not_matter(
    data: st.DataObject, event: Event
) -> None:
    shuffled = tuple(data.draw(st.permutations(event.claims)))

    assert belief(event, as_of=ALL) == belief(
        replace(event, claims=shuffled), as_of=ALL
    )


@given(events())
def test_before_the_first_claim_there_is_no_belief(event: Event) -> None:
    first = known_instants(event)[0]

    if first.year > 1:
        assert belief(event, as_of=first - timedelta(seconds=1)) is None
    assert belief(event, as_of=first) is not None


@given(events())
def test_what_is_recorded_later_never_changes_an_earlier_answer(event: Event) -> None:
    for earlier, later in pairwise(known_instants(event)):
        known = tuple(c for c in event.claims if c.known_from < later)
        without = replace(event, claims=known)

        assert belief(event, as_of=earlier) == belief(without, as_of=earlier)


@pytest.mark.parametrize(
    ("texts", "contradicting"),
    [
        (["2025-01-01", "2025-01-02", "2025-01"], ["c1", "c0"]),
        (
            [
                "[2025-01-01,2025-01-02]",
                "[2025-01-02,2025-01-03]",
                "[2025-01-01,2025-01-03]",
            ],
            ["c1", "c0"],
        ),
    ],
    ids=["older ones disagree", "no two disagree, but all three"],
)
def test_a_contradiction_is_told_also_where_each_agrees_with_the_newest(
    texts: list[str], contradicting: list[str]
) -> None:
    claims = tuple(Claim(f"c{n}", parse(text)) for n, text in enumerate(texts))

    found = belief(Event("x", "X", "visit", claims), as_of=ALL)

    assert found is not None
    assert [claim.id for claim in found.contradicting] == contradicting
    assert found.window.starts == parse(texts[-1]).starts


@given(events())
def test_claims_that_agree_only_narrow(event: Event) -> None:
    found = belief(event, as_of=ALL)
    assert found is not None

    if not found.is_contradicted and found.status not in {
        Status.CANCELLED,
        Status.HELD,
    }:
        moving = [c for c in found.counting if c.date and c.status.is_forecast]
        for claim in moving:
            alone = replace(claim, recorded=None, said=None, supersedes=(), retracts=())
            wide = belief(replace(event, claims=(alone,)), as_of=ALL)
            assert wide is not None
            assert found.window.starts & wide.window.starts == found.window.starts


def test_a_retraction_holds_though_what_it_retracts_was_said_later() -> None:
    recorded = datetime(2025, 12, 1, tzinfo=UTC)
    found = claimed(
        said("z", "2025-12-04", "2025-10", recorded=NOV_25),
        said("y", "2026-02", "2025-11", recorded=NOV_25, supersedes=("z",)),
        said("x", None, "2025-11-20", recorded=recorded, retracts=("y",)),
    )

    assert [claim.id for claim in found.counting] == ["z"]
    assert window_text(found) == "2025-12-04..2025-12-04"


def test_what_is_retracted_never_decides_even_alone() -> None:
    recorded = datetime(2025, 12, 1, tzinfo=UTC)
    found = claimed(
        said("y", "2026-02", "2025-11", recorded=NOV_25),
        said("x", None, "2025-11-20", recorded=recorded, retracts=("y",)),
    )

    assert found.window.is_unknown
    assert found.newest.id == "x"


def test_a_speaker_who_cancels_moves_no_window() -> None:
    peskov = Speaker("Peskov", identity="Peskov")
    found = claimed(
        said("plan", "2025-12-04", "2025-11-01", by=peskov),
        said("off", "2025-12-10", "2025-11-20", by=peskov, status=Status.CANCELLED),
    )

    assert window_text(found) == "2025-12-04..2025-12-04"
    assert found.status is Status.CANCELLED


def test_the_newest_duration_stands() -> None:
    found = claimed(
        said("a", "2025-12-04", "2025-11-01", duration=Duration.parse("P2D")),
        said("b", "2025-12-04", "2025-11-02", duration=Duration.parse("P5D")),
    )

    assert found.window.final_day == parse("2025-12-08").first
