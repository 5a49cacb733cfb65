"""The events of a YAML text: from libyaml, or from PyYAML itself where that is missing.

Both say the same of the same text, save for the wording of a syntax error.
"""

from __future__ import annotations

from collections.abc import Callable

import yaml
from yaml.events import Event

from geotimeline.formats.yaml_faults import Fault

Events = Callable[[], Event | None]
"""Gives the next event at each call, None after the last."""

_HINTS = (
    ("character that cannot start", "put quotation marks around the text"),
    (
        "character '",
        "put quotation marks around the text; indent with spaces, not tabs",
    ),
    ("mapping values are not allowed", "put quotation marks around a text with `: `"),
    ("could not find expected ':'", "expected `name: value`"),
    ("did not find expected key", "check the indentation and quotation marks above"),
    ("expected <block end>", "check the indentation and quotation marks above"),
    ("did not find expected ',' or", "a bracket is not closed"),
    ("expected ',' or", "a bracket is not closed"),
    ("unexpected end of stream", "quotation marks are not closed"),
)


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


def syntax_fault(error: yaml.YAMLError) -> Fault:
    """Say in words where a text stops being YAML."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", "") or error)
    hint = next((hint for sign, hint in _HINTS if sign in said), "")
    where = f" at column {mark.column + 1}" if mark else ""
    message = f"not readable as YAML{where}: {said}" + (f"; {hint}" if hint else "")
    return Fault(message, line=mark.line + 1 if mark else 1)
