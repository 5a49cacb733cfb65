"""Windows of a few events as bars on one axis, for a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from geotimeline.edtf.calendar_words import MONTH_NAMES
from geotimeline.formats.drawing.picture import picture_of
from geotimeline.formats.drawing.svg_strokes import Chart, shapes
from geotimeline.formats.drawing.ticks import ticks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from geotimeline.formats.drawing.picture import Line
    from geotimeline.model.timeline import Row

_WIDTH, _HEIGHT, _EDGE = 320, 22, 6
_HALF = 6  # half the height of a bar
_LETTERS = 40  # along the bar, which has a mark where each name would begin


class BarRow(NamedTuple):
    """One event.

    Attributes:
        line: What it is, in words.
        bar: Its window, as SVG without a name: the words say the same.
    """

    line: Line
    bar: Markup


class BarChart(NamedTuple):
    """Some events on one axis, so that they can be compared.

    Attributes:
        rows: In the order given.
        first: The first day of the axis, in words.
        last: Its last day.
    """

    rows: tuple[BarRow, ...]
    first: str
    last: str


def bar_chart(rows: Sequence[Row], now: datetime) -> BarChart:
    """Draw the windows of some rows.

    Args:
        rows: What is believed.
        now: The present, in UTC.
    """
    picture = picture_of(rows, now=now)
    axis = picture.axis
    chart = Chart(axis, _EDGE, _WIDTH - _EDGE)
    today = chart.x(picture.today) if picture.today in axis else None
    bars = (BarRow(one, _svg(_bar(one, chart, today))) for one in picture.lines)
    return BarChart(tuple(bars), _short(axis.first), _short(axis.last))


def _svg(parts: Iterator[str]) -> Markup:
    return Markup(  # noqa: S704 (made of numbers and of names of ours)
        f'<svg class="bars" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true" '
        f'focusable="false">{"".join(parts)}</svg>'
    )


def _bar(line: Line, chart: Chart, today: float | None) -> Iterator[str]:
    middle = _HEIGHT / 2
    yield (
        f'<rect class="track" x="{_EDGE}" y="{middle - _HALF}" '
        f'width="{_WIDTH - 2 * _EDGE}" height="{2 * _HALF}" rx="3"/>'
    )
    for tick in ticks(chart.axis, _LETTERS):
        x = chart.x(tick.day)
        yield f'<path class="grid" d="M{x:.1f} {middle - _HALF}v{2 * _HALF}"/>'
    if today is not None:
        yield f'<path class="today" d="M{today:.1f} 0V{_HEIGHT}"/>'
    yield f'<g class="tone-{line.tone.name.lower()}">'
    for stroke in line.strokes:
        yield from shapes(stroke, chart, middle)
    yield "</g>"


def _short(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month][:3]} {day.year}"
