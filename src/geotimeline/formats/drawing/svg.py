"""A timeline as an SVG picture: no script, no font file, no address of another host.

Light and dark follow the reader's system. Widths of letters are not known here, so
that texts are cut by count.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from geotimeline.formats.drawing.svg_strokes import Chart, shapes
from geotimeline.formats.drawing.svg_style import STYLE
from geotimeline.formats.drawing.ticks import ticks
from geotimeline.formats.terminal import fitted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.formats.drawing.picture import Line, Picture

WIDTH = 960
_MARGIN = 24
_CHART_LEFT = 560
_TOP = 60
_ROW = 44
_BOTTOM = 34
_LETTERS = 66  # of a title, left of the chart
_TICK_LETTERS = 52  # of the scale, along the chart


def svg_lines(picture: Picture, *, title: str = "Timeline") -> Iterator[str]:
    """Give the picture as an SVG document, line by line, without line ends.

    Args:
        picture: What to draw.
        title: What screen readers call it.
    """
    rows = len(picture.lines)
    bottom = _TOP + _ROW * rows
    height = bottom + _BOTTOM
    chart = Chart(picture.axis, _CHART_LEFT, WIDTH - _MARGIN)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img">'
    )
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{STYLE}</style>"
    yield f'<rect class="page" width="{WIDTH}" height="{height}" rx="8"/>'
    yield from _scale(chart, bottom)
    yield from _today(picture, chart, bottom)
    for number, line in enumerate(picture.lines):
        yield from _line(line, chart, _TOP + _ROW * number)
    yield "</svg>"


def _scale(chart: Chart, bottom: int) -> Iterator[str]:
    era = ""
    for tick in ticks(chart.axis, _TICK_LETTERS):
        x = chart.x(tick.day)
        yield f'<path class="grid" d="M{x:.1f} {_TOP - 8}V{bottom}"/>'
        yield f'<text class="scale" x="{x + 3:.1f}" y="{_TOP - 14}">{tick.name}</text>'
        if tick.era != era:
            era = tick.era
            yield f'<text class="scale" x="{x + 3:.1f}" y="{_TOP - 30}">{era}</text>'


def _today(picture: Picture, chart: Chart, bottom: int) -> Iterator[str]:
    today = picture.today
    if today in chart.axis:
        x = chart.x(today)
        yield f'<path class="today" d="M{x:.1f} {_TOP - 8}V{bottom + 4}"/>'
        said = f"{today.day} {today:%B} {today.year}"
        yield (
            f'<text class="now" x="{x:.1f}" y="{bottom + 20}" '
            f'text-anchor="middle">{said}</text>'
        )


def _line(line: Line, chart: Chart, top: int) -> Iterator[str]:
    tone = f"tone-{line.tone.name.lower()}"
    title = escape(fitted(line.title, _LETTERS))
    yield f'<text class="title" x="{_MARGIN}" y="{top + 17}">{title}</text>'
    yield (
        f'<text class="words" x="{_MARGIN}" y="{top + 35}">{escape(line.when)}'
        f'<tspan class="{tone}" dx="8">{escape(line.status)}</tspan>'
        f'<tspan class="id" dx="8">{escape(line.id)}</tspan></text>'
    )
    yield f'<g class="{tone}">'
    for stroke in line.strokes:
        yield from shapes(stroke, chart, top + _ROW // 2)
    yield "</g>"
