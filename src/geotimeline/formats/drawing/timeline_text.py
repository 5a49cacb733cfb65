"""A timeline as lines of text for a terminal: words on the left, bars on the right.

A row takes one line where everything fits; on a narrower terminal it takes two, title
and id above, window and bar below; and three where the window needs a line of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geotimeline.formats.drawing.bars import FINE, PLAIN, Pen, bar, scale
from geotimeline.formats.terminal import fitted, isolated, padded, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geotimeline.formats.drawing.picture import Line, Picture

_GAP = "  "
_LEAST_BAR, _MOST_BAR = 24, 72
_LEAST_WIDTH = 32
_WIDEST_WORDS = 60
_ENOUGH_WORDS = 36  # for most windows and a status


class Page(NamedTuple):
    """What the text is for.

    Attributes:
        width: Characters on a line; no line is longer.
        paint: Colours a text in a style of `formats.drawing.ansi`.
        unicode: Whether it can show more than ASCII.
    """

    width: int
    paint: Callable[[str, str], str]
    unicode: bool = True

    @property
    def pen(self) -> Pen:
        """The characters for bars."""
        return FINE if self.unicode else PLAIN


def timeline_lines(picture: Picture, page: Page) -> Iterator[str]:
    """Give the picture line by line, without line ends and trailing blanks."""
    if not picture.lines:
        return
    columns = _Columns.of(picture)
    if columns.width + len(_GAP) + _LEAST_BAR <= page.width:
        drawn = _wide(picture, page, columns)
    else:
        drawn = _narrow(picture, page)
    for line in drawn:
        yield line.rstrip()


class _Columns(NamedTuple):
    """The widths of the columns of words, in cells."""

    when: int
    status: int
    title: int
    id: int
    answer: int

    @classmethod
    def of(cls, picture: Picture) -> _Columns:
        lines = picture.lines
        return cls(
            when=max(width(line.when) for line in lines),
            status=max(width(line.status) for line in lines),
            title=max(width(line.title) for line in lines),
            id=max(width(line.id) for line in lines),
            answer=max(width(line.answer) for line in lines),
        )

    @property
    def width(self) -> int:
        answer = self.answer + len(_GAP) if self.answer else 0
        words = self.when + self.status + self.title + self.id + 3 * len(_GAP)
        return answer + words


def _wide(picture: Picture, page: Page, columns: _Columns) -> Iterator[str]:
    cells = min(_MOST_BAR, page.width - columns.width - len(_GAP))
    margin = " " * (columns.width + len(_GAP))
    for names in scale(picture.axis, cells):
        yield margin + page.paint(names, "scale")
    for line in picture.lines:
        answer = [padded(line.answer, columns.answer)] if columns.answer else []
        words = (
            *answer,
            page.paint(padded(line.when, columns.when), line.tone.name),
            page.paint(padded(line.status, columns.status), line.tone.name),
            page.paint(padded(line.title, columns.title), "title"),
            page.paint(padded(line.id, columns.id), "faint"),
            _bar(picture, line, cells, page),
        )
        yield _GAP.join(words)


def _narrow(picture: Picture, page: Page) -> Iterator[str]:
    total = max(_LEAST_WIDTH, page.width)
    longest = max(width(_words_below(line, page)) for line in picture.lines)
    room = min(longest, _WIDEST_WORDS, max(0, total - 2 * len(_GAP) - _LEAST_BAR))
    if room < min(longest, _ENOUGH_WORDS):
        yield from _stacked(picture, page, total)
        return
    cells = min(_MOST_BAR, total - room - 2 * len(_GAP))
    margin = " " * (room + 2 * len(_GAP))
    for names in scale(picture.axis, cells):
        yield margin + page.paint(names, "scale")
    for line in picture.lines:
        yield _title_and_id(line, page)
        below = padded(_words_below(line, page, room), room)
        said = page.paint(below, line.tone.name)
        yield _GAP + said + _GAP + _bar(picture, line, cells, page)


def _stacked(picture: Picture, page: Page, total: int) -> Iterator[str]:
    """Draw title, window and bar below each other: no window is lost for the bar."""
    cells = min(_MOST_BAR, total - len(_GAP))
    for names in scale(picture.axis, cells):
        yield _GAP + page.paint(names, "scale")
    for line in picture.lines:
        yield _title_and_id(line, page)
        words = _words_below(line, page, max(0, page.width - len(_GAP)))
        yield _GAP + page.paint(words, line.tone.name)
        yield _GAP + _bar(picture, line, cells, page)


def _words_below(line: Line, page: Page, room: int | None = None) -> str:
    """Window and status; where there is too little room the window is cut."""
    status = f" {page.pen.dot} {line.status}"
    if line.answer:
        status += f" {page.pen.dot} {line.answer}"
    if room is None:
        return line.when + status
    when = fitted(line.when, max(0, room - width(status)), page.pen.ellipsis)
    return fitted(when + status, room, page.pen.ellipsis)


def _title_and_id(line: Line, page: Page) -> str:
    """The id stays whole, since it is what one types; the title is cut if need be."""
    name = fitted(line.id, page.width, page.pen.ellipsis)
    room = page.width - width(name) - len(_GAP)
    title = fitted(line.title, max(0, room), page.pen.ellipsis)
    if not title:
        return page.paint(name, "faint")
    return page.paint(isolated(title), "title") + _GAP + page.paint(name, "faint")


def _bar(picture: Picture, line: Line, cells: int, page: Page) -> str:
    drawn = bar(line.strokes, picture.axis, cells, today=picture.today, pen=page.pen)
    return page.paint(drawn, line.tone.name)
