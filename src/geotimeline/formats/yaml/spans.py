"""Where the parts of a YAML text begin and end, so that it can be changed in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from geotimeline.formats.yaml.parser import event_source, marks

if TYPE_CHECKING:
    from yaml.events import Event

    from geotimeline.formats.yaml.parser import Events


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text: a scalar, a list or a mapping.

    Attributes:
        start: Index of its first character.
        after: Index of the first line that does not belong to it.
        column: Column of `start`, from 0; of a list, that of its dashes.
        in_brackets: Whether it is written `[…]` or `{…}`.
        text: What a scalar says; empty for others.
        items: The items of a list.
        entries: The names of a mapping with their values.
    """

    start: int
    after: int
    column: int
    in_brackets: bool = False
    text: str = ""
    items: tuple[Span, ...] = ()
    entries: tuple[tuple[Span, Span], ...] = ()

    def value(self, name: str) -> Span | None:
        """Give the value of a name of a mapping, or None."""
        return next((value for key, value in self.entries if key.text == name), None)


def spans_of(text: str) -> Span:
    """Give the parts of a text that `read_tree` reads, without byte order mark."""
    take = event_source(text)
    take()  # the stream begins
    take()  # the document begins
    return _span(text, take, take())


def _span(text: str, take: Events, event: Event | None) -> Span:
    if isinstance(event, MappingStartEvent):
        return _mapping(text, take, event)
    if isinstance(event, SequenceStartEvent):
        return _list(text, take, event)
    if isinstance(event, ScalarEvent):
        return _scalar(text, event)
    message = f"not a part of a text that was read: {event!r}"
    raise TypeError(message)


def _mapping(text: str, take: Events, event: MappingStartEvent) -> Span:
    entries: list[tuple[Span, Span]] = []
    while not isinstance(end := take(), MappingEndEvent):
        entries.append((_span(text, take, end), _span(text, take, take())))
    mark, _ = marks(event)
    after = _line_after(text, marks(end)[1].index)
    if not event.flow_style and entries:
        after = entries[-1][1].after
    flow = bool(event.flow_style)
    return Span(mark.index, after, mark.column, flow, entries=tuple(entries))


def _list(text: str, take: Events, event: SequenceStartEvent) -> Span:
    items: list[Span] = []
    while not isinstance(end := take(), SequenceEndEvent):
        items.append(_span(text, take, end))
    mark, _ = marks(event)
    after = _line_after(text, marks(end)[1].index)
    if not event.flow_style and items:
        after = items[-1].after
    flow = bool(event.flow_style)
    return Span(mark.index, after, mark.column, flow, items=tuple(items))


def _scalar(text: str, event: ScalarEvent) -> Span:
    begun, ended = marks(event)
    start, end = begun.index, ended.index
    if event.style in ("|", ">"):
        header = text[start:end].partition("\n")[0]
        if "+" not in header:  # else the empty lines below belong to it
            end = start + len(text[start:end].rstrip())
            end = _line_after(text, end)
    else:
        end = _line_after(text, end)
    return Span(start, end, begun.column, text=event.value)


def _line_after(text: str, index: int) -> int:
    """Give the index at which the next line begins."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1
