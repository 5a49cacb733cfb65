"""The shapes of an SVG timeline: bars, dots and arrows along its axis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geotimeline.formats.drawing.strokes import Kind, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.formats.drawing.axis import Axis

_HALF = 6.0  # half the height of a bar
_DOT = 12.0  # what is narrower is drawn as a dot
_ARROW = 8.0


@dataclass(frozen=True, slots=True)
class Chart:
    """Where days lie on the picture.

    Attributes:
        axis: The days shown.
        left: Where the first begins, in pixels.
        right: Where the last ends.
    """

    axis: Axis
    left: float
    right: float

    def x(self, day: date) -> float:
        """Give where a day begins, perhaps off the chart."""
        return self.left + self.axis.share(day) * (self.right - self.left)

    def end(self, day: date) -> float:
        """Give where a day ends, perhaps off the chart."""
        return self.right if day == date.max else self.x(day + timedelta(days=1))


def shapes(stroke: Stroke, chart: Chart, y: float) -> Iterator[str]:
    """Draw one stroke.

    Args:
        stroke: What to draw.
        chart: Where days lie.
        y: The middle of the line.
    """
    first = chart.left if stroke.first is None else chart.x(stroke.first)
    last = chart.right if stroke.last is None else chart.end(stroke.last)
    cut_left = stroke.first is None or first < chart.left
    cut_right = stroke.last is None or last > chart.right
    low = min(max(first, chart.left), chart.right)
    high = max(min(last, chart.right), chart.left)
    if high - low < _DOT and not (cut_left or cut_right):
        yield _dot(stroke.kind, (low + high) / 2, y)
        return
    start, end = low + _ARROW * cut_left, high - _ARROW * cut_right
    if end > start:
        yield _bar(stroke.kind, start, end, y)
    if cut_left:
        yield _arrow(low, low + _ARROW, y, is_open=stroke.first is None)
    if cut_right:
        yield _arrow(high, high - _ARROW, y, is_open=stroke.last is None)


def _dot(kind: Kind, x: float, y: float) -> str:
    filled = "maybe" if kind in (Kind.POSSIBLE, Kind.MAY_LAST) else "sure"
    return f'<circle class="{filled}" cx="{x:.1f}" cy="{y:.1f}" r="{_DOT / 2 - 1}"/>'


def _bar(kind: Kind, start: float, end: float, y: float) -> str:
    if kind is Kind.MAY_LAST:
        return f'<path class="may-last" d="M{start:.1f} {y:.1f}H{end:.1f}"/>'
    name = {Kind.POSSIBLE: "maybe", Kind.PERIOD: "period"}.get(kind, "sure")
    corner = 0 if kind is Kind.PERIOD else 3
    return (
        f'<rect class="{name}" x="{start:.1f}" y="{y - _HALF:.1f}" '
        f'width="{end - start:.1f}" height="{2 * _HALF:.0f}" rx="{corner}"/>'
    )


def _arrow(tip: float, base: float, y: float, *, is_open: bool) -> str:
    """Point at an open end, filled, or at one that lies off the picture, hollow."""
    name = "sure" if is_open else "maybe"
    points = f"{tip:.1f},{y:.1f} {base:.1f},{y - _HALF:.1f} {base:.1f},{y + _HALF:.1f}"
    return f'<polygon class="{name}" points="{points}"/>'
