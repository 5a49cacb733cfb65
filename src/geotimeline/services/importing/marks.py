"""What an import leaves in an event file, so that the next one knows its own work.

`x-import` of an event says from where it came and what was seen of each field then;
`x-import` of a claim, from where that came and which revision it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geotimeline.formats.events.imported import Stated
    from geotimeline.formats.yaml.scalars import Writable
    from geotimeline.model.event import Claim, Event

MARK = "x-import"
_FROM, _SEEN, _SEQUENCE, _UID = "from", "seen", "sequence", "uid"
_DIGITS = 8
Whose = tuple[str, str]
"""From which origin a claim came, and from which entry, if not the event's own."""

NEVER_CHANGED = ("type",)
"""Details that are a matter of the desk, once an event is there."""


def event_mark(key: str, details: Mapping[str, Writable]) -> dict[str, Writable]:
    """Give the mark of an event whose details are these."""
    seen = {
        name: digest(value)
        for name, value in details.items()
        if name not in NEVER_CHANGED
    }
    return {_FROM: key, _SEEN: seen}


def claim_mark(key: str, stated: Stated, uid: str = "") -> dict[str, Writable]:
    """Give the mark of a claim.

    Args:
        key: From where it comes.
        stated: What it says.
        uid: Of which entry, where that is not the event's own; else empty.
    """
    number = str(stated.sequence) if stated.sequence >= 0 else ""
    mark = {_FROM: key, _UID: uid, _SEQUENCE: number}
    return {name: value for name, value in mark.items() if value}


def origin_key(marked: Event | Claim) -> str:
    """Give the key of the origin from which an event or claim came; empty if none."""
    return _text(marked, _FROM)


def merged_uid(claim: Claim) -> str:
    """Give the entry from which a claim came, if that is not the event's own."""
    return _text(claim, _UID)


def is_of(claim: Claim, whose: Whose) -> bool:
    """Whether a claim came from an origin and entry."""
    return (origin_key(claim), merged_uid(claim)) == whose


def sequence_of(claim: Claim) -> int:
    """Give the revision of which an imported claim is; -1 where nothing says."""
    text = _text(claim, _SEQUENCE)
    return int(text) if text.isascii() and text.isdigit() else -1


def seen_of(event: Event) -> Mapping[str, str]:
    """Give the digest of each detail as the last import saw it."""
    mark = event.extra.get(MARK)
    seen = mark.get(_SEEN) if isinstance(mark, Mapping) else None
    if not isinstance(seen, Mapping):
        return {}
    return {name: value for name, value in seen.items() if isinstance(value, str)}


def digest(value: Writable) -> str:
    """Give a short text that differs where values do."""
    written = json.dumps(_plain(value), ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:_DIGITS]


def _plain(value: Writable) -> Writable:
    """Give a value as a file gives it back: lists of lists, without blanks around."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value]


def _text(marked: Event | Claim, name: str) -> str:
    mark = marked.extra.get(MARK)
    value = mark.get(name) if isinstance(mark, Mapping) else None
    return value if isinstance(value, str) else ""
