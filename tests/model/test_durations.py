"""How long something lasts, by the clocks of its zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from geotimeline.edtf import parse
from geotimeline.model.dating import window_of
from geotimeline.model.duration import Duration
from geotimeline.model.event import Claim, Event

BERLIN = "Europe/Berlin"  # an hour forward on 29 March 2026, back on 25 October

# start, duration, end
ENDS = [
    ("2026-03-28T09:00+00:00", "P1D", "2026-03-29T08:00+00:00"),
    ("2026-03-28T09:00+00:00", "PT24H", "2026-03-29T09:00+00:00"),
    ("2026-10-24T09:00+00:00", "P1D", "2026-10-25T10:00+00:00"),
    ("2026-10-24T09:00+00:00", "P1W", "2026-10-31T10:00+00:00"),
    ("2026-01-31T23:30+00:00", "P1M", "2026-02-28T23:30+00:00"),  # 1 Feb, 00:30
    ("2026-03-28T09:00+00:00", "P1DT90M", "2026-03-29T09:30+00:00"),
    ("2026-03-28T01:30+00:00", "P1D", "2026-03-29T01:30+00:00"),  # 02:30 is left out
]


@pytest.mark.parametrize(("start", "length", "end"), ENDS)
def test_days_keep_the_hour_of_the_clock_and_hours_are_exact(
    start: str, length: str, end: str
) -> None:
    """RFC 5545 §3.3.6: a day is as long as the clocks make it."""
    ends = Duration.parse(length).after(datetime.fromisoformat(start), BERLIN)
    assert ends == datetime.fromisoformat(end)
    assert ends.tzinfo is UTC


@pytest.mark.parametrize("length", ["P1M", "P1D", "PT24H", "P9999Y"])
def test_an_end_beyond_the_year_9999_is_none(length: str) -> None:
    """It is not drawn, and nothing breaks."""
    claim = Claim("c1")
    event = Event("last", "The last", "other", (claim,), timezone=BERLIN)
    window = window_of(parse("9999-12-31T20:00:00Z"), event, Duration.parse(length))
    assert window.end_instant(BERLIN) is None
