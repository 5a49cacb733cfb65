"""Fold the events of a YAML parser into texts, mappings and lists.

What makes YAML surprising is refused: aliases, anchors, tags, merge keys, duplicate
keys, further documents, deep nesting.
"""

from __future__ import annotations

import re
from sys import intern
from typing import TYPE_CHECKING, Final

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from geotimeline.formats.yaml.faults import Fault, RefusedError
from geotimeline.formats.yaml.nodes import Node, YamlList, YamlMapping
from geotimeline.formats.yaml.parser import Events, event_source, marks, syntax_fault

if TYPE_CHECKING:
    from collections.abc import Callable

DEEPEST: Final = 64
"""Deeper nesting is refused."""

_MOST_FAULTS = 20  # a file made to annoy is not worth more lines than this

_ESCAPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters that an escape sequence of a quoted text brought in."""


def fold(text: str, events: Callable[[str], Events] = event_source) -> Node:
    """Read one YAML document with a YAML parser.

    Args:
        text: A text without control characters and without byte order mark.
        events: Gives the parser's events of a text, one at each call.

    Raises:
        RefusedError: It is not YAML, or not the plain part of it that is read here.
    """
    try:
        return _Fold(text, events(text)).document()
    except yaml.YAMLError as error:
        raise RefusedError(syntax_fault(error, text)) from error


class _Fold:
    """One pass over the events of a text."""

    def __init__(self, text: str, next_event: Events) -> None:
        self.text = text
        self.faults: list[Fault] = []
        self.next: Callable[[], object] = next_event
        self.has_escapes = "\\" in text

    def document(self) -> Node:
        self.next()  # the stream begins
        if isinstance(self.next(), StreamEndEvent):
            return ""
        root = self.node(self.next(), 1)
        self.next()  # the document ends
        if isinstance(more := self.next(), DocumentStartEvent):
            self.refuse("a file holds one document; remove this `---`", more)
        if self.faults:
            raise RefusedError(*self.faults)
        return root

    def refuse(self, message: str, event: object) -> None:
        """Note what is wrong and go on; give up where there is no end of it."""
        self.faults.append(Fault(message, line=_line(event)))
        if len(self.faults) >= _MOST_FAULTS:
            raise RefusedError(*self.faults)

    def node(self, event: object, depth: int) -> Node:
        if isinstance(event, ScalarEvent):
            return self.scalar(event)
        if isinstance(event, AliasEvent):
            self.refuse("aliases (`*name`) are not read; write the value out", event)
            return ""
        if depth > DEEPEST:
            self.refuse(f"is nested deeper than {DEEPEST} levels", event)
            raise RefusedError(*self.faults)
        if isinstance(event, MappingStartEvent):
            return self.mapping(event, depth)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(event, depth)
        message = f"not an event of a node: {event!r}"
        raise TypeError(message)

    def scalar(self, event: ScalarEvent) -> str:
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event)
        value: str = event.value
        if self.has_escapes and _ESCAPED.search(value) is not None:
            self.refuse("a text cannot hold control characters", event)
        return intern(value)

    def refuse_properties(
        self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent
    ) -> None:
        if event.anchor is not None:
            self.refuse("anchors (`&name`) are not read; remove it", event)
        if event.tag is not None:
            self.refuse("tags (`!name`) are not read; remove it", event)

    def mapping(self, start: MappingStartEvent, depth: int) -> YamlMapping:
        if start.anchor is not None or start.tag is not None:
            self.refuse_properties(start)
        found = YamlMapping(_line(start))
        lines, scalar, take = found.lines, self.scalar, self.next
        while type(event := take()) is not MappingEndEvent:
            key = self.key(event, found, depth)
            lines[key] = _line(event)
            value = take()
            if type(value) is ScalarEvent:
                found[key] = scalar(value)
                if value.style == "|":
                    found.blocks = {**found.blocks, key: _line(value) + 1}
            else:
                found[key] = self.node(value, depth + 1)
        if start.flow_style:
            found.source = self.slice(start, event)
        return found

    def key(self, event: object, found: YamlMapping, depth: int) -> str:
        if type(event) is not ScalarEvent:
            self.node(event, depth + 1)
            self.refuse("a name must be a text, not a list or mapping", event)
            return ""
        name = self.scalar(event)
        if name in found:
            first = found.lines[name]
            self.refuse(f"`{name}` is given twice (first on line {first})", event)
        if name == "<<":
            self.refuse("merge keys (`<<`) are not read; write the fields out", event)
        return name

    def sequence(self, start: SequenceStartEvent, depth: int) -> YamlList:
        if start.anchor is not None or start.tag is not None:
            self.refuse_properties(start)
        found = YamlList(_line(start))
        while type(event := self.next()) is not SequenceEndEvent:
            found.lines.append(_line(event))
            found.append(self.node(event, depth + 1))
        if start.flow_style:
            found.source = self.slice(start, event)
        return found

    def slice(self, start: MappingStartEvent | SequenceStartEvent, end: object) -> str:
        """Give the source of a collection, or nothing if it spans lines."""
        first, last = marks(start)[0], marks(end)[1]
        if first.line != last.line:
            return ""
        return self.text[first.index : last.index]


def _line(event: object) -> int:
    return marks(event)[0].line + 1
