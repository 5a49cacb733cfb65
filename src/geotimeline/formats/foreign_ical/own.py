"""Entries that `export ical` wrote: the event travels in them whole (docs/ical.md)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from geotimeline.edtf import parse
from geotimeline.errors import EdtfSyntaxError
from geotimeline.formats.events.imported import Imported
from geotimeline.formats.foreign_ical import texts
from geotimeline.formats.foreign_ical.moments import UnreadableError
from geotimeline.formats.foreign_ical.spans import Span
from geotimeline.formats.ical.identities import DOMAIN, NOTHING, OPENING
from geotimeline.formats.ical.identities import uid_of as exported_uid
from geotimeline.formats.yaml.kinds import ID_PATTERN
from geotimeline.model.vocabulary import EVENT_ITSELF, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from geotimeline.formats.foreign_ical.components import Component

PREFIX = "X-GEOTIMELINE-"
EVENT, CLAIM, ID = f"{PREFIX}EVENT", f"{PREFIX}CLAIM", f"{PREFIX}ID"
EDTF, STATUS = f"{PREFIX}EDTF", f"{PREFIX}STATUS"
_PLAIN_UID = re.compile(rf"({ID_PATTERN})@{DOMAIN}")


def whole_event(part: Component) -> Imported | None:
    """Give the event that an entry carries whole; None where it carries none.

    Raises:
        UnreadableError: What it carries is no event.
    """
    carried = part.first(EVENT)
    if carried is None:
        return None
    fields = _read(carried.value, EVENT)
    fields["claims"] = [_read(line.value, CLAIM) for line in part.all(CLAIM)]
    name, title = fields.get("id"), fields.get("title")
    if not isinstance(name, str) or not re.fullmatch(ID_PATTERN, name):
        message = f"{EVENT} names no event"
        raise UnreadableError(message)
    if not isinstance(title, str):
        message = f"{EVENT} has no title"
        raise UnreadableError(message)
    return Imported(
        uid=str(fields.get("uid") or name),
        line=part.number,
        details={"title": title},
        stated=(),
        name=name,
        whole=fields,
    )


def merged_uids(event: Imported) -> Iterator[str]:
    """Give the UIDs of events that a whole one has taken in, as calendars know them."""
    mergers = (event.whole or {}).get("merged", ())
    for merger in mergers if isinstance(mergers, list) else ():
        if isinstance(merger, dict) and isinstance(merger.get("uid"), str):
            yield exported_uid(str(merger["uid"]), EVENT_ITSELF)


def says_nothing_new(part: Component, carried: Collection[str]) -> bool:
    """Whether an entry is no event of its own: carried whole, a second marker, none.

    Args:
        part: The entry.
        carried: Ids of the events that are carried whole, and UIDs of those that
            they have taken in.
    """
    uid = texts.line(part.value("UID"))
    if part.first(EVENT) is not None or texts.line(part.value(ID)) in carried:
        return True
    if uid in carried and "@" in uid:
        return True
    return uid == NOTHING or uid.endswith(f"{OPENING}@{DOMAIN}")


def uid_of(part: Component) -> str:
    """Give the UID of an entry; of one of ours, the identity it was made of."""
    uid = texts.line(part.value("UID"))
    match = _PLAIN_UID.fullmatch(uid)
    return match[1] if match and part.first(ID) is not None else uid


def span_of(part: Component) -> Span | None:
    """Give the date that an entry of ours tells as EDTF; None where it tells none."""
    text = texts.line(part.value(EDTF))
    try:
        return Span(parse(text).text) if text else None
    except EdtfSyntaxError:
        return None


def status_of(part: Component) -> Status | None:
    """Give the status that an entry of ours tells; None where it tells none."""
    text = texts.line(part.value(STATUS))
    return next((status for status in Status if status.value == text), None)


def _read(value: str, name: str) -> dict[str, Any]:  # fields of every kind
    try:
        found = json.loads(texts.text(value))
    except (ValueError, RecursionError) as error:
        message = f"{name} is not JSON"
        raise UnreadableError(message) from error
    if not isinstance(found, dict) or not _is_writable(found):
        message = f"{name} holds more than texts, lists and objects"
        raise UnreadableError(message)
    return found


def _is_writable(value: object) -> bool:
    """Whether a value is made of texts, lists and mappings alone."""
    ahead = [value]
    while ahead:
        one = ahead.pop()
        if isinstance(one, dict):
            ahead += one.values()
        elif isinstance(one, list):
            ahead += one
        elif not isinstance(one, str):
            return False
    return True
