"""A whole calendar file: its entries as events, and what is to be told of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.formats.events.imported import Reading
from geotimeline.formats.foreign_ical import own, texts
from geotimeline.formats.foreign_ical.components import (
    CALENDAR,
    ENTRIES,
    Component,
    top_components,
    walk,
)
from geotimeline.formats.foreign_ical.content_lines import content_lines
from geotimeline.formats.foreign_ical.details import STATUSES
from geotimeline.formats.foreign_ical.entries import EVENT, TODO, read_entry
from geotimeline.formats.foreign_ical.moments import UnreadableError
from geotimeline.formats.foreign_ical.notices import Notices
from geotimeline.formats.foreign_ical.series import Gathering
from geotimeline.formats.foreign_ical.zones import Zones

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from geotimeline.formats.events.imported import Imported
    from geotimeline.formats.foreign_ical.content_lines import ContentLine
    from geotimeline.formats.foreign_ical.entries import Entry

_CALLED_OFF = "CANCEL"
_ANSWERS = ("REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER")
_OF_A_WHOLE = ("", "PUBLISH")
_EXPLAINS = "VTIMEZONE"
_NO_EVENT = {
    "VJOURNAL": "a journal entry is no event",
    "VFREEBUSY": "it says when somebody is busy, and is no event",
    "VAVAILABILITY": "it says when somebody is free, and is no event",
}


def read_calendar(octets: bytes, path: str, *, today: date) -> Reading:
    """Read a calendar file, whatever state it is in.

    Args:
        octets: The file.
        path: What it is called in messages.
        today: Around which day occurrences are taken that no rule can say.
    """
    notices = Notices(path)
    lines = [*content_lines(octets)]
    guessed = next((line for line in lines if line.is_guess), None)
    if guessed is not None:
        message = "it is not UTF-8 here, and was read as Windows-1252"
        notices.odd(guessed.number, message)
    calendars = _calendars(lines, notices)
    whole = [*_whole_events(calendars, notices)]
    carried = {uid for one in whole for uid in (one.name, *own.merged_uids(one))}
    entries = [one for each in calendars for one in _entries(each, carried, notices)]
    gathering = Gathering(today, notices)
    events = (*whole, *gathering.events(entries))
    uids = {texts.line(one.value("UID")) for one in walk(calendars)}
    return Reading(
        path=path,
        name=next(filter(None, map(_name, calendars)), ""),
        events=events,
        refused=tuple(sorted(notices.refused)),
        noted=tuple(sorted(notices.noted)),
        mentioned=frozenset(
            {*(uids - gathering.dissolved), *(one.uid for one in events)}
        ),
        is_cut=not calendars or any(one.is_cut for one in calendars),
        is_message=any(_method(one) not in _OF_A_WHOLE for one in calendars),
    )


def _calendars(lines: Iterable[ContentLine], notices: Notices) -> list[Component]:
    """Give the calendars of a file; entries outside of any are one of their own."""
    tops = top_components(lines, notices)
    calendars = [one for one in tops if one.name == CALENDAR]
    bare = [one for one in tops if one.name != CALENDAR]
    if any(one.name in ENTRIES for one in bare):
        calendars.append(Component(CALENDAR, bare[0].number, parts=bare))
    if not calendars:
        notices.refuse(1, "", "it holds no calendar: there is no BEGIN:VCALENDAR")
    return calendars


def _name(calendar: Component) -> str:
    """Give what a calendar calls itself; empty if nothing."""
    return texts.line(calendar.value("X-WR-CALNAME") or calendar.value("NAME"))


def _method(calendar: Component) -> str:
    """Give what a calendar wants done with it (RFC 5546), in capitals; often empty."""
    return calendar.value("METHOD").upper()


def _whole_events(
    calendars: Sequence[Component], notices: Notices
) -> Iterator[Imported]:
    """Give the events that travel whole, each once."""
    names: set[str] = set()
    for part in walk(calendars):
        if part.is_cut:
            continue
        try:
            found = own.whole_event(part)
        except UnreadableError as error:
            notices.refuse(part.number, _where(part), str(error))
            continue
        if found is not None and found.name not in names:
            names.add(found.name)
            yield found


def _entries(
    calendar: Component, carried: Collection[str], notices: Notices
) -> Iterator[Entry]:
    zones, method = Zones.of(calendar), _method(calendar)
    for part in calendar.parts:
        reason = _no_event(part, method)
        if reason:
            notices.refuse(part.number, _where(part), reason)
        elif part.name not in (EVENT, TODO):
            if part.name != _EXPLAINS:
                message = f"{part.name} is not known here; it was left out"
                notices.odd(part.number, message)
        elif not own.says_nothing_new(part, carried):
            entry = _entry(part, zones, notices)
            if entry is not None:
                is_off = method == _CALLED_OFF
                yield replace(entry, calendar=_name(calendar), is_off=is_off)


def _no_event(part: Component, method: str) -> str:
    """Say why a part cannot be taken; empty where it can, or need not be."""
    if part.name in _NO_EVENT:
        return _NO_EVENT[part.name]
    if part.name not in (EVENT, TODO):
        return ""
    if part.is_cut:
        return "the file ends in the middle of it; is all of it there?"
    if method in _ANSWERS:
        return f"METHOD:{method} answers an invitation, and is no event"
    return ""


def _entry(part: Component, zones: Zones, notices: Notices) -> Entry | None:
    try:
        entry = read_entry(part, zones, notices)
    except UnreadableError as error:
        notices.refuse(part.number, _where(part), str(error))
        return None
    _tell_of_status(part, _where(part), notices)
    return entry


def _where(part: Component) -> str:
    uid = texts.line(part.value("UID"))
    return f"UID {uid}" if uid else texts.line(part.value("SUMMARY"))


def _tell_of_status(part: Component, where: str, notices: Notices) -> None:
    status = part.value("STATUS")
    if status and status.upper() not in STATUSES:
        message = f"STATUS:{status[:40]} means nothing here; it was taken as planned"
        notices.odd(part.number, message, where)
