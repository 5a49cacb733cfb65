"""Change fields of an event in place: every other line stays."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geotimeline.errors import FileWriteError
from geotimeline.formats.events.edit import require_says, span_of_event
from geotimeline.formats.yaml.nodes import as_plain
from geotimeline.formats.yaml.scalars import entry
from geotimeline.formats.yaml.spans import spans_of
from geotimeline.formats.yaml.tree import read_tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.formats.yaml.scalars import Writable
    from geotimeline.formats.yaml.spans import Span

_BOM = "\ufeff"


def fields_of_event(text: str, event_id: str) -> dict[str, Any]:
    """Give the fields of an event as they stand, values as texts, lists, mappings.

    Args:
        text: The whole file, without problems.
        event_id: Which event, where the file holds several.
    """
    return _event_of(as_plain(read_tree(text)), event_id)


def change_fields(
    text: str, changes: Mapping[str, Writable | None], event_id: str
) -> str:
    """Give fields of an event other values, in their places; comments on them go.

    Args:
        text: The whole file, without problems.
        changes: New values by name; None for a field that shall go. A field that is
            not there yet is put before the claims.
        event_id: Which event, where the file holds several.

    Raises:
        NotFoundError: The file holds several events, none of them of that id.
        FileWriteError: The event is written so that it cannot be edited safely.
    """
    bare = text.removeprefix(_BOM)
    newline = "\r\n" if "\r\n" in bare else "\n"
    edited = bare if bare.endswith("\n") else bare + newline
    for name, value in changes.items():
        event = span_of_event(spans_of(edited), event_id)
        if event.in_brackets:
            reason = "it stands in brackets; give each field a line of its own"
            raise FileWriteError(event_id, reason)
        edited = _changed(edited, event, name, value, newline)
    require_says(edited, _expected(bare, changes, event_id), event_id)
    return text[: len(text) - len(bare)] + edited


def _changed(
    text: str, event: Span, name: str, value: Writable | None, newline: str
) -> str:
    start, end = _place(text, event, name)
    lines = [] if value is None else entry(name, value, event.column)
    if text[:start].rpartition("\n")[2]:  # it shares its line with the dash of a list
        if not lines:
            reason = f"`{name}` stands beside the dash of a list; remove it by hand"
            raise FileWriteError(name, reason)
        lines[0] = lines[0][event.column :]
    return text[:start] + "".join(line + newline for line in lines) + text[end:]


def _place(text: str, event: Span, name: str) -> tuple[int, int]:
    """Give from where to where a field stands, or would stand."""
    at = event.after
    for key, value in event.entries:
        if key.text == name:
            line = key.start - key.column
            alone = not text[line : key.start].strip()
            return line if alone else key.start, value.after
    for (_, before), (key, _) in pairwise(event.entries):
        if key.text == "claims":
            at = before.after
    return at, at


def _expected(
    text: str, changes: Mapping[str, Writable | None], event_id: str
) -> Mapping[str, Any]:  # YAML comes in: texts, lists and mappings of any depth
    tree: Any = as_plain(read_tree(text))
    event = _event_of(tree, event_id)
    for name, value in changes.items():
        if value is None:
            event.pop(name, None)
        else:
            event[name] = value
    expected: Mapping[str, Any] = tree
    return expected


def _event_of(tree: Any, event_id: str) -> dict[str, Any]:  # noqa: ANN401 (YAML comes in)
    found: dict[str, Any] = tree
    if "events" in tree:
        found = next(e for e in tree["events"] if e.get("id", "").strip() == event_id)
    return found
