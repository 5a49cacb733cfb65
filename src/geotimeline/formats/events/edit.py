"""Change event files in place: comments, order and every other byte stay.

What was written is read again, and must be the old file plus the change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geotimeline.errors import FileWriteError, NotFoundError
from geotimeline.formats.events.claims import SHORT_FORM_FIELDS
from geotimeline.formats.yaml.faults import RefusedError
from geotimeline.formats.yaml.nodes import as_plain
from geotimeline.formats.yaml.scalars import entry, item
from geotimeline.formats.yaml.spans import spans_of
from geotimeline.formats.yaml.tree import read_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geotimeline.formats.yaml.scalars import Writable
    from geotimeline.formats.yaml.spans import Span

_OF_A_CLAIM = frozenset(field.name for field in SHORT_FORM_FIELDS)
_BOM = "\ufeff"


def new_event(fields: Mapping[str, Writable]) -> str:
    """Write a new event file.

    Args:
        fields: Its fields, in the order in which they shall stand.

    Raises:
        FileWriteError: A value cannot be written, such as a control character.
    """
    lines = [line for name, value in fields.items() for line in entry(name, value, 0)]
    text = "\n".join([*lines, ""])
    require_says(text, fields, "the event")
    return text


def append_claim(text: str, fields: Mapping[str, Writable], event_id: str) -> str:
    """Add a claim at the end of an event's claims.

    An event in the short form gets a list of claims; its own claim becomes `c1`.

    Args:
        text: The whole file, without problems.
        fields: The fields of the claim, in the order in which they shall stand.
        event_id: Which event, where the file holds several.

    Raises:
        NotFoundError: The file holds several events, none of them of that id.
        FileWriteError: The event is written so that a claim cannot be added safely.
    """
    bare = text.removeprefix(_BOM)
    newline = "\r\n" if "\r\n" in bare else "\n"
    ended = bare if bare.endswith("\n") else bare + newline
    event = span_of_event(spans_of(ended), event_id)
    claims = event.value("claims")
    what = f"a claim of {event_id}"
    if event.in_brackets or (claims is not None and claims.in_brackets):
        reason = "it stands in brackets; give each field a line of its own"
        raise FileWriteError(what, reason)
    if claims is None:
        edited = _with_list_of_claims(ended, event, fields, newline)
    else:
        edited = _with_claim(ended, claims, fields, newline)
    if ended != bare:
        edited = edited.removesuffix(newline)
    require_says(edited, _expected(bare, fields, event_id), what)
    return text[: len(text) - len(bare)] + edited


def span_of_event(root: Span, event_id: str) -> Span:
    """Give the event of a file: the only one, or the one of that id.

    Raises:
        NotFoundError: The file holds several events, none of them of that id.
    """
    events = root.value("events")
    if events is None:
        return root
    for one in events.items:
        its_id = one.value("id")
        if its_id is not None and its_id.text.strip() == event_id:
            return one
    raise NotFoundError("event", event_id, "in this file")


def _with_claim(
    text: str, claims: Span, fields: Mapping[str, Writable], newline: str
) -> str:
    last = claims.items[-1]
    offset = last.column - claims.column if _shares_line(text, last) else 2
    at = past_comments(text, claims.after, claims.column)
    lines = item(fields, claims.column, max(offset, 2))
    return text[:at] + joined(lines, newline) + text[at:]


def _with_list_of_claims(
    text: str, event: Span, fields: Mapping[str, Writable], newline: str
) -> str:
    """Move the fields of the short form's claim into a list, with their comments."""
    indent = " " * event.column
    moved = [
        (_beginning(text, key, event), value.after)
        for key, value in event.entries
        if key.text in _OF_A_CLAIM
    ]
    body = [f"{indent}  - id: c1"]
    for start, end in moved:
        lines = (indent + text[start:end].lstrip(" ")).splitlines()
        body += [f"    {line}" if line.strip() else line for line in lines]
    body += item(fields, event.column + 2)
    if not moved:
        moved = [(event.after, event.after)]
    first = moved[0][0]
    begins_line = text[:first].endswith("\n") or not first
    head = f"{indent}claims:" if begins_line else "claims:"
    parts = [text[:first], joined([head, *body], newline)]
    for (_, end), (start, _) in zip(moved, [*moved[1:], (len(text), 0)], strict=True):
        parts.append(text[end:start])
    return "".join(parts)


def _beginning(text: str, key: Span, event: Span) -> int:
    """Give the index at which a field begins, with the comments right above it."""
    start = key.start - key.column
    if text[start : key.start].strip():
        return key.start  # it shares its line with the dash of a list
    if key is event.entries[0][0]:
        return start  # what stands above is about the whole event
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        line = text[above:start]
        if not line.startswith(" " * key.column + "#"):
            break
        start = above
    return start


def _shares_line(text: str, part: Span) -> bool:
    """Say whether an item stands on the line of its dash."""
    line = text[part.start - part.column : part.start]
    return line.strip() == "-"


def past_comments(text: str, index: int, column: int) -> int:
    """Give the index past comments that belong to the list above them."""
    least = max(column, 1)
    while True:
        line = text[index:].partition("\n")[0]
        if not line.startswith(" " * least) or not line.lstrip(" ").startswith("#"):
            return index
        index += len(line) + 1


def joined(lines: Sequence[str], newline: str) -> str:
    """Give lines as a text, each with its end."""
    return "".join(line + newline for line in lines)


def _expected(
    text: str, fields: Mapping[str, Writable], event_id: str
) -> Mapping[str, Any]:  # YAML comes in: texts, lists and mappings of any depth
    tree: Any = as_plain(read_tree(text))
    event = tree
    if "events" in tree:
        event = next(e for e in tree["events"] if e.get("id", "").strip() == event_id)
    if "claims" not in event:
        own = {name: event.pop(name) for name in [*event] if name in _OF_A_CLAIM}
        event["claims"] = [{"id": "c1"} | own]
    event["claims"].append(fields)
    expected: Mapping[str, Any] = tree
    return expected


def require_says(text: str, expected: Mapping[str, Writable], what: str) -> None:
    """Refuse a text that does not say what it shall say.

    Raises:
        FileWriteError: It does not.
    """
    try:
        same = _settled(as_plain(read_tree(text))) == _settled(expected)
    except RefusedError as error:
        raise FileWriteError(what, str(error)) from error
    if not same:
        reason = "the file is written in a way that this program cannot edit safely"
        raise FileWriteError(what, f"{reason}; add the lines by hand")


def _settled(value: object) -> object:
    """Give texts without final line ends: a block at the end of a file gains one."""
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, Mapping):
        return {name: _settled(part) for name, part in value.items()}
    return (
        [_settled(part) for part in value] if isinstance(value, list | tuple) else value
    )
