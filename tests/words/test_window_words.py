"""Windows in plain words and in EDTF."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import DaySet, DaySpan, Qualifiers, parse
from geotimeline.model.dating import window_of
from geotimeline.model.duration import Duration
from geotimeline.model.event import Claim, Event
from geotimeline.model.window import Window
from geotimeline.model.window_edtf import window_edtf
from geotimeline.model.window_words import duration_words
from geotimeline.model.words import window_words

VISIT = Event("visit", "A visit", "visit", (Claim("c1"),), timezone="Asia/Kolkata")
FIGURES = Event("figures", "Figures", "statistic", (Claim("c1"),))

# date, duration → words, EDTF
WINDOWS = [
    ("2025-12", "", "December 2025", "2025-12"),
    ("2025-12?", "", "December 2025 (uncertain)", "2025-12?"),
    ("2025-12~", "", "about December 2025", "2025-12~"),
    ("[..2025-12-31]", "", "by the end of 2025", "[..2025-12-31]"),
    ("[..2025-12-31?]", "", "by the end of 2025 (uncertain)", "[..2025-12-31?]"),
    ("[2026-01..]", "", "from January 2026 on", "[2026-01-01..]"),
    ("XXXX-XX-XX", "", "date unknown", "XXXX-XX-XX"),
    ("2025-12-04", "", "4 December 2025", "2025-12-04"),
    ("2025-12-04/2025-12-05", "", "4–5 December 2025", "2025-12-04/2025-12-05"),
    ("2025-12-04", "P2D", "4–5 December 2025", "2025-12-04/2025-12-05"),
    ("2025-12", "P2D", "December 2025, for 2 days", "2025-12"),
    ("[2025-12-04,2025-12-05]", "", "4 or 5 December 2025", "[2025-12-04..2025-12-05]"),
    ("../2026-03", "", "until March 2026", "../2026-03"),
    ("2022/..", "", "since 2022", "2022/.."),
    (
        "2025-12-04T16:00:00+05:30",
        "",
        "4 December 2025, 16:00 (Asia/Kolkata)",
        "2025-12-04T16:00:00+05:30",
    ),
    (
        "2025-12-04T10:30:00Z",
        "PT90M",
        "4 December 2025, 16:00–17:30 (Asia/Kolkata)",
        "2025-12-04T16:00:00+05:30",
    ),
    (
        "2025-12-04T16:00:00",
        "P2D",
        "4 December 2025, 16:00 – 6 December 2025, 16:00 (Asia/Kolkata)",
        "2025-12-04T16:00:00+05:30",
    ),
]
# date → words, EDTF
PERIODS = [
    ("2025-09", "September 2025", "2025-09"),
    ("2025-09/2025-10", "September–October 2025", "2025-09/2025-10"),
    ("{2025-09,2025-10}", "September–October 2025", "2025-09/2025-10"),
    ("2025-09-01/2025-09-14", "1–14 September 2025", "2025-09-01/2025-09-14"),
    ("2024/2025", "2024–2025", "2024/2025"),
    ("2026-33", "January–March 2026", "2026-01/2026-03"),
    ("2024-07/..", "since 1 July 2024", "2024-07-01/.."),
]


@pytest.mark.parametrize(("text", "length", "words", "edtf"), WINDOWS)
def test_a_window_is_said_as_a_newsroom_would(
    text: str, length: str, words: str, edtf: str
) -> None:
    duration = Duration.parse(length) if length else None

    window = window_of(parse(text), VISIT, duration)

    assert window_words(window, VISIT.timezone) == words
    assert window_edtf(window, VISIT.timezone) == edtf


@pytest.mark.parametrize(("text", "words", "edtf"), PERIODS)
def test_a_period_is_named_whole_and_not_as_one_of_its_days(
    text: str, words: str, edtf: str
) -> None:
    window = window_of(parse(text), FIGURES, None)

    assert window_words(window, "UTC", is_period=True) == words
    assert window_edtf(window, "UTC", is_period=True) == edtf


def test_the_uncertain_end_of_something_that_lasts_is_told_apart() -> None:
    december = DaySet.of(date(2025, 12, 4), date(2025, 12, 6))
    window = Window(december, ends=december.shifted(5))

    words = window_words(window, "UTC")

    assert words == (
        "between 4 and 6 December 2025, ending between 9 and 11 December 2025"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("P1D", "1 day"),
        ("PT90M", "90 minutes"),
        ("PT150M", "2 hours and 30 minutes"),
        ("P1Y6M", "1 year and 6 months"),
        (
            "P1Y2M3DT4H5M6S",
            "1 year, 2 months, 3 days, 4 hours, 5 minutes and 6 seconds",
        ),
    ],
)
def test_a_duration_is_said_in_the_units_people_use(text: str, words: str) -> None:
    assert duration_words(Duration.parse(text)) == words


days = st.dates(date(1, 1, 2), date(9990, 12, 30))
lengths = st.integers(0, 800).map(lambda count: timedelta(days=count))


@st.composite
def day_sets(draw: st.DrawFn) -> DaySet:
    first = draw(days)
    spans = [DaySpan(first, first + draw(lengths))]
    if draw(st.booleans()):
        second = draw(days)
        spans.append(DaySpan(second, second + draw(lengths)))
    if draw(st.booleans()):
        spans.append(DaySpan(None, draw(days)))
    return DaySet.union(spans)


qualifiers = st.builds(Qualifiers, st.booleans(), st.booleans())
windows = st.builds(Window, starts=day_sets(), qualifiers=qualifiers)


@given(windows)
def test_reading_the_edtf_of_a_window_gives_the_same_days_and_doubts(
    window: Window,
) -> None:
    value = parse(window_edtf(window, "UTC"))

    assert (value.starts, value.qualifiers) == (window.starts, window.qualifiers)


@given(day_sets(), day_sets(), qualifiers)
def test_the_edtf_of_what_lasts_never_says_more_than_is_known(
    starts: DaySet, ends: DaySet, doubts: Qualifiers
) -> None:
    lasting = Window(ends=ends).intersected(Window(starts=starts))
    if lasting is None:
        return
    window = lasting.doubted(doubts)

    value = parse(window_edtf(window, "UTC"))

    assert value.starts == window.starts
    assert not value.lasts or value.ends == window.ends


@given(windows, st.sampled_from(["UTC", "Asia/Kolkata"]), st.booleans())
def test_every_window_has_words(window: Window, zone: str, period: bool) -> None:  # noqa: FBT001 (drawn)
    assert window_words(window, zone, is_period=period).strip()
