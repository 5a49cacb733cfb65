"""A calendar of ours, taken apart into its entries; and what readers see of one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.formats.ical.content_lines import written
from geotimeline.formats.ical.exporter import PRODUCT
from geotimeline.formats.ical.identities import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = ("VEVENT", "VTODO")
_HEAD = written(["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}"])
_TAIL = written(["END:VCALENDAR"])
_SEEN = (
    "DTSTART",
    "DTEND",
    "DUE",
    "SUMMARY",
    "DESCRIPTION",
    "STATUS",
    "LOCATION",
)


@dataclass(frozen=True, slots=True)
class Component:
    """One entry of a calendar.

    Attributes:
        uid: Its UID.
        text: The entry alone, from its BEGIN to its END, lines ended by CRLF.
    """

    uid: str
    text: str

    @property
    def as_object(self) -> str:
        """A calendar of this entry alone, as CalDAV wants it (RFC 4791 §4.1)."""
        return f"{_HEAD}{self.text}{_TAIL}"


def components(calendar: str) -> Iterator[Component]:
    """Take a calendar that this program wrote apart; other programs' are not read.

    The entry that says that there is none is left out.
    """
    for kind in _KINDS:
        for piece in calendar.split(f"\r\nBEGIN:{kind}\r\n")[1:]:
            body = piece.partition(f"\r\nEND:{kind}")[0]
            text = f"BEGIN:{kind}\r\n{body}\r\nEND:{kind}\r\n"
            uid = _uid(body)
            if uid != NOTHING:
                yield Component(uid, text)


def _uid(body: str) -> str:
    unfolded = body.replace("\r\n ", "")
    lines = unfolded.split("\r\n")
    return next(line[4:] for line in lines if line.startswith("UID:"))


def seen_of(text: str) -> str:
    """Give a digest of what a reader sees of a calendar object.

    It is the same before and after a server has reordered properties, added its own,
    or folded the lines anew; another date, title, text or status makes another.
    """
    from icalendar import Calendar  # noqa: PLC0415 (heavy; only where it is needed)

    try:
        calendar = Calendar.from_ical(text)
    except ValueError:
        return "unreadable"
    facts = sorted(
        f"{entry.name} {name} {entry[name].to_ical()!r}"
        for entry in calendar.walk()
        if entry.name in _KINDS
        for name in _SEEN
        if name in entry
    )
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:32]
