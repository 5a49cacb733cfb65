"""The events of a YAML text: from libyaml, or from PyYAML itself where that is missing.

What both read, they read alike. PyYAML itself refuses a few tabs more, words errors
otherwise, and is thirty times slower.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import yaml
from yaml.events import Event

from geotimeline.formats.yaml.faults import Fault

if TYPE_CHECKING:
    from yaml.error import Mark

Events = Callable[[], Event | None]
"""Gives the next event at each call, None after the last."""

_QUOTE_OR_SPACES = "put quotation marks around the text; indent with spaces, not tabs"
_UNEVEN = "check the indentation and quotation marks above"
_HINTS = (
    ("cannot start any token", _QUOTE_OR_SPACES),
    ("mapping values are not allowed", "put quotation marks around a text with `: `"),
    ("could not find expected ':'", "expected `name: value`"),
    ("did not find expected key", _UNEVEN),
    ("expected <block end>", _UNEVEN),
    ("did not find expected ',' or", "a bracket is not closed"),
    ("expected ',' or", "a bracket is not closed"),
    ("unexpected end of stream", "the quotation mark is not closed"),
)
_REACHING_FAR = ("quoted scalar", "flow sequence", "flow mapping")
"""What a reader misses the end of, so that the place to look at is its beginning."""


def event_source(text: str) -> Events:
    """Give the function that returns the next event of a text at each call."""
    if yaml.__with_libyaml__:
        from yaml._yaml import CParser  # noqa: PLC0415 (it is not always there)

        return CParser(text).get_event
    return pure_python_events(text)


def pure_python_events(text: str) -> Events:
    """Do the same without libyaml."""
    from yaml.parser import Parser  # noqa: PLC0415 (seldom needed)
    from yaml.reader import Reader  # noqa: PLC0415
    from yaml.scanner import Scanner  # noqa: PLC0415

    class PurePython(Reader, Scanner, Parser):
        def __init__(self) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)

    return PurePython().get_event


def marks(event: object) -> tuple[Mark, Mark]:
    """Give where an event of a text begins and ends."""
    return event.start_mark, event.end_mark  # type: ignore[attr-defined] # all have them


def syntax_fault(error: yaml.YAMLError, text: str) -> Fault:
    """Say in words where a text stops being YAML."""
    said = str(getattr(error, "problem", "") or error)
    mark = getattr(error, "problem_mark", None)
    begun = str(getattr(error, "context", ""))
    if mark is None or begun.endswith(_REACHING_FAR):
        mark = getattr(error, "context_mark", None) or mark
    hint = next((hint for sign, hint in _HINTS if sign in said), "")
    where = f" at column {mark.column + 1}" if mark else ""
    message = f"not readable as YAML{where}: {said}" + (f"; {hint}" if hint else "")
    last_line = text.count("\n") + 1  # libyaml sees an end of file one line too far
    return Fault(message, line=min(mark.line + 1, last_line) if mark else 1)
