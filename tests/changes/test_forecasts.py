"""What becomes of a date that somebody named, as docs/changes.md defines it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from geotimeline.edtf import parse
from geotimeline.model.dating import window_of
from geotimeline.model.event import Claim, Event, Speaker
from geotimeline.model.forecasts import Forecast, Outcome, forecasts
from geotimeline.model.revision import Size
from geotimeline.model.vocabulary import Status
from tests.strategies import events, instants

ALL = datetime(9999, 1, 1, tzinfo=UTC)
NOV_25 = datetime(2025, 11, 25, 9, tzinfo=UTC)
PESKOV = Speaker("Peskov", identity="Dmitry Peskov")
KREMLIN = Speaker("Kremlin", identity="Dmitry Peskov")


def said(
    number: int, text: str | None, status: str = "planned", **more: object
) -> Claim:
    return Claim(
        id=f"c{number}",
        date=parse(text) if text else None,
        status=Status(status),
        recorded=NOV_25 + timedelta(days=number),
        **more,  # type: ignore[arg-type] # tests give what they mean
    )


def outcomes(*claims: Claim, now: datetime = NOV_25, kind: str = "visit") -> list[str]:
    event = Event("visit", "A visit", kind, claims)
    return [_words(one) for one in forecasts((event,), as_of=ALL, now=now)]


def _words(one: Forecast) -> str:
    size = "" if one.size is None else f" {one.size.least}..{one.size.most}"
    return f"{one.claim.id} {one.outcome.value}{size}"


@pytest.mark.parametrize(
    ("named", "held", "outcome"),
    [
        ("2025-12-04", "2025-12-04", "c1 kept"),
        ("2025-12", "2025-12-04", "c1 kept"),
        ("[..2025-12-31]", "2025-12", "c1 kept"),
        ("2025-12-04", "2025-12", "c1 unknown"),
        ("2025-12-04", "2026-01-12", "c1 slipped 39..39"),
        ("2025-12", "2026-01", "c1 slipped 1..61"),
        ("[..2025-12-31]", "2026-01-12", "c1 slipped 12..None"),
        ("2025-12-04", "2025-12-01", "c1 advanced 3..3"),
    ],
)
def test_a_date_is_measured_against_the_day_on_which_it_was_held(
    named: str, held: str, outcome: str
) -> None:
    assert outcomes(said(1, named), said(2, held, "held")) == [outcome]


def test_a_date_that_the_speaker_moved_slipped_and_the_new_one_is_open() -> None:
    found = outcomes(
        said(1, "[2025-12-04,2025-12-05]", by=PESKOV),
        said(2, "[2026-01-12..2026-01-15]", by=KREMLIN),
    )

    assert found == ["c1 slipped 38..42", "c2 open"]


def test_a_date_that_another_speaker_superseded_has_moved_too() -> None:
    found = outcomes(
        said(1, "2025-12-04", by=PESKOV), said(2, "2025-12-01", supersedes=("c1",))
    )

    assert found == ["c1 advanced 3..3", "c2 open"]


def test_each_date_is_measured_against_where_the_date_stands_in_the_end() -> None:
    found = outcomes(
        said(1, "2025-12-04", by=PESKOV),
        said(2, "2025-12-11", by=PESKOV),
        said(3, "2025-12-20", "held"),
    )

    assert found == ["c1 slipped 16..16", "c2 slipped 9..9"]


def test_what_was_put_off_with_no_new_date_slipped_by_an_open_number_of_days() -> None:
    found = outcomes(said(1, "2025-12-04"), said(2, None, "postponed"))

    assert found == ["c1 slipped 0..None"]


def test_a_new_date_of_a_postponement_is_a_forecast_itself() -> None:
    found = outcomes(said(1, "2025-12-04"), said(2, "2026-01-12", "postponed"))

    assert found == ["c1 slipped 39..39", "c2 open"]


def test_claims_that_contradict_each_other_are_both_still_open() -> None:
    found = outcomes(said(1, "2025-12-04"), said(2, "2026-01-12"))

    assert found == ["c1 open", "c2 open"]


def test_a_date_that_is_over_with_nothing_said_of_the_outcome_is_unknown() -> None:
    after = datetime(2025, 12, 5, tzinfo=UTC)

    assert outcomes(said(1, "2025-12-04"), now=after) == ["c1 unknown"]
    assert outcomes(said(1, "2025-12-04"), now=after - timedelta(1)) == ["c1 open"]


@pytest.mark.parametrize(
    ("claims", "outcome"),
    [
        ((said(1, "2025-12-04"), said(2, None, "cancelled")), "c1 cancelled"),
        ((said(1, "2025-12-04"), said(2, None, "held")), "c1 unknown"),
    ],
    ids=["cancelled", "held, but nobody says when"],
)
def test_an_outcome_without_a_date_moves_nothing(
    claims: tuple[Claim, ...], outcome: str
) -> None:
    assert outcomes(*claims) == [outcome]


def test_a_retracted_date_is_neither_kept_nor_moved() -> None:
    found = outcomes(
        said(1, "2025-12-04"),
        said(2, "2025-12-09", retracts=("c1",)),
        said(3, "2025-12-09", "held"),
    )

    assert found == ["c1 unknown", "c2 kept"]


def test_claims_without_a_date_outcomes_and_statistics_are_no_forecasts() -> None:
    assert outcomes(said(1, None), said(2, "2025-12-04", "held")) == []
    assert outcomes(said(1, "2025-10"), kind="statistic") == []


@given(events(), instants)
def test_kept_means_held_within_the_days_named_and_moved_means_outside(
    event: Event, now: datetime
) -> None:
    for one in forecasts((event,), as_of=ALL, now=now):
        assert one.claim.date is not None
        assert (one.size is not None) == (
            one.outcome in {Outcome.SLIPPED, Outcome.ADVANCED}
        )
        if one.outcome is Outcome.KEPT:
            named = window_of(one.claim.date, event, one.claim.duration).starts
            held = [c for c in event.claims if c.status is Status.HELD and c.date]
            windows = [window_of(c.date, event, None).starts for c in held if c.date]
            assert any(starts & named for starts in windows)
        if one.size is not None and one.size.most is not None:
            assert Size(one.size.least, None).least is not None
            assert (one.size.least or 0) <= one.size.most


@given(events(), instants)
def test_every_dated_forecast_that_is_known_is_counted_once(
    event: Event, as_of: datetime
) -> None:
    found = [one.claim.id for one in forecasts((event,), as_of=as_of, now=as_of)]

    expected = [
        claim.id
        for claim in event.claims
        if claim.date is not None
        and claim.known_from <= as_of
        and (claim.status.is_forecast or claim.status is Status.POSTPONED)
        and not event.is_period
    ]
    assert sorted(found) == sorted(expected)
