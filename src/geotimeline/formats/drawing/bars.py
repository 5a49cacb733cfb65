"""Bars drawn in characters: one window on one line of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geotimeline.formats.drawing.strokes import Kind, Stroke
from geotimeline.formats.drawing.ticks import ticks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from geotimeline.formats.drawing.axis import Axis

_OFF_LEFT, _OFF_RIGHT = -1, -2


class Pen(NamedTuple):
    """The characters to draw with.

    Attributes:
        lines: For each kind of stroke.
        maybe: A possible day, or several in the space of one character.
        ends: First and last character of possible days.
        arrows: At an open start, an open end.
        beyond: At a start, an end that lies off the axis.
        today: The present.
        ellipsis: At a text that was cut.
        dot: Between two words of one line.
    """

    lines: dict[Kind, str]
    maybe: str
    ends: tuple[str, str]
    arrows: tuple[str, str]
    beyond: tuple[str, str]
    today: str
    ellipsis: str
    dot: str


FINE = Pen(
    lines={
        Kind.PERIOD: "▒",
        Kind.MAY_LAST: "┄",
        Kind.POSSIBLE: "─",
        Kind.LASTS: "━",
        Kind.THAT_DAY: "●",
    },
    maybe="○",
    ends=("├", "┤"),
    arrows=("◀", "▶"),
    beyond=("◁", "▷"),
    today="┊",
    ellipsis="…",
    dot="·",
)
PLAIN = Pen(
    lines={
        Kind.PERIOD: "#",
        Kind.MAY_LAST: ".",
        Kind.POSSIBLE: "-",
        Kind.LASTS: "=",
        Kind.THAT_DAY: "*",
    },
    maybe="o",
    ends=("[", "]"),
    arrows=("<", ">"),
    beyond=("{", "}"),
    today=":",
    ellipsis="...",
    dot="-",
)
"""For streams that carry nothing but ASCII."""


def bar(
    strokes: Iterable[Stroke], axis: Axis, cells: int, *, today: date, pen: Pen
) -> str:
    """Draw strokes on a line of so many characters."""
    line = [" "] * cells
    for stroke in strokes:
        _draw(line, stroke, axis, pen)
    if today in axis:
        at = int(axis.share(today) * cells)
        line[at] = pen.today if line[at] == " " else line[at]
    return "".join(line)


def scale(axis: Axis, cells: int) -> tuple[str, ...]:
    """Write the names of days, months or years that stand above the bars."""
    eras, names = [" "] * cells, [" "] * cells
    era, free = "", 0
    for tick in ticks(axis, cells):
        at = int(axis.share(tick.day) * cells)
        _write(names, at, tick.name)
        if tick.era != era and at >= free:
            era, free = tick.era, at + len(tick.era) + 1
            _write(eras, at, tick.era)
    return tuple(line for line in ("".join(eras), "".join(names)) if line.strip())


def _draw(line: list[str], stroke: Stroke, axis: Axis, pen: Pen) -> None:
    first = _cell(stroke.first, axis, len(line), otherwise=_OFF_LEFT)
    last = _cell(stroke.last, axis, len(line), otherwise=_OFF_RIGHT)
    low = 0 if first == _OFF_LEFT else len(line) - 1 if first == _OFF_RIGHT else first
    high = len(line) - 1 if last == _OFF_RIGHT else 0 if last == _OFF_LEFT else last
    shown = _shown(stroke, high - low + 1, pen)
    line[low : high + 1] = shown
    if first == _OFF_LEFT:
        line[low] = pen.arrows[0] if stroke.first is None else pen.beyond[0]
    if last == _OFF_RIGHT:
        line[high] = pen.arrows[1] if stroke.last is None else pen.beyond[1]


def _cell(day: date | None, axis: Axis, cells: int, *, otherwise: int) -> int:
    if day is None:
        return otherwise
    if day < axis.first:
        return _OFF_LEFT
    return _OFF_RIGHT if day > axis.last else int(axis.share(day) * cells)


def _shown(stroke: Stroke, length: int, pen: Pen) -> Sequence[str]:
    if stroke.kind is Kind.POSSIBLE:
        if length == 1:
            return pen.maybe
        return pen.ends[0] + pen.lines[stroke.kind] * (length - 2) + pen.ends[1]
    return pen.lines[stroke.kind] * length


def _write(line: list[str], at: int, text: str) -> None:
    if at + len(text) <= len(line):
        line[at : at + len(text)] = text
