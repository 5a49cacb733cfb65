"""Track records: counts that add up, and a median that is honest about its bounds."""

from __future__ import annotations

import math
from statistics import median_high, median_low

from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.model.event import Actor, Claim, Event, Speaker
from geotimeline.model.forecasts import Forecast, Outcome
from geotimeline.model.revision import Size
from geotimeline.model.slips import (
    actors_of,
    median_size,
    speaker_of,
    track_records,
    type_of,
)


def forecast(
    outcome: Outcome = Outcome.OPEN,
    size: Size | None = None,
    *,
    by: str = "Peskov",
    actors: tuple[str, ...] = (),
) -> Forecast:
    speaker = Speaker(by, identity=f"Dmitry {by}") if by else None
    claim = Claim("c1", parse("2025-12"), by=speaker)
    event = Event("e", "E", "visit", (claim,), actors=tuple(map(Actor, actors)))
    return Forecast(event, claim, outcome, size)


def slipped(least: int, most: int | None, by: str = "Peskov") -> Forecast:
    return forecast(Outcome.SLIPPED, Size(least, most), by=by)


def test_speakers_are_known_by_one_name_and_those_with_most_slips_come_first() -> None:
    found = track_records(
        [
            forecast(by="Abe"),
            slipped(36, 47),
            forecast(Outcome.KEPT),
            forecast(by=""),
        ],
        speaker_of,
    )

    assert [one.name for one in found] == ["Dmitry Peskov", "", "Dmitry Abe"]
    assert found[0].forecasts == 2
    assert found[0].counts[Outcome.KEPT] == found[0].counts[Outcome.SLIPPED] == 1
    assert found[0].median_slip == Size(36, 47)
    assert found[1].median_slip is None


def test_an_event_counts_for_each_of_its_actors_once() -> None:
    one = forecast(actors=("RU", "IN", "RU"))

    assert [record.name for record in track_records([one], actors_of)] == ["IN", "RU"]
    assert actors_of(forecast()) == ("",)
    assert type_of(one) == ("visit",)


def test_a_slip_without_limit_leaves_the_median_open_only_where_it_reaches_it() -> None:
    sizes = [Size(1, 2), Size(3, 5), Size(0, None)]

    assert median_size(sizes) == Size(1, 5)
    assert median_size([Size(1, 2), Size(0, None)]) == Size(0, None)


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle() -> None:
    assert median_size([Size(7, 7), Size(10, 10)]) == Size(7, 10)


exact = st.integers(0, 400)
slips = st.lists(
    st.tuples(exact, st.integers(0, 60), st.integers(0, 60), st.booleans()), min_size=1
)


@given(slips)
def test_the_median_is_in_its_interval_whatever_the_days_were(
    drawn: list[tuple[int, int, int, bool]],
) -> None:
    true = [days for days, *_ in drawn]
    sizes = [
        Size(max(days - less, 0), None if is_open else days + more)
        for days, less, more, is_open in drawn
    ]

    found = median_size(sizes)

    assert (found.least or 0) <= median_low(true)
    assert median_high(true) <= (math.inf if found.most is None else found.most)


@given(st.lists(st.sampled_from(Outcome)), st.randoms())
def test_every_forecast_is_counted_once_and_their_order_does_not_matter(
    drawn: list[Outcome], chance: object
) -> None:
    size = Size(1, 2)
    moved = (Outcome.SLIPPED, Outcome.ADVANCED)
    found = [
        forecast(one, size if one in moved else None, by="AB"[n % 2])
        for n, one in enumerate(drawn)
    ]
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # Hypothesis's Random

    records = track_records(found, speaker_of)

    assert sum(record.forecasts for record in records) == len(drawn)
    assert records == track_records(shuffled, speaker_of)
