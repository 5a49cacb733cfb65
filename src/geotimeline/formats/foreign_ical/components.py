"""The parts of a calendar: what stands between `BEGIN` and `END`, at any depth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geotimeline.formats.foreign_ical.content_lines import ContentLine
    from geotimeline.formats.foreign_ical.notices import Notices

CALENDAR = "VCALENDAR"
ENTRIES = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"})
"""Parts that stand in a calendar itself, and in nothing else (RFC 5545 §3.6)."""

_LONGEST_NAME = 40


@dataclass(slots=True)
class Component:
    """A part of a calendar, such as a VEVENT.

    Attributes:
        name: In capitals.
        number: Line of its `BEGIN`.
        lines: All of its own properties, in order.
        parts: The parts in it.
        is_cut: Whether the file ended before it did.
    """

    name: str
    number: int
    lines: list[ContentLine] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)
    is_cut: bool = False

    def all(self, name: str) -> tuple[ContentLine, ...]:
        """Give the properties of a name, in order."""
        return tuple(line for line in self.lines if line.name == name)

    def first(self, name: str) -> ContentLine | None:
        """Give the first property of a name, or None."""
        return next((line for line in self.lines if line.name == name), None)

    def value(self, name: str) -> str:
        """Give the value of a property as it stands, without blanks around it."""
        line = self.first(name)
        return "" if line is None else line.value.strip()


def top_components(lines: Iterable[ContentLine], notices: Notices) -> list[Component]:
    """Part the lines of a file.

    What is opened and never closed ends where the next entry begins, since no entry
    stands in another, or else with the file.

    Args:
        lines: The lines.
        notices: Is told of lines that cannot be read, and of parts that do not close.
    """
    root = Component("", 0)
    open_parts = [root]
    for line in lines:
        if line.name == "BEGIN":
            part = Component(_name(line), line.number)
            _make_room(open_parts, part, notices)
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif line.name == "END":
            _close(open_parts, line, notices)
        else:
            if not line.name:
                notices.odd(line.number, f"{line.text[:60]!r} is no property")
            open_parts[-1].lines.append(line)
    for part in open_parts[1:]:
        part.is_cut = True
        notices.odd(part.number, f"{part.name} begins here and never ends")
    return root.parts


def _name(line: ContentLine) -> str:
    return line.value.strip().upper()[:_LONGEST_NAME]


def _make_room(open_parts: list[Component], part: Component, notices: Notices) -> None:
    """End what is open where a calendar or an entry begins, which stand in no other."""
    names = [one.name for one in open_parts]
    stays = len(names)
    if part.name == CALENDAR:
        stays = 1
    elif part.name in ENTRIES:
        stays = 1 + (names.index(CALENDAR) if CALENDAR in names else 0)
    for name in reversed(names[stays:]):
        notices.odd(part.number, f"{name} is not ended before BEGIN:{part.name}")
    del open_parts[stays:]


def _close(open_parts: list[Component], line: ContentLine, notices: Notices) -> None:
    name = _name(line)
    names = [part.name for part in open_parts]
    if name not in names[1:]:
        notices.odd(line.number, f"END:{name} ends nothing")
        return
    while open_parts.pop().name != name:
        notices.odd(line.number, f"{names.pop()} is not ended before END:{name}")


def texts(part: Component) -> Iterator[str]:
    """Give a part line by line, from its `BEGIN` to its `END`."""
    ahead: list[Component | str] = [part]
    while ahead:
        one = ahead.pop()
        if isinstance(one, str):
            yield one
            continue
        yield f"BEGIN:{one.name}"
        own = [line.text for line in one.lines]
        ahead += [f"END:{one.name}", *one.parts[::-1], *own[::-1]]


def walk(parts: Iterable[Component]) -> Iterator[Component]:
    """Give parts and all that are in them, in the order of the file."""
    ahead = [*parts][::-1]
    while ahead:
        part = ahead.pop()
        yield part
        ahead += part.parts[::-1]
