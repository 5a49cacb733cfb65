"""The picture of a timeline before any pen: its axis, and what each line says.

On the way of `list` values are named tuples: a class of that kind is made in a seventh
of the time that a frozen dataclass takes, and a start makes ten of them.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.formats.drawing.axis import Axis, axis_for, fixed_axis
from geotimeline.formats.drawing.strokes import Stroke, strokes
from geotimeline.formats.terminal import plain
from geotimeline.model.lapse import has_lapsed
from geotimeline.model.vocabulary import Status, status_words
from geotimeline.model.words import title_words, window_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from geotimeline.model.timeline import Row


class Tone(Enum):
    """How a line is to be coloured."""

    DONE = "it has been held"
    SURE = "it is confirmed"
    AHEAD = "it is planned"
    FAINT = "it is merely possible"
    MOVED = "it is postponed"
    GONE = "it is cancelled"
    UNCLEAR = "its window has closed, or its claims contradict each other"


_TONES = {
    Status.HELD: Tone.DONE,
    Status.CONFIRMED: Tone.SURE,
    Status.PLANNED: Tone.AHEAD,
    Status.POSSIBLE: Tone.FAINT,
    Status.POSTPONED: Tone.MOVED,
    Status.CANCELLED: Tone.GONE,
}


class Line(NamedTuple):
    """One row of a timeline, in words and strokes; every text is safe to print.

    Attributes:
        id: Id of the event.
        title: Its title, with the milestone.
        when: Its window in words.
        status: Its status in the words of its type, and whether it lapsed or is
            contradicted.
        tone: How to colour it.
        strokes: What to draw of its window.
        answer: How sure it is that it is as asked; empty where nothing was.
    """

    id: str
    title: str
    when: str
    status: str
    tone: Tone
    strokes: tuple[Stroke, ...]
    answer: str = ""


class Picture(NamedTuple):
    """A timeline ready to be drawn.

    Attributes:
        axis: The days shown.
        today: Where to mark the present; perhaps off the axis.
        lines: In the order of the rows.
    """

    axis: Axis
    today: date
    lines: tuple[Line, ...]


def picture_of(
    rows: Sequence[Row],
    *,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
    answers: Sequence[str] = (),
) -> Picture:
    """Make the picture of some rows.

    Args:
        rows: What is believed, in the order in which it is to appear.
        now: The present, in UTC.
        first: First day to show; None leaves the choice to what the rows occupy.
        last: Last day to show; the same.
        answers: What to say of each row besides; none, or one for each.
    """
    bounds = ((row.belief.window.first, row.belief.window.final_day) for row in rows)
    axis = axis_for(bounds, now.date())
    if first is not None or last is not None:
        axis = fixed_axis(first or axis.first, last or axis.last)
    said = answers or [""] * len(rows)
    lines = tuple(_line(row, now, one) for row, one in zip(rows, said, strict=True))
    return Picture(axis, now.date(), lines)


def _line(row: Row, now: datetime, answer: str) -> Line:
    event, belief = row.event, row.belief
    status = [status_words(belief.status, event.type)]
    tone = _TONES[belief.status]
    for mark, holds in (
        ("lapsed", has_lapsed(event, belief, now=now)),
        ("contradicted", belief.is_contradicted),
    ):
        if holds:
            status.append(mark)
            tone = Tone.UNCLEAR
    when = window_words(belief.window, event.timezone, is_period=event.is_period)
    return Line(
        id=plain(event.id),
        title=plain(title_words(event, belief.milestone)),
        when=plain(when),
        status=", ".join(status),
        tone=tone,
        strokes=strokes(row),
        answer=answer,
    )
