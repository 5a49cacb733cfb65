"""The picture of a timeline, in characters and as SVG."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geotimeline.formats.drawing.ansi import coloured, uncoloured
from geotimeline.formats.drawing.axis import fixed_axis
from geotimeline.formats.drawing.bars import FINE, PLAIN, bar, scale
from geotimeline.formats.drawing.picture import picture_of
from geotimeline.formats.drawing.strokes import Kind, Stroke, strokes
from geotimeline.formats.drawing.svg import svg_lines
from geotimeline.formats.drawing.timeline_text import Page, timeline_lines
from geotimeline.formats.terminal import width
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.model.event import Event
    from geotimeline.model.timeline import Row

NOW = datetime(2025, 11, 25, 9, tzinfo=UTC)
TODAY = date(2025, 11, 25)
DECEMBER = fixed_axis(date(2025, 12, 1), date(2025, 12, 31))
dates = st.sampled_from(
    [
        None,
        "2025-12",
        "2025-12-04",
        "[..2025-12-31]",
        "[2026-01..]",
        "2025-12-04/2025-12-05",
        "../2026-03",
        "2022/..",
        "{2025-09,2025-10}",
        "[2025-11-03,2025-11-10]",
        "1600/2000",
        "2025-12-04T16:00:00Z",
        "0001-01-01",
        "9999-12-31",
    ]
)


def _rows(*events: Event) -> tuple[Row, ...]:
    return Timeline(events).rows(as_of=NOW)


def _drawn(event: Event, *, cells: int = 31, today: date = TODAY) -> str:
    (row,) = _rows(event)
    return bar(strokes(row), DECEMBER, cells, today=today, pen=FINE)


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("2025-12", "├─────────────────────────────┤"),
        ("2025-12-04", "   ●                           "),
        ("[2025-12-04,2025-12-08]", "   ○   ○                       "),
        ("[..2025-12-10]", "◀────────┤                     "),
        ("[2025-12-20..]", "                   ├──────────▶"),
        ("2025-12-04/2025-12-08", "   ●━━━━                       "),
        ("2025-11-04/2026-01-08", "◁━━━━━━━━━━━━━━━━━━━━━━━━━━━━━▷"),
        ("2025-10", "◁                              "),
        ("2026-01", "                              ▷"),
        ("2025-12-04/..", "   ●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄▶"),
    ],
)
def test_a_bar_tells_what_is_sure_from_what_is_possible(
    make_event: Callable[..., Event], written: str, drawn: str
) -> None:
    assert _drawn(make_event(written)) == drawn


def test_the_period_of_a_statistic_is_drawn_as_one(
    make_event: Callable[..., Event],
) -> None:
    assert _drawn(make_event("2025-12", type="statistic")) == "▒" * 31


def test_today_is_marked_where_no_bar_is(make_event: Callable[..., Event]) -> None:
    drawn = _drawn(make_event("2025-12-04"), today=date(2025, 12, 6))

    assert drawn.rstrip() == "   ● ┊"


@given(
    st.lists(
        st.tuples(st.sampled_from(Kind), st.none() | st.dates(), st.none() | st.dates())
    ),
    st.dates(),
    st.integers(1, 80),
    st.sampled_from([FINE, PLAIN]),
)
def test_a_bar_is_exactly_as_wide_as_the_chart(
    found: list[tuple[Kind, date | None, date | None]],
    first: date,
    cells: int,
    pen: object,
) -> None:
    axis = fixed_axis(first, first + min(timedelta(days=90), date.max - first))
    drawn = [
        Stroke(kind, *((a, b) if not (a and b) or a <= b else (b, a)))
        for kind, a, b in found
    ]

    assert len(bar(drawn, axis, cells, today=first, pen=pen)) == cells  # type: ignore[arg-type] # one of the two pens


def test_years_stand_above_the_months() -> None:
    axis = fixed_axis(date(2025, 11, 1), date(2026, 2, 28))

    eras, names = scale(axis, 48)

    assert names.split() == ["Nov", "Dec", "Jan", "Feb"]
    assert eras.index("2025") == names.index("Nov")
    assert eras.index("2026") == names.index("Jan")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(dates, st.text(min_size=1, max_size=60)), min_size=1, max_size=5
    ),
    st.integers(32, 200),
    st.booleans(),
)
def test_no_line_is_wider_than_the_terminal(
    make_event: Callable[..., Event],
    found: list[tuple[str | None, str]],
    columns: int,
    unicode: bool,  # noqa: FBT001 (Hypothesis gives it)
) -> None:
    events = [
        make_event(written, id=f"e{number}", title=title)
        for number, (written, title) in enumerate(found)
    ]
    picture = picture_of(_rows(*events), now=NOW)

    lines = list(timeline_lines(picture, Page(columns, uncoloured, unicode)))

    assert all(width(line) <= columns for line in lines)
    assert not any(line != line.rstrip() or "\x1b" in line for line in lines)
    assert all(any(event.id in line for line in lines) for event in events)


def test_a_wide_terminal_shows_a_row_on_one_line(
    make_event: Callable[..., Event],
) -> None:
    picture = picture_of(_rows(make_event("2025-12")), now=NOW)

    wide = list(timeline_lines(picture, Page(160, uncoloured)))
    narrow = list(timeline_lines(picture, Page(60, uncoloured)))

    assert narrow[-2] == "A visit  visit"
    assert narrow[-1].startswith("  December 2025 · planned  ")
    assert wide[-1].startswith("December 2025  planned  A visit  visit")


def test_colours_change_nothing_but_the_colour(
    make_event: Callable[..., Event],
) -> None:
    import re  # noqa: PLC0415 (only here)

    picture = picture_of(_rows(make_event("2025-12")), now=NOW)

    bright = [
        re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip()
        for line in timeline_lines(picture, Page(90, coloured))
    ]

    assert bright == list(timeline_lines(picture, Page(90, uncoloured)))


@pytest.mark.parametrize(
    ("status", "now", "said"),
    [
        (Status.PLANNED, NOW, "planned"),
        (Status.PLANNED, datetime(2026, 1, 1, tzinfo=UTC), "planned, lapsed"),
        (Status.HELD, datetime(2026, 1, 1, tzinfo=UTC), "took place"),
    ],
)
def test_a_line_says_how_things_stand(
    make_event: Callable[..., Event], status: Status, now: datetime, said: str
) -> None:
    (line,) = picture_of(_rows(make_event("2025-12", status=status)), now=now).lines

    assert line.status == said


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(dates, st.text(max_size=60)), max_size=5))
def test_the_svg_is_well_formed_and_asks_no_other_host(
    make_event: Callable[..., Event], found: list[tuple[str | None, str]]
) -> None:
    events = [
        make_event(written, id=f"e{number}", title=title)
        for number, (written, title) in enumerate(found)
    ]

    text = "\n".join(svg_lines(picture_of(_rows(*events), now=NOW)))

    root = ET.fromstring(text)  # noqa: S314 (our own text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    written = [value for one in root.iter() for value in one.attrib.values()]
    styles = [one.text or "" for one in root.iter() if one.tag.endswith("}style")]
    assert not [one for one in (*written, *styles) if "//" in one or "url(" in one]
    assert not {"script", "image", "use", "a"} & {one.tag[28:] for one in root.iter()}


def test_titles_are_escaped_in_the_svg(make_event: Callable[..., Event]) -> None:
    picture = picture_of(_rows(make_event("2025-12", title="<b>A & B</b>")), now=NOW)

    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in "\n".join(svg_lines(picture))


def test_on_the_narrowest_terminal_no_window_is_lost(
    make_event: Callable[..., Event],
) -> None:
    rows = _rows(make_event("2025-12-04/2025-12-05", id="a-visit"))
    picture = picture_of(rows, now=NOW)

    lines = list(timeline_lines(picture, Page(40, uncoloured)))

    assert "4–5 December 2025 · planned" in [line.strip() for line in lines]
